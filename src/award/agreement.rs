//! Papers against the decision: each paper, read again by the readers, must show every unit, project, tier, amount and total of
//! the decision and nothing else, and a public one nobody's phone number. A paper that disagrees is withheld.

mod book;
mod expected;
mod money;
mod public;
mod read_table;
mod report;

use std::cmp::Reverse;
use std::fmt;

use regex::Regex;

use crate::award::papers::PaperKind;
use crate::award::record::AwardRecord;
use crate::award::wording::name_project;
use crate::model::Block;
use crate::model::Document;
use crate::model::Place;

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
        PaperKind::Report => report::compare_report(&mut comparison, document, record),
        PaperKind::Notice => public::compare_notice(&mut comparison, document, record),
        PaperKind::Commendation => public::compare_commendation(&mut comparison, document, record),
        PaperKind::BudgetBook => book::compare_book(&mut comparison, document, record),
    }
    find_misnamed(&mut comparison, document, record);
    if kind.is_public() {
        public::find_leaks(&mut comparison, document, record);
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

/// All text of a paper, bare, a line for each paragraph and cell.
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

/// Every 《project》（number）: the number is the season's, and the project is that number's.
fn find_misnamed(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let pattern = Regex::new("《?([^《]*)》（([0-9]{4}-[0-9]+)）").expect("a constant pattern of this room");
    // Right names are taken out first, and projects whose own name looks like one.
    let mut right: Vec<String> = record.candidates.iter().map(|one| bare(&name_project(record, &one.number))).collect();
    right.extend(record.candidates.iter().map(|one| bare(&one.project)).filter(|title| pattern.is_match(title)));
    right.sort_by_key(|name| Reverse(name.len()));
    for line in all_text(document).lines().filter(|line| pattern.is_match(line)) {
        let rest = right.iter().fold(line.to_owned(), |line, name| line.replace(name.as_str(), ""));
        for captures in pattern.captures_iter(&rest) {
            let (_, [title, number]) = captures.extract();
            let expected = record.candidate(number).map_or("本届的编号", |candidate| &candidate.project);
            comparison.report(number, expected, title, None);
        }
    }
}
