//! Sections that follow each other within one paragraph: 一、主要内容。……二、创新特点。……

use crate::extract::description::heading::Head;
use crate::extract::description::line::Line;
use crate::extract::description::section_names::SectionNames;

/// So many parts of one line at most are looked at.
const MOST_PARTS: usize = 64;

/// The lines, each that begins with a section's name and its text parted before the names of others at the beginnings of its sentences.
/// They must be headed as the first one is: by the next number, or by no mark and the same stop.
pub(super) fn part_run_on<'d>(lines: Vec<Line<'d>>, names: &SectionNames) -> Vec<Line<'d>> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        match line.heading {
            None => part_line(line, names, &mut parted),
            Some(_) => parted.push(line),
        }
    }
    parted
}

fn part_line<'d>(mut line: Line<'d>, names: &SectionNames, parted: &mut Vec<Line<'d>>) {
    let mut own = heading_before_text(&line, names);
    for _ in 0..MOST_PARTS {
        let Some(before) = own else { break };
        let next = sentences(line.text).find_map(|at| {
            let (text, rest) = line.text.split_at_checked(at)?;
            let next = Line { text: rest.trim_start(), numbered: false, spot: line.spot.clone(), ..line };
            let heading = heading_before_text(&next, names).filter(|next| next.goes_on(&before))?;
            Some((text.trim_end(), next, heading))
        });
        let Some((text, next, heading)) = next else { break };
        parted.push(Line { text, spot: line.spot.clone(), ..line });
        line = next;
        own = Some(heading);
    }
    parted.push(line);
}

/// Where sentences begin within a text, in bytes.
fn sentences(text: &str) -> impl Iterator<Item = usize> {
    let stops = text.char_indices().filter(|(_, c)| matches!(c, '。' | '；' | '！' | '？' | '\u{3000}'));
    stops.map(|(at, stop)| at + stop.len_utf8())
}

/// A section's name at the beginning of a text that it heads.
struct HeadingBefore<'d> {
    head: Head<'d>,
    sections: Vec<usize>,
    stop: Option<char>,
}

impl HeadingBefore<'_> {
    fn goes_on(&self, before: &Self) -> bool {
        let counts_on = self.head.number.zip(before.head.number).is_some_and(|(own, last)| own == last + 1);
        let plain = !self.head.rank.is_marked() && self.stop == before.stop;
        self.head.rank == before.head.rank && self.sections != before.sections && (counts_on || plain)
    }
}

fn heading_before_text<'d>(line: &Line<'d>, names: &SectionNames) -> Option<HeadingBefore<'d>> {
    let head = Head::of(line);
    head.partings().into_iter().filter(|(_, rest)| !rest.is_empty()).find_map(|(words, _)| {
        let sections = names.named_by(words, head.rank.is_marked());
        let stop = head.words.get(words.len()..).and_then(|behind| behind.chars().next());
        (!sections.is_empty()).then(|| HeadingBefore { head: head.clone(), sections, stop })
    })
}
