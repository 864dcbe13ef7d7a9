//! What the tokens of a formula tell of its result ([MS-XLS] 2.2.2), and error values as they are shown.

use crate::readers::binary::Fields;

/// The code of the error value that is all of a formula ([MS-XLS] 2.5.198.36).
pub fn error_alone(formula: &[u8]) -> Option<u8> {
    match formula {
        [2, 0, 0x1C, code, ..] => Some(*code),
        _ => None,
    }
}

/// Whether a formula makes text, or repeats or fetches another cell ([MS-XLS] 2.2.2): LibreOffice stores nought for it where it
/// only converts the file and does not calculate.
pub fn makes_text(formula: &[u8]) -> bool {
    // T, MID, TEXT, UPPER, LOWER, PROPER, LEFT, RIGHT, TRIM, REPLACE, SUBSTITUTE, CLEAN, CONCATENATE, HYPERLINK, PHONETIC; and those
    // that fetch or choose a value: IF, LOOKUP, INDEX, OFFSET, CHOOSE, HLOOKUP, VLOOKUP, INDIRECT
    const TEXT_FUNCTIONS: &[u16] =
        &[130, 31, 48, 113, 112, 114, 115, 116, 118, 119, 120, 162, 336, 359, 360, 1, 28, 29, 78, 100, 101, 102, 148];
    let mut fields = Fields::new(formula);
    let Some(tokens) = fields.u16().and_then(|length| fields.bytes(usize::from(length))) else { return false };
    match tokens {
        // a reference alone, in this sheet or another
        [0x24 | 0x44 | 0x64, rest @ ..] if rest.len() == 4 => true,
        [0x3A | 0x5A | 0x7A, rest @ ..] if rest.len() == 6 => true,
        // a text alone
        [0x17, count, wide, rest @ ..] if rest.len() == usize::from(*count) * (1 + usize::from(*wide & 1)) => true,
        // the last token joins texts or calls one of the functions
        [.., 0x08] => true,
        [.., 0x21 | 0x41 | 0x61, low, high] => TEXT_FUNCTIONS.contains(&u16::from_le_bytes([*low, *high])),
        [.., 0x22 | 0x42 | 0x62, _, low, high] => TEXT_FUNCTIONS.contains(&u16::from_le_bytes([*low, *high])),
        _ => false,
    }
}

/// An error value as it is shown ([MS-XLS] 2.5.10).
pub fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::makes_text;

    #[test]
    fn formulas_that_make_text_are_told_by_their_last_token() {
        let formula = |tokens: &[u8]| [&[u8::try_from(tokens.len()).unwrap(), 0], tokens].concat();
        // "A"&"B"; =Sheet2!B3; =TRIM("x"); =1+1; =SUM(A1:A2)
        assert!(makes_text(&formula(&[0x17, 1, 0, 0x41, 0x17, 1, 0, 0x42, 0x08])));
        assert!(makes_text(&formula(&[0x5A, 0, 0, 2, 0, 1, 0xC0])));
        assert!(makes_text(&formula(&[0x17, 1, 0, 0x78, 0x41, 118, 0])));
        // =VLOOKUP(A1,B1:C2,2)
        assert!(makes_text(&formula(&[0x44, 0, 0, 0, 0x25, 0, 0, 1, 0, 1, 0, 2, 0, 0x1E, 2, 0, 0x42, 3, 102, 0])));
        assert!(!makes_text(&formula(&[0x1E, 1, 0, 0x1E, 1, 0, 0x03])));
        assert!(!makes_text(&formula(&[0x25, 0, 0, 1, 0, 0, 0, 0, 0, 0x22, 1, 4, 0])));
        assert!(!makes_text(&[9, 0, 0x08]));
    }
}
