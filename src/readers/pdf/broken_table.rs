//! A table that the end of a page broke within a row, as browsers print it: no rule closes it there, and none opens it on the next page.
//! Word and LibreOffice draw both.

use crate::readers::pdf::cut_sheet::SeenPage;
use crate::readers::pdf::path::Rule;
use crate::readers::pdf::ruled_table::edges_of;
use crate::readers::pdf::ruled_table::join_rules;

/// Places nearer than this are one, in points.
const NEAR: f32 = 3.0;

/// Draws the rules that are not there where a table ends on a page and goes on at the top of the next, and notes where its row is broken.
pub fn close_broken_tables(pages: &mut [SeenPage]) {
    let ends: Vec<(Option<End>, Option<End>)> = pages.iter().map(ends_of).collect();
    for (at, pair) in ends.windows(2).enumerate() {
        let [(_, Some(foot)), (Some(head), _)] = pair else { continue };
        if foot.is_closed && head.is_closed || !foot.goes_on_in(head) {
            continue;
        }
        let broken = !foot.is_closed && !head.is_closed;
        for (page, end, is_head) in [(at, foot, false), (at + 1, head, true)] {
            let Some(page) = pages.get_mut(page).filter(|_| !end.is_closed) else { continue };
            page.seen.rules.push(end.rule());
            if broken {
                *if is_head { &mut page.seen.broken_above } else { &mut page.seen.broken_below } = Some(end.y);
            }
        }
    }
}

/// Where upright rules of a page end together, at the top or at the bottom.
struct End {
    y: f32,
    /// The upright rules that end there, from left to right.
    xs: Vec<f32>,
    /// Whether a rule across stands there.
    is_closed: bool,
}

impl End {
    fn of(rules: &[Rule], y: f32, end: impl Fn(&Rule) -> f32) -> Option<Self> {
        let is_near = |one: f32| (one - y).abs() <= NEAR;
        let xs = edges_of(rules.iter().filter(|rule| !rule.across && is_near(end(rule))).map(|rule| rule.at));
        let is_closed = rules.iter().any(|rule| rule.across && is_near(rule.at));
        (xs.len() > 1 && y.is_finite()).then_some(Self { y, xs, is_closed })
    }

    /// Whether a table on the next page has these sides, and its rows parts of these columns.
    fn goes_on_in(&self, next: &Self) -> bool {
        let near = |one: Option<&f32>, other: Option<&f32>| {
            one.zip(other).is_some_and(|(one, other)| (one - other).abs() <= NEAR)
        };
        let stands = |x: &f32| self.xs.iter().any(|own| (own - x).abs() <= NEAR);
        near(self.xs.first(), next.xs.first())
            && near(self.xs.last(), next.xs.last())
            && (next.xs.len() > 2 || self.xs.len() > 2)
            && next.xs.iter().all(stands)
    }

    fn rule(&self) -> Rule {
        let end = |place: Option<&f32>| place.copied().unwrap_or(self.y);
        Rule { across: true, at: self.y, from: end(self.xs.first()), to: end(self.xs.last()) }
    }
}

fn ends_of(page: &SeenPage) -> (Option<End>, Option<End>) {
    let rules = join_rules(&page.seen.rules);
    let upright = || rules.iter().filter(|rule| !rule.across);
    let top = upright().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
    let bottom = upright().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max);
    (End::of(&rules, top, |rule| rule.from), End::of(&rules, bottom, |rule| rule.to))
}
