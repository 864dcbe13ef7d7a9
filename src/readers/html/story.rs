//! Stories of a page beside its main text: headers, footers, notes, comments, as Word and LibreOffice mark them.

use super::style::property;
use super::table::OpenTable;
use super::token::Tag;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::NoteKind;

/// A story that is open: the main text, a header, a note.
#[derive(Debug)]
pub struct OpenStory {
    /// Which.
    pub kind: StoryKind,
    /// What it holds so far.
    pub blocks: Vec<FlowBlock>,
    /// Tables that are open in it, the outermost first.
    pub tables: Vec<OpenTable>,
}

/// Kinds of story in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// The main text.
    Body,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A note.
    Note(NoteKind),
}

/// The story that an element holds: Word notes it in the style, LibreOffice in title and id.
pub fn story_of(tag: &Tag, style: &str) -> Option<StoryKind> {
    if tag.name == "comment" {
        return Some(StoryKind::Note(NoteKind::Comment));
    }
    // AbiWord lists the notes at the end.
    if tag.name == "li" && tag.attribute("class").is_some_and(|class| class == "footnote_anchor") {
        return Some(StoryKind::Note(NoteKind::Footnote));
    }
    if tag.name != "div" {
        return None;
    }
    let title = tag.attribute("title").unwrap_or_default();
    let id = tag.attribute("id").unwrap_or_default();
    Some(match (property(style, "mso-element"), &*title) {
        (Some("footnote"), _) => StoryKind::Note(NoteKind::Footnote),
        (Some("endnote"), _) => StoryKind::Note(NoteKind::Endnote),
        (Some("comment"), _) => StoryKind::Note(NoteKind::Comment),
        (Some("header"), _) | (None, "header") => StoryKind::Header,
        (Some("footer"), _) | (None, "footer") => StoryKind::Footer,
        _ if id.starts_with("sdfootnote") => StoryKind::Note(NoteKind::Footnote),
        _ if id.starts_with("sdendnote") => StoryKind::Note(NoteKind::Endnote),
        _ => return None,
    })
}

/// Whether a link leads to a note of the page: `#footnote-1`, `#_ftn1`.
pub fn leads_to_note(link: &str) -> bool {
    ["#footnote", "#endnote", "#_ftn", "#_edn"].iter().any(|begin| link.starts_with(begin)) && !link.contains("ref")
}
