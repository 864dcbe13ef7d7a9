//! Paths of a page (ISO 32000-1, 8.5), kept only as far as they are straight rules: strokes along an axis, and the thin
//! filled boxes that Word and LibreOffice draw the borders of a table with; and the area that a path clips to.

use hayro_syntax::content::ops::TypedInstruction;

use crate::readers::pdf::area::Area;
use crate::readers::pdf::matrix::Matrix;

/// A filled box is a rule where it is no thicker than this, in points.
const THICKEST: f32 = 3.0;
/// A rule is at least so long.
const SHORTEST: f32 = 3.0;
/// Corners of one path that are kept.
const MOST_CORNERS: usize = 10_000;

/// A straight rule along an axis, in points from the page's top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Whether it runs from left to right.
    pub across: bool,
    /// Its y where it runs across, else its x.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// The path that is being drawn: its pieces, each a run of corners.
#[derive(Debug, Default)]
pub struct PathDrawn {
    pieces: Vec<Vec<(f32, f32)>>,
    corners: usize,
    clips: bool,
    /// What is drawn from now on is cut off at this area, too.
    pub clip: Option<Area>,
}

impl PathDrawn {
    /// Takes an instruction about paths; false for all others.
    pub fn take(&mut self, instruction: &TypedInstruction<'_, '_>, matrix: Matrix, rules: &mut Vec<Rule>) -> bool {
        let mut line = |x: f32, y: f32| self.line_to(matrix.apply(x, y));
        match instruction {
            TypedInstruction::MoveTo(to) => self.start(matrix.apply(to.0.as_f32(), to.1.as_f32())),
            TypedInstruction::LineTo(to) => line(to.0.as_f32(), to.1.as_f32()),
            TypedInstruction::CubicTo(to) => self.start(matrix.apply(to.4.as_f32(), to.5.as_f32())),
            TypedInstruction::CubicStartTo(to) => self.start(matrix.apply(to.2.as_f32(), to.3.as_f32())),
            TypedInstruction::CubicEndTo(to) => self.start(matrix.apply(to.2.as_f32(), to.3.as_f32())),
            TypedInstruction::ClosePath(_) => self.close(),
            TypedInstruction::RectPath(rect) => {
                let (x, y, width, height) = (rect.0.as_f32(), rect.1.as_f32(), rect.2.as_f32(), rect.3.as_f32());
                self.start(matrix.apply(x, y));
                for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height)] {
                    self.line_to(matrix.apply(x, y));
                }
                self.close();
            }
            TypedInstruction::StrokePath(_) => self.stroke(rules),
            TypedInstruction::CloseAndStrokePath(_) => {
                self.close();
                self.stroke(rules);
            }
            TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_)
            | TypedInstruction::FillPathEvenOdd(_) => self.fill(rules),
            TypedInstruction::FillAndStrokeNonZero(_)
            | TypedInstruction::FillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.stroke(rules);
            }
            TypedInstruction::EndPath(_) => self.forget(),
            TypedInstruction::ClipNonZero(_) | TypedInstruction::ClipEvenOdd(_) => self.clips = true,
            _ => return false,
        }
        true
    }

    fn start(&mut self, corner: (f32, f32)) {
        if self.corners < MOST_CORNERS {
            self.pieces.push(vec![corner]);
            self.corners += 1;
        }
    }

    fn line_to(&mut self, corner: (f32, f32)) {
        if self.corners < MOST_CORNERS {
            match self.pieces.last_mut() {
                Some(piece) => piece.push(corner),
                None => self.pieces.push(vec![corner]),
            }
            self.corners += 1;
        }
    }

    fn close(&mut self) {
        if let Some(piece) = self.pieces.last_mut()
            && let (Some(first), true) = (piece.first().copied(), piece.len() > 2)
        {
            piece.push(first);
        }
    }

    fn forget(&mut self) {
        if self.clips && !self.pieces.is_empty() {
            self.clip = Some(Area::around(self.pieces.iter().flatten()));
        }
        self.clips = false;
        self.pieces.clear();
        self.corners = 0;
    }

    /// Every straight side becomes a rule.
    fn stroke(&mut self, rules: &mut Vec<Rule>) {
        for piece in &self.pieces {
            for side in piece.windows(2) {
                if let [one, two] = side {
                    rules.extend(rule_between(*one, *two));
                }
            }
        }
        self.forget();
    }

    /// A thin box becomes the rule along its middle.
    fn fill(&mut self, rules: &mut Vec<Rule>) {
        for piece in &self.pieces {
            let Area { left, top, right, bottom } = Area::around(piece);
            let (middle, centre) = ((top + bottom) / 2.0, (left + right) / 2.0);
            if bottom - top <= THICKEST && right - left > bottom - top {
                rules.extend(rule_between((left, middle), (right, middle)));
            } else if right - left <= THICKEST {
                rules.extend(rule_between((centre, top), (centre, bottom)));
            }
        }
        self.forget();
    }
}

/// The rule between two corners, where they lie along an axis and far enough apart.
fn rule_between((x, y): (f32, f32), (to_x, to_y): (f32, f32)) -> Option<Rule> {
    const SLANT: f32 = 0.5;
    let rule = match () {
        () if (y - to_y).abs() <= SLANT => {
            Rule { across: true, at: (y + to_y) / 2.0, from: x.min(to_x), to: x.max(to_x) }
        }
        () if (x - to_x).abs() <= SLANT => {
            Rule { across: false, at: (x + to_x) / 2.0, from: y.min(to_y), to: y.max(to_y) }
        }
        () => return None,
    };
    let sound = [rule.at, rule.from, rule.to].iter().all(|number| number.is_finite());
    (sound && rule.to - rule.from >= SHORTEST).then_some(rule)
}
