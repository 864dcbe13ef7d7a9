//! How much of a written paper its sections, its title and the names of unit and project claimed.

use crate::extract::description::line::Line;
use crate::extract::description::sections::Hit;
use crate::extract::description::sections::Outline;
use crate::extract::description::sections::lines_in_column;
use crate::extract::description::sections::visible;
use crate::model::Coverage;

/// Counts a paper's characters, and those in lines that a section claimed or that are `named`. `title_section` is the section
/// that only names the project.
pub(super) fn measure_coverage(
    lines: &[Line<'_>],
    outline: &Outline<'_>,
    title_section: Option<usize>,
    named: &dyn Fn(usize, &Line<'_>) -> bool,
) -> Coverage {
    let starts: Vec<usize> = outline.hits.iter().map(|hit| hit.line).collect();
    let mut claimed = vec![false; lines.len()];
    for hit in &outline.hits {
        for line in lines_of(hit, lines, &starts, title_section) {
            claimed.get_mut(line).into_iter().for_each(|claimed| *claimed = true);
        }
    }
    let mut coverage = Coverage::default();
    for (at, line) in lines.iter().enumerate() {
        let held = visible(line.text);
        let taken = claimed.get(at).is_some_and(|claimed| *claimed) || named(at, line);
        coverage += Coverage { held, claimed: if taken { held } else { 0 } };
    }
    coverage
}

/// A section's heading and the lines of its text.
fn lines_of(hit: &Hit<'_>, lines: &[Line<'_>], starts: &[usize], title_section: Option<usize>) -> Vec<usize> {
    let mut own = vec![hit.line];
    if let Some(column) = lines_in_column(hit.line, lines, starts) {
        own.extend(column);
    } else if hit.sections.iter().all(|section| Some(*section) == title_section) {
        own.extend((hit.rest.is_empty() && hit.characters > 0).then_some(hit.line + 1));
    } else {
        own.extend(hit.line + 1..hit.end);
    }
    own
}
