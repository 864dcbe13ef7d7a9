//! Shapes drawn by hand: whether their path has strokes (ECMA-376 part 1, 20.1.9.8; VML's `path`, part 4, 14.2.2.6). A level or
//! upright rule is drawn to be written on, and is no handwriting.

use crate::readers::xml::Xml;

/// Corners of the most complex figure that a program draws (an arrow, a star, a frame); a name written by hand has more.
const MOST_OF_FIGURE: usize = 24;

/// Whether the `custGeom` opened last is more than level and upright lines, and no closed figure of a few corners; its end is
/// consumed.
pub fn has_strokes(xml: &mut Xml) -> bool {
    let mut outline = Outline::default();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "moveTo" | "path" => outline.begin(),
            "pt" => outline.reach(element.number("x").zip(element.number("y"))),
            "arcTo" => (outline.slants, outline.last) = (true, None),
            "cubicBezTo" | "quadBezTo" => outline.slants = true,
            "close" => outline.closed = true,
            _ => {}
        }
    }
    outline.begin();
    // without any corner it is of another program's kind
    outline.corners == 0 || outline.slants && (outline.is_open || outline.corners > MOST_OF_FIGURE)
}

/// A path corner by corner.
#[derive(Debug, Default)]
struct Outline {
    corners: usize,
    /// Of the line that is drawn: its first corner and the last one; none where it is a formula.
    first: Option<Option<(i64, i64)>>,
    last: Option<(i64, i64)>,
    closed: bool,
    /// Whether any line ended somewhere else than it began.
    is_open: bool,
    /// Whether anything is neither level nor upright.
    slants: bool,
}

impl Outline {
    /// Ends the line that was drawn.
    fn begin(&mut self) {
        if let Some(first) = self.first.take() {
            self.is_open |= !self.closed && (first.is_none() || first != self.last);
        }
        (self.last, self.closed) = (None, false);
    }

    /// Takes a corner; one that is a formula may be anywhere.
    fn reach(&mut self, at: Option<(i64, i64)>) {
        self.corners += 1;
        if self.first.is_none() {
            self.first = Some(at);
        } else {
            self.slants |= match (self.last, at) {
                (Some(last), Some(at)) => last.0 != at.0 && last.1 != at.1,
                _ => true,
            };
        }
        self.last = at;
    }
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

/// Whether all lines of a VML path, or of the points of a polyline, end where they began, in no more corners than a figure has:
/// `m0,0l2000,0,2000,800,0,800xe`.
pub fn is_closed_figure(path: &str) -> bool {
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let numbers_of =
        |line| str::split(line, [',', ' ', 'l', 'x', 'e', 'n', 'f']).filter(is_number).collect::<Vec<&str>>();
    let lines = path.split('m').map(|line| (line.contains('x'), numbers_of(line)));
    let lines: Vec<(bool, Vec<&str>)> = lines.filter(|(_, numbers)| !numbers.is_empty()).collect();
    let corners: usize = lines.iter().map(|(_, numbers)| numbers.len() / 2).sum();
    let returns = |numbers: &[&str]| numbers.len() > 4 && numbers.get(..2) == numbers.get(numbers.len() - 2..);
    corners <= MOST_OF_FIGURE && lines.iter().all(|(closed, numbers)| *closed || returns(numbers))
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
        for figure in ["m0,0l2000,0,2000,800,0,800xe", "m0,4l8,0,16,4,8,8,0,4e", "80pt,0,180pt,0,180pt,26pt,80pt,0"] {
            assert!(is_closed_figure(figure), "{figure}");
        }
        assert!(!is_closed_figure("m0,0l9,4,0,8e") && !is_closed_figure("m0,0l9,4,0,0em5,5l8,9e"));
        let path = |points: &str| {
            let xml = format!("<a:custGeom><a:pathLst><a:path>{points}</a:path></a:pathLst></a:custGeom>");
            let mut xml = Xml::new(&xml, 20);
            xml.next_open();
            has_strokes(&mut xml)
        };
        assert!(!path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='2000' y='0'/></a:lnTo>"));
        assert!(path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='2000' y='9'/></a:lnTo>"));
        assert!(path("<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:arcTo wR='9' hR='9' stAng='0' swAng='9'/>"));
        let line = |points: &[(i32, i32)]| {
            let corners = points.iter().map(|(x, y)| format!("<a:lnTo><a:pt x='{x}' y='{y}'/></a:lnTo>"));
            format!("<a:moveTo><a:pt x='0' y='0'/></a:moveTo>{}", corners.collect::<String>())
        };
        assert!(!path(&line(&[(9, 0), (9, 9), (0, 9), (0, 0)])), "a frame");
        assert!(!path(&format!("{}<a:close/>", line(&[(9, 4), (0, 8)]))), "an arrow");
        assert!(path(&line(&[(9, 4), (0, 8), (7, 3)])), "a scrawl");
        assert!(!path(
            "<a:moveTo><a:pt x='0' y='5'/></a:moveTo><a:arcTo wR='9' hR='9' stAng='0' swAng='9'/><a:close/>"
        ));
    }
}
