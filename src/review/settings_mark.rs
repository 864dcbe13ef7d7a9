//! The mark that a book carries of the settings it was made under: SHA-256 over what its filled cells depend on, so that a
//! book of another season, or of criteria that changed since, is known when it comes back.

use sha2::Digest;
use sha2::Sha256;

use crate::model::Document;
use crate::policy::Policy;
use crate::policy::Season;
use crate::policy::TierAmount;

/// Before the mark wherever it is shown.
pub const MARK_LABEL: &str = "设置标记";

/// Hexadecimal digits that are shown: enough to tell settings apart, short enough to read out.
const MARK_DIGITS: usize = 12;

/// The mark of a judge's book, from 1: year, measure, criteria, and who the judge is.
pub fn mark_score_book(policy: &Policy, season: &Season, judge: u32) -> String {
    let mut text = describe_criteria(policy, season);
    let index = usize::try_from(judge).unwrap_or(usize::MAX);
    if let Some(person) = index.checked_sub(1).and_then(|index| season.judges.get(index)) {
        text.push_str(&format!("judge\t{judge}\t{}\t{}\n", person.name, person.unit));
    }
    hash_text(&text)
}

/// The mark of the review workbook: year, measure, criteria, all judges, tiers.
pub fn mark_workbook(policy: &Policy, season: &Season) -> String {
    let mut text = describe_criteria(policy, season);
    for (number, judge) in (1..).zip(&season.judges) {
        text.push_str(&format!("judge\t{number}\t{}\t{}\n", judge.name, judge.unit));
    }
    for tier in &policy.tiers {
        text.push_str(&format!("tier\t{}\n", tier.label));
        match &tier.amount {
            TierAmount::Fixed(amount) => text.push_str(&format!("amount\t{amount}\n")),
            TierAmount::ByCategory(amounts) => {
                amounts.iter().for_each(|(category, amount)| text.push_str(&format!("amount\t{category}\t{amount}\n")));
            }
        }
    }
    hash_text(&text)
}

fn describe_criteria(policy: &Policy, season: &Season) -> String {
    let mut text = format!("season\t{}\t{}\n", season.year, policy.id);
    for criterion in &policy.criteria {
        let step = criterion.step.map(|step| step.normalize().to_string()).unwrap_or_default();
        text.push_str(&format!("criterion\t{}\t{}\t{step}\n", criterion.label, criterion.max.normalize()));
    }
    text
}

fn hash_text(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(MARK_DIGITS).collect()
}

/// Every mark that stands in a book, each once.
pub fn find_marks(document: &Document) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    for grid in document.grids() {
        for cell in grid.cells.iter().filter(|cell| cell.text.contains(MARK_LABEL)) {
            let beside = grid.cell(cell.row, cell.column + cell.width).map_or("", |cell| cell.text.as_str());
            for mark in marks_in(&cell.text).chain(read_mark(beside)) {
                if !marks.contains(&mark) {
                    marks.push(mark);
                }
            }
        }
    }
    marks
}

/// Every mark that a text gives behind its label.
pub fn marks_in(text: &str) -> impl Iterator<Item = String> {
    text.split(MARK_LABEL).skip(1).filter_map(read_mark)
}

/// The mark at the start of a text.
fn read_mark(text: &str) -> Option<String> {
    let plain = text.trim_start_matches([' ', '　', '：', ':']);
    let mark: String = plain.chars().take_while(char::is_ascii_hexdigit).collect();
    (mark.len() == MARK_DIGITS).then_some(mark)
}
