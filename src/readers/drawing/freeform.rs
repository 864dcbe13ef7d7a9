//! Shapes drawn by hand: whether their path has strokes (ECMA-376 part 1, 20.1.9.8; VML's `path`, part 4, 14.2.2.6). A level or
//! upright rule is drawn to be written on, and is no handwriting.

use crate::readers::xml::Xml;

/// Whether the `custGeom` opened last is more than one level or upright line; its end is consumed.
pub fn has_strokes(xml: &mut Xml) -> bool {
    let (mut across, mut down) = (Course::default(), Course::default());
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "pt" => {
                across.reach(element.number("x"));
                down.reach(element.number("y"));
            }
            "arcTo" => return leave(xml, level),
            _ => {}
        }
    }
    // without any corner it is of another program's kind
    across.first.is_none() && !across.moves || across.moves && down.moves
}

fn leave(xml: &mut Xml, level: usize) -> bool {
    while xml.open_within(level).is_some() {}
    true
}

/// Whether the `ln` opened last is a line that is not drawn; its end is consumed.
pub fn is_without_line(xml: &mut Xml) -> bool {
    let level = xml.depth();
    let mut without = false;
    while let Some(element) = xml.open_within(level) {
        without |= element.name() == "noFill";
    }
    without
}

/// Whether a VML path is one level or upright line: `m0,3l2000,3e`. A path of other commands, or with formulas, is not.
pub fn is_straight(path: &str) -> bool {
    if !path.chars().all(|c| c.is_ascii_digit() || matches!(c, 'm' | 'l' | 'x' | 'e' | 'n' | 'f' | ',' | ' ' | '-')) {
        return false;
    }
    let (mut across, mut down) = (Course::default(), Course::default());
    for run in path.split(['m', 'l', 'x', 'e', 'n', 'f']).filter(|run| !run.trim().is_empty()) {
        for (place, number) in run.split([',', ' ']).enumerate() {
            // a number left out is zero
            let number = if number.is_empty() { Some(0) } else { number.parse().ok() };
            if place % 2 == 0 { across.reach(number) } else { down.reach(number) }
        }
    }
    !(across.moves && down.moves)
}

/// How a path goes along one axis.
#[derive(Debug, Default)]
struct Course {
    first: Option<i64>,
    moves: bool,
}

impl Course {
    /// Takes a coordinate; one that is a formula may be anywhere.
    fn reach(&mut self, at: Option<i64>) {
        match (self.first, at) {
            (_, None) => self.moves = true,
            (None, Some(at)) => self.first = Some(at),
            (Some(first), Some(at)) => self.moves |= first != at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_or_upright_rule_has_no_strokes() {
        for rule in ["m0,3l2000,3e", "m,3l2000,3xe", "m5,0l5,900e", ""] {
            assert!(is_straight(rule), "{rule}");
        }
        for stroke in ["m0,0l2000,300e", "m0,100c300,0,600,400,900,100e", "m@4@5l@4@11e", "m0,0l9,0l9,9e"] {
            assert!(!is_straight(stroke), "{stroke}");
        }
        let path = |points: &str| {
            let xml = format!("<a:custGeom><a:pathLst><a:path>{points}</a:path></a:pathLst></a:custGeom>");
            let mut xml = Xml::new(&xml, 20);
            xml.next_open();
            has_strokes(&mut xml)
        };
        assert!(!path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='2000' y='0'/></a:lnTo>"));
        assert!(path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='2000' y='9'/></a:lnTo>"));
        assert!(path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:arcTo wR='9' hR='9' stAng='0' swAng='9'/>"));
    }
}
