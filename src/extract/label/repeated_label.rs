//! A value that repeats its label before a colon.

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::numbering::read_number;
use crate::extract::values::blank::is_invisible;
use crate::policy::FieldKind;

/// `项目名称 | 项目名称：数字工会`: a value that repeats its label, in the label's words or the measure's own. Running text keeps the headings that
/// it begins with, as does a text in which other words of the same meaning stand before a colon (创新内容 | 创新点：……).
pub fn strip_own_label<'t>(text: &'t str, candidate: &Candidate<'_>, lexicon: &Lexicon) -> &'t str {
    let Some((head, rest)) = text.split_once([':', '：']).filter(|(_, rest)| !rest.trim().is_empty()) else {
        return text;
    };
    // 1.创新内容：… 2.实施措施：… are the parts of the text.
    let numbered = read_number(head).is_some() && rest.lines().skip(1).any(|line| read_number(line).is_some());
    if head.contains('\n') || head.chars().count() > LONGEST_REPEATED || numbered {
        return text;
    }
    // 预期效果 | 效果：……: the last word of the label, where no other such word begins a line.
    let last_word = core_of(head).text;
    let one_line = !rest.trim().contains('\n');
    let is_last = last_word.chars().count() >= 2
        && (candidate.label.ends_with(&last_word) || one_line && candidate.label.contains(&last_word));
    let heads_line =
        |line: &str| line.split_once([':', '：']).is_some_and(|(head, _)| head.chars().count() <= LONGEST_HEADING);
    if is_last && !rest.lines().skip(1).any(heads_line) {
        return rest.trim_matches(is_invisible);
    }
    match lexicon.label(head) {
        // 创新点 | 项目创新内容：……: the measure's own words for the field head no part of its text.
        Some(Label::Fields { fields, rank, .. })
            if fields == [candidate.field]
                && (rank == Rank::Own || is_called(&candidate.label, &core_of(head).text)) =>
        {
            rest.trim_matches(is_invisible)
        }
        _ => text,
    }
}

/// `申报单位 | 申报工会：海港区总工会`, `联合单位 | 申请单位：甲公司工会`, `项目负责 | 项目负责：李明`: a name behind words that ask for it. What says who leads (牵头单位：……) is read with the names.
pub fn strip_field_label<'t>(text: &'t str, (kind, field): (FieldKind, usize), lexicon: &Lexicon) -> &'t str {
    let Some((head, rest)) = text.split_once([':', '：']) else { return text };
    let leads = kind == FieldKind::Organisation
        && ["牵头", "第一", "主办", "主要", "联合"].iter().any(|word| head.contains(word));
    let asks_same = !leads
        && lexicon.is_exact(head)
        && lexicon.label(head).is_some_and(|label| match &label {
            Label::Fields { fields, .. } if *fields == [field] => true,
            _ => kind == FieldKind::Organisations && lexicon.asks_for_unit(&label) && !head.contains("牵头"),
        });
    let several = rest.contains([':', '：']);
    // 项目负责：____ names nobody; of a unit's own label alone the rules for units tell.
    let is_told = kind == FieldKind::People || !rest.trim().is_empty();
    if asks_same && !several && is_told { rest.trim_matches(is_invisible) } else { text }
}

/// The longest word that heads a part of a text, in characters.
const LONGEST_HEADING: usize = 8;

/// The longest label that a value repeats before a colon, in characters.
const LONGEST_REPEATED: usize = 24;

/// Whether a label is these words, with a translation behind them or none, or these words of the 项目.
fn is_called(label: &str, words: &str) -> bool {
    label.strip_prefix("项目").unwrap_or(label) == words
        || label.strip_prefix(words).is_some_and(|rest| rest.is_ascii())
}
