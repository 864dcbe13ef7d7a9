//! What stands in the margins of pages: page numbers, and lines that are the same on page after page. They are headers and
//! footers, no part of the text.

use std::collections::HashMap;

use crate::readers::pdf::lines::TextLine;
use crate::readers::pdf::page::Item;
use crate::readers::pdf::page::PageRead;

/// Part of a page's height that is margin for what is repeated, and for a page's number.
const MARGIN: f32 = 0.095;
const NUMBER_MARGIN: f32 = 0.13;

/// Takes the lines in the margins out of the pages.
pub fn take_margins(pages: &mut [PageRead]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        for line in lines_of(page).filter(|line| in_margin(line, page.height, MARGIN)) {
            *seen.entry(without_digits(&line.text)).or_default() += 1;
        }
    }
    let mut taken = Vec::new();
    for page in pages.iter_mut() {
        let height = page.height;
        page.items.retain(|item| {
            let Item::Line(line) = item else { return true };
            let repeated =
                in_margin(line, height, MARGIN) && seen.get(&without_digits(&line.text)).is_some_and(|n| *n > 1);
            let is_margin = repeated || in_margin(line, height, NUMBER_MARGIN) && is_page_number(&line.text);
            if is_margin {
                taken.push(line.text.clone());
            }
            !is_margin
        });
    }
    taken
}

fn lines_of(page: &PageRead) -> impl Iterator<Item = &TextLine> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Table(_) => None,
    })
}

fn in_margin(line: &TextLine, height: f32, part: f32) -> bool {
    line.y < height * part || line.y > height * (1.0 - part)
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// `1`, `- 1 -`, `— 1 —`, `第1页`, `第 1 页 共 3 页`, `1/3`, `Page 1 of 3`.
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    let marks = ['-', '－', '—', '–', '·', '/', '第', '页', '共', '，', ',', '~'];
    let word = rest.eq_ignore_ascii_case("page") || rest.eq_ignore_ascii_case("pageof");
    (1..=8).contains(&digits) && (word || rest.chars().all(|c| marks.contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_are_told_from_text() {
        for number in ["1", "- 1 -", "— 12 —", "第1页", "第 1 页 共 3 页", "1/3", "Page 1 of 3"] {
            assert!(is_page_number(number), "{number}");
        }
        for text in ["", "2026年", "1.", "共同", "13800001111-1", "第一页"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
