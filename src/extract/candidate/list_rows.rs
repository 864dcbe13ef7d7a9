//! The rows of a list, each a project; between them the headings of groups and their subtotals.

mod begin_end;
mod from_above;
mod further_text;
mod group_heading;
mod labelled_text;

use std::collections::BTreeMap;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::list::Column;
use crate::extract::candidate::list::ListShape;
use crate::extract::candidate::list::option_columns::marked_options;
use crate::extract::candidate::list::repeats_header;
use crate::extract::candidate::list_rows::from_above::copy_ditto;
use crate::extract::candidate::list_rows::from_above::strip_serials;
use crate::extract::candidate::list_rows::from_above::take_units_from_above;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::model::CellContent;
use crate::policy::Policy;

/// What an office writes before the row that shows how to fill the table.
const EXAMPLES: &[&str] = &[
    "例",
    "样表",
    "例子",
    "例如",
    "举例",
    "示例",
    "样例",
    "范例",
    "填写示例",
    "填写样例",
    "填表示例",
    "参考示例",
    "填报示例",
];

/// One project of a list.
pub struct ListRow<'d> {
    /// Row of the grid, from 0.
    pub row: u32,
    /// What its cells say.
    pub candidates: Vec<Candidate<'d>>,
}

/// Reads the rows of a list. Claims its header and all that its columns hold.
pub fn read_list<'d>(
    page: &mut Page<'d>,
    stretch: usize,
    shape: &ListShape,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Vec<ListRow<'d>> {
    let Some(Stretch::Grid { index, first, offset }) = page.stretches.get(stretch) else { return Vec::new() };
    let position = |key: &Option<String>| policy.fields.iter().position(|field| Some(&field.key) == key.as_ref());
    let mut reader = RowReader {
        index,
        shape,
        lexicon,
        policy,
        first_piece: *first,
        offset: *offset,
        applicant: position(&policy.roles.applicant),
        title: position(&policy.roles.title),
        claims: Vec::new(),
        rows: Vec::new(),
        title_cells: BTreeMap::new(),
        has_groups: false,
        group: Vec::new(),
    };
    reader.read();
    let (claims, mut rows) = (reader.claims, reader.rows);
    for (piece, claim) in claims {
        page.claim(piece, claim);
    }
    copy_ditto(&mut rows);
    let title = position(&policy.roles.title);
    strip_serials(&mut rows, title);
    take_units_from_above(&mut rows, position(&policy.roles.applicant), title);
    rows
}

struct RowReader<'r, 'd> {
    index: &'r GridIndex<'d>,
    shape: &'r ListShape,
    lexicon: &'r Lexicon,
    policy: &'r Policy,
    first_piece: usize,
    offset: usize,
    applicant: Option<usize>,
    title: Option<usize>,
    claims: Vec<(usize, Claim)>,
    rows: Vec<ListRow<'d>>,
    /// The row that a title's cell began, for projects over several rows.
    title_cells: BTreeMap<usize, usize>,
    /// Several groups have a heading.
    has_groups: bool,
    /// What the heading of the group says of all rows below it.
    group: Vec<Candidate<'d>>,
}

impl<'d> RowReader<'_, 'd> {
    fn piece(&self, at: usize) -> usize {
        self.first_piece + at.saturating_sub(self.offset)
    }

    fn claim(&mut self, cells: &[usize], claim: Claim) {
        for &at in cells {
            self.claims.push((self.piece(at), claim));
        }
    }

    fn read(&mut self) {
        for row in self.shape.header..self.shape.first {
            self.claim(self.index.row(row), Claim::Label);
        }
        let within = self.shape.first..self.shape.end;
        let filled: Vec<u32> = self.index.filled_rows().filter(|row| within.contains(row)).collect();
        self.has_groups = filled.iter().filter(|&&row| self.heading_of_group(row).is_some()).nth(1).is_some();
        self.read_heading_above(&filled);
        for row in filled {
            if self.is_further_row(row) {
                // read with the project's first
            } else if self.shape.between.contains(&row) {
                self.claim(self.index.row(row), Claim::Foreign);
            } else if self.read_text_of_row_above(row) {
                // 创新内容：…… in a row of its own below the project's
            } else if let Some(at) = self.heading_of_group(row) {
                self.read_heading(at);
            } else if self.is_below_heading(row) {
                // 一、技术创新类, two rows tall
            } else if repeats_header(self.index, row, self.shape.header..self.shape.first) {
                self.claim(self.index.row(row), Claim::Label);
            } else if self.is_subtotal(row) || self.is_example(row) || self.counts_columns(row) {
                self.claim(self.index.row(row), Claim::Foreign);
            } else {
                self.read_row(row);
            }
        }
    }

    /// 小计, or nothing in the row but how many there are: 本单位共3项.
    fn is_subtotal(&self, row: u32) -> bool {
        let texts = self.texts_of(row);
        let named = |cell: &Cell| matches!(core_of(&cell.text).text.as_str(), "小计" | "本页小计");
        // 共3项 | 3项
        let mut behind = texts.clone().skip(1);
        let sums = |cell: &Cell| is_sum(&cell.text) || is_count(&cell.text);
        texts.clone().any(named) || texts.clone().next().is_some_and(|cell| is_sum(&cell.text)) && behind.all(sums)
    }

    /// 甲 | 乙 | 1 | 2, （1） | （2）: a row below the header that counts its columns.
    fn counts_columns(&self, row: u32) -> bool {
        const LEAST_COLUMNS: usize = 3;
        const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
        let texts: Vec<String> = self.texts_of(row).map(|cell| core_of(&cell.text).text).collect();
        let number = |text: &String| match text.parse::<usize>() {
            Ok(number) => Some(number),
            Err(_) => STEMS.chars().position(|stem| text.chars().eq([stem])).map(|at| at + 1),
        };
        let numbers: Option<Vec<usize>> = texts.iter().map(number).collect();
        let counts = |numbers: Vec<usize>| {
            numbers.windows(2).all(|pair| matches!(pair, [one, next] if *next == one + 1 || *next == 1))
        };
        self.rows.is_empty() && texts.len() >= LEAST_COLUMNS && numbers.is_some_and(counts)
    }

    /// The cells that begin in a row and hold text.
    fn texts_of(&self, row: u32) -> impl Iterator<Item = &'d Cell> + Clone + '_ {
        let cells = self.index.row(row).iter().filter_map(|&at| self.index.cell(at));
        cells.filter(move |cell| cell.row == row && !cell.text.trim().is_empty())
    }

    /// 例, 示例 where the numbers of the projects stand: the office's own example, left in the table.
    fn is_example(&self, row: u32) -> bool {
        let Some(first) = self.texts_of(row).next() else { return false };
        let core = core_of(&first.text).text;
        let words = core.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三".contains(c));
        // 例：数字工会, （例）数字工会 in the row's first cell
        let led = || {
            let text = first.text.trim();
            let head = text
                .split_once(['：', ':'])
                .or_else(|| text.trim_start_matches(['（', '(', '【']).split_once(['）', ')', '】']));
            head.is_some_and(|(head, _)| EXAMPLES.contains(&head.trim_start_matches(['（', '(', '【'])))
        };
        EXAMPLES.contains(&words) || led()
    }

    fn read_row(&mut self, row: u32) {
        let mut candidates = Vec::new();
        let mut title_cell = None;
        let shape = self.shape;
        let further =
            (row + 1..).zip(&shape.further).flat_map(|(row, columns)| columns.iter().map(move |column| (row, column)));
        for (row, column) in shape.columns.iter().map(|column| (row, column)).chain(further) {
            let cells = self.cells_of(row, column);
            if column.fields.is_empty() {
                let mut texts: Vec<Candidate<'d>> =
                    cells.iter().flat_map(|&at| self.labelled_texts(at, false)).collect();
                texts.extend(cells.iter().flat_map(|&at| self.labelled_facts(at)));
                if !texts.is_empty() {
                    self.claim(&cells, Claim::Value);
                    candidates.extend(texts);
                } else if column.foreign {
                    self.claim(&cells, Claim::Foreign);
                }
                continue;
            }
            self.claim(&cells, Claim::Value);
            if column.fields.iter().any(|&field| Some(field) == self.title) {
                // A title whose formula lost its result is there still.
                let lost =
                    |cell: &Cell| matches!(cell.content, CellContent::FormulaWithoutResult(_) | CellContent::Error(_));
                let filled =
                    |at: &usize| self.index.cell(*at).is_some_and(|cell| lost(cell) || !cell.text.trim().is_empty());
                title_cell = cells.iter().copied().find(filled).or(title_cell);
            }
            candidates.extend(self.candidates_of(row, column, &cells));
        }
        self.join_begin_and_end(row, &mut candidates);
        let said = candidates.iter().filter(|candidate: &&Candidate<'_>| !is_bare_blank(&candidate.raw)).count();
        // A project whose cells span several rows goes on in them.
        if let Some(cell) = title_cell
            && let Some(&earlier) = self.title_cells.get(&cell)
            && let Some(earlier) = self.rows.get_mut(earlier)
        {
            go_on(earlier, candidates);
            return;
        }
        // So does one without a name.
        if title_cell.is_none()
            && (self.is_within_row_above(row) || self.names_more(row, &candidates))
            && let Some(above) = self.rows.last_mut()
        {
            go_on(above, candidates);
            return;
        }
        if self.rows.is_empty() && self.only_asks(&candidates) {
            return;
        }
        if self.holds_texts_alone(row)
            && let Some(above) = self.rows.last_mut()
        {
            go_on(above, candidates);
            return;
        }
        if said == 1 && (title_cell.is_none() || self.lost_its_number(row)) && self.doubt_row_above(row, &candidates) {
            return;
        }
        if title_cell.is_some() || said >= 2 {
            if let Some(cell) = title_cell {
                self.title_cells.insert(cell, self.rows.len());
            }
            let missing = |told: &&Candidate<'d>| !candidates.iter().any(|candidate| candidate.field == told.field);
            let told: Vec<Candidate<'d>> = self.group.iter().filter(missing).cloned().collect();
            candidates.extend(told);
            self.rows.push(ListRow { row, candidates });
        }
    }

    /// Whether a row is a further one of the project above it, where each has several.
    fn is_further_row(&self, row: u32) -> bool {
        let beyond =
            |above: &ListRow<'_>| above.row.saturating_add(u32::try_from(self.shape.further.len()).unwrap_or(0));
        self.rows.last().is_some_and(|above| row <= beyond(above))
    }

    /// Whether two cells or more of the list's columns began in a row above.
    fn is_within_row_above(&self, row: u32) -> bool {
        let from_above = |column: &&Column| {
            let cell = self.index.covering(row, column.from).and_then(|at| self.index.cell(at));
            !column.fields.is_empty() && cell.is_some_and(|cell| cell.row < row && !cell.text.trim().is_empty())
        };
        self.shape.columns.iter().filter(from_above).count() >= 2
    }

    /// Whether the row below the headers only says how to fill the columns in: 全称 | 30字以内 | （不超过3人） | 手机.
    fn only_asks(&self, candidates: &[Candidate<'d>]) -> bool {
        const LONGEST_REQUEST: usize = 16;
        const LEAST_REQUESTS: usize = 3;
        let told: Vec<&Candidate<'d>> = candidates.iter().filter(|candidate| !is_bare_blank(&candidate.raw)).collect();
        let asks = |candidate: &&&Candidate<'d>| {
            let text = candidate.raw.trim();
            let framed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
            // 填姓名, 选一项, 没有填无
            let tells_to_fill = text.starts_with(['选', '限', '请']) || text.contains('填');
            let prompts = self.policy.fields.get(candidate.field).map_or(&[][..], |spec| &spec.prompts);
            framed || tells_to_fill || is_prompt(text, prompts)
        };
        let short = |candidate: &&Candidate<'d>| candidate.raw.trim().chars().count() <= LONGEST_REQUEST;
        let digits = |candidate: &&Candidate<'d>| candidate.raw.chars().filter(char::is_ascii_digit).count() >= 7;
        let of_title = |candidate: &&&Candidate<'d>| Some(candidate.field) == self.title;
        told.len() >= LEAST_REQUESTS
            && told.iter().all(short)
            && !told.iter().any(digits)
            && told.iter().filter(of_title).all(|candidate| asks(&candidate))
            && told.iter().filter(asks).count() * 2 >= told.len()
    }

    /// The cells of a column in a row, each once.
    fn cells_of(&self, row: u32, column: &Column) -> Vec<usize> {
        let mut cells: Vec<usize> = (column.from..column.to.min(column.from.saturating_add(64)))
            .filter_map(|at| self.index.covering(row, at))
            .collect();
        cells.dedup();
        cells
    }

    /// The piece of a column's cell in a row; where the sheet has no such cell, as nothing is in it, the one before it.
    fn piece_at(&self, row: u32, column: &Column, cells: &[usize]) -> usize {
        let is_before = |&&at: &&usize| self.index.cell(at).is_some_and(|cell| cell.column < column.from);
        let near = cells.first().or_else(|| self.index.row(row).iter().rfind(is_before));
        near.map_or(self.first_piece, |&at| self.piece(at))
    }

    fn candidates_of(&self, row: u32, column: &Column, cells: &[usize]) -> Vec<Candidate<'d>> {
        let texts: Vec<&str> = cells
            .iter()
            .filter_map(|&at| self.index.cell(at))
            .map(|cell| cell.text.as_str())
            .filter(|text| !text.trim().is_empty())
            .collect();
        let spot_at = cells
            .first()
            .and_then(|&at| self.index.cell(at))
            .map_or((row, column.from), |cell| (cell.row, cell.column));
        let under = |from: u32| self.index.covering(row, from).and_then(|at| self.index.cell(at));
        let options = column.options.iter().map(|(from, option)| (option.as_str(), under(*from)));
        let options: Vec<(&str, &str)> =
            options.map(|(option, cell)| (option, cell.map_or("", |cell| cell.text.as_str()))).collect();
        let marked = marked_options(&options).filter(|_| !options.is_empty());
        let of_field = |&field: &usize| Candidate {
            field,
            rank: column.rank,
            label: column.label.clone(),
            hint: column.hint.clone(),
            raw: marked.clone().unwrap_or_else(|| texts.join("\t")),
            contents: cells.iter().filter_map(|&at| self.index.cell(at)).map(|cell| &cell.content).collect(),
            spot: self.index.grid.spot(spot_at.0, spot_at.1),
            label_piece: self.piece_at(row, column, cells),
            pieces: cells.iter().map(|&at| self.piece(at)).collect(),
            shared: column.fields.len() > 1,
            of_another: false,
            doubts: Vec::new(),
        };
        column.fields.iter().map(of_field).collect()
    }
}

/// 小计：3项, 本单位共2项, 合计, 12: how many there are, and nothing else.
fn is_sum(text: &str) -> bool {
    const WORDS: &[&str] =
        &["小计", "合计", "总计", "共计", "本页", "本单位", "项目", "共", "计", "项", "个", "件", "条"];
    let mut rest: String = core_of(text).text;
    let told = ["计", "共"].iter().any(|word| rest.contains(word));
    for word in WORDS {
        rest = rest.replace(word, "");
    }
    let counted = rest.chars().all(|c| c.is_ascii_digit() || c == ':' || "一二三四五六七八九十".contains(c));
    told && counted
}

/// 3项, 12.
fn is_count(text: &str) -> bool {
    let figures = text.trim().trim_end_matches(['项', '个', '件', '条']);
    !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit())
}

/// Adds what a further row of the same project says, where it says something else.
fn go_on<'d>(row: &mut ListRow<'d>, more: Vec<Candidate<'d>>) {
    for candidate in more {
        let Some(known) =
            row.candidates.iter_mut().find(|known| known.field == candidate.field && known.label == candidate.label)
        else {
            continue;
        };
        if known.pieces != candidate.pieces && !candidate.raw.trim().is_empty() {
            known.raw =
                if known.raw.trim().is_empty() { candidate.raw } else { format!("{}\n{}", known.raw, candidate.raw) };
            known.contents.extend(candidate.contents);
            known.pieces.extend(candidate.pieces);
        }
    }
}
