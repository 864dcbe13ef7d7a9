//! Where several sign in one cell of a sheet: by whose line what floats over the cell lies.

use crate::extract::label::form_words::Giver;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::label::label_words::signs_for_others;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::model::normalise;

/// Whether what lies so many hundredths down a cell of this text may be another's signature than of the one who answers for the
/// unit: nearer to a line to sign of theirs that is left blank, or on one text line with it.
pub fn may_be_of_another(text: &str, down: u8) -> bool {
    let mut theirs = false;
    let lines: Vec<Signers> = text.lines().map(|line| Signers::of(line, &mut theirs)).collect();
    let own = || lines.iter().enumerate().filter(|(_, line)| line.own);
    let others = lines.iter().enumerate().filter(|(_, line)| line.other);
    let middle = |at: usize| (2 * at + 1) * 100;
    let place = usize::from(down) * 2 * lines.len();
    let farness = |at: usize| middle(at).abs_diff(place);
    let Some((nearest, _)) = own().min_by_key(|(at, _)| farness(*at)) else { return false };
    others.map(|(at, _)| at).any(|at| farness(at) <= farness(nearest))
}

/// Who is to sign on one line of a text.
#[derive(Default)]
struct Signers {
    /// The one who answers for the unit.
    own: bool,
    /// Another, who has typed nothing there.
    other: bool,
}

impl Signers {
    /// `theirs`: whether the line stands in the opinion of others than the applicant, which it may begin or end.
    fn of(line: &str, theirs: &mut bool) -> Self {
        let mut signers = Self::default();
        let parts: Vec<&str> = line.split(['：', ':']).collect();
        for pair in parts.windows(2) {
            let [before, behind] = pair else { continue };
            let label = normalise(last_word(before));
            *theirs = giver_of_opinion(&label).map_or(*theirs, |giver| giver == Giver::Others);
            if !label.contains('签') {
                continue;
            }
            let is_other = *theirs || signs_below(&label) || signs_beside(&label) || signs_for_others(&label);
            signers.own |= !is_other && names_signer(&label);
            signers.other |= is_other && is_blank(behind);
        }
        signers
    }
}

/// The word that ends a text, with what stands in its parentheses.
fn last_word(text: &str) -> &str {
    text.trim_end_matches(is_invisible)
        .rsplit(|c: char| is_invisible(c) || "_，。；、".contains(c))
        .next()
        .unwrap_or("")
}

/// Whether nothing but blanks, a day and the next label stands behind a label.
fn is_blank(behind: &str) -> bool {
    let undated = find_date(behind).map_or_else(|| behind.to_owned(), |found| found.rest);
    let label = last_word(&undated);
    let end = undated.trim_end_matches(is_invisible).len() - label.len();
    is_bare_blank(undated.get(..end).unwrap_or("")) && (label.contains(['签', '日', '章']) || is_bare_blank(label))
}

#[cfg(test)]
mod tests {
    use super::may_be_of_another;

    #[test]
    fn what_floats_belongs_to_the_line_that_it_lies_nearest_to() {
        let below = "同意申报。\n负责人签字：\n\n经办人签字：\n\n2026年10月9日";
        assert!(!may_be_of_another(below, 25) && may_be_of_another(below, 60));
        let above = "经办人签字：\n\n负责人签字：\n\n2026年10月9日";
        assert!(may_be_of_another(above, 12) && !may_be_of_another(above, 50));
        let beside = "经办人签字：　　　　　　领导签字：　　　　　2026年10月9日";
        assert!(may_be_of_another(beside, 50));
        let typed = "经办人签字：王芳　　　　领导签字：　　　　　2026年10月9日";
        assert!(!may_be_of_another(typed, 50));
        assert!(!may_be_of_another("同意申报。\n负责人签字：\n2026年10月9日", 90));
        let above = "申报单位意见：同意。\n负责人签字：\n推荐单位意见：同意。\n负责人签字：";
        assert!(!may_be_of_another(above, 35) && may_be_of_another(above, 85));
    }
}
