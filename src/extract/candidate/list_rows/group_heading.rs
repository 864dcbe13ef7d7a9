//! The headings of a list's groups: 一、县区总工会, or the unit whose projects follow.

use super::RowReader;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::strip_numbering;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::values::organisation::ends_like_unit;
use crate::model::Cell;

const COLONS: [char; 2] = ['：', ':'];

impl<'d> RowReader<'_, 'd> {
    /// The unit named above the header, where the groups below name theirs as well.
    pub(super) fn read_heading_above(&mut self, rows: &[u32]) {
        let above = self.shape.header.checked_sub(1).and_then(|row| self.heading_of_group(row));
        let text = |at: usize| self.index.cell(at).map_or("", |cell| cell.text.as_str());
        let Some(above) = above.filter(|&at| unit_of_heading(text(at)).is_some()) else { return };
        if rows.iter().any(|&row| self.heading_of_group(row).is_some()) {
            self.read_heading(above);
        }
    }

    /// The only text of a row, where it spans several columns: 一、县区总工会, 申报单位：海港区总工会. A unit alone in one cell heads
    /// the rows below it where no column asks for theirs.
    pub(super) fn heading_of_group(&self, row: u32) -> Option<usize> {
        let mut texts = self.index.row(row).iter().copied().filter(|&at| {
            self.index.cell(at).is_some_and(|cell| {
                let ordinal = cell.text.trim().chars().all(|c| "一二三四五六七八九十、（）()".contains(c));
                cell.row == row && !cell.text.trim().is_empty() && !(ordinal && cell.width == 1)
            })
        });
        let only = texts.next().filter(|_| texts.next().is_none())?;
        let cell = self.index.cell(only)?;
        let spanned = self
            .shape
            .columns
            .iter()
            .filter(|column| column.from >= cell.column && column.to <= cell.column + cell.width);
        (spanned.count() > 1 || self.heads_with_its_unit(cell)).then_some(only)
    }

    /// Whether a cell names a unit, by itself or behind its label, and no column of the list does.
    fn heads_with_its_unit(&self, cell: &Cell) -> bool {
        let is_unit = |fields: &[usize]| fields.iter().any(|&field| Some(field) == self.applicant);
        let labels_unit = |segment: &Segment| matches!(&segment.label, Label::Fields { fields, .. } if is_unit(fields));
        let labelled = || find_segments(&cell.text, self.lexicon).iter().any(labels_unit);
        let asked = self.shape.columns.iter().any(|column| is_unit(&column.fields));
        !asked && (unit_of_heading(&cell.text).is_some() || labelled())
    }

    /// Whether nothing stands in a row but what is left of a group's heading, which is several rows tall.
    pub(super) fn is_below_heading(&self, row: u32) -> bool {
        let mut cells = self.index.row(row).iter().filter_map(|&at| self.index.cell(at));
        let begun = |cell: &Cell| cell.row < row && !cell.text.trim().is_empty();
        self.texts_of(row).next().is_none()
            && cells.any(|cell| begun(cell) && self.heading_of_group(cell.row).is_some())
    }

    /// What a group's heading says: fields by their labels, or the unit whose projects follow.
    pub(super) fn read_heading(&mut self, at: usize) {
        self.group.clear();
        let Some(cell) = self.index.cell(at) else { return };
        for segment in find_segments(&cell.text, self.lexicon) {
            let Label::Fields { fields, rank, hint } = &segment.label else { continue };
            let label = cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
            for &field in fields {
                let of = (*rank, core_of(label).text, hint.clone());
                let candidate = self.candidate_of_heading(at, field, of, segment.value(&cell.text).to_owned());
                self.group.extend(candidate);
            }
        }
        if self.group.is_empty()
            && let Some(applicant) = self.applicant
            && let Some(name) = unit_of_heading(&cell.text)
        {
            let of = (Rank::Affixed, String::new(), String::new());
            let mut candidate = self.candidate_of_heading(at, applicant, of, name.to_owned());
            // 推荐单位：海港区总工会, where the measure asks for no such unit
            if let (Some(candidate), Some((head, _))) = (&mut candidate, cell.text.split_once(COLONS)) {
                candidate.doubts.push(format!("这是“{}”后面写的单位", head.trim()));
            }
            if let Some(candidate) = candidate.as_mut().filter(|_| !self.has_groups && self.is_of_title(cell)) {
                candidate.doubts.push("这一行只有这几个字，写在项目名称一列，按以下各行的单位算".to_owned());
            }
            self.group.extend(candidate);
        }
        let claim = if self.group.is_empty() { Claim::Foreign } else { Claim::Value };
        self.claims.push((self.piece(at), claim));
    }

    pub(super) fn candidate_of_heading(
        &self,
        at: usize,
        field: usize,
        asked: (Rank, String, String),
        raw: String,
    ) -> Option<Candidate<'d>> {
        let cell = self.index.cell(at)?;
        let piece = self.piece(at);
        let spot = self.index.grid.spot(cell.row, cell.column);
        Some(Candidate::plain(field, asked, (piece, piece), raw, spot))
    }

    /// Whether a cell stands in the column of the projects' names and no other: what is alone in its row there may be a project.
    fn is_of_title(&self, cell: &Cell) -> bool {
        let mut columns = self.shape.columns.iter();
        let own = columns.find(|column| self.title.is_some_and(|title| column.fields.contains(&title)));
        own.is_some_and(|own| own.from == cell.column && cell.column + cell.width <= own.to)
    }
}

/// The unit whose projects follow: 一、中铁（秦皇岛）有限公司工会.
fn unit_of_heading(text: &str) -> Option<&str> {
    let name = strip_numbering(text.trim()).trim().trim_end_matches(COLONS);
    let name = name.split_once(COLONS).map_or(name, |(_, name)| name.trim());
    // 燕山大学工会（1项）
    let counted = name.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    let name = counted.map(|(head, _)| head.trim()).filter(|head| ends_like_unit(head)).unwrap_or(name);
    (ends_like_unit(name) && !is_kind_of_unit(&core_of(name).text)).then_some(name)
}

/// 县区总工会, 产业（系统）工会, 直属单位: a kind of units rather than one of them.
fn is_kind_of_unit(name: &str) -> bool {
    ["县区", "县（区）", "产业", "系统", "直属", "基层", "各", "企业工会", "机关工会", "其他"]
        .iter()
        .any(|word| name.starts_with(word))
}
