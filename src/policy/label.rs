//! A label as forms write it, brought to one shape: full-width forms folded (NFKC), all white space out, colon off, and
//! the parenthesis at its end kept apart as a hint (`项目负责 （不超过3人）：` is 项目负责 with the hint 不超过3人).

use crate::model::compatible;

/// A label without what forms differ in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelShape {
    /// The label proper.
    pub stem: String,
    /// What stands in the parenthesis at its end; empty where there is none.
    pub hint: String,
}

/// Brings a label to its shape.
pub fn shape_label(text: &str) -> LabelShape {
    let folded = fold_text(text);
    let mut stem = folded.trim_end_matches(':');
    let mut hint = String::new();
    while let Some((before, inside)) = split_parenthesis(stem) {
        hint.insert_str(0, inside);
        stem = before.trim_end_matches(':');
    }
    LabelShape { stem: stem.to_owned(), hint }
}

/// NFKC with all white space out; invisible format characters count as white space.
pub fn fold_text(text: &str) -> String {
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    compatible(text).filter(|&c| !invisible(c)).collect()
}

/// What stands before and in a parenthesis at the end; None where the text is nothing else.
fn split_parenthesis(text: &str) -> Option<(&str, &str)> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    let (open, close) = PAIRS.into_iter().find(|(_, close)| text.ends_with(*close))?;
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    let (before, inside) = (inner.get(..at)?, inner.get(at + open.len_utf8()..)?);
    (!before.is_empty()).then_some((before, inside))
}

#[cfg(test)]
mod tests {
    use super::shape_label;

    #[test]
    fn labels_that_differ_in_spacing_width_and_colon_have_one_shape() {
        for label in ["项 目 负 责（不超过3人）：", "项目\n负责 (不超过３人)", "\u{3000}项目负责〔不超过3人〕:"]
        {
            let shape = shape_label(label);
            assert_eq!((shape.stem.as_str(), shape.hint.as_str()), ("项目负责", "不超过3人"), "{label}");
        }
        assert_eq!(shape_label("（盖章）").stem, "(盖章)");
        assert_eq!(shape_label("单位（盖章）（全称）：").hint, "盖章全称");
        assert_eq!(shape_label("").stem, "");
    }
}
