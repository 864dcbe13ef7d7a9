//! Labels in a cell's text: as in any text, or each in a line of its own above its value.

use std::ops::Range;

use crate::extract::candidate::inline::LOOK_BACK;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_in_line;
use crate::extract::candidate::inline::find_segments;
use crate::extract::candidate::inline::find_segments_behind;
use crate::extract::candidate::tab_columns::columns_of;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::prompt::is_prompt;

/// The labels in a cell's text: as in any text, or each in a line of its own above its value (`项目名称` / `数字工会`), where the measure's
/// words alone make up the first line.
pub fn find_cell_segments(text: &str, lexicon: &Lexicon) -> Vec<Segment> {
    if let Some(side_by_side) = labels_over_answers(text, lexicon) {
        return side_by_side;
    }
    let mut segments: Vec<Segment> = Vec::new();
    let mut beside = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (from, end) = (start, start + line.len());
        start = end;
        let followed = end < text.len() || !segments.is_empty();
        let is_label = !line.trim().is_empty() && followed && line.chars().count() <= LOOK_BACK;
        let label = if is_label && lexicon.is_exact(line) { lexicon.label(line) } else { None };
        if let Some(first) = label.as_ref().and_then(|_| label_over_lines(text, from..end, lexicon)) {
            return find_segments_behind(Some(first), text, lexicon);
        }
        match label {
            Some(label) => {
                let end = end + hint_below(text.get(end..).unwrap_or(""));
                segments.push(Segment { label, label_at: (from, end), value_at: (end, text.len()) });
            }
            None if segments.is_empty() && !line.trim().is_empty() => {
                let found = find_segments(text, lexicon);
                let only_signs = found.iter().all(|segment| lexicon.is_signature(&segment.label));
                let signed = if only_signs { signed_below(text, lexicon) } else { None };
                return signed.map_or(found, |signed| vec![signed]);
            }
            // 项目名称： with nothing behind it, and 申报单位：…… in the next line.
            None if left_empty(text, &segments, from) && begins_with_label(text, from, end, lexicon) => {
                return find_segments(text, lexicon);
            }
            // 推荐意见 over its text, and below that in the same cell the line to sign; 联系电话 over its number, and 申报理由：… from
            // there on.
            None => {
                let mut inside = Vec::new();
                find_in_line(text, from, end, lexicon, &mut inside);
                let short =
                    |last: &Segment| lexicon.asks_short_value(&last.label) && !lexicon.is_signature(&last.label);
                let begins = begins_line(text, from, &inside);
                beside |= begins && segments.last().is_some_and(short);
                let counts = |segment: &Segment| beside && begins || lexicon.is_signature(&segment.label);
                segments.extend(inside.into_iter().filter(counts));
            }
        }
    }
    let starts: Vec<usize> = segments.iter().skip(1).map(|segment| segment.label_at.0).chain([text.len()]).collect();
    for (segment, end) in segments.iter_mut().zip(starts) {
        segment.value_at.1 = end;
    }
    segments
}

/// `主要负责人（签字）　　经办人（签字）` / `张伟　　王芳`: labels side by side in the first line, what answers them in the second and last.
fn labels_over_answers(text: &str, lexicon: &Lexicon) -> Option<Vec<Segment>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(heads), Some(answers), None) = (lines.next(), lines.next(), lines.next()) else { return None };
    let (heads, answers) = (columns_of(heads), columns_of(answers));
    if heads.len() < 2 || heads.len() != answers.len() {
        return None;
    }
    // Where a part of the text stands in it.
    let place = |part: &str| {
        let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        Some((at, at + part.len()))
    };
    let is_told = |words: &str| lexicon.is_exact(words) || lexicon.is_foreign_word(words);
    let segment = |(head, answer): (&&str, &&str)| {
        let label = lexicon.label(head).filter(|_| is_told(head) && lexicon.label(answer).is_none())?;
        Some(Segment { label, label_at: place(head)?, value_at: place(answer)? })
    };
    heads.iter().zip(&answers).map(segment).collect()
}

/// `花秋` / `主要负责人（签字）` / `2026年10月5日`: a name over the label of the line to sign, which stands alone in its own.
fn signed_below(text: &str, lexicon: &Lexicon) -> Option<Segment> {
    let mut start = 0;
    let mut above: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let named = above.filter(|(_, name)| is_name_alone(name) && asks_for_signature(line));
        let label = named.and_then(|(at, _)| Some((at, lexicon.label(line)?)));
        if let Some((at, label)) = label.filter(|(_, label)| lexicon.is_signature(label)) {
            return Some(Segment { label, label_at: (at, at), value_at: (at, text.len()) });
        }
        above = Some((from, line));
    }
    None
}

/// `申报单位` / `意　见：同意申报。`: a label and the words up to the colon below it are one other label.
fn label_over_lines(text: &str, line: Range<usize>, lexicon: &Lexicon) -> Option<Segment> {
    let (from, end) = (line.start, line.end);
    let next = text.get(end..)?.lines().next()?;
    let (head, colon) =
        next.find([':', '：']).and_then(|at| Some((next.get(..at)?, next.get(at..)?.chars().next()?)))?;
    if head.trim().is_empty() || text.get(..from).is_some_and(|before| !before.trim().is_empty()) {
        return None;
    }
    let label = lexicon.label(&format!("{}{}", text.get(line)?.trim_end(), head.trim()))?;
    let value = end + head.len() + colon.len_utf8();
    lexicon.is_signature(&label).then_some(Segment { label, label_at: (from, value), value_at: (value, value) })
}

/// Whether the label last found ends with a colon, and nothing stands between it and this place.
fn left_empty(text: &str, segments: &[Segment], at: usize) -> bool {
    segments.last().is_some_and(|last| {
        let words = text.get(last.label_at.0..last.label_at.1).unwrap_or("");
        let between = text.get(last.value_at.0..at).unwrap_or("");
        let words = words.trim_end_matches(|c: char| is_invisible(c) || c == '_');
        words.ends_with([':', '：']) && between.trim().is_empty()
    })
}

/// Whether a line begins with a label that its value follows.
fn begins_with_label(text: &str, from: usize, end: usize, lexicon: &Lexicon) -> bool {
    let mut inside = Vec::new();
    find_in_line(text, from, end, lexicon, &mut inside);
    begins_line(text, from, &inside)
}

/// Whether the first of a line's labels stands at its beginning.
fn begins_line(text: &str, from: usize, inside: &[Segment]) -> bool {
    inside.first().is_some_and(|first| text.get(from..first.label_at.0).is_some_and(|before| before.trim().is_empty()))
}

/// Bytes of what belongs to a label in the line above: `项目负责` / `（不超过3人）：张伟`.
fn hint_below(text: &str) -> usize {
    let rest = text.trim_start_matches(is_invisible);
    let hint = rest.strip_prefix(['（', '(']).and_then(|inside| {
        let close = inside.find(['）', ')']).filter(|&close| is_prompt(inside.get(..close).unwrap_or(""), &[]))?;
        inside.get(close..).map(|tail| tail.trim_start_matches(['）', ')']).trim_start_matches([':', '：']))
    });
    hint.map_or(0, |value| text.len() - value.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;

    #[test]
    fn labels_in_lines_of_their_own_head_the_lines_below() {
        let lexicon = Lexicon::new(builtin());
        let values = |text: &str| -> Vec<String> {
            let segments = find_cell_segments(text, &lexicon);
            segments.iter().map(|segment| segment.value(text).trim().to_owned()).collect()
        };
        assert_eq!(values("项目名称\n数字工会"), ["数字工会"]);
        assert_eq!(values("项目名称\n数字工会\n联系电话\n13800001111"), ["数字工会", "13800001111"]);
        assert_eq!(values("申报理由\n职工有需求。\n基层有基础。"), ["职工有需求。\n基层有基础。"]);
        assert_eq!(values("申报理由\n职工有需求。\n预期效果"), ["职工有需求。", ""]);
        assert_eq!(values("数字工会\n项目名称"), Vec::<String>::new());
        assert_eq!(values("项目名称：数字工会"), ["数字工会"]);
        assert_eq!(
            values("项目名称\n数字工会\n联系电话\n13800001111\n申报理由：有需求。\n创新内容：首创。"),
            ["数字工会", "13800001111", "有需求。", "首创。"]
        );
        assert_eq!(values("申报理由\n有需求。\n创新内容：首创。"), ["有需求。\n创新内容：首创。"]);
        assert_eq!(values("项目名称：数字工会，联系电话：13800001111"), ["数字工会", "13800001111"]);
    }
}
