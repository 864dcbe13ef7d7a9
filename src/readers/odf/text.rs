//! The text of an OpenDocument paragraph (ODF 1.3 part 3, 5.1, 6.1): runs, repeated blanks, tabs, line breaks; notes and
//! annotations left out.

use crate::readers::sheets::fonts::FontLook;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Most blanks that one element may stand for.
const MOST_BLANKS: usize = 1_000;

/// Appends the text of the paragraph opened last, its end consumed. White space in the XML is one blank; others are told. Spans are
/// shown in the fonts of their styles.
pub fn push_odf_paragraph(xml: &mut Xml, into: &mut String, look_of: &dyn Fn(&str) -> FontLook) {
    let level = xml.depth();
    let start = into.len();
    // The span whose font does something: how deep it lies, and where its text begins.
    let mut seen: Option<(usize, usize, FontLook)> = None;
    while let Some(step) = xml.step_within(level) {
        match step {
            Step::Text(text) => push_collapsed(&text, start, into),
            Step::Open(element) => match element.name() {
                "span" if seen.is_none() => {
                    let look = element.attribute("style-name").map(|style| look_of(&style)).unwrap_or_default();
                    seen = (!look.is_plain()).then_some((xml.depth(), into.len(), look));
                }
                "s" => {
                    let count = element.number::<usize>("c").unwrap_or(1).min(MOST_BLANKS);
                    into.extend(std::iter::repeat_n(' ', count));
                }
                "tab" => into.push('\t'),
                "line-break" => into.push('\n'),
                "annotation" | "annotation-end" | "note" | "ruby-text" | "frame" | "tracked-changes" => xml.skip(),
                _ => {}
            },
            Step::Close(_) => {
                if let Some((_, from, look)) = seen.take_if(|(depth, ..)| xml.depth() < *depth) {
                    look.show_run(into, from);
                }
            }
        }
    }
}

fn push_collapsed(text: &str, start: usize, into: &mut String) {
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' => {
                let after_blank = into.get(start..).is_none_or(|line| line.is_empty() || line.ends_with(' '));
                if !after_blank {
                    into.push(' ');
                }
            }
            _ => into.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_collapsed_and_those_told_are_kept() {
        let text = "<p>  甲\n  乙<text:s text:c='3'/>丙<text:tab/><span>丁</span><line-break/>戊<annotation><p>批注</p></annotation></p>";
        let mut xml = Xml::new(text, 20);
        xml.next_open();
        let mut read = String::new();
        push_odf_paragraph(&mut xml, &mut read, &|_| FontLook::default());
        assert_eq!(read, "甲 乙   丙\t丁\n戊");
    }
}
