//! Labels to sign that stand behind what was written: `张伟（领导签字）`, `张伟　签字　2026年10月8日`.

use super::Segment;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_told_name;

/// `张伟（领导签字）`, `张伟（签字）　2026年10月8日`: what a line asks for stands behind what was written, in parentheses that end the
/// line, but for the day.
pub(super) fn trailing_label(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let text = line.trim_end_matches(is_invisible);
    let undated = without_day_behind(text);
    let Some(inside) = undated.strip_suffix(['）', ')']) else {
        return trailing_word(line, undated, start, lexicon);
    };
    let open = inside.rfind(['（', '(']).filter(|&open| open > 0)?;
    let asked = inside.get(open..)?.trim_start_matches(['（', '(']);
    let value = line.get(..open)?;
    let name = value.trim_matches(is_invisible);
    let plain = !name.is_empty() && name.chars().count() <= 12 && !name.contains([':', '：', '_']);
    if !plain {
        return None;
    }
    let label = lexicon.label(asked).filter(|label| lexicon.is_signature(label))?;
    let whole = lexicon.label(undated).is_some() || lexicon.label(name).is_some();
    let end = if undated.len() < text.len() { text.len() } else { value.len() };
    (lexicon.is_exact(asked) && !whole).then(|| Segment {
        label,
        label_at: (start, start),
        value_at: (start, start + end),
    })
}

/// `张伟　签字　2026年10月8日`: the same without parentheses, where a name and nothing else stands before the word.
fn trailing_word(line: &str, undated: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let (name, asked) = undated.rsplit_once(is_invisible).filter(|(_, asked)| asked.contains('签'))?;
    let name: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    let label = lexicon.label(asked).filter(|label| lexicon.is_signature(label))?;
    (lexicon.is_exact(asked) && is_told_name(&name)).then(|| Segment {
        label,
        label_at: (start, start),
        value_at: (start, start + line.trim_end_matches(is_invisible).len()),
    })
}

/// A line without the day that ends it, or the blank for one.
fn without_day_behind(text: &str) -> &str {
    let is_of_day = |c: char| is_invisible(c) || "年月日号.-/〇○零一二三四五六七八九十".contains(c);
    text.trim_end_matches(|c: char| c.is_ascii_digit() || is_of_day(c))
}
