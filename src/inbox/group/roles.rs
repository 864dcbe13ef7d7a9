//! What a file is in its submission: the form, a document of the policy, a scan of the signed page, evidence.

use std::collections::BTreeSet;

use super::names::fold;
use super::names::stem_of;
use super::words::is_generic_name;
use super::words::is_signed_page;
use super::words::names_evidence;
use super::words::names_evidence_beside_annex;
use super::words::names_evidence_folder;
use super::words::names_form;
use super::words::names_nothing;
use super::words::names_signed_page;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;

/// A document of the policy and the words by which file names and titles are known: its label and aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperName {
    /// The policy's key.
    pub key: String,
    /// Label and aliases.
    pub names: Vec<String>,
}

/// Known keys of the contract.
pub const FORM: &str = "form";
const DESCRIPTION: &str = "description";
const EVIDENCE: &str = "evidence";
/// Roles beside the policy's keys.
pub const SCAN: &str = "scan";
/// An archive.
pub const ARCHIVE: &str = "archive";
/// The roster of units.
pub const ROSTER: &str = "roster";
/// None of the others.
pub const OTHER: &str = "other";

/// What is known of a file's place.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'grouping> {
    /// Documents of the policy.
    pub papers: &'grouping [PaperName],
    /// Whether a form was read in its submission.
    pub has_form: bool,
    /// Keys of the submission's narrative documents that lie outside folders of evidence.
    pub narratives: &'grouping BTreeSet<&'grouping str>,
    /// Those of them that are written in another format than PDF.
    pub written: &'grouping BTreeSet<&'grouping str>,
}

/// The role of a file that is neither a form of its submission nor a twin of one.
pub fn role_of(file: &Sensed, around: Surroundings<'_>) -> String {
    let role = match &file.sense {
        _ if file.format.is_archive() => ARCHIVE,
        PaperSense::Roster => ROSTER,
        PaperSense::Narrative { key, .. } if !is_beside_another(file, key, around) => key,
        _ => role_by_name(file, around).unwrap_or(OTHER),
    };
    role.to_owned()
}

/// Whether a narrative lies among the evidence while another does not, or is a PDF beside the document itself: a print of it,
/// or something like it.
fn is_beside_another(file: &Sensed, key: &str, around: Surroundings<'_>) -> bool {
    let among_evidence = around.narratives.contains(key) && lies_in_evidence(&file.path);
    among_evidence || around.written.contains(key) && file.format == Format::Pdf
}

/// Whether a folder above the file says that evidence lies in it.
pub fn lies_in_evidence(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| names_evidence_folder(stem_of(folder.trim_end_matches('!'))))
}

/// Whether a picture or a scan may be the signed page though nothing says so for certain: neither its name nor its folder tell what it
/// is, or all that its name tells is that somebody signed (签字照片).
pub fn may_be_signed_page(path: &str) -> bool {
    let stem = stem_of(path);
    let tells_signing = ["签字", "签名", "签章"].iter().any(|word| stem.contains(word)) && is_generic_name(stem);
    (names_nothing(stem) || tells_signing) && !lies_in_evidence(path)
}

fn role_by_name<'grouping>(file: &Sensed, around: Surroundings<'grouping>) -> Option<&'grouping str> {
    let stem = stem_of(&file.path);
    let page = matches!(file.format, Format::Pdf | Format::Image) || file.sense == PaperSense::Scan;
    let in_evidence = lies_in_evidence(&file.path);
    // 荣誉证书扫描件 is evidence, 申报表扫描件 is the signed page.
    let evidence = names_evidence_beside_annex(stem);
    let signed = names_form(stem) || (names_signed_page(stem) && !evidence);
    let folder = file.path.rsplit('/').nth(1).unwrap_or_default();
    let nameless = is_generic_name(stem) || names_nothing(stem);
    let told = is_signed_page(stem) || nameless && names_signed_page(folder) && !names_evidence(folder);
    // a text that is called the signed page holds its picture, or the line alone
    let text_or_ofd = matches!(file.sense, PaperSense::Text { .. }) || file.format == Format::Ofd;
    let page = page || text_or_ofd && is_signed_page(stem);
    if page && (signed && !in_evidence || told && !evidence) {
        return Some(SCAN);
    }
    if let Some(key) = named_paper(stem, around.papers).filter(|key| may_be(file, key, around)) {
        return Some(key);
    }
    // Pages without text that nothing calls evidence, and no form beside them: whatever came may be among them.
    let unread = matches!(file.sense, PaperSense::NotRead | PaperSense::Scan);
    if file.format == Format::Pdf && unread && !around.has_form && !in_evidence && !names_evidence(stem) {
        return Some(SCAN);
    }
    let shown = page
        || matches!(
            file.format,
            Format::Ofd | Format::Media | Format::Pptx | Format::Ppt | Format::Html | Format::Mhtml
        );
    let paper = shown || file.format.holds_text() || file.format == Format::Encrypted;
    let named = names_evidence(stem) || in_evidence || title_of(file).is_some_and(names_evidence);
    (shown || (paper && named)).then_some(EVIDENCE)
}

/// A name makes a form or a narrative only of what could not be read: what was read has said itself what it is.
fn may_be(file: &Sensed, key: &str, around: Surroundings<'_>) -> bool {
    let unread = matches!(file.sense, PaperSense::NotRead | PaperSense::Scan);
    match key {
        FORM => unread && !around.has_form,
        DESCRIPTION => {
            let print = file.format == Format::Pdf && matches!(file.sense, PaperSense::Narrative { .. });
            // a shortcut beside the paper stands for the paper
            let stand_in = file.format == Format::Unknown && around.narratives.contains(key);
            (unread && !stand_in || print || matches!(file.sense, PaperSense::Text { .. }))
                && !lies_in_evidence(&file.path)
        }
        _ => true,
    }
}

/// The document whose name is the longest that a file's name holds.
fn named_paper<'grouping>(stem: &str, papers: &'grouping [PaperName]) -> Option<&'grouping str> {
    let folded = fold(stem);
    let names = papers.iter().flat_map(|paper| paper.names.iter().map(move |name| (fold(name), paper.key.as_str())));
    let held = names.filter(|(name, _)| name.chars().count() >= 2 && folded.contains(name.as_str()));
    held.max_by_key(|(name, _)| name.chars().count()).map(|(_, key)| key)
}

fn title_of(file: &Sensed) -> Option<&str> {
    match &file.sense {
        PaperSense::Text { title } => title.as_deref(),
        _ => None,
    }
}
