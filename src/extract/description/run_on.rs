//! Sections that follow each other within one paragraph: 一、主要内容。……二、创新特点。……

use crate::extract::description::heading::Head;
use crate::extract::description::line::Line;
use crate::extract::description::section_names::SectionNames;

/// So many sections of one line at most are parted.
const MOST_PARTS: usize = 64;

/// The lines, each that holds several sections parted before their names, which begin it or a sentence of it. The others must be headed
/// as the first one is: by the next number, or by no mark and the same stop.
pub(super) fn part_run_on<'d>(lines: &[Line<'d>], names: &SectionNames) -> Vec<Line<'d>> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let starts = if line.heading.is_none() { starts_of_sections(line, names) } else { Vec::new() };
        if starts.len() < 2 {
            parted.push(line.clone());
            continue;
        }
        let ends = starts.iter().copied().chain([line.text.len()]);
        let from = [0].into_iter().chain(starts.iter().copied());
        for (from, to) in from.zip(ends) {
            let text = line.text.get(from..to).map_or("", str::trim);
            if !text.is_empty() {
                parted.push(Line { text, numbered: line.numbered && from == 0, spot: line.spot.clone(), ..*line });
            }
        }
    }
    parted
}

/// Where the sections of a line begin, in bytes.
fn starts_of_sections(line: &Line<'_>, names: &SectionNames) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut last: Option<HeadingBefore<'_>> = None;
    for at in sentences(line.text) {
        let text = line.text.get(at..).map_or("", str::trim_start);
        let numbered = line.numbered && at == 0;
        let next = heading_before_text(&Line { text, numbered, spot: line.spot.clone(), ..*line }, names);
        let Some(next) = next.filter(|next| last.as_ref().is_none_or(|last| next.goes_on(last))) else { continue };
        starts.push(at);
        last = Some(next);
        if starts.len() == MOST_PARTS {
            break;
        }
    }
    starts
}

/// Where sentences begin within a text, in bytes.
fn sentences(text: &str) -> impl Iterator<Item = usize> {
    let stops = text.char_indices().filter(|(_, c)| matches!(c, '。' | '；' | '！' | '？' | '”' | '\u{3000}'));
    [0].into_iter().chain(stops.map(|(at, stop)| at + stop.len_utf8()))
}

/// A section's name at the beginning of a text that it heads.
struct HeadingBefore<'d> {
    head: Head<'d>,
    sections: Vec<usize>,
    stop: Stop,
}

/// What stands between a name and its text.
#[derive(PartialEq, Eq)]
enum Stop {
    Colon,
    Other(Option<char>),
}

impl HeadingBefore<'_> {
    fn goes_on(&self, before: &Self) -> bool {
        let counts_on = self.head.number.zip(before.head.number).is_some_and(|(own, last)| own == last + 1);
        let plain = !self.head.rank.is_marked() && self.stop == before.stop;
        self.head.rank == before.head.rank && self.sections != before.sections && (counts_on || plain)
    }
}

/// The name may be all that stands in the line; its text then follows in the next one.
fn heading_before_text<'d>(line: &Line<'d>, names: &SectionNames) -> Option<HeadingBefore<'d>> {
    let head = Head::of(line);
    head.partings().into_iter().find_map(|(words, rest)| {
        let stop = match head.words.get(words.len()..).and_then(|behind| behind.chars().next()) {
            Some('：' | ':' | '—') => Stop::Colon,
            stop => Stop::Other(stop),
        };
        let sections = names.named_by(words, head.rank.is_marked());
        let heads = !rest.is_empty() || stop == Stop::Colon;
        (heads && !sections.is_empty()).then(|| HeadingBefore { head: head.clone(), sections, stop })
    })
}
