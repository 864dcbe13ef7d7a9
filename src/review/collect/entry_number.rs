//! 编号 as people write it over: `1`, `001`, `2026-1`, `第３号`, other dashes. Read as the register's `2026-001` where it can be no
//! other; everything else is left as it stands, and is then told as an unknown project.

use crate::policy::fold_text;

/// So many digits a number has at least; a season of more than 999 entries has more.
const DIGITS: usize = 3;

/// The number that a cell means. A number without its year is understood only on a list of one year, in a row that names its
/// project: else it may be somebody's own count of the rows.
pub fn read_entry_number(text: &str, year: Option<i16>, named: bool) -> String {
    let folded: String = fold_text(text).chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
    let plain = folded.strip_prefix('第').unwrap_or(&folded);
    let plain = plain.strip_suffix('号').unwrap_or(plain);
    let meant = match (plain.split_once('-'), year) {
        (Some((year, serial)), _) if year.len() == 4 && is_serial(year) => pad(year, serial),
        (None, Some(year)) if named => pad(&year.to_string(), plain),
        _ => None,
    };
    meant.unwrap_or(folded)
}

fn pad(year: &str, serial: &str) -> Option<String> {
    let digits = serial.trim_start_matches('0');
    (is_serial(serial) && !digits.is_empty() && digits.len() <= 2 * DIGITS)
        .then(|| format!("{year}-{digits:0>DIGITS$}"))
}

fn is_serial(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn is_dash(character: char) -> bool {
    matches!(character, '‐'..='―' | '−' | '－' | '_' | '~')
}

#[cfg(test)]
mod tests {
    use super::read_entry_number;

    #[test]
    fn a_number_is_understood_however_it_is_written() {
        for text in ["2026-001", "2026-1", "２０２６－００１", "2026—01", "2026 - 001", "1", "001", "第1号", "１"]
        {
            assert_eq!(read_entry_number(text, Some(2026), true), "2026-001", "{text}");
        }
        assert_eq!(read_entry_number("1024", Some(2026), true), "2026-1024");
    }

    #[test]
    fn what_may_be_another_number_is_left_as_it_stands() {
        for text in ["1", "001"] {
            assert_eq!(read_entry_number(text, Some(2026), false), text);
            assert_eq!(read_entry_number(text, None, true), text);
        }
        for text in ["", "合计", "2026-", "26-1", "2026-1-1", "1.5", "000", "A1", "-1"] {
            assert_eq!(read_entry_number(text, Some(2026), true), text);
        }
    }
}
