//! A list written in lines: `序号　申报单位　项目名称　电话` over a line for each project, the texts parted by tabs, bars, wide gaps or, where
//! every line has as many, by strokes, commas or blanks. It becomes a grid whose rows are its paragraphs, and is read as any other list.

use crate::extract::candidate::tab_columns::columns_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_invisible;
use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::model::StoryKind;
use crate::policy::Policy;

/// A list has so many columns, of which so many are known, and so many rows; one row alone is read as the labels' answers.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 2;
/// Characters of the longest heading of a column, and of a line of headings.
const LONGEST_HEAD: usize = 16;
const LONGEST_HEADER: usize = 400;
/// Characters of the longest line that heads a group of rows.
const LONGEST_HEADING: usize = 40;

/// What parts the texts of a line.
#[derive(Clone, Copy)]
enum Parted {
    Tabs,
    Bars,
    Gaps,
    Strokes,
    Blanks,
}

/// The document with its lists in lines as grids; None where it holds none.
pub fn with_lists_in_lines(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Option<Document> {
    let mut lists: Vec<(usize, usize, Grid)> = Vec::new();
    let mut at = 0;
    while at < document.body.len() {
        match list_at(&document.body, at, policy, lexicon) {
            Some((end, grid)) => {
                lists.push((at, end, grid));
                at = end;
            }
            None => at += 1,
        }
    }
    if lists.is_empty() {
        return None;
    }
    let mut tabled = document.clone();
    for (from, to, grid) in lists.into_iter().rev() {
        tabled.body.splice(from..to, [Block::Grid(grid)]);
    }
    Some(tabled)
}

/// The list that begins with this block, and the block behind it.
fn list_at(body: &[Block], at: usize, policy: &Policy, lexicon: &Lexicon) -> Option<(usize, Grid)> {
    let header = line_of(body.get(at)?).filter(|line| line.text.len() < LONGEST_HEADER)?;
    let ways = [Parted::Tabs, Parted::Bars, Parted::Gaps, Parted::Strokes, Parted::Blanks];
    let parted = ways.into_iter().find(|parted| is_header(&parted.cells_of(&header.text), policy, lexicon))?;
    let columns = parted.cells_of(&header.text).len();
    let mut lines = vec![header];
    let (mut rows, mut end, mut kept) = (0, at + 1, 1);
    for (place, block) in body.iter().enumerate().skip(at + 1) {
        let Some(line) = line_of(block) else { break };
        if line.text.trim().is_empty() {
            continue;
        }
        let cells = parted.cells_of(&line.text).len();
        // What is empty at the end of a line needs no tabs; a unit's name may head its projects.
        let is_heading = cells == 1 && line.text.chars().count() <= LONGEST_HEADING;
        let is_row = cells == columns || matches!(parted, Parted::Tabs) && (2..columns).contains(&cells);
        if !is_row && !is_heading {
            break;
        }
        lines.push(line);
        if is_row {
            (rows, end, kept) = (rows + 1, place + 1, lines.len());
        }
    }
    lines.truncate(kept);
    (rows >= FEWEST_ROWS).then(|| (end, grid_of(&lines, parted, columns)))
}

/// A paragraph of the body in one line.
fn line_of(block: &Block) -> Option<&Paragraph> {
    let Block::Paragraph(paragraph) = block else { return None };
    let own = matches!(paragraph.spot, Spot::Paragraph { story: StoryKind::Body, .. });
    (own && !paragraph.text.trim_end().contains('\n')).then_some(paragraph)
}

/// Whether these texts are the headings of a list: words, three of them labels, one of those the applicant's or the project's.
fn is_header(cells: &[&str], policy: &Policy, lexicon: &Lexicon) -> bool {
    let is_head = |cell: &&str| cell.chars().count() <= LONGEST_HEAD && !cell.contains(['：', ':', '。']);
    if cells.len() < FEWEST_COLUMNS || !cells.iter().all(is_head) {
        return false;
    }
    let asked = |cell: &&str| match lexicon.label(cell) {
        Some(Label::Fields { fields, .. }) if lexicon.is_exact(cell) => Some(fields),
        _ => None,
    };
    let fields: Vec<Vec<usize>> = cells.iter().filter_map(asked).collect();
    let is_key = |&field: &usize| {
        let key = policy.fields.get(field).map(|spec| &spec.key);
        key.is_some() && (key == policy.roles.applicant.as_ref() || key == policy.roles.title.as_ref())
    };
    fields.len() >= FEWEST_COLUMNS && fields.iter().flatten().any(is_key)
}

impl Parted {
    fn cells_of(self, line: &str) -> Vec<&str> {
        let line = line.trim_end();
        let trimmed = |cell: &'_ str| cell.len() - cell.trim_start_matches(is_invisible).len();
        let bare = |cell: &str| (trimmed(cell), cell.trim_end_matches(is_invisible).len());
        let cells: Vec<&str> = match self {
            Self::Tabs => line.split('\t').collect(),
            Self::Bars => line.trim().trim_matches(is_bar).split(is_bar).collect(),
            Self::Gaps => return columns_of(line),
            Self::Strokes => line.split(['/', '／', '，', ',']).collect(),
            Self::Blanks => return line.split_whitespace().collect(),
        };
        cells
            .into_iter()
            .map(|cell| {
                let (from, to) = bare(cell);
                cell.get(from..to).unwrap_or("")
            })
            .collect()
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│')
}

/// The lines as a grid: its rows are their paragraphs' numbers, from 0.
fn grid_of(lines: &[&Paragraph], parted: Parted, columns: usize) -> Grid {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let row_of = |line: &Paragraph| match line.spot {
        Spot::Paragraph { number, .. } => number.saturating_sub(1),
        _ => 0,
    };
    let cells_of = |line: &&Paragraph| {
        let row = row_of(line);
        let texts: Vec<String> = parted.cells_of(&line.text).into_iter().map(str::to_owned).collect();
        let width = if texts.len() == 1 { number(columns) } else { 1 };
        let cell = move |(column, text): (usize, String)| Cell {
            row,
            column: number(column),
            height: 1,
            width,
            content: if text.is_empty() { CellContent::Empty } else { CellContent::Text },
            hidden: false,
            blocks: Vec::new(),
            text,
        };
        texts.into_iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    Grid {
        kind: GridKind::Table,
        name: "".into(),
        origin: Spot::Paragraph { story: StoryKind::Body, number: 1 },
        hidden: false,
        rows: lines.last().map_or(0, |line| row_of(line) + 1),
        columns: number(columns),
        cells: lines.iter().flat_map(cells_of).collect(),
    }
}
