//! What a line shows where a picture of a signature stood: an error value, the name of its file, a program's placeholder.

use crate::extract::values::blank::is_field_error;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::prompt::asks_for_mark;

/// Characters of the longest placeholder, without its brackets.
const LONGEST: usize = 24;

/// What a workbook shows where a formula came to nothing.
const ERROR_VALUES: &[&str] =
    &["#NAME?", "#VALUE!", "#REF!", "#N/A", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#DISPIMG", "#CONNECT!"];

/// Ends of the names of pictures' files.
const ENDS: &[&str] = &[".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".emf", ".wmf"];

/// Brackets that programs put round a placeholder; the last two are those of people, who ask in them for a signature too.
const BRACKETS: &[(char, char)] = &[('[', ']'), ('‹', '›'), ('«', '»'), ('<', '>'), ('【', '】'), ('（', '）')];

/// Whether a word is what a workbook or a Word document shows where a formula or a field came to nothing.
pub fn is_error_value(word: &str) -> bool {
    ERROR_VALUES.contains(&word) || is_field_error(word)
}

/// What stands in a text where a picture stood: #VALUE!, 签名.jpg, [image: 签名], ‹签名›, or the sign that plain text has for what it
/// cannot hold (U+FFFC).
pub fn holds_lost_picture(text: &str) -> bool {
    let is_file = |word: &str| {
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        ENDS.iter().any(|end| word.ends_with(end))
    };
    text.contains('\u{fffc}')
        || text.split(|c: char| is_invisible(c) || matches!(c, '：' | ':')).any(is_field_error)
        || text.contains('#') && ERROR_VALUES.iter().any(|value| text.contains(value))
        || text.contains('.') && text.split(is_invisible).any(is_file)
        || BRACKETS.iter().any(|&brackets| holds_placeholder(text, brackets))
}

/// Whether such brackets hold no more than the word for a picture, or in those of programs for a signature.
fn holds_placeholder(text: &str, (open, close): (char, char)) -> bool {
    let is_of_people = matches!(open, '（' | '【');
    let mut parts = text.split(open).skip(1).filter_map(|part| part.split_once(close).map(|(inside, _)| inside));
    parts.any(|inside| {
        let inside = inside.trim_matches(is_invisible).to_lowercase();
        let is_picture = inside.ends_with('图') || inside.ends_with("图片") || inside.starts_with("image");
        // 【签名章】: a stamp that an office program puts there, which nobody is asked for so
        let is_stamp = matches!(open, '【' | '[') && inside.ends_with('章') && inside.contains("签名");
        let is_mark = || !is_of_people && open != '«' && asks_for_mark(&inside) && inside.chars().count() <= 4;
        inside.chars().count() <= LONGEST && (is_picture || is_stamp || is_mark())
    })
}

#[cfg(test)]
mod tests {
    use super::holds_lost_picture;

    #[test]
    fn a_placeholder_is_told_from_a_request_and_a_name() {
        let lost = [
            "#VALUE!　2026年9月1日",
            "主席签字：错误！未找到图片。",
            "同意。#UNKNOWN!",
            "签名.JPG",
            "[图片]",
            "‹签名›",
            "（附图）",
            "[image: 签名]",
            "【签名章】",
        ];
        assert!(lost.iter().all(|text| holds_lost_picture(text)));
        let others = ["（签字）", "【签名】", "«领导签字»", "2026.9.1", "张伟（签图章）", "[张伟]", "{签名}"];
        assert!(!others.iter().any(|text| holds_lost_picture(text)));
    }
}
