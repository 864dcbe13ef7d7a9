//! Papers against the decision: each paper, read again by the readers, must show every unit, project, tier, amount and total of
//! the decision and nothing else, and a public one nobody's phone number. A paper that disagrees is withheld.

mod book;
mod letter;
mod read_table;

use std::fmt;

use crate::award::papers::PaperKind;
use crate::award::record::AwardRecord;
use crate::model::Block;
use crate::model::Document;
use crate::model::Place;
use crate::model::Value;

/// Something that a paper says otherwise than the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The paper.
    pub paper: PaperKind,
    /// What was compared: 第3行等次.
    pub what: String,
    /// What the decision says.
    pub expected: String,
    /// What stands on the paper; empty where nothing does.
    pub found: String,
    /// Where, if it stands anywhere.
    pub place: Option<Place>,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.as_ref().and_then(Place::spot_text).map(|spot| format!(" {spot}")).unwrap_or_default();
        let name = self.paper.file_name();
        write!(f, "{name}{place}：{}应为“{}”，读回为“{}”", self.what, self.expected, self.found)
    }
}

/// What a paper, as read again, says otherwise than the record; empty where all agrees.
pub fn find_disagreements(kind: PaperKind, document: &Document, record: &AwardRecord<'_>) -> Vec<Disagreement> {
    let mut comparison = Comparison { paper: kind, found: Vec::new() };
    for trouble in document.troubles.iter().filter(|trouble| trouble.kind.loses_content()) {
        comparison.report("文件", "可以读回", &trouble.detail, None);
    }
    match kind {
        PaperKind::Report => letter::compare_report(&mut comparison, document, record),
        PaperKind::Notice => letter::compare_notice(&mut comparison, document, record),
        PaperKind::Commendation => letter::compare_commendation(&mut comparison, document, record),
        PaperKind::BudgetBook => book::compare_book(&mut comparison, document, record),
    }
    if kind.is_public() {
        find_leaks(&mut comparison, document, record);
    }
    comparison.found
}

/// What was found so far on one paper.
struct Comparison {
    paper: PaperKind,
    found: Vec<Disagreement>,
}

impl Comparison {
    fn report(&mut self, what: &str, expected: &str, found: &str, place: Option<Place>) {
        self.found.push(Disagreement {
            paper: self.paper,
            what: what.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
            place,
        });
    }

    fn compare(&mut self, what: &str, expected: &str, found: &str, place: Option<Place>) {
        if expected != found {
            self.report(what, expected, found, place);
        }
    }
}

/// A text without white space and characters that papers cannot show, for comparison.
fn bare(text: &str) -> String {
    let unseen = |character: char| {
        character.is_whitespace() || character.is_control() || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(|&character| !unseen(character)).collect()
}

/// All text of a paper, bare.
fn all_text(document: &Document) -> String {
    fn add(blocks: &[Block], text: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => text.push_str(&bare(&paragraph.text)),
                Block::Grid(grid) => grid.cells.iter().for_each(|cell| text.push_str(&bare(&cell.text))),
            }
            // Texts of neighbours must not run together into a number.
            text.push('\n');
        }
    }
    let mut text = String::new();
    add(&document.body, &mut text);
    document.stories.iter().for_each(|story| add(&story.blocks, &mut text));
    text
}

/// Phone numbers of applicants; the office's own contact is meant to be read.
fn find_leaks(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let text = all_text(document);
    let contact = record.season().publicity.iter().flat_map(|publicity| publicity.contact.values());
    let contact: String = contact.map(|value| bare(value)).collect();
    for entry in record.inputs.entries {
        let phones =
            entry.application.fields.keys().filter_map(|key| match &entry.application.value(key)?.read.value {
                Value::Phones(phones) => Some(phones),
                _ => None,
            });
        for phone in phones.flatten().map(|phone| bare(phone)).filter(|phone| phone.chars().count() >= 7) {
            if text.contains(&phone) && !contact.contains(&phone) {
                comparison.report("公开文件", "不含申报人的联系电话", &format!("含{}的联系电话", entry.number), None);
            }
        }
    }
}
