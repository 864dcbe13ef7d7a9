//! Strings of a workbook (ECMA-376 part 1, 18.4): plain or in runs, phonetic runs left out, `_x000D_` resolved.

use std::borrow::Cow;

use crate::readers::flow::symbol::SymbolFont;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::strings::SharedStrings;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// Reads the part of shared strings.
pub fn read_shared_strings(xml: &mut Xml) -> SharedStrings {
    let mut strings = SharedStrings::default();
    xml.watch(Watch::AnyText);
    while let Some(element) = xml.next_open() {
        match element.name() {
            "si" => strings.push_with(|text| push_rich_text(xml, text)),
            "sst" => strings.set_counted(element.number("count"), element.number("uniqueCount")),
            _ => {}
        }
    }
    strings
}

/// Appends the text inside the element opened last (`si`, `is`, `text`), its end consumed.
pub fn push_rich_text(xml: &mut Xml, into: &mut String) {
    let level = xml.depth();
    let mut look = FontLook::default();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "rPh" => xml.skip(),
            "r" => look = FontLook::default(),
            "strike" => look.strikes = element.switch("val") != Some(false),
            "rFont" => look.symbol = element.attribute("val").and_then(|name| SymbolFont::named(&name)),
            "t" => {
                let kept = element.attribute("space").is_some_and(|space| space == "preserve");
                let start = into.len();
                push_run(xml, into, kept);
                look.show_run(into, start);
            }
            _ => {}
        }
    }
}

/// Appends one `t`. Blanks at its ends count only where the file says so, as Excel has it.
fn push_run(xml: &mut Xml, into: &mut String, kept: bool) {
    let start = into.len();
    xml.push_text(into);
    let run = into.get(start..).unwrap_or_default();
    let blank = [' ', '\t', '\n', '\r'];
    let trimmed = if kept { run } else { run.trim_matches(blank) };
    let plain = unescape_text(trimmed);
    if plain != run {
        let plain = plain.into_owned();
        into.truncate(start);
        into.push_str(&plain);
    }
}

/// `_x000D_` and its like resolved, line ends made one `\n`.
pub fn unescape_text(text: &str) -> Cow<'_, str> {
    let may_change = |text: &str| text.bytes().any(|byte| matches!(byte, b'_' | b'\r'));
    if !may_change(text) || (!text.contains("_x") && !text.contains('\r')) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match escaped_character(from) {
            Some(character) => {
                plain.push(character);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                plain.push('_');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    if plain.contains('\r') {
        plain = plain.replace("\r\n", "\n").replace('\r', "\n");
    }
    Cow::Owned(plain)
}

fn escaped_character(from: &str) -> Option<char> {
    let hex = from.get(2..6).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    let closed = from.as_bytes().get(6) == Some(&b'_');
    let code = u32::from_str_radix(hex, 16).ok().filter(|_| closed)?;
    char::from_u32(code).filter(|character| *character != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<String> {
        let read = read_shared_strings(&mut Xml::new(text, 20));
        (0..).map_while(|number| read.get(number).map(str::to_owned)).collect()
    }

    #[test]
    fn runs_are_joined_and_phonetics_left_out() {
        let text = "<sst><si><t>甲</t></si><si><r><t>秦皇</t></r><r><rPr><b/></rPr><t>岛</t></r><rPh sb='0' eb='1'><t>qin</t></rPh></si>\
                    <si/><si><t xml:space='preserve'> 乙 </t></si><si><t> 丙\n</t></si></sst>";
        assert_eq!(strings(text), ["甲", "秦皇岛", "", " 乙 ", "丙"]);
    }

    #[test]
    fn escapes_are_resolved_once() {
        for (raw, plain) in [
            ("a_x000D_\nb", "a\nb"),
            ("a_x000a_b", "a\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00_", "_x00_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("_x0041", "_x0041"),
            ("申_x4E2D_报", "申中报"),
            ("_x申报表_", "_x申报表_"),
            ("_x0000_", "_x0000_"),
        ] {
            assert_eq!(unescape_text(raw), plain);
        }
    }
}
