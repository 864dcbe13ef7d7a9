//! Labels that a mark parts from their answer which parts no label elsewhere: a full stop, a row of points, a dash.

use super::LOOK_BACK;
use super::Segment;
use super::bracketed::is_opening;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_invisible;

/// `创新内容。把固定阵地变为流动阵地。`, `联系电话……138`: the policy's words at the beginning of a line with a full stop, a leader, a dash
/// or, for a colon, a semicolon behind them. No sentence ends there.
pub(super) fn stopped_label(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let lead = line.len() - line.trim_start_matches(is_invisible).len();
    let text = line.get(lead..)?;
    let stops = |c: char| matches!(c, '。' | '…' | '⋯' | '—' | '─' | '·' | '.' | '．' | '；' | ';');
    let (length, _) = text.char_indices().take(LOOK_BACK).skip(2).find(|(_, c)| stops(*c))?;
    let (words, behind) = text.split_at(length);
    let value = behind.trim_start_matches(stops);
    let run = behind.get(..behind.len() - value.len())?;
    // 协作单位：—　　成果类别：□小发明: nothing is answered, and the next label follows
    let apart = words.ends_with(is_invisible) && run.chars().count() == 1 && value.starts_with(is_invisible);
    // 合作单位____—____　起止时间：: nor is anything between strokes
    if words.ends_with([':', '：', '_', '＿']) || apart {
        return None;
    }
    let parts = matches!(run, "。" | "—" | "─" | "；" | ";") || run.starts_with(['…', '⋯']) || run.chars().count() > 1;
    // 申报理由【农民工多。】: the stop is the answer's
    let is_open = |open: char| is_opening(open) || matches!(open, '（' | '(');
    let within = words.rfind(is_open).is_some_and(|open| !words.get(open..).unwrap_or("").contains(['）', ')']));
    if !parts || value.trim().is_empty() || within || words.contains(is_opening) {
        return None;
    }
    let label = lexicon.label(words).filter(|_| lexicon.is_plainly_asked(words))?;
    // 申报单位；项目名称；联系电话: what is asked for, one after another
    if matches!(run, "；" | ";") && value.split(['；', ';']).any(|words| lexicon.label(words).is_some()) {
        return None;
    }
    let at = start + lead + length + run.len();
    let end = at + answer_within_points(run, value).unwrap_or(0);
    Some(Segment { label, label_at: (start + lead, at), value_at: (at, end) })
}

/// Where the answer ends that was typed into a row of points (申报单位……海港区总工会……): what is left of them behind it is the form's.
fn answer_within_points(run: &str, value: &str) -> Option<usize> {
    let answer = value.trim_end_matches(is_invisible).trim_end_matches(['…', '⋯', '.', '．', '·']);
    let left = value.get(answer.len()..)?.chars().filter(|c| !is_invisible(*c)).count();
    (run.chars().count() > 1 && left > 1 && !answer.contains('。')).then_some(answer.len())
}
