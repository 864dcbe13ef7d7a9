//! Property modifications of Word 97–2003 ([MS-DOC] 2.2.5 and 2.6): which property, and its operand.

use crate::readers::binary::u16_at;

/// One modification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sprm<'b> {
    /// The property, as in [MS-DOC] 2.6.
    pub code: u16,
    /// Its operand; for variable ones without the length.
    pub operand: &'b [u8],
}

impl Sprm<'_> {
    /// The operand's first byte.
    pub fn byte(&self) -> u8 {
        self.operand.first().copied().unwrap_or(0)
    }

    /// The operand as two bytes.
    pub fn short(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    /// The operand as an offset of four bytes.
    pub fn offset(&self) -> Option<usize> {
        crate::readers::binary::offset_at(self.operand, 0)
    }
}

/// Walks over a list of modifications; ends at the first that is cut.
pub fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let after = rest.get(2..)?;
        let (skip, len) = operand_extent(code, after)?;
        let operand = after.get(skip..skip.checked_add(len)?)?;
        rest = after.get(skip + len..)?;
        Some(Sprm { code, operand })
    })
}

/// How many bytes of length come before the operand, and how long it is.
fn operand_extent(code: u16, after: &[u8]) -> Option<(usize, usize)> {
    const DEFINE_TABLE: u16 = 0xD608;
    const CHANGE_TABS: u16 = 0xC615;
    let fixed = match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ => 0,
    };
    if fixed > 0 {
        return Some((0, fixed));
    }
    if code == DEFINE_TABLE {
        return Some((2, usize::from(u16_at(after, 0)?).checked_sub(1)?));
    }
    let len = usize::from(*after.first()?);
    if code == CHANGE_TABS && len == 255 {
        let deleted = usize::from(*after.get(1)?);
        let added = usize::from(*after.get(2 + deleted * 4)?);
        return Some((1, 2 + deleted * 4 + added * 3));
    }
    Some((1, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_are_as_long_as_their_codes_say() {
        let list = [0x16, 0x24, 1, 0x03, 0x6A, 1, 2, 3, 4, 0x2B, 0xD6, 2, 7, 3, 0x16, 0x24];
        let told: Vec<(u16, &[u8])> = sprms(&list).map(|sprm| (sprm.code, sprm.operand)).collect();
        let expected: [(u16, &[u8]); 3] = [(0x2416, &[1]), (0x6A03, &[1, 2, 3, 4]), (0xD62B, &[7, 3])];
        assert_eq!(told, expected);
    }
}
