//! Office digital signatures (ECMA-376 part 2, 12; [MS-OFFCRYPTO] 2.5): who signed, when, which line, which parts. Whether a
//! signature holds is not told here.

use std::collections::HashSet;

use crate::model::DigitalSignature;
use crate::model::SignedReference;
use crate::readers::Limits;
use crate::readers::certificate::common_name;
use crate::readers::ole::Container;
use crate::readers::package::Package;
use crate::readers::part_text::decode_part;
use crate::readers::relationships::Relationships;
use crate::readers::relationships::unescape_percent;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Most signatures of a package that are read.
const MOST: usize = 50;

/// The digital signatures of a package; the relationships are the package's own.
pub fn read_digital_signatures(package: &mut Package, root: &Relationships) -> Vec<DigitalSignature> {
    let mut signatures = Vec::new();
    for origin in root.of_kind("origin") {
        for found in package.relationships(&origin.target).of_kind("signature").take(MOST) {
            let Some(text) = package.text(&found.target) else { continue };
            let mut xml = Xml::new(&text, package.limits().depth);
            let mut signature = read_signature(&mut xml);
            package.note_fault(&found.target, xml.fault());
            signature.uncovered = uncovered_parts(package, &signature);
            signatures.push(signature);
        }
    }
    signatures
}

/// The digital signatures of an OLE container: streams in the storage `_xmlsignatures`, or the old stream `_signatures`.
pub fn read_signatures_of_container(container: &mut Container, limits: &Limits) -> Vec<DigitalSignature> {
    let mut signatures = Vec::new();
    if let Some(storage) = container.find("_xmlsignatures").map(str::to_owned) {
        for path in container.streams_in(&storage).into_iter().take(MOST) {
            let Some((bytes, _)) = container.stream(&path) else { continue };
            let (text, _) = decode_part(bytes);
            signatures.push(read_signature(&mut Xml::new(&text, limits.depth)));
        }
    }
    if container.find("_signatures").is_some() {
        signatures.push(unknown_signature());
    }
    signatures
}

/// The digital signatures in one part, as OpenDocument has them (ODF 1.3 part 2, 5).
pub fn read_signatures_of_part(package: &mut Package, part: &str) -> Vec<DigitalSignature> {
    let Some(text) = package.text(part) else { return Vec::new() };
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut signatures = Vec::new();
    while let Some(element) = xml.next_open() {
        if element.name() == "Signature" && signatures.len() < MOST {
            signatures.push(read_signature(&mut xml));
        }
    }
    package.note_fault(part, xml.fault());
    signatures
}

fn unknown_signature() -> DigitalSignature {
    DigitalSignature {
        signer: None,
        signed_at: None,
        line: None,
        value_holds: None,
        references: Vec::new(),
        uncovered: Vec::new(),
    }
}

fn read_signature(xml: &mut Xml) -> DigitalSignature {
    let mut signature = unknown_signature();
    let mut in_time = false;
    while let Some(step) = xml.step() {
        match step {
            Step::Open(element) => match element.name() {
                "SignatureTime" => in_time = true,
                "Reference" => {
                    if let Some(part) = element.attribute("URI").and_then(|uri| part_of(&uri)) {
                        signature.references.push(SignedReference { part, holds: None });
                    }
                }
                "Value" if in_time => signature.signed_at = some_text(xml).or(signature.signed_at),
                "SigningTime" if signature.signed_at.is_none() => signature.signed_at = some_text(xml),
                "SetupID" => signature.line = some_text(xml),
                "X509Certificate" if signature.signer.is_none() => signature.signer = common_name(&xml.text()),
                _ => {}
            },
            Step::Close(end) if end.name() == "SignatureTime" => in_time = false,
            Step::Close(_) => {}
            Step::Text(_) => {}
        }
    }
    signature
}

/// The part in a reference such as `/xl/workbook.xml?ContentType=…` or `content.xml`; None for one to the signature's own inside.
fn part_of(uri: &str) -> Option<String> {
    let part =
        uri.trim_start_matches('/').split('?').next().filter(|part| !part.is_empty() && !part.starts_with('#'))?;
    Some(unescape_percent(part).into_owned())
}

fn some_text(xml: &mut Xml) -> Option<String> {
    Some(xml.text().trim().to_owned()).filter(|text| !text.is_empty())
}

/// Parts with content that no reference covers. The list of types, properties, relationships of the package and the
/// signatures themselves are never signed by Office.
fn uncovered_parts(package: &Package, signature: &DigitalSignature) -> Vec<String> {
    let references = signature.references.iter().map(|reference| reference.part.to_ascii_lowercase());
    let covered: HashSet<String> = references.collect();
    let never_signed = |part: &str| {
        part == "[Content_Types].xml"
            || part == "_rels/.rels"
            || part.starts_with("_xmlsignatures/")
            || part.starts_with("docProps/")
    };
    package
        .part_names()
        .filter(|part| !never_signed(part) && !covered.contains(&part.to_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}
