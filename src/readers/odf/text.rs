//! The text of an OpenDocument paragraph (ODF 1.3 part 3, 5.1, 6.1): runs, repeated blanks, tabs, line breaks; notes and
//! annotations left out.

use crate::readers::struck::strike_from;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Most blanks that one element may stand for.
const MOST_BLANKS: usize = 1_000;

/// Appends the text of the paragraph opened last, its end consumed. White space in the XML is one blank; others are told. Text in
/// spans of styles that cross out is marked so.
pub fn push_odf_paragraph(xml: &mut Xml, into: &mut String, strikes: &dyn Fn(&str) -> bool) {
    let level = xml.depth();
    let start = into.len();
    // The span that crosses out: how deep it lies, and where its text begins.
    let mut struck: Option<(usize, usize)> = None;
    while let Some(step) = xml.step_within(level) {
        match step {
            Step::Text(text) => push_collapsed(&text, start, into),
            Step::Open(element) => match element.name() {
                "span" if struck.is_none() => {
                    let crosses = element.attribute("style-name").is_some_and(|style| strikes(&style));
                    struck = crosses.then_some((xml.depth(), into.len()));
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
                if let Some((_, from)) = struck.take_if(|(depth, _)| xml.depth() < *depth) {
                    strike_from(into, from);
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
        push_odf_paragraph(&mut xml, &mut read, &|_| false);
        assert_eq!(read, "甲 乙   丙\t丁\n戊");
    }
}
