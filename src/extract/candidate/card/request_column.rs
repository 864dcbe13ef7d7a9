//! A column of a card that says how to fill in the one beside it (栏目 | 填写要求 | 填写内容), and a row that holds labels alone.

use super::CardReader;
use super::Seen;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::page::Claim;
use crate::model::Cell;
use crate::policy::FieldKind;

/// What heads the column to be filled in.
const ANSWERS: &[&str] = &[
    "填写内容",
    "填报内容",
    "申报内容",
    "具体内容",
    "内容",
    "填写",
    "填报",
    "填写栏",
    "填报栏",
    "填写信息",
    "填写处",
    "单位填写",
    "回答",
    "答复",
];

/// What heads a column of the form's own words.
const REQUESTS: &[&str] = &[
    "填写要求",
    "填报要求",
    "填表要求",
    "填写说明",
    "填报说明",
    "填表说明",
    "填写提示",
    "填报提示",
    "要求",
    "说明",
    "提示",
    "备注",
    "注意事项",
    "示例",
    "填写示例",
    "填报示例",
    "样例",
    "范例",
    "举例",
];

impl CardReader<'_, '_> {
    /// Claims the cells below 填写要求 and its like, where another column of the same header row is the one to be filled in.
    pub(super) fn claim_requests(&mut self) {
        for at in self.list_requests() {
            let piece = self.piece(at);
            self.page.claim(piece, Claim::Foreign);
            self.grid_facts.requests.insert(at);
        }
    }

    fn list_requests(&self) -> Vec<usize> {
        let Some((index, _, _)) = self.index() else { return Vec::new() };
        let headed = |row: u32, words: &[&str]| -> Option<&Cell> {
            let heads = |cell: &&Cell| cell.row == row && words.contains(&core_of(&cell.text).text.as_str());
            index.row(row).iter().filter_map(|&at| index.cell(at)).find(heads)
        };
        // 内容 | 说明 | 备注: what heads the labels heads no answers.
        let is_over_labels = |cell: &Cell| {
            let below = index.covering(cell.row.saturating_add(cell.height), cell.column);
            below.is_some_and(|below| matches!(self.seen(below), Seen::Label(Label::Fields { .. })))
        };
        let answers = |row: u32| headed(row, ANSWERS).filter(|cell| !is_over_labels(cell));
        let header = index.filled_rows().find_map(|row| answers(row).and(headed(row, REQUESTS)));
        let Some(header) = header else { return Vec::new() };
        let beside_label = |cell: &Cell| {
            let mut left = index.left_of(cell.row, cell.column).iter();
            left.any(|&at| match self.seen(at) {
                Seen::Label(Label::Fields { fields, .. }) => {
                    let kind = fields.first().and_then(|&field| self.kind(field));
                    // Who signs does so beside the words, in whatever column.
                    !matches!(kind, Some(FieldKind::Signature | FieldKind::Date))
                }
                _ => false,
            })
        };
        let is_request = |at: &usize| {
            let cell = index.cell(*at).filter(|cell| cell.row > header.row && cell.column == header.column);
            cell.is_some_and(|cell| cell.width == header.width && !cell.text.trim().is_empty() && beside_label(cell))
        };
        index.cells().filter(is_request).collect()
    }

    /// Whether a cell says how to fill in the one beside it.
    pub fn is_request(&self, at: usize) -> bool {
        self.grid_facts.requests.contains(&at)
    }

    /// Whether nothing but labels stands in a row, and no label in the next one that holds anything.
    pub(in crate::extract) fn is_row_of_labels(&self, row: u32) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let is_label = |at: &usize| matches!(self.seen(*at), Seen::Label(_));
        let filled = |row: u32| index.row(row).iter().copied().filter(|&at| *self.seen(at) != Seen::Blank);
        filled(row).all(|at| is_label(&at)) && !filled(row.saturating_add(1)).any(|at| is_label(&at))
    }
}
