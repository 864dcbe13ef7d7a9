//! A signature as it is written (W3C XML Signature 1.1; [MS-OFFCRYPTO] 2.5.2 for what Office adds): what it covers and how,
//! the certificate, the day, the line that it fills.

use crate::readers::base64::decode_base64;
use crate::readers::signatures::canonical::Method;
use crate::readers::signatures::relations::Selection;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Most references that are read of the value, and of the lists.
const MOST_SIGNED: usize = 100;
const MOST_LISTED: usize = 2_000;
/// Most certificates: the signer's, with those above it.
const MOST_CERTIFICATES: usize = 20;

/// A signature as written.
#[derive(Clone, Debug, Default)]
pub struct WrittenSignature {
    /// Of the element that is signed; None where it is none that is known here.
    pub method: Option<Method>,
    /// Address of the algorithm of its value.
    pub algorithm: String,
    /// Its value.
    pub value: Vec<u8>,
    /// Certificates in DER, in their order.
    pub certificates: Vec<Vec<u8>>,
    /// What the value itself covers.
    pub signed: Vec<Reference>,
    /// What the lists cover that the value covers.
    pub listed: Vec<Reference>,
    /// When it was signed, as it says.
    pub signed_at: Option<String>,
    /// Id of the signature line that it fills.
    pub line: Option<String>,
}

/// Something covered, and its digest at signing.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// `#idPackageObject`, `/word/document.xml?ContentType=…`, `content.xml`
    pub address: String,
    /// What is done to it before the digest is taken.
    pub transforms: Vec<Transform>,
    /// Address of the digest's algorithm.
    pub algorithm: String,
    /// The digest.
    pub digest: Vec<u8>,
}

/// What is done before a digest is taken.
#[derive(Clone, Debug)]
pub enum Transform {
    /// Its canonical form.
    Canonical(Method),
    /// The relationships selected (ECMA-376 part 2).
    Relationships(Selection),
    /// Anything else.
    Unknown,
}

/// Reads the signature whose opening tag was read last, to its end.
pub fn read_written(xml: &mut Xml) -> WrittenSignature {
    let mut signature = WrittenSignature::default();
    // the elements that are open and have an Id: level and Id
    let mut inside: Vec<(usize, String)> = Vec::new();
    let level = xml.depth();
    let mut in_time = None;
    while let Some(step) = xml.step_within(level) {
        let Step::Open(element) = step else { continue };
        let depth = xml.depth();
        inside.retain(|(open, _)| *open < depth);
        if in_time.is_some_and(|open| open >= depth) {
            in_time = None;
        }
        inside.extend(element.attribute("Id").map(|id| (depth, id.into_owned())));
        match element.name() {
            "SignedInfo" if signature.signed.is_empty() => read_signed_info(xml, &mut signature),
            "SignatureValue" => signature.value = decode_base64(&xml.text()).unwrap_or_default(),
            "X509Certificate" if signature.certificates.len() < MOST_CERTIFICATES => {
                signature.certificates.extend(decode_base64(&xml.text()));
            }
            "SignatureTime" => in_time = Some(depth),
            "Value" if in_time.is_some() => signature.signed_at = some_text(xml).or(signature.signed_at),
            "SigningTime" | "date" if signature.signed_at.is_none() => signature.signed_at = some_text(xml),
            "SetupID" => signature.line = some_text(xml),
            "Reference" => {
                let reference = read_reference(xml, &element);
                // a list that the value does not cover says nothing
                let covers = |(_, id): &(usize, String)| signature.signed.iter().any(|signed| signed.names(id));
                if inside.iter().any(covers) && signature.listed.len() < MOST_LISTED {
                    signature.listed.push(reference);
                }
            }
            _ => {}
        }
    }
    signature
}

fn read_signed_info(xml: &mut Xml, signature: &mut WrittenSignature) {
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "CanonicalizationMethod" => signature.method = read_method(xml, &element),
            "SignatureMethod" => signature.algorithm = algorithm_of(&element),
            "Reference" if signature.signed.len() < MOST_SIGNED => signature.signed.push(read_reference(xml, &element)),
            _ => {}
        }
    }
}

fn read_reference(xml: &mut Xml, element: &Element) -> Reference {
    let mut reference =
        Reference { address: element.attribute("URI").unwrap_or_default().into_owned(), ..Reference::default() };
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "Transform" => reference.transforms.push(read_transform(xml, &element)),
            "DigestMethod" => reference.algorithm = algorithm_of(&element),
            "DigestValue" => reference.digest = decode_base64(&xml.text()).unwrap_or_default(),
            _ => {}
        }
    }
    reference
}

fn read_transform(xml: &mut Xml, element: &Element) -> Transform {
    if algorithm_of(element).ends_with("/package/2006/RelationshipTransform") {
        let level = xml.depth();
        let mut selection = Selection::default();
        while let Some(element) = xml.open_within(level) {
            let selected = |name: &str| element.attribute(name).map(|value| value.into_owned());
            selection.ids.extend(selected("SourceId"));
            selection.types.extend(selected("SourceType"));
        }
        return Transform::Relationships(selection);
    }
    read_method(xml, element).map_or(Transform::Unknown, Transform::Canonical)
}

fn read_method(xml: &mut Xml, element: &Element) -> Option<Method> {
    let algorithm = algorithm_of(element);
    let mut prefixes = String::new();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        prefixes.extend(element.attribute("PrefixList").as_deref());
    }
    Method::of(&algorithm, &prefixes)
}

fn algorithm_of(element: &Element) -> String {
    element.attribute("Algorithm").unwrap_or_default().into_owned()
}

fn some_text(xml: &mut Xml) -> Option<String> {
    Some(xml.text().trim().to_owned()).filter(|text| !text.is_empty())
}

impl Reference {
    /// The Id of the element of the signature's own part that it covers, where it covers one.
    pub fn own_id(&self) -> Option<&str> {
        self.address.strip_prefix('#')
    }

    fn names(&self, id: &str) -> bool {
        self.own_id() == Some(id)
    }
}
