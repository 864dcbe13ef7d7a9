//! Areas of a page, in points from its top left.

/// An area of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left.
    pub left: f32,
    /// Top.
    pub top: f32,
    /// Right.
    pub right: f32,
    /// Bottom.
    pub bottom: f32,
}

impl Area {
    /// Around some points.
    pub fn around<'p>(points: impl IntoIterator<Item = &'p (f32, f32)>) -> Self {
        let nothing =
            Self { left: f32::INFINITY, top: f32::INFINITY, right: f32::NEG_INFINITY, bottom: f32::NEG_INFINITY };
        points.into_iter().fold(nothing, |area, &(x, y)| Self {
            left: area.left.min(x),
            top: area.top.min(y),
            right: area.right.max(x),
            bottom: area.bottom.max(y),
        })
    }

    /// What two areas share.
    pub fn overlap(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The point in it that is nearest to another and keeps so far from its edges.
    pub fn nearest(self, (x, y): (f32, f32), inside: f32) -> (f32, f32) {
        let within = |at: f32, from: f32, to: f32| match to - from > 2.0 * inside {
            true => at.clamp(from + inside, to - inside),
            false => (from + to) / 2.0,
        };
        (within(x, self.left, self.right), within(y, self.top, self.bottom))
    }
}
