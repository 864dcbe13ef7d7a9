//! 编号 as people write it over: `1`, `001`, `2026-1`, `第３号`, other dashes. Read as the register's `2026-001` where it can be no
//! other; everything else is left as it stands, and is then told as an unknown project.

use jiff::civil::Date;

use crate::policy::fold_text;

/// The months as an office program writes them in a cell of its own making.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
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

/// The number that an office program made a day of: `2026-05` typed into a cell becomes the first of May. None for any other day
/// than the first of a month of the list's year.
pub fn number_of_day(day: Date, year: Option<i16>) -> Option<String> {
    let first = day.day() == 1 && Some(day.year()) == year;
    first.then(|| pad(&day.year().to_string(), &day.month().to_string())).flatten()
}

/// The first day of a month as such a cell stands in separated values: `May-26`, `2026年5月`, `2026/5/1`.
pub fn read_month(folded: &str) -> Option<Date> {
    if let Some((name, year)) = folded.split_once('-')
        && let Some(month) = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))
    {
        let year = year.parse::<i16>().ok().filter(|_| year.len() == 2)?;
        return Date::new(2000 + year, i8::try_from(month).ok()? + 1, 1).ok();
    }
    let mut parts = folded.split(['年', '月', '日', '/']).filter(|part| !part.is_empty());
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()?, parts.next().unwrap_or("1"));
    let told = parts.next().is_none() && [year, month, day].into_iter().all(is_serial);
    told.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
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
    use super::number_of_day;
    use super::read_entry_number;
    use super::read_month;

    #[test]
    fn a_number_that_became_a_day_is_understood() {
        for text in ["May-26", "2026年5月", "2026年5月1日", "2026/5/1"] {
            let day = read_month(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(number_of_day(day, Some(2026)).as_deref(), Some("2026-005"), "{text}");
        }
        for text in ["2026年5月2日", "2025年5月", "May-25"] {
            let number = read_month(text).and_then(|day| number_of_day(day, Some(2026)));
            assert_eq!(number, None, "{text}");
        }
        for text in ["2026-001", "合计", "5月", "2026年", "2026/13/1", "第1号"] {
            assert_eq!(read_month(text), None, "{text}");
        }
    }

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
