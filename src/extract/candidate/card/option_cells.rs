//! The options of a field, each in a cell of its own beside the label.

use super::CardReader;
use super::Seen;
use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::model::Cell;
use crate::model::CellContent;
use crate::policy::FieldKind;

/// The longest option, in characters.
const LONGEST_OPTION: usize = 20;
/// Most options beside one label.
const MOST_OPTIONS: usize = 16;

impl CardReader<'_, '_> {
    /// `□思想引领 | □维权服务 | ☑组织建设`: the cells right of the first option of a field that the form offers options for, up to the row's
    /// end, where one of them bears a mark.
    pub fn options_in_row(&self, first: usize, value: &Cell, field: usize) -> Vec<usize> {
        let offers = self.policy.fields.get(field).is_some_and(|spec| {
            matches!(spec.kind, FieldKind::Text | FieldKind::Choice)
                && !spec.required
                && self.policy.roles.title.as_ref() != Some(&spec.key)
        });
        let right = self.right_of(value.row, value.column.saturating_add(value.width));
        if !offers || right.len() > MOST_OPTIONS {
            return Vec::new();
        }
        let others: Vec<usize> = right.iter().copied().filter(|&at| *self.seen(at) != Seen::Blank).collect();
        let all = || std::iter::once(first).chain(others.iter().copied()).filter_map(|at| Some((at, self.cell(at)?)));
        let is_option = |(at, cell): (usize, &Cell)| {
            *self.seen(at) == Seen::Text
                && cell.row == value.row
                && self.page.is_free(self.piece(at))
                && cell.text.chars().count() <= LONGEST_OPTION
                && find_cell_segments(&cell.text, self.lexicon).is_empty()
        };
        // A cell of TRUE or FALSE is how a spreadsheet keeps a box to tick.
        let marked = |(_, cell): (usize, &Cell)| {
            matches!(cell.content, CellContent::Boolean(_))
                || matches!(cell.text.trim(), "TRUE" | "FALSE" | "¨" | "£")
                || cell.text.contains(|c| is_box(c) || is_tick(c))
        };
        if !others.is_empty() && all().all(is_option) && all().any(marked) { others } else { Vec::new() }
    }

    /// `思想引领 | 维权服务` over `　 | √`: the options that have a mark in the cell below them, each with it behind.
    pub fn marked_above(&self, cells: &[usize]) -> Option<String> {
        let all: Vec<&Cell> = cells.iter().filter_map(|&at| self.cell(at)).collect();
        let is_mark = |cell: &&Cell| {
            let text = cell.text.trim();
            matches!(text, "V" | "v") || !text.is_empty() && text.chars().all(|c| is_tick(c) || is_box(c))
        };
        let (marks, options): (Vec<&Cell>, Vec<&Cell>) = all.into_iter().partition(is_mark);
        let short = |option: &&Cell| option.text.chars().count() <= LONGEST_OPTION;
        if options.len() < 2 || marks.is_empty() || !options.iter().all(short) {
            return None;
        }
        let above = |mark: &&Cell| {
            let over = |option: &&&Cell| {
                option.row.saturating_add(option.height) == mark.row
                    && (option.column..option.column.saturating_add(option.width)).contains(&mark.column)
            };
            options.iter().find(over).map(|option| format!("{}√", option.text.trim()))
        };
        let ticked = marks.iter().filter(|mark| !mark.text.trim().chars().all(is_box));
        let marked: Option<Vec<String>> = ticked.map(above).collect();
        marked.map(|marked| marked.join("  "))
    }
}
