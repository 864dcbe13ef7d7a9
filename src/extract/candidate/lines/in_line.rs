//! `项目负责人　David Chen` is an answer in letters, `项目名称　Project Title` a label with its translation; `创新内容 与社区共建` is an
//! answer, `创新内容 与成效` a label. Where the lines of a form hold their answers and the next line asks for something else, it is
//! the answer.

use super::LineLabels;
use crate::extract::label::lexicon::is_of_other_script;
use crate::extract::label::lexicon::may_go_on_as_label;

/// Makes lines that were taken for labels as a whole into labels with their answers.
pub(super) fn tell_answers_from_labels(lines: &mut [LineLabels<'_>]) {
    let is_either = |answer: &str| answer.starts_with(is_of_other_script) || may_go_on_as_label(answer);
    let answers_in_line =
        |line: &LineLabels<'_>| line.whole.is_none() && !answer_of(line).is_empty() && !is_either(answer_of(line));
    if !lines.iter().any(answers_in_line) {
        return;
    }
    let asks: Vec<bool> = lines.iter().map(|line| line.whole.is_some() || line.first.is_some()).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        if line.whole.is_some() && is_either(answer_of(line)) && asks.get(at + 1).is_none_or(|asks| *asks) {
            line.whole = None;
        }
    }
}

/// What stands in a line behind the label that it begins with.
fn answer_of<'t>(line: &LineLabels<'t>) -> &'t str {
    let first = line.segments.first().filter(|_| line.first.is_some());
    first.map_or("", |segment| segment.value(line.folded.text).trim())
}
