//! Characters as they are written elsewhere: a font that draws 工 and the radical ⼯ with one glyph makes some programs store
//! the radical in a PDF, and a ligature becomes one code.

use unicode_normalization::UnicodeNormalization;

/// Radicals that have no compatibility form, and the characters that they are.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺠', '民'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character that a person would write.
pub fn as_written(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2eff}' | '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            let known = SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map(|(_, written)| *written);
            known.or_else(|| std::iter::once(c).nfkc().next()).unwrap_or(c)
        }
        // blanks that programs use for gaps
        '\u{a0}' => ' ',
        // fonts draw the dash of 3月—10月 and this bar with one glyph
        '\u{2015}' => '—',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::as_written;

    #[test]
    fn a_radical_is_the_character_that_it_looks_like() {
        let written: String = "⼯会⻔户⻓城工门3月―10月".chars().map(as_written).collect();
        assert_eq!(written, "工会门户长城工门3月—10月");
    }
}
