//! Labels side by side in one line, parted by tabs or wide gaps, and what answers them side by side in the line below:
//! `申报单位　　项目名称` over `海港区总工会　　数字工会`.

use std::ops::Range;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::values::blank::is_invisible;

/// The answers that stand below their labels in these pieces of a page; claims both lines.
pub fn read_tab_columns<'d>(page: &mut Page<'d>, range: Range<usize>, lexicon: &Lexicon) -> Vec<Candidate<'d>> {
    let mut candidates = Vec::new();
    for at in range.clone() {
        let below = at + 1;
        let (Some(heads), Some(answers)) = (page.pieces.get(at), page.pieces.get(below)) else { break };
        if below >= range.end || !page.is_free(at) || !page.is_free(below) {
            continue;
        }
        // Nearly every line of a text ends here: what follows is dear.
        let heads = columns_of(heads.text);
        if heads.len() < 2 {
            continue;
        }
        let (answers, spot) = (columns_of(answers.text), answers.spot.clone());
        let is_told = |words: &str, label: &Label| match label {
            Label::Fields { .. } => lexicon.is_exact(words),
            Label::Foreign => lexicon.is_foreign_word(words),
        };
        let label = |words: &&str| lexicon.label(words).filter(|label| is_told(words, label));
        let labels: Vec<Label> = heads.iter().map_while(label).collect();
        let paired = labels.len() == heads.len() && answers.len() == heads.len();
        // 项目负责人：张伟　　联系电话：138… answers itself.
        let asks = |words: &&str| {
            let first = find_segments(words, lexicon).into_iter().next();
            lexicon.label(words).is_some() || first.is_some_and(|first| first.label_at.0 == 0)
        };
        if !paired || answers.iter().any(asks) {
            continue;
        }
        for ((label, words), answer) in labels.iter().zip(&heads).zip(&answers) {
            let Label::Fields { fields, rank, hint } = label else { continue };
            candidates.extend(fields.iter().map(|&field| {
                let asked = (*rank, core_of(words).text, hint.clone());
                let one = Candidate::plain(field, asked, (at, below), (*answer).to_owned(), spot.clone());
                Candidate { shared: fields.len() > 1, ..one }
            }));
        }
        page.claim(at, Claim::Label);
        page.claim(below, Claim::Value);
    }
    candidates
}

/// The texts of a line between its tabs and gaps of two and more blanks.
pub fn columns_of(line: &str) -> Vec<&str> {
    let mut columns = Vec::new();
    let (mut from, mut gap) = (0, 0..0);
    let mut width = 0;
    for (at, c) in line.char_indices() {
        if is_invisible(c) {
            width += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            gap = if gap.end == at && !gap.is_empty() { gap.start..at + c.len_utf8() } else { at..at + c.len_utf8() };
            continue;
        }
        // 2026年  10月  8日 is one day.
        let before = line.get(from..gap.start).and_then(|before| before.chars().next_back()).unwrap_or(' ');
        let of_day = "年月".contains(before) && c.is_ascii_digit() || before.is_ascii_digit() && "年月日".contains(c);
        if width > 1 && !of_day {
            columns.extend(line.get(from..gap.start));
            from = gap.end;
        }
        width = 0;
    }
    columns.extend(line.get(from..));
    columns.into_iter().map(|column| column.trim_matches(is_invisible)).filter(|column| !column.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::columns_of;

    #[test]
    fn a_line_is_parted_at_its_wide_gaps() {
        assert_eq!(columns_of("申报单位\t项 目 名 称"), ["申报单位", "项 目 名 称"]);
        assert_eq!(columns_of("　　申报单位　联系电话   项目负责 "), ["申报单位", "联系电话", "项目负责"]);
        assert_eq!(columns_of("职工书屋 共享计划"), ["职工书屋 共享计划"]);
    }
}
