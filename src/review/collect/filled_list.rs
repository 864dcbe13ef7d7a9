//! A list on a sheet of a filled book: its header row wherever it stands, its columns by their words, its rows by 编号.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::NamedRow;
use crate::model::Place;
use crate::policy::Policy;
use crate::policy::fold_text;
use crate::review::collect::entry_number::number_of_day;
use crate::review::collect::entry_number::read_entry_number;
use crate::review::collect::entry_number::read_month;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::NUMBER;
use crate::review::workbook::RECUSED;
use crate::review::workbook::RULING;
use crate::review::workbook::RULING_NOTE;
use crate::review::workbook::TIER_NOTE;

/// What the column of the unit is called where the measure has no such field.
pub const UNIT: &str = "申报单位";
/// What the column of the project is called where the measure has no such field.
pub const PROJECT: &str = "项目名称";
/// What people call the column 编号 as well, where no column has that very word.
const OTHER_NUMBERS: [&str; 3] = ["项目编号", "申报编号", "登记编号"];
/// The header is looked for in the first rows; a list below more notes than that is not ours.
const HEADER_ROWS: u32 = 60;

/// A list with its header.
pub struct FilledList<'a> {
    document: &'a Document,
    grid: &'a Grid,
    /// Row of the header.
    header: u32,
    /// Columns by the folded words of their headers.
    columns: HashMap<String, Vec<u32>>,
    /// What stands above the header and in the sheet's name.
    pub heading: String,
}

/// The rows of a list.
pub struct ListRows<'a> {
    /// Those of projects.
    pub projects: Vec<FilledRow<'a>>,
    /// Those that people added for something else.
    pub remarks: Vec<FilledRow<'a>>,
}

/// One row of a list.
pub struct FilledRow<'a> {
    /// 编号, folded; empty where none stands there.
    pub number: String,
    row: u32,
    cells: BTreeMap<u32, &'a Cell>,
}

/// What a row below a list is called that sums it up.
const SUMMARIES: &[&str] =
    &["平均", "均分", "合计", "总计", "小计", "总分", "最高", "最低", "评委签", "签字", "签名", "日期", "备注"];

fn is_summary(text: &str) -> bool {
    let text = fold_text(text);
    SUMMARIES.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 12
}

/// The words of a row, folded, and their columns.
type Words = HashMap<String, Vec<u32>>;

/// The lists of a book that people fill in: those with 编号 beside 人工核定, 最终等次, or at least half of the criteria.
pub fn find_lists<'a>(document: &'a Document, policy: &Policy) -> Vec<FilledList<'a>> {
    document.grids().filter_map(|grid| find_list(document, grid, |words| is_header(words, policy))).collect()
}

/// Lists that people fill in of which the column 编号 is gone: nobody can tell whose rows they are.
pub fn find_lists_without_numbers<'a>(document: &'a Document, policy: &Policy) -> Vec<FilledList<'a>> {
    let settled = |words: &Words| {
        (has(words, RULING) && has(words, RULING_NOTE)) || (has(words, FINAL_TIER) && has(words, TIER_NOTE))
    };
    let headless = |words: &Words| (has(words, RECUSED) && has_scores(words, policy)) || settled(words);
    let lists = document.grids().filter_map(|grid| find_list(document, grid, headless));
    lists.filter(|list| list.column(NUMBER).is_none()).collect()
}

/// Lists by 编号 of all kinds, also those that nobody fills in.
pub fn find_other_lists(document: &Document) -> impl Iterator<Item = FilledList<'_>> {
    document.grids().filter_map(move |grid| find_list(document, grid, |words| has(words, NUMBER)))
}

fn find_list<'a>(document: &'a Document, grid: &'a Grid, is_header: impl Fn(&Words) -> bool) -> Option<FilledList<'a>> {
    let mut rows: BTreeMap<u32, Words> = BTreeMap::new();
    for cell in grid.cells.iter().take_while(|cell| cell.row < HEADER_ROWS) {
        rows.entry(cell.row).or_default().entry(fold_text(&cell.text)).or_default().push(cell.column);
    }
    let (header, columns) = rows.into_iter().find(|(_, words)| is_header(words))?;
    let above = grid.cells.iter().take_while(|cell| cell.row < header).map(|cell| cell.text.as_str());
    let heading = above.chain([grid.name.as_ref()]).collect::<Vec<_>>().join("\n");
    Some(FilledList { document, grid, header, columns, heading })
}

fn is_header(words: &Words, policy: &Policy) -> bool {
    has(words, NUMBER) && (has_settled(words) || has_scores(words, policy))
}

fn has(words: &Words, word: &str) -> bool {
    !columns_in(words, word).is_empty()
}

/// The columns of a header word, or of another word for it.
fn columns_in<'w>(words: &'w Words, word: &str) -> &'w [u32] {
    let others = if word == NUMBER { OTHER_NUMBERS.as_slice() } else { &[] };
    let mut found = [word].into_iter().chain(others.iter().copied()).map(|word| columns_of(words, word));
    found.find(|columns| !columns.is_empty()).unwrap_or(&[])
}

/// The columns of a word: where it stands alone, else where a parenthesis was added to it (`创新性（20分）`).
fn columns_of<'w>(words: &'w Words, word: &str) -> &'w [u32] {
    let word = fold_text(word);
    let noted =
        |text: &str| text.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with('(') && rest.ends_with(')'));
    let alone = words.get(&word);
    alone.or_else(|| words.iter().find(|(text, _)| noted(text)).map(|(_, columns)| columns)).map_or(&[], Vec::as_slice)
}

fn has_settled(words: &Words) -> bool {
    has(words, RULING) || has(words, FINAL_TIER)
}

fn has_scores(words: &Words, policy: &Policy) -> bool {
    let criteria = policy.criteria.iter().filter(|criterion| has(words, &criterion.label)).count();
    criteria > 0 && criteria * 2 >= policy.criteria.len()
}

impl<'a> FilledList<'a> {
    /// The columns of a header word; more than one where the header stands twice.
    pub fn columns(&self, word: &str) -> &[u32] {
        columns_in(&self.columns, word)
    }

    /// The first column of a header word.
    pub fn column(&self, word: &str) -> Option<u32> {
        self.columns(word).first().copied()
    }

    /// The file that it stands in.
    pub fn file(&self) -> &str {
        &self.document.file
    }

    /// The name of its sheet.
    pub fn sheet(&self) -> &'a str {
        self.grid.name.as_ref()
    }

    /// Where its header stands.
    pub fn place(&self) -> Place {
        self.document.place(self.grid.spot(self.header, 0))
    }

    /// The cells above its header.
    pub fn cells_above(&self) -> impl Iterator<Item = &'a Cell> {
        self.grid.cells.iter().take_while(|cell| cell.row < self.header)
    }

    /// Where one of its sheet's cells stands.
    pub fn place_at(&self, cell: &Cell) -> Place {
        self.document.place(self.grid.spot(cell.row, cell.column))
    }

    /// Whether it stands on a sheet.
    pub fn stands_on(&self, grid: &Grid) -> bool {
        std::ptr::eq(self.grid, grid)
    }

    /// Whether another list stands on the same sheet.
    pub fn stands_with(&self, other: &Self) -> bool {
        self.stands_on(other.grid)
    }

    /// A cell of one of its rows.
    pub fn place_of(&self, row: &FilledRow<'_>, column: Option<u32>) -> Place {
        let column = column.or_else(|| self.column(NUMBER)).unwrap_or(0);
        self.document.place(self.grid.spot(row.row, column))
    }

    /// The unit and the project that stand in a row.
    pub fn names_of(&self, row: &FilledRow<'_>, policy: &Policy) -> NamedRow {
        let text = |key: &Option<String>, other: &str| {
            row.text(self.column(key.as_deref().map_or(other, |key| policy.label_of(key))))
        };
        NamedRow {
            number: row.number.clone(),
            unit: text(&policy.roles.applicant, UNIT),
            project: text(&policy.roles.title, PROJECT),
            place: self.place_of(row, None),
        }
    }

    /// The header word of a column, folded; empty where none stands above it.
    pub fn word_of(&self, column: u32) -> &str {
        let word = self.columns.iter().find(|(_, columns)| columns.contains(&column));
        word.map_or("", |(word, _)| word.as_str())
    }

    /// The year that its heading names: `2026年度`.
    pub fn year(&self) -> Option<i16> {
        let (before, _) = self.heading.split_once("年度")?;
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        before.get(digits..).and_then(|digits| digits.parse().ok())
    }

    /// Its rows below the header that hold anything, also those that a filter hides: those of projects, and those that people
    /// added below them (平均, 评委签字). A header that stands again is neither.
    pub fn rows(&self, policy: &Policy) -> ListRows<'a> {
        let mut rows = self.rows_below();
        rows.retain(|row| fold_text(NUMBER) != row.number && !OTHER_NUMBERS.contains(&row.number.as_str()));
        let (remarks, mut projects): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| self.is_remark(row, policy));
        for row in &mut projects {
            let names = self.names_of(row, policy);
            let named = !names.unit.is_empty() || !names.project.is_empty();
            let day = row.cell(self.column(NUMBER)).and_then(|cell| match &cell.content {
                CellContent::Date(moment) => Some(moment.date()),
                _ => read_month(&row.number),
            });
            let turned = day.filter(|_| named).and_then(|day| number_of_day(day, self.year()));
            row.number = turned.unwrap_or_else(|| read_entry_number(&row.number, self.year(), named));
        }
        ListRows { projects, remarks }
    }

    /// Whether a row speaks of no project: words where its number should be, and no unit and project beside them; or 平均 and
    /// the like in their place.
    fn is_remark(&self, row: &FilledRow<'_>, policy: &Policy) -> bool {
        let names = self.names_of(row, policy);
        let no_name = |text: &str| text.is_empty() || is_summary(text);
        let worded = row.number.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        let named = row.number.is_empty() && (is_summary(&names.unit) || is_summary(&names.project));
        (worded || named) && no_name(&names.unit) && no_name(&names.project)
    }

    /// All rows below the header that hold anything.
    pub fn rows_below(&self) -> Vec<FilledRow<'a>> {
        let mut rows: BTreeMap<u32, BTreeMap<u32, &'a Cell>> = BTreeMap::new();
        for cell in self.grid.cells.iter().filter(|cell| cell.row > self.header && cell.content != CellContent::Empty) {
            rows.entry(cell.row).or_default().insert(cell.column, cell);
        }
        let number = self.column(NUMBER);
        let row = |(row, cells): (u32, BTreeMap<u32, &'a Cell>)| {
            let number = number.and_then(|column| cells.get(&column)).map(|cell| fold_text(&cell.text));
            FilledRow { number: number.unwrap_or_default(), row, cells }
        };
        rows.into_iter().map(row).collect()
    }
}

impl<'a> FilledRow<'a> {
    /// The cell of a column, where anything stands in it.
    pub fn cell(&self, column: Option<u32>) -> Option<&'a Cell> {
        self.cells.get(&column?).copied()
    }

    /// Its cells with their columns.
    pub fn cells(&self) -> impl Iterator<Item = (u32, &'a Cell)> {
        self.cells.iter().map(|(column, cell)| (*column, *cell))
    }

    /// The text of a column, trimmed; empty where nothing stands there.
    pub fn text(&self, column: Option<u32>) -> String {
        self.cell(column).map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }
}
