//! Office digital signatures (ECMA-376 part 2, 13; [MS-OFFCRYPTO] 2.5; ODF 1.3 part 2, 5): who signed, when, which line, which
//! parts, and whether each part and the signature itself still hold. That the certificate is the signer's own is for people.

mod canonical;
mod certificate;
mod relations;
mod verify;
mod written;

use std::collections::HashSet;

use crate::model::DigitalSignature;
use crate::model::SignedReference;
use crate::readers::Limits;
use crate::readers::ole::Container;
use crate::readers::package::Package;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::relationships::Relationships;
use crate::readers::signatures::canonical::count_elements;
use crate::readers::signatures::certificate::common_name;
use crate::readers::signatures::certificate::was_valid;
use crate::readers::signatures::verify::Value;
use crate::readers::signatures::verify::part_holds;
use crate::readers::signatures::verify::part_of;
use crate::readers::signatures::verify::verify_value;
use crate::readers::signatures::written::WrittenSignature;
use crate::readers::signatures::written::read_written;
use crate::readers::xml::Xml;

/// Most signatures of a package that are read.
const MOST: usize = 50;

/// The digital signatures of a package; the relationships are the package's own.
pub fn read_digital_signatures(package: &mut Package, root: &Relationships) -> Vec<DigitalSignature> {
    let mut signatures = Vec::new();
    for origin in root.of_kind("origin") {
        for found in package.relationships(&origin.target).of_kind("signature").take(MOST) {
            signatures.append(&mut read_signatures_of_part(package, &found.target));
        }
    }
    signatures
}

/// The digital signatures in one part.
pub fn read_signatures_of_part(package: &mut Package, part: &str) -> Vec<DigitalSignature> {
    let Some(text) = package.text(part) else { return Vec::new() };
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut written = read_all(&mut xml);
    // A damaged signature says nothing against the paper it signs: it is one of which nothing is known.
    if written.is_empty() && xml.fault().is_some() {
        written.push(WrittenSignature::default());
    }
    let described = describe_all(&text, &written, xml.fault().is_none());
    let judge = |(described, written): (DigitalSignature, &WrittenSignature)| {
        let covered = written.listed.iter().chain(&written.signed);
        let references = covered.filter_map(|reference| {
            let (part, kind) = part_of(reference)?;
            Some(SignedReference { holds: part_holds(package, reference, &part, kind.as_deref()), part })
        });
        let references: Vec<SignedReference> = references.collect();
        let uncovered = uncovered_parts(package, &references);
        DigitalSignature { references, uncovered, ..described }
    };
    described.into_iter().zip(&written).map(judge).collect()
}

/// The digital signatures of an OLE container: streams in the storage `_xmlsignatures`, or the old stream `_signatures`. What
/// they cover are streams whose digests are taken in ways of their own; whether those hold is not told.
pub fn read_signatures_of_container(container: &mut Container<'_>, limits: &Limits) -> Vec<DigitalSignature> {
    let mut signatures = Vec::new();
    if let Some(storage) = container.find("_xmlsignatures").map(str::to_owned) {
        for path in container.streams_in(&storage).into_iter().take(MOST) {
            let Some((bytes, _)) = container.stream(&path) else { continue };
            let (text, _) = decode_part(bytes);
            let mut xml = Xml::new(&text, limits.depth);
            let written = read_all(&mut xml);
            signatures.append(&mut describe_all(&text, &written, xml.fault().is_none()));
        }
    }
    if container.find("_signatures").is_some() {
        signatures.push(describe(&WrittenSignature::default(), None));
    }
    signatures
}

fn read_all(xml: &mut Xml) -> Vec<WrittenSignature> {
    let mut signatures = Vec::new();
    while let Some(element) = xml.next_open() {
        if element.name() == "Signature" && signatures.len() < MOST {
            signatures.push(read_written(xml));
        }
    }
    signatures
}

/// All that the signatures of a part say of themselves, and whether they hold in themselves; the parts that they cover are
/// left to the reader of their file. What could not be read whole is not judged.
fn describe_all(text: &str, written: &[WrittenSignature], is_whole: bool) -> Vec<DigitalSignature> {
    // one more would be signed in place of the one that was read
    let is_plain = is_whole
        && count_elements(text, "SignedInfo") == Some(written.len())
        && written.iter().all(|signature| !signature.signed.is_empty());
    let value = |before, signature| if is_plain { verify_value(text, before, signature) } else { None };
    written.iter().enumerate().map(|(before, signature)| describe(signature, value(before, signature))).collect()
}

fn describe(written: &WrittenSignature, value: Option<Value<'_>>) -> DigitalSignature {
    let signing = value.and_then(|value| value.certificate);
    let mut certificates = signing.into_iter().chain(written.certificates.iter().map(Vec::as_slice));
    let first = certificates.clone().next();
    DigitalSignature {
        signer: certificates.find_map(common_name),
        signed_at: written.signed_at.clone(),
        line: written.line.clone(),
        value_holds: value.and_then(|value| value.holds),
        valid_then: written.signed_at.as_deref().zip(first).and_then(|(time, first)| was_valid(first, time)),
        references: Vec::new(),
        uncovered: Vec::new(),
    }
}

/// Parts with content that no reference covers. The list of types, properties, relationships of the package and the
/// signatures themselves are never signed by Office, nor is what lies beside them in OpenDocument.
fn uncovered_parts(package: &Package, references: &[SignedReference]) -> Vec<String> {
    let covered: HashSet<String> = references.iter().map(|reference| reference.part.to_ascii_lowercase()).collect();
    let never_signed = |part: &str| {
        part == "[Content_Types].xml"
            || part == "_rels/.rels"
            || part.starts_with("_xmlsignatures/")
            || part.starts_with("META-INF/")
            || part.starts_with("docProps/")
    };
    package
        .part_names()
        .filter(|part| !never_signed(part) && !covered.contains(&part.to_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}
