//! Text that nobody wrote: a file in a code that mails and programs carry files in, or what is left of a page or an RTF file whose
//! beginning is lost. Read as text, words in it would pass for what a paper says.

use std::collections::BTreeSet;

use super::Sniffed;
use crate::model::Format;
use crate::model::TroubleKind;

/// Fewer signs than this prove nothing.
const FEW: usize = 20;
/// Fewer end tags may stand in a text about pages.
const SOME_TAGS: usize = 8;

/// What a text is that is code; None for what somebody wrote.
pub fn sniff_code(text: &str) -> Option<Sniffed> {
    let unsupported =
        |detail: &str| Some(Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, detail.to_owned()));
    if count_end_tags(text) >= SOME_TAGS {
        return Some(Sniffed::troubled(Format::Html, TroubleKind::Unreadable, "网页的开头缺失，内容可能没有读全"));
    }
    if is_headless_rtf(text) {
        let detail = "这是 RTF 文件的一段，开头缺失，不能读取";
        return Some(Sniffed::troubled(Format::Unknown, TroubleKind::Unreadable, detail));
    }
    if is_one_long_word(text) || is_uuencoded(text) || is_dump(text) {
        return unsupported("内容是一串编码（base64、十六进制等），不是文字；请放入原文件");
    }
    if count_escaped_tags(text) >= SOME_TAGS {
        return unsupported("内容是网页的代码，不是网页本身；请放入原文件");
    }
    if is_of_address(text) || is_json(text) {
        return unsupported("内容是程序之间传送用的编码（网址编码、JSON），不是文字；请放入原文件");
    }
    if is_numbered(text) {
        return unsupported("内容里的字都写成了编号（&#…; 或 \\u…），不是文字；请放入原文件");
    }
    if is_difference(text) {
        return unsupported("内容是两个版本之间的差异（diff），不是文件本身；请放入原文件");
    }
    if lost_high_bits(text) {
        return unsupported("汉字的编码被截去了一位，成了字母和符号；请用压缩包重新报送原文件");
    }
    if is_quoted(text) {
        return unsupported("内容是邮件用的编码（quoted-printable），不是文字；请放入原文件");
    }
    None
}

/// End tags of what pages are made of.
fn count_end_tags(text: &str) -> usize {
    const NAMES: [&str; 8] = ["td", "tr", "p", "div", "span", "font", "li", "table"];
    let names = text.split("</").skip(1).filter_map(|rest| rest.split_once('>').map(|(name, _)| name));
    names.filter(|name| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))).count()
}

/// Whether most of a text are the words that RTF is written in: letters beyond ASCII and ends of paragraphs.
fn is_headless_rtf(text: &str) -> bool {
    let is_hex = |rest: &&str| rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let is_unit = |rest: &&str| {
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        digits.as_bytes().get(..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let letters = text.split("\\'").skip(1).filter(is_hex).count() + text.split("\\u").skip(1).filter(is_unit).count();
    let ends = text.matches("\\par").count() + text.matches("\\cell").count();
    letters >= FEW && ends > 0
}

/// Whether more than half of a text are words of such a length as no language has, of letters and digits of ASCII.
fn is_one_long_word(text: &str) -> bool {
    const LONG: usize = 56;
    const ENOUGH: usize = 200;
    const DIFFERENT: usize = 8;
    let are_different = |word: &str| word.bytes().collect::<BTreeSet<u8>>().len() >= DIFFERENT;
    let is_code = |word: &&str| {
        word.len() >= LONG
            && are_different(word)
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_'))
    };
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '"' | ',' | ':' | ';'));
    let coded: usize = words.filter(is_code).map(str::len).sum();
    coded >= ENOUGH && coded * 2 > text.len()
}

/// Whether a text is uuencoded: `begin 644 name`, and lines of 61 letters.
fn is_uuencoded(text: &str) -> bool {
    let mut lines = text.trim_start().lines();
    let mut words = lines.next().unwrap_or_default().split_ascii_whitespace();
    let begins = words.next() == Some("begin") && words.next().is_some_and(|mode| mode.parse::<u16>().is_ok());
    begins && lines.next().is_some_and(|line| line.is_ascii() && !line.is_empty())
}

/// Whether a third and more of a text are bytes as quoted-printable writes them, one behind the other.
fn is_quoted(text: &str) -> bool {
    let bytes = text.split('=').skip(1).filter(|piece| is_byte(piece.trim_end())).count();
    bytes >= FEW && bytes * 3 * 3 > text.len()
}

/// Whether half and more of a text are letters by their numbers, as pages or programs write them.
fn is_numbered(text: &str) -> bool {
    const SIGNS: usize = 6;
    let is_entity = |piece: &&str| {
        let digits = piece.split_once(';').map_or("", |(digits, _)| digits);
        (3..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_escape = |piece: &&str| piece.as_bytes().get(..4).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let entities = text.split("&#").skip(1).filter(is_entity).count();
    let letters = entities + text.split("\\u").skip(1).filter(is_escape).count();
    letters >= FEW && letters * SIGNS * 2 > text.len()
}

/// Whether a text is what tells two versions of a file apart, as programs write it for each other.
fn is_difference(text: &str) -> bool {
    let starts = |mark: &str| text.lines().take(FEW).any(|line| line.starts_with(mark));
    starts("--- ") && starts("+++ ") && text.lines().any(|line| line.starts_with("@@ -"))
}

/// Whether a text is GB 2312 whose bytes lost their first bit on a way that carries seven: nearly no space, signs of every kind, and every
/// other byte one of the few that an ordinary Chinese letter begins with.
fn lost_high_bits(text: &str) -> bool {
    const ENOUGH: usize = 200;
    const KINDS: usize = 15;
    if !text.is_ascii() || text.len() < ENOUGH {
        return false;
    }
    let signs = || text.bytes().filter(u8::is_ascii_punctuation);
    let words = text.split_ascii_whitespace();
    let begins = |pair: &&[u8]| matches!(pair, [0x30..=0x57 | 0x21..=0x23, 0x21..=0x7e]);
    let (pairs, likely) = words.fold((0, 0), |(pairs, likely), word| {
        (pairs + word.len() / 2, likely + word.as_bytes().chunks(2).filter(begins).count())
    });
    let spaces = text.bytes().filter(u8::is_ascii_whitespace).count();
    spaces * 10 < text.len()
        && signs().count() * 7 > text.len()
        && signs().collect::<BTreeSet<u8>>().len() >= KINDS
        && likely * 5 > pairs * 3
}

/// Two digits as programs write a byte.
fn is_byte(digits: &str) -> bool {
    digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit() && !digit.is_ascii_lowercase())
}

/// Whether a third and more of a text are bytes as addresses write them. An address itself somebody may have sent.
fn is_of_address(text: &str) -> bool {
    let escaped = |piece: &&str| piece.get(..2).is_some_and(is_byte);
    let bytes = text.split('%').skip(1).filter(escaped).count();
    bytes >= FEW && bytes * 3 * 3 > text.len() && !text.contains("://")
}

/// Whether an object of a program's holds letters by their numbers.
fn is_json(text: &str) -> bool {
    let is_number =
        |rest: &&str| rest.as_bytes().get(..4).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    text.trim_start().starts_with(['{', '[', '"']) && text.split("\\u").skip(1).filter(is_number).count() >= FEW
}

/// Whether more than half of the lines are a place and the bytes there, as hex editors show a file.
fn is_dump(text: &str) -> bool {
    const BYTES: usize = 8;
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let shows_bytes = |line: &str| {
        let mut words = line.split([' ', ':', '\t']).filter(|word| !word.is_empty());
        let place = words.next().is_some_and(|word| word.len() >= 6 && is_number(word));
        place
            && words.take_while(|word| matches!(word.len(), 2 | 4) && is_number(word)).map(str::len).sum::<usize>()
                >= 2 * BYTES
    };
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let dumped = lines().filter(|line| shows_bytes(line)).count();
    dumped >= 3 && dumped * 2 > lines().count()
}

/// End tags of a page whose signs were written as what a page shows.
fn count_escaped_tags(text: &str) -> usize {
    text.split("&lt;/").skip(1).filter(|rest| rest.get(..30).unwrap_or(rest).contains("&gt;")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_what_somebody_wrote() {
        let base64 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3\n".repeat(9);
        let hex = "d0cf11e0a1b11ae1".repeat(50);
        let quoted = "=E7=94=B3=E6=8A=A5=\n".repeat(9);
        let rtf = "\\'c9\\'ea\\'b1\\'a8\\cell ".repeat(9);
        let json = format!("{{\"name\":\"a\",\"data\":\"{hex}\"}}");
        let uu = "begin 644 a.docx\nM4$L#!!0``````(\n`\nend";
        let for_address = "%E7%94%B3%E6%8A%A5a".repeat(9);
        let of_address = base64.replace('\n', "-_");
        let numbers = format!("{{\"content\":\"{}\"}}", "\\u7533".repeat(30));
        let dump = "00000010  50 4b 03 04 14 00 00 00  08 00 21 5b e5 9c 8e 2f\n".repeat(9);
        let escaped = "&lt;td&gt;海港区总工会&lt;/td&gt;".repeat(9);
        for text in
            [base64.as_str(), &hex, &quoted, &rtf, &json, uu, &for_address, &of_address, &numbers, &dump, &escaped]
        {
            let told = sniff_code(text).expect("code");
            assert_eq!((told.format, told.troubles.len()), (Format::Unknown, 1), "{text}");
        }
        let page = "申报单位</td><td>海港区总工会</td></tr>\n".repeat(9);
        assert_eq!(sniff_code(&page).map(|told| told.format), Some(Format::Html));
        let address = format!("见 https://example.org/{} 。", "a1".repeat(400));
        let formula = "a=B1, c=D2, e=F3; ".repeat(30);
        let link = format!("https://example.cn/{}", "%E7%94%B3".repeat(30));
        let figures = "20260915 12 34 56 78 90 12 34 56\n海港区总工会\n项目\n".repeat(9);
        for text in
            ["申报单位：海港区总工会\n项目名称：工友驿站", &address, &formula, "begin 6 months later", &link, &figures]
        {
            assert_eq!(sniff_code(text), None, "{text}");
        }
    }
}
