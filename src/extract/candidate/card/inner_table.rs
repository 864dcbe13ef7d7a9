//! A table within a card that asks for nothing of the project: its plan (阶段 | 起止时间 | 工作内容 | 负责人), a row for each stage.

use super::CardReader;
use super::Seen;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::page::Claim;
use crate::policy::FieldKind;

/// What heads the first column of such a table.
const FIRST_HEADS: &[&str] =
    &["阶段", "序号", "步骤", "时间", "月份", "节点", "时间节点", "进度", "年度", "任务", "环节", "编号", "季度"];
/// Words in the heads of a table that tells who takes part, which the card may ask for.
const NAMING: &[&str] = &["姓名", "名字", "单位", "名称", "工会"];
/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 8;

impl CardReader<'_, '_> {
    /// Claims such tables, where the card asks for all their fields elsewhere.
    pub(super) fn claim_inner_tables(&mut self) {
        let Some((index, _, _)) = self.index() else { return };
        let rows: Vec<u32> = index.filled_rows().collect();
        let cells: Vec<usize> = rows.iter().flat_map(|&row| self.inner_table(row)).collect();
        for at in cells {
            let piece = self.piece(at);
            self.page.claim(piece, Claim::Foreign);
        }
    }

    /// The cells of the table whose heads stand in this row; none where there is no such table.
    fn inner_table(&self, row: u32) -> Vec<usize> {
        let heads = self.heads_of_plan(row);
        let Some((index, _, _)) = self.index().filter(|_| !heads.is_empty()) else { return Vec::new() };
        let first = heads.first().and_then(|&at| index.cell(at)).map_or(0, |cell| cell.column);
        let keeps = |at: usize| {
            let place = index.cell(at).map(|cell| (cell.column, cell.width));
            *self.seen(at) == Seen::Text
                && heads.iter().any(|&head| index.cell(head).map(|cell| (cell.column, cell.width)) == place)
        };
        let mut table = heads.clone();
        let mut stages = 0;
        for below in row.saturating_add(1)..index.rows.end.min(index.grid.rows) {
            let filled: Vec<usize> =
                self.right_of(below, first).iter().copied().filter(|&at| *self.seen(at) != Seen::Blank).collect();
            if filled.len() < 2 || !filled.iter().all(|&at| keeps(at)) {
                break;
            }
            table.extend(filled);
            stages += 1;
        }
        if stages < 2 { Vec::new() } else { table }
    }

    /// The heads in a row: three words or more side by side, the first a stage's or a number's; what they ask is asked elsewhere too.
    fn heads_of_plan(&self, row: u32) -> Vec<usize> {
        let Some((index, _, _)) = self.index() else { return Vec::new() };
        let filled = index.row(row).iter().copied().filter(|&at| *self.seen(at) != Seen::Blank);
        // 进度安排 beside the table, over all its rows.
        let beside = |at: &usize| {
            index.cell(*at).is_some_and(|cell| cell.height > 1)
                && !matches!(self.seen(*at), Seen::Label(Label::Fields { .. }))
        };
        let heads: Vec<usize> = filled.skip_while(beside).collect();
        let core = |at: usize| index.cell(at).map(|cell| core_of(&cell.text).text).unwrap_or_default();
        let is_head = |&at: &usize| {
            let text = core(at);
            index.cell(at).is_some_and(|cell| cell.row == row && cell.height == 1)
                && (1..=LONGEST_HEAD).contains(&text.chars().count())
                && !NAMING.iter().any(|word| text.contains(word))
        };
        // When a stage begins and ends and what it costs says nothing of the whole project.
        let of_stage = |field: &usize| {
            matches!(
                self.kind(*field),
                Some(FieldKind::Period | FieldKind::Date | FieldKind::Money | FieldKind::Number)
            )
        };
        let asked_elsewhere = |&at: &usize| match self.seen(at) {
            Seen::Label(Label::Fields { fields, .. }) if fields.iter().all(of_stage) => true,
            Seen::Label(Label::Fields { fields, .. }) => index.cells().any(|other| {
                let own = index.cell(other).is_some_and(|cell| cell.row == row);
                !own && matches!(self.seen(other), Seen::Label(Label::Fields { fields: again, .. }) if again == fields)
            }),
            _ => true,
        };
        let told = heads.len() >= 3
            && heads.first().is_some_and(|&at| FIRST_HEADS.contains(&core(at).as_str()))
            && heads.iter().all(is_head)
            && heads.iter().all(asked_elsewhere);
        if told { heads } else { Vec::new() }
    }
}
