//! The pictures of signatures that people must look at, made small, from the originals of the season.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::extract::sha256_hex;
use crate::extract::shrink_picture;
use crate::inbox::InboxLimits;
use crate::inbox::open;
use crate::inbox::walk;
use crate::model::Document;
use crate::model::Entry;
use crate::model::Format;
use crate::model::Mark;
use crate::model::Picture;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::Signature;
use crate::model::Thumbnail;
use crate::policy::Policy;
use crate::readers::Limits;
use crate::readers::read;
use crate::register::Originals;

/// Pictures that one workbook shows; who has more of them to look at opens the originals of the rest.
const MOST: usize = 400;

/// By the entry's number, for every entry whose signature has a finding and a picture that can be shown.
pub fn gather_thumbnails(
    entries: &[Entry],
    ledger: &[ReceivedFile],
    policy: &Policy,
    originals: &Originals,
) -> BTreeMap<String, Thumbnail> {
    let mut wanted: BTreeMap<&Arc<str>, Vec<(&Entry, &Signature)>> = BTreeMap::new();
    for (entry, signature, place) in entries.iter().filter_map(|entry| doubted(entry, policy)).take(MOST) {
        wanted.entry(&place.file).or_default().push((entry, signature));
    }
    let shrink_all = |(file, signed): (&Arc<str>, Vec<(&Entry, &Signature)>)| -> Vec<(String, Thumbnail)> {
        let Some((bytes, format)) = find_original(file, ledger, originals) else { return Vec::new() };
        // A scan of the signed page is a picture itself.
        let document = (format != Format::Image).then(|| read(file, &bytes, format, &Limits::default()));
        let whole = Picture::whole(&**file, bytes);
        let small = |(entry, signature): &(&Entry, &Signature)| {
            let picture = match &document {
                Some(document) => find_mark(document, signature)?.picture.as_ref()?,
                None => &whole,
            };
            Some((entry.number.clone(), shrink_picture(picture)?))
        };
        signed.iter().filter_map(small).collect()
    };
    wanted.into_par_iter().flat_map_iter(shrink_all).collect()
}

/// An entry with a finding on its signature, the signature, and where its mark is.
fn doubted<'e>(entry: &'e Entry, policy: &Policy) -> Option<(&'e Entry, &'e Signature, &'e Place)> {
    let line = policy.roles.signature.as_ref();
    let found = entry.assessment.findings.iter().any(|finding| line.is_some() && finding.subject.as_ref() == line);
    let signature = entry.application.signature.as_ref().filter(|_| found)?;
    Some((entry, signature, signature.stray.as_ref().or(signature.place.as_ref())?))
}

/// The mark that was taken for the signature, or that may be one: known by its bytes, else by its place.
fn find_mark<'d>(document: &'d Document, signature: &Signature) -> Option<&'d Mark> {
    let place = signature.stray.as_ref().or(signature.place.as_ref());
    let spot = place.and_then(|place| place.spot.as_ref());
    let placed = |mark: &&Mark| mark.anchor.as_ref().is_some_and(|anchor| Some(&anchor.from) == spot);
    let mut marks = document.marks.iter().filter(|mark| mark.picture.is_some());
    match &signature.look {
        Some(look) => {
            marks.find(|mark| mark.picture.as_ref().is_some_and(|picture| sha256_hex(&picture.bytes) == look.sha256))
        }
        None => marks.find(placed),
    }
}

/// An original's bytes and format; None where it, or the archive that holds it, is no longer whole.
fn find_original(file: &Arc<str>, ledger: &[ReceivedFile], originals: &Originals) -> Option<(Arc<[u8]>, Format)> {
    let line = |path: &str| ledger.iter().find(|line| &*line.path == path);
    let received = line(file)?;
    let (hash, format) = (received.sha256.as_deref()?, received.format?);
    let bytes: Arc<[u8]> = match file.split_once("!/") {
        None => originals.read(hash).ok()?.into(),
        Some((archive, _)) => {
            let archive: PathBuf = originals.path_of(line(archive)?.sha256.as_deref()?)?;
            let limits = InboxLimits::default();
            let mut found = None;
            for parcel in walk(&[archive], &limits).ok()? {
                open(&parcel, &limits, &mut |inner| {
                    if found.is_none() && inner.sha256.as_deref() == Some(hash) {
                        found = inner.bytes().ok();
                    }
                });
            }
            found?
        }
    };
    Some((bytes, format))
}
