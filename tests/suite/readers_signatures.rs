//! Digital signatures that other programs made: they hold, and stop holding with any change to what they cover.

use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::Path;

use shenping::model::DigitalSignature;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::corpus::corpus_file;

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/signed").join(name);
    std::fs::read(path).unwrap()
}

fn signatures(bytes: &[u8]) -> Vec<DigitalSignature> {
    read(&"signed.xlsx".into(), bytes, Format::Xlsx, &Limits::default()).digital_signatures
}

fn only(bytes: &[u8]) -> DigitalSignature {
    let mut found = signatures(bytes);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The package with a text replaced once in a part; a part that was not there is added with the new text.
fn altered(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut seen = false;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            seen = true;
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{part} has no {from}");
            content = text.replacen(from, to, 1).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    if !seen {
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        writer.write_all(to.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn part_text(bytes: &[u8], part: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn broken_parts(signature: &DigitalSignature) -> Vec<&str> {
    let broken = signature.references.iter().filter(|reference| reference.holds == Some(false));
    broken.map(|reference| reference.part.as_str()).collect()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const SIGNATURE: &str = "_xmlsignatures/sig1.xml";

#[test]
fn signatures_of_each_kind_of_key_and_form_hold_with_all_their_parts() {
    for name in
        ["rsa-sha1.xlsx", "rsa-sha512-exclusive-prefixed.xlsx", "ecdsa-p256-sha256.xlsx", "ecdsa-p384-sha384.xlsx"]
    {
        let signature = only(&sample(name));
        assert_eq!(signature.holds(), Some(true), "{name}: {signature:?}");
        assert_eq!(signature.signer.as_deref(), Some("韩晓岚"), "{name}");
        assert_eq!(signature.signed_at.as_deref(), Some("2026-10-15T02:20:12Z"), "{name}");
        assert!(signature.references.iter().any(|reference| reference.part == SHEET), "{name}");
        assert!(signature.uncovered.is_empty(), "{name}: {:?}", signature.uncovered);
    }
}

#[test]
fn a_signature_that_excel_made_holds() {
    let Some(bytes) = corpus_file("tika/testEXCEL_signed.xlsx") else { return };
    let signature = only(&bytes);
    assert_eq!(signature.holds(), Some(true), "{signature:?}");
    assert_eq!(signature.references.len(), 7);
    let changed = only(&altered(&bytes, "xl/sharedStrings.xml", "<si>", "<si> "));
    assert_eq!(broken_parts(&changed), ["xl/sharedStrings.xml"]);
}

#[test]
fn both_of_two_signers_are_told_and_a_change_breaks_both() {
    let bytes = sample("two-signers.xlsx");
    let both = signatures(&bytes);
    assert_eq!(both.iter().map(|one| one.holds()).collect::<Vec<_>>(), [Some(true), Some(true)]);
    assert_eq!(both.iter().filter_map(|one| one.signer.as_deref()).collect::<Vec<_>>(), ["韩晓岚", "周立民"]);
    let changed = signatures(&altered(&bytes, SHEET, "<sheetData>", "<sheetData> "));
    assert!(changed.iter().all(|one| broken_parts(one) == [SHEET]));
}

#[test]
fn the_signer_is_whose_key_signed_not_whose_certificate_was_put_first() {
    let bytes = sample("two-signers.xlsx");
    let other = part_text(&bytes, "_xmlsignatures/sig2.xml");
    let (_, other) = other.split_once("<X509Certificate>").unwrap();
    let (other, _) = other.split_once('<').unwrap();
    let mark = "<X509Certificate>";
    let with_other = altered(&bytes, SIGNATURE, mark, &format!("{mark}{other}</X509Certificate>{mark}"));
    let first = signatures(&with_other).remove(0);
    assert_eq!((first.signer.as_deref(), first.holds()), (Some("韩晓岚"), Some(true)));
}

#[test]
fn a_part_that_is_changed_gone_or_of_another_type_breaks_the_signature() {
    let bytes = sample("rsa-sha1.xlsx");
    let sheet_type = "spreadsheetml.worksheet+xml";
    for (part, from, to, broken) in [
        (SHEET, "<sheetData>", "<sheetData> ", SHEET),
        ("xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"./", "xl/_rels/workbook.xml.rels"),
        ("[Content_Types].xml", sheet_type, "spreadsheetml.chartsheet+xml", SHEET),
    ] {
        let signature = only(&altered(&bytes, part, from, to));
        assert_eq!((broken_parts(&signature), signature.value_holds), (vec![broken], Some(true)), "{part}");
    }
}

#[test]
fn a_signature_that_is_itself_changed_does_not_hold() {
    let bytes = sample("rsa-sha1.xlsx");
    for (from, to) in [
        ("2026-10-15T02:20:12Z", "2026-10-16T02:20:12Z"),
        ("<SignatureValue>", "<SignatureValue>AAAA"),
        ("#rsa-sha1", "#rsa-sha1 "),
        ("<DigestValue>", "<DigestValue>AAAA"),
    ] {
        assert_ne!(only(&altered(&bytes, SIGNATURE, from, to)).holds(), Some(true), "{from}");
    }
}

#[test]
fn a_damaged_signature_is_one_of_which_nothing_is_known_and_no_fault_of_the_form() {
    let sound = sample("rsa-sha1.xlsx");
    for (from, to) in [("<Signature", "<!-- "), ("</SignedInfo>", "</SignedInf")] {
        let damaged = altered(&sound, SIGNATURE, from, to);
        let document = read(&"signed.xlsx".into(), &damaged, Format::Xlsx, &Limits::default());
        assert!(document.troubles.is_empty(), "{from}: {:?}", document.troubles);
        assert_eq!(
            document.digital_signatures.iter().map(DigitalSignature::holds).collect::<Vec<_>>(),
            [None],
            "{from}"
        );
    }
}

#[test]
fn relationships_that_only_stand_otherwise_are_no_change() {
    let bytes = sample("rsa-sha1.xlsx");
    let rels = "xl/_rels/workbook.xml.rels";
    let spaced = altered(&bytes, rels, "<Relationship ", "<!-- note -->\n<Relationship ");
    assert_eq!(only(&spaced).holds(), Some(true));
    // one that the signature does not name may come beside
    let added =
        altered(&bytes, rels, "</Relationships>", "<Relationship Id=\"new\" Type=\"a\" Target=\"b\"/></Relationships>");
    assert_eq!(only(&added).holds(), Some(true));
}

#[test]
fn a_part_that_nobody_signed_is_told() {
    let bytes = altered(&sample("rsa-sha1.xlsx"), "xl/worksheets/sheet9.xml", "", "<worksheet/>");
    let signature = only(&bytes);
    assert_eq!(signature.holds(), Some(true));
    assert_eq!(signature.uncovered, ["xl/worksheets/sheet9.xml"]);
}

#[test]
fn an_opendocument_signature_holds_until_its_content_changes() {
    let read_ods = |bytes: &[u8]| {
        let mut found = read(&"signed.ods".into(), bytes, Format::Ods, &Limits::default()).digital_signatures;
        assert_eq!(found.len(), 1);
        found.remove(0)
    };
    let bytes = sample("libreoffice.ods");
    let signature = read_ods(&bytes);
    assert_eq!((signature.holds(), signature.signer.as_deref()), (Some(true), Some("甲某")), "{signature:?}");
    assert_eq!(signature.signed_at.as_deref(), Some("2026-10-15T10:00:00"));
    assert!(signature.uncovered.is_empty(), "{:?}", signature.uncovered);
    let changed = read_ods(&altered(&bytes, "content.xml", "</office:body>", " </office:body>"));
    assert_eq!(broken_parts(&changed), ["content.xml"]);
    let added = read_ods(&altered(&bytes, "Pictures/new.png", "", "x"));
    assert_eq!(added.uncovered, ["Pictures/new.png"]);
}

#[test]
fn a_list_that_the_value_does_not_cover_counts_for_nothing() {
    let bytes = sample("rsa-sha1.xlsx");
    let sheet = altered(&bytes, SHEET, "<sheetData>", "<sheetData> ");
    let list =
        "<Object Id=\"other\"><Manifest><Reference URI=\"/xl/worksheets/sheet1.xml\"/></Manifest></Object></Signature>";
    let signature = only(&altered(&sheet, SIGNATURE, "</Signature>", list));
    assert_eq!(broken_parts(&signature), [SHEET]);
    assert_eq!(signature.references.iter().filter(|reference| reference.part == SHEET).count(), 1);
}

#[test]
fn another_signed_info_beside_the_one_that_is_signed_is_not_trusted() {
    let bytes = sample("rsa-sha1.xlsx");
    let decoy = altered(&bytes, SIGNATURE, "<SignedInfo>", "<SignedInfo></SignedInfo><SignedInfo>");
    assert_eq!(only(&decoy).holds(), None);
}

#[test]
fn a_key_of_an_unknown_kind_is_left_to_people() {
    let signature = only(&sample("ecdsa-p521.xlsx"));
    assert_eq!((signature.holds(), signature.value_holds), (None, None));
    assert!(signature.references.iter().all(|reference| reference.holds == Some(true)));
}
