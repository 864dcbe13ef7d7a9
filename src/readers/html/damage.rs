//! Signs that a page lost a piece in its middle, or got one that is not its own: tags that do not match, a tag inside a tag, what is left
//! of a tag among the text. Programs that close their cells close all of them; those that leave them open close none.

use super::token::Tag;
use super::token::Token;
use super::token::Tokens;
use super::token::is_raw;

/// Elements whose end tags are written everywhere or nowhere.
const PAIRED: [&str; 6] = ["td", "th", "tr", "div", "span", "table"];

/// Whether something is amiss with a page's tags.
pub fn is_torn(page: &str) -> bool {
    let mut tokens = Tokens::new(page);
    let mut counts = [[0_usize; 2]; PAIRED.len()];
    let mut paragraph_open = [0_usize; 2];
    while let Some(token) = tokens.next() {
        let (name, closes) = match &token {
            Token::Open(tag) if holds_tag(tag) || spans_beyond_reason(tag) => return true,
            Token::Open(tag) if tag.closes_itself() => continue,
            Token::Open(tag) => (tag.name.as_str(), false),
            Token::Close(name) => (name.trim_end(), true),
            Token::Text(text) if is_left_of_tag(text) => return true,
            Token::Text(_) => continue,
        };
        if !closes && is_raw(name) {
            let raw = tokens.take_raw(name);
            // A script may write cells, a style has none.
            if name == "style" && raw.contains("</td>") {
                return true;
            }
        }
        if let Some(at) = PAIRED.iter().position(|paired| *paired == name) {
            counts[at][usize::from(closes)] += 1;
        } else if name == "p" {
            paragraph_open[usize::from(closes)] += 1;
        }
    }
    // A few are missing, of many: a page that closes one here and there was written so.
    let is_uneven = |[opened, closed]: &[usize; 2]| {
        opened != closed && opened.abs_diff(*closed) * 4 <= *opened.max(closed) && *opened > 0
    };
    // Tables are all closed, or the only one is left open up to the page's end.
    let [.., tables] = counts;
    let tables_differ = tables[0] != tables[1] && tables[1] > 0;
    // Of paragraphs many pages leave some open; one alone, where a good many are closed, was cut.
    let [opened, closed] = paragraph_open;
    tokens.is_unclosed() || tables_differ || counts.iter().any(is_uneven) || (opened == closed + 1 && closed > 3)
}

/// Whether a cell takes more rows than any table has: those below it would stand in columns that are not theirs.
fn spans_beyond_reason(tag: &Tag<'_>) -> bool {
    const MOST: u32 = 5_000;
    tag.name.starts_with('t') && tag.number("rowspan").is_some_and(|rows| rows > MOST)
}

/// Whether another tag begins before a tag has ended.
fn holds_tag(tag: &Tag<'_>) -> bool {
    let mut quote = None;
    let in_attributes = tag.written().chars().any(|letter| {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (end, Some(begun)) if end == begun => quote = None,
            _ => {}
        }
        letter == '<' && quote.is_none()
    });
    let mut ends = tag.written().split("</").skip(1);
    in_attributes || tag.name.contains('<') || ends.any(|end| PAIRED.iter().any(|name| end.starts_with(name)))
}

/// Whether a text begins with the end of a tag: `td>`, `/tr>`, `width=5>`.
fn is_left_of_tag(text: &str) -> bool {
    const NAMES: [&str; 12] =
        ["td", "tr", "th", "table", "tbody", "span", "font", "div", "br", "body", "html", "center"];
    let Some((before, _)) = text.split_once('>') else { return false };
    let from = before
        .rfind(|letter: char| !letter.is_ascii_graphic() || letter == '<')
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = before.get(from..).unwrap_or_default();
    let is_attribute = word.split_once('=').is_some_and(|(key, value)| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic()) && !value.is_empty()
    });
    is_attribute || NAMES.iter().any(|name| word.trim_start_matches('/').eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><body><p>表<!-- a > b --><table><tr><td width=\"1>\">申报单位</td><td>甲<br>乙</td></tr><tr><td>电话</td><td>3<5 且 a>b, x = 1 > 0</td></tr></table>";

    #[test]
    fn whole_pages_are_not_torn_however_they_are_written() {
        for page in [
            PAGE.to_owned(),
            PAGE.replace("</td>", "").replace("</tr>", ""),
            PAGE.replace("<td>甲<br>乙</td>", "<td/>"),
            PAGE.replace("表", "<script>if (a<b && c>d) '<td>'</script>表<p>1<p>2<p>3<p>4<p>5"),
        ] {
            assert!(!is_torn(&page), "{page}");
        }
    }

    #[test]
    fn pages_that_lost_a_piece_are_torn() {
        for page in [
            PAGE.replacen("</td>", "", 1),
            PAGE.replace("<td>电话</td>", "<td>电话td></td>"),
            PAGE.replace("<td>电话</td>", "<td>电话idth=5></td>"),
            PAGE.replace("<tr><td>电话", "<t<tr><td>电话"),
            PAGE.replace("<td>电话", "<!-- <td>电话"),
            PAGE.replace("</td><td>甲", "<a href=\"x></td><td class=\"a\">甲"),
            PAGE.replace("表", "<style>td {} 表"),
            PAGE.replace("表", "<style>td {").replace("</tr>", "</tr></style>"),
            PAGE.replace("<p>表", "<p>表<table><tr><td>1</td></tr>") + "</body></html>",
            PAGE.replace("表", "<p>1</p><p>2</p><p>3</p><p>4</p></p><p>5"),
        ] {
            assert!(is_torn(&page), "{page}");
        }
    }
}
