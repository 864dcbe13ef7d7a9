//! Labels of a document whose answers a verb or a stroke sets off: `申报单位是海港区总工会，项目名称是数字工会`, `联系电话/138…`.

use super::Segment;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::set_off::find_set_off;

/// The policy's words at the beginning of a line, and behind its marks, with such a mark behind them.
pub(super) fn set_off_labels((line, start): (&str, usize), lexicon: &Lexicon) -> Vec<Segment> {
    let Some(marks) = lexicon.set_off() else { return Vec::new() };
    let asked = find_set_off(line, |c| marks.contains(&c)).filter_map(|part| {
        let words = line.get(part.label.0..part.label.1)?;
        let value = line.get(part.answer..).filter(|value| !value.trim().is_empty())?;
        let label = lexicon.label(words).filter(|_| lexicon.is_plainly_asked(words))?;
        let at = start + part.answer;
        // 负责人/联系电话 asks for both.
        let asks_both = lexicon.label(value).is_some();
        (!asks_both).then_some(Segment { label, label_at: (start + part.label.0, at), value_at: (at, at) })
    });
    asked.collect()
}
