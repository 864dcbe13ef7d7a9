"""What no library writes: WPS's in-cell pictures, macros, digital signatures, passwords, archives with names in GBK.

Each takes the bytes of a file that another program made and gives the changed bytes.
"""

import base64
import hashlib
import io
import re
import struct
import zipfile
from datetime import datetime, timedelta, timezone

import msoffcrypto.format.ooxml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
STAMP = (2026, 10, 20, 9, 0, 0)


def pin_times(data):
    """The package with one time in all its entries, so that equal runs give equal bytes; nothing else is touched."""
    pinned, stamp = bytearray(data), struct.pack("<HH", 9 << 11, (2026 - 1980) << 9 | 10 << 5 | 20)
    end = data.rfind(b"PK\5\6")
    count, _, at = struct.unpack_from("<HLL", data, end + 10)
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        (local,) = struct.unpack_from("<L", data, at + 42)
        pinned[at + 12 : at + 16] = pinned[local + 10 : local + 14] = stamp
        at += 46 + name + extra + comment
    return bytes(pinned)


def read_parts(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def write_parts(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def add_relationship(parts, owner, key, kind, target):
    """`owner` is the name of the .rels part."""
    empty = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
    text = parts.get(owner, empty.encode()).decode()
    parts[owner] = text.replace("</Relationships>", f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/></Relationships>').encode()


def add_type(parts, entry):
    """`entry` is a Default or an Override element; defaults stand first."""
    text = parts["[Content_Types].xml"].decode()
    if entry.startswith("<Default"):
        extension = re.search(r'Extension="(\w+)"', entry).group(0)
        text = text if extension in text else re.sub(r"(<Types[^>]*>)", lambda m: m.group(1) + entry, text, count=1)
    else:
        text = text.replace("</Types>", entry + "</Types>")
    parts["[Content_Types].xml"] = text.encode()


def put_wps_picture(workbook, cell, picture, name="ID_5F3A1B2C9D8E4F60A1B2C3D4E5F60718"):
    """WPS's picture in a cell: a DISPIMG formula and xl/cellimages.xml."""
    parts = read_parts(workbook)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    found = re.search(rf'<c r="{cell}"([^>]*?)(/>|>.*?</c>)', sheet, re.S)
    style = re.search(r's="\d+"', found.group(1))
    formula = f'_xlfn.DISPIMG("{name}",1)'.replace('"', "&quot;")
    value = f'=DISPIMG("{name}",1)'.replace('"', "&quot;")
    made = f'<c r="{cell}" {style.group(0) if style else ""} t="str"><f>{formula}</f><v>{value}</v></c>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(found.group(0), made).encode()
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/"
    parts["xl/cellimages.xml"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<etc:cellImages xmlns:xdr="{drawing}spreadsheetDrawing" xmlns:r="{OFFICE}" xmlns:a="{drawing}main"'
        ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="2" name="{name}" descr=""/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
        '<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1047750" cy="342900"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        "</xdr:pic></etc:cellImage></etc:cellImages>"
    ).encode()
    parts["xl/media/cell1.png"] = picture
    add_relationship(parts, "xl/_rels/cellimages.xml.rels", "rId1", OFFICE + "/image", "media/cell1.png")
    add_relationship(parts, "xl/_rels/workbook.xml.rels", "rIdWps1", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")
    add_type(parts, '<Default Extension="png" ContentType="image/png"/>')
    add_type(parts, '<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/>')
    return write_parts(parts)


def add_macros(workbook):
    """An xlsm: the workbook's type changed and a vbaProject.bin that holds no program."""
    parts = read_parts(workbook)
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    add_type(parts, '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>')
    parts["xl/vbaProject.bin"] = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1528)
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    add_relationship(parts, "xl/_rels/workbook.xml.rels", "rIdMacros", kind, "vbaProject.bin")
    return write_parts(parts)


def encrypt(data, password):
    """Under a password as Office does (agile encryption). Salted anew each time, so its bytes differ from run to run."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def certificate(name):
    """A key and a self-signed certificate, both thrown away after signing."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 20261012, start, start + timedelta(days=730))
    return key, builder.sign(key, hashes.SHA256())


def digest(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def content_type(types, part):
    override = types.find(f'{{*}}Override[@PartName="/{part}"]')
    if override is not None:
        return override.get("ContentType")
    extension = part.rsplit(".", 1)[-1].lower()
    return next(one.get("ContentType") for one in types.findall("{*}Default") if one.get("Extension").lower() == extension)


def part_reference(types, part, data):
    method = f'<DigestMethod Algorithm="{SHA256}"/><DigestValue>{digest(data)}</DigestValue>'
    return f'<Reference URI="/{part}?ContentType={content_type(types, part)}">{method}</Reference>'


def sign_digitally(package, signer):
    """An OPC digital signature (ECMA-376 part 2, clause 13) over all parts with content, relationships left out."""
    parts = read_parts(package)
    types = etree.fromstring(parts["[Content_Types].xml"])
    covered = [name for name in parts if not name.endswith(".rels") and not name.startswith(("[", "docProps/", "customXml/"))]
    references = "".join(part_reference(types, name, parts[name]) for name in covered)
    time = "http://schemas.openxmlformats.org/package/2006/digital-signature"
    inner = (
        f'<Object Id="idPackageObject"><Manifest>{references}</Manifest><SignatureProperties>'
        '<SignatureProperty Id="idSignatureTime" Target="#idPackageSignature">'
        f'<mdssi:SignatureTime xmlns:mdssi="{time}"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format>'
        "<mdssi:Value>2026-10-12T02:30:00Z</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties></Object>"
    )
    whole = etree.fromstring(f'<Signature xmlns="{DSIG}" Id="idPackageSignature">{inner}</Signature>')
    object_digest = digest(etree.tostring(whole[0], method="c14n"))
    info = (
        '<SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>'
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        f'<Reference Type="{DSIG}Object" URI="#idPackageObject"><DigestMethod Algorithm="{SHA256}"/>'
        f"<DigestValue>{object_digest}</DigestValue></Reference></SignedInfo>"
    )
    signed = etree.fromstring(f'<Signature xmlns="{DSIG}" Id="idPackageSignature">{info}{inner}</Signature>')
    key, proof = certificate(signer)
    value = key.sign(etree.tostring(signed[0], method="c14n"), padding.PKCS1v15(), hashes.SHA256())
    der = base64.b64encode(proof.public_bytes(serialization.Encoding.DER)).decode()
    head = f'<Signature xmlns="{DSIG}" Id="idPackageSignature">{info}<SignatureValue>{base64.b64encode(value).decode()}</SignatureValue>'
    key_info = f"<KeyInfo><X509Data><X509Certificate>{der}</X509Certificate></X509Data></KeyInfo>"
    parts["_xmlsignatures/sig1.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>{head}{key_info}{inner}</Signature>'.encode()
    parts["_xmlsignatures/origin.sigs"] = b""
    base = RELATIONSHIPS + "/digital-signature"
    add_relationship(parts, "_rels/.rels", "rIdSigned", base + "/origin", "_xmlsignatures/origin.sigs")
    add_relationship(parts, "_xmlsignatures/_rels/origin.sigs.rels", "rId1", base + "/signature", "sig1.xml")
    kind = "application/vnd.openxmlformats-package.digital-signature"
    add_type(parts, f'<Default Extension="sigs" ContentType="{kind}-origin"/>')
    add_type(parts, f'<Override PartName="/_xmlsignatures/sig1.xml" ContentType="{kind}-xmlsignature+xml"/>')
    return write_parts(parts)


def replace_text(package, part, old, new):
    """Change a text inside a part, as someone does who edits a package after it was signed."""
    parts = read_parts(package)
    if old.encode() not in parts[part]:
        raise ValueError(f"{old} does not stand in {part}")
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return write_parts(parts)


class GbkName(zipfile.ZipInfo):
    """An entry whose name is written in GBK without the UTF-8 flag, as Windows and most Chinese tools do."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def pack(files, gbk=False):
    """A zip of (name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = GbkName("x", STAMP) if gbk else zipfile.ZipInfo("x", STAMP)
            entry.filename, entry.compress_type, entry.external_attr = name, zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
