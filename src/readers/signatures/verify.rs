//! Whether a signature holds: the digests of what it covers (FIPS 180), and its value under the key of its certificate
//! (RSASSA-PKCS1-v1_5, RFC 8017; ECDSA over P-256 and P-384, FIPS 186). None wherever an algorithm is not known here.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::Pkcs1v15Sign;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use sha1::Sha1;
use sha2::Digest;
use sha2::Sha256;
use sha2::Sha384;
use sha2::Sha512;

use crate::readers::package::Package;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::relationships::unescape_percent;
use crate::readers::signatures::canonical::Apex;
use crate::readers::signatures::canonical::Method;
use crate::readers::signatures::canonical::canonical_form;
use crate::readers::signatures::certificate::public_key;
use crate::readers::signatures::relations::select_relationships;
use crate::readers::signatures::written::Reference;
use crate::readers::signatures::written::Transform;
use crate::readers::signatures::written::WrittenSignature;

/// What is known of the value of a signature.
#[derive(Clone, Copy)]
pub struct Value<'s> {
    /// Whether it holds, and all that the signature covers of its own part.
    pub holds: Option<bool>,
    /// The certificate under whose key it holds: the signer's may come with those above it, and with others' to deceive.
    pub certificate: Option<&'s [u8]>,
}

/// Verifies the value of a signature; `before` signatures stand before it in its part. None where it cannot be told.
pub fn verify_value<'s>(part: &str, before: usize, signature: &'s WrittenSignature) -> Option<Value<'s>> {
    let method = signature.method.as_ref()?;
    let info = canonical_form(part, Apex::Nth("SignedInfo", before), method)?;
    let hash = Hash::of(&signature.algorithm)?;
    let signed = |certificate| key_signed(public_key(certificate)?, hash, info.as_bytes(), signature);
    let certificates = signature.certificates.iter().map(Vec::as_slice);
    let told: Vec<(&[u8], bool)> = certificates.filter_map(|one| Some((one, signed(one)?))).collect();
    let certificate = told.iter().find(|(_, signed)| *signed).map(|(certificate, _)| *certificate);
    let of_key = (!told.is_empty()).then_some(certificate.is_some())?;
    let own = signature.signed.iter().filter_map(|reference| Some((reference, reference.own_id()?)));
    let own = own.map(|(reference, id)| own_element_holds(part, reference, id));
    let all: Vec<Option<bool>> = own.chain([Some(of_key)]).collect();
    let is_broken = all.contains(&Some(false));
    let holds = if is_broken { Some(false) } else { all.iter().all(|holds| *holds == Some(true)).then_some(true) };
    Some(Value { holds, certificate })
}

/// Whether a key made a signature; None where it is of another kind.
fn key_signed(key: &[u8], hash: Hash, info: &[u8], signature: &WrittenSignature) -> Option<bool> {
    let digest = hash.digest(info);
    let value = signature.value.as_slice();
    if signature.algorithm.contains("#rsa-sha") {
        let key = RsaPublicKey::from_public_key_der(key).ok()?;
        return Some(key.verify(hash.rsa_padding(), &digest, value).is_ok());
    }
    if !signature.algorithm.contains("#ecdsa-sha") {
        return None;
    }
    if let Ok(key) = p256::ecdsa::VerifyingKey::from_public_key_der(key) {
        let value = p256::ecdsa::Signature::from_slice(value);
        return Some(value.is_ok_and(|value| key.verify_prehash(&digest, &value).is_ok()));
    }
    let key = p384::ecdsa::VerifyingKey::from_public_key_der(key).ok()?;
    let value = p384::ecdsa::Signature::from_slice(value);
    Some(value.is_ok_and(|value| key.verify_prehash(&digest, &value).is_ok()))
}

/// Whether an element of the signature's own part is as it was at signing.
fn own_element_holds(part: &str, reference: &Reference, id: &str) -> Option<bool> {
    let method = match reference.transforms.as_slice() {
        [] => &Method::Inclusive,
        [Transform::Canonical(method)] => method,
        _ => return None,
    };
    let form = canonical_form(part, Apex::Id(id), method)?;
    Some(Hash::of(&reference.algorithm)?.digest(form.as_bytes()) == reference.digest)
}

/// The part in a reference such as `/xl/workbook.xml?ContentType=…` or `content.xml`, and the type that it asks for; None
/// for one to the signature's own inside.
pub fn part_of(reference: &Reference) -> Option<(String, Option<String>)> {
    let address = reference.address.trim_start_matches('/');
    let (part, query) = address.split_once('?').unwrap_or((address, ""));
    let part = Some(part).filter(|part| !part.is_empty() && !part.starts_with('#'))?;
    let kind = query.strip_prefix("ContentType=").map(|kind| unescape_percent(kind).into_owned());
    Some((unescape_percent(part).into_owned(), kind))
}

/// Whether a part is as it was at signing: it is there, of the type it had, with the digest it had. A package with damage
/// holds or cannot be told.
pub fn part_holds(package: &mut Package, reference: &Reference, part: &str, kind: Option<&str>) -> Option<bool> {
    if !package.has(part) {
        return Some(false);
    }
    let same_kind = match (kind, package.content_type(part)) {
        (Some(asked), Some(kind)) => kind.eq_ignore_ascii_case(asked),
        _ => true,
    };
    let hash = Hash::of(&reference.algorithm)?;
    let bytes = package.bytes(part)?;
    let depth = package.limits().depth;
    let digest = match reference.transforms.as_slice() {
        [] => hash.digest(&bytes),
        [Transform::Canonical(method)] => {
            hash.digest(canonical_form(&decode_part(bytes).0, Apex::Root, method)?.as_bytes())
        }
        [Transform::Relationships(selection)] | [Transform::Relationships(selection), Transform::Canonical(_)] => {
            hash.digest(select_relationships(&decode_part(bytes).0, selection, depth)?.as_bytes())
        }
        _ => return None,
    };
    let holds = same_kind && digest == reference.digest;
    (holds || !package.is_damaged()).then_some(holds)
}

/// The digests of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By the end of an algorithm's address: `…xmldsig#sha1`, `…xmldsig-more#rsa-sha256`.
    fn of(algorithm: &str) -> Option<Self> {
        let (_, name) = algorithm.rsplit_once('#')?;
        let hash = name.strip_prefix("rsa-").or_else(|| name.strip_prefix("ecdsa-")).unwrap_or(name);
        match hash {
            "sha1" => Some(Self::Sha1),
            "sha256" => Some(Self::Sha256),
            "sha384" => Some(Self::Sha384),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    fn rsa_padding(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}
