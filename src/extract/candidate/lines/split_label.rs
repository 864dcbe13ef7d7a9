//! What a table's narrow cells become where the table was pasted as lines: a label over several of them (项目 / 申报 / 理由), and a label
//! with its hint below it (项目负责 / （不超过3人）).

use super::LineLabels;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;

/// What a line is beside its labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LinePart {
    /// A line of its own.
    #[default]
    Whole,
    /// The beginning of a label that a line below ends.
    OfLabel,
    /// The hint of the label above.
    Hint,
    /// One of the heads of a table's columns, whose cells follow as lines: which stands under which, they do not say.
    Head,
}

/// Most lines of one label, and the longest of them in characters.
const MOST_LINES: usize = 8;
const LONGEST_LINE: usize = 4;
/// So many heads of columns, one under another.
const LEAST_HEADS: usize = 3;
const MOST_HEADS: usize = 6;
/// The longest hint, in characters.
const LONGEST_HINT: usize = 20;

/// Puts labels together, and finds the hints below labels.
pub(super) fn join_split_labels(lines: &mut [LineLabels<'_>], lexicon: &Lexicon) {
    let mut at = 0;
    while at < lines.len() {
        let found = (2..=MOST_LINES).rev().find_map(|count| {
            let parts = lines.get(at..at + count)?;
            Some((count, joined_label(parts, lexicon)?))
        });
        let Some((count, label)) = found else {
            at += 1;
            continue;
        };
        let parts = lines.get_mut(at..at + count).unwrap_or_default();
        if let Some((last, begin)) = parts.split_last_mut() {
            begin.iter_mut().for_each(|line| line.part = LinePart::OfLabel);
            last.whole = Some(label);
        }
        at += count;
    }
    for at in 1..lines.len().saturating_sub(1) {
        let [above, line, below] = lines.get_mut(at - 1..=at + 1).unwrap_or_default() else { continue };
        let answers = below.whole.is_none() && below.first.is_none() && !below.folded.text.trim().is_empty();
        if above.whole.is_some() && line.whole.is_none() && is_bracketed(line.folded.text) && answers {
            line.part = LinePart::Hint;
        }
    }
    mark_heads(lines);
}

/// Marks the heads of columns: three labels and more in lines of their own, none with a colon or an answer, one of them nothing that the
/// measure asks (项目负责人 / 姓名 / 职务 / 联系电话); or many of any kind, with as many lines below them as two rows have.
fn mark_heads(lines: &mut [LineLabels<'_>]) {
    let is_head = |line: &LineLabels<'_>| {
        let text = line.folded.text.trim();
        // A label of people is its own prompt where it stands by itself: 姓名.
        (line.whole.is_some() || text == "姓名") && line.part == LinePart::Whole && !text.ends_with([':', '：', '_'])
    };
    let mut at = 0;
    while at < lines.len() {
        let below = lines.get(at..).unwrap_or_default();
        let heads = below.iter().take_while(|line| is_head(line)).count();
        let asks = |line: &LineLabels<'_>| line.whole.is_some() || line.first.is_some();
        let unasked = || below.iter().skip(heads).take_while(|line| !asks(line)).take(2 * heads).count();
        let foreign = || below.iter().take(heads).any(|line| line.whole == Some(Label::Foreign));
        let few = (LEAST_HEADS..=MOST_HEADS).contains(&heads) && foreign();
        if few || heads > MOST_HEADS && unasked() == 2 * heads {
            lines.iter_mut().skip(at).take(heads).for_each(|line| line.part = LinePart::Head);
        }
        at += heads.max(1);
    }
}

/// The label that short lines are together, the first of which is none.
fn joined_label(parts: &[LineLabels<'_>], lexicon: &Lexicon) -> Option<Label> {
    let texts = || parts.iter().map(|line| line.folded.text.trim());
    let short = texts().all(|text| (1..=LONGEST_LINE).contains(&text.chars().count()));
    if !short || parts.first().is_some_and(|first| first.whole.is_some() || first.first.is_some()) {
        return None;
    }
    let label = lexicon.label(&texts().collect::<String>())?;
    // 单位 / 审核 / 意见, 主 / 要 / 负 / 责 / 人 / 签 / 字
    (matches!(label, Label::Fields { rank: Rank::Own, .. }) || lexicon.is_signature(&label)).then_some(label)
}

/// （不超过3人）, and nothing else.
fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inside.is_some_and(|inside| !inside.contains(['（', '(', '）', ')']) && inside.chars().count() <= LONGEST_HINT)
}
