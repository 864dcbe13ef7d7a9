//! What a paper must show, as tables with their rows and as sentences of its text, and how the paper read again is held against it.

use regex::Regex;

use crate::award::agreement::Comparison;
use crate::award::agreement::bare;
use crate::award::agreement::read_table::ReadRow;
use crate::award::agreement::read_table::ReadTable;
use crate::award::record::AwardRecord;
use crate::model::Award;
use crate::model::Block;
use crate::model::Document;
use crate::model::Money;
use crate::policy::TierAmount;

/// What a cut text ends in; the cell then shows only its beginning.
const CUT: &str = "……（未完，全文见原件）";

/// What a cell must show.
pub(super) enum Shown {
    /// This text, white space aside.
    Text(String),
    /// This amount, however it is formatted.
    Money(Money),
}

impl Shown {
    pub(super) fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }
}

/// A table that a paper must have.
pub(super) struct ExpectedTable<'a> {
    /// How people are told of it.
    pub(super) name: &'a str,
    /// The sheet that it is on; None in a written paper.
    pub(super) sheet: Option<&'a str>,
    /// Its headings, as many as a row has cells. The table has others beside them.
    pub(super) headings: &'a [&'a str],
    /// Its rows above the total.
    pub(super) rows: Vec<Vec<Shown>>,
    /// What stands right of 合计, from left to right; empty where there is no total.
    pub(super) totals: Vec<Shown>,
}

impl ExpectedTable<'_> {
    /// Reports every row, cell and total that the paper does not show as expected. A table without rows need not be there.
    pub(super) fn compare(&self, comparison: &mut Comparison, document: &Document) {
        let Some(table) = ReadTable::find(document, self.sheet, self.headings) else {
            if !self.rows.is_empty() {
                comparison.report(self.name, "有此表", "没有找到", None);
            }
            return;
        };
        let rows = table.rows();
        comparison.compare(&format!("{}项数", self.name), &self.rows.len().to_string(), &rows.len().to_string(), None);
        for (index, (row, expected)) in rows.iter().zip(&self.rows).enumerate() {
            for (column, (heading, expected)) in self.headings.iter().zip(expected).enumerate() {
                let what = format!("{}第{}行{heading}", self.name, index + 1);
                compare_cell(comparison, &what, expected, row, column);
            }
        }
        if let Some(row) = self.totals.first().map(|_| table.right_of("合计")) {
            for (column, expected) in self.totals.iter().enumerate() {
                compare_cell(comparison, &format!("{}合计", self.name), expected, &row, column);
            }
        }
    }
}

/// Reports a cell of a row that does not show what is expected.
pub(super) fn compare_cell(
    comparison: &mut Comparison,
    what: &str,
    expected: &Shown,
    row: &ReadRow<'_>,
    column: usize,
) {
    let found = row.text(column);
    match expected {
        Shown::Text(expected) => {
            let expected = bare(expected);
            let cut = found.strip_suffix(CUT).is_some_and(|beginning| expected.starts_with(beginning));
            if !cut {
                comparison.compare(what, &expected, &found, Some(row.place.clone()));
            }
        }
        Shown::Money(expected) => {
            let found = row.money(column).map_or(found, |money| money.to_string());
            comparison.compare(what, &expected.to_string(), &found, Some(row.place.clone()));
        }
    }
}

/// A row for each tier: its label, places (`unset` where the season has no quota for it), prizes, money of each and of all.
pub(super) fn tier_rows(record: &AwardRecord<'_>, unset: &str) -> Vec<Vec<Shown>> {
    let rows = record.policy().tiers.iter().map(|tier| {
        let awards: Vec<&Award> = record.awards_of(&tier.label).collect();
        let places = record.season().quotas.get(&tier.label);
        vec![
            Shown::text(&tier.label),
            places.map_or(Shown::text(unset), Shown::text),
            Shown::text(awards.len()),
            match &tier.amount {
                TierAmount::Fixed(amount) => Shown::Money(*amount),
                TierAmount::ByCategory(_) => Shown::text("按类别"),
            },
            Shown::Money(awards.iter().map(|award| award.amount).sum()),
        ]
    });
    rows.collect()
}

/// A paragraph of a paper, or a note on a sheet, with figures in it.
///
/// Names of units and projects can be any words, so it is known by how it begins; names in it are compared by [`Passage`].
pub(super) struct Sentence<'a> {
    /// How people are told of it.
    pub(super) what: &'a str,
    /// Matches it from its beginning (`^`), white space left out; what its groups catch must be `expected`, group by group.
    pub(super) pattern: &'a str,
    /// What each group must catch.
    pub(super) expected: Vec<String>,
    /// Whether it must be there. Where it is, it must say what is expected in any case.
    pub(super) must: bool,
}

impl Sentence<'_> {
    /// Reports every place that says otherwise, and that none says it where one must.
    pub(super) fn compare(&self, comparison: &mut Comparison, document: &Document) {
        let pattern = Regex::new(self.pattern).expect("a pattern of this room, names in it escaped");
        let mut said = false;
        for line in list_lines(document) {
            for captures in pattern.captures_iter(&line) {
                said = true;
                for (group, expected) in self.expected.iter().enumerate() {
                    let found = captures.get(group + 1).map_or("", |found| found.as_str());
                    comparison.compare(self.what, &bare(expected), found, None);
                }
            }
        }
        if self.must && !said {
            comparison.report(self.what, &self.expected.join("、"), "", None);
        }
    }
}

/// A text with names in it.
pub(super) struct Passage<'a> {
    /// How people are told of it.
    pub(super) what: &'a str,
    /// Words that only this text begins with, white space left out.
    pub(super) start: &'a str,
    /// What must stand in it.
    pub(super) expected: String,
    /// Whether it must be there. Where it is, it must say what is expected in any case.
    pub(super) must: bool,
}

impl Passage<'_> {
    /// Reports every place that says otherwise, and that none says it where one must.
    pub(super) fn compare(&self, comparison: &mut Comparison, document: &Document) {
        let expected = bare(&self.expected);
        let lines = list_lines(document);
        let mut said = lines.iter().filter(|line| line.starts_with(self.start)).peekable();
        if self.must && said.peek().is_none() {
            comparison.report(self.what, &expected, "", None);
        }
        for line in said.filter(|line| !line.contains(&expected)) {
            comparison.report(self.what, &expected, line, None);
        }
    }
}

/// The paragraphs of a written paper, or the cells of a book's sheets; bare.
fn list_lines(document: &Document) -> Vec<String> {
    let is_book = document.body.iter().all(|block| matches!(block, Block::Grid(_)));
    let lines = document.body.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![bare(&paragraph.text)],
        Block::Grid(grid) if is_book => grid.cells.iter().map(|cell| bare(&cell.text)).collect(),
        Block::Grid(_) => vec![],
    });
    lines.collect()
}
