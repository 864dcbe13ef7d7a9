//! The plane's affine maps, as PDF writes them: six numbers (ISO 32000-1, 8.3.3).

use hayro_syntax::object::Array;
use hayro_syntax::object::Number;

use crate::readers::pdf::area::Area;

/// A map of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix([f32; 6]);

impl Matrix {
    /// Nothing moves.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// From its six numbers.
    pub fn new(numbers: [f32; 6]) -> Self {
        Self(numbers)
    }

    /// From the operands of an instruction.
    pub fn of_numbers(numbers: [&Number; 6]) -> Self {
        Self(numbers.map(Number::as_f32))
    }

    /// From an array of six numbers.
    pub fn of_array(array: &Array<'_>) -> Option<Self> {
        let mut numbers = array.iter::<f32>();
        let mut six = [0.0; 6];
        for number in &mut six {
            *number = numbers.next()?;
        }
        Some(Self(six))
    }

    /// Moves by so much.
    pub fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Stretches and moves one area onto another; an area without a width or height is only moved.
    pub fn fit(from: Area, to: Area) -> Self {
        let ratio = |own: f32, asked: f32| if own > 0.0 { asked / own } else { 1.0 };
        let across = ratio(from.right - from.left, to.right - to.left);
        let down = ratio(from.bottom - from.top, to.bottom - to.top);
        Self([across, 0.0, 0.0, down, to.left - from.left * across, to.top - from.top * down])
    }

    /// Turns a page of this size by so many quarters, clockwise, its top left staying where it is.
    pub fn turn(quarters: usize, (width, height): (f32, f32)) -> Self {
        match quarters % 4 {
            0 => Self::IDENTITY,
            1 => Self([0.0, 1.0, -1.0, 0.0, height, 0.0]),
            2 => Self([-1.0, 0.0, 0.0, -1.0, width, height]),
            _ => Self([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        }
    }

    /// This map, and then another.
    pub fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    /// Where a point goes.
    pub fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long a step to the right becomes.
    pub fn length_across(self) -> f32 {
        self.0[0].hypot(self.0[1])
    }

    /// How long a step upwards becomes.
    pub fn length_up(self) -> f32 {
        self.0[2].hypot(self.0[3])
    }

    /// Whether text runs from left to right: a step to the right stays one, but for a slight turn.
    pub fn is_upright(self) -> bool {
        self.0[0] > 0.0 && self.0[1].abs() < self.0[0] * 0.2
    }
}
