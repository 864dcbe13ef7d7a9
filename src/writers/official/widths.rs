//! How wide a table's columns are: by their shares, but none so narrow that a number or a reference breaks in two.
//!
//! Widths are twips, letters are measured in thousandths of an em. The widest digits of the fonts that stand in where those of
//! GB/T 9704 are not installed (DejaVu Serif) are 0.64 of an em; Times New Roman's are a half.

/// What a cell's margins take from its width, both sides, with the border.
pub(super) const MARGINS: u32 = 160;

/// Words longer than this may break: a file's name is no number.
const LONGEST_WHOLE: usize = 12;

/// A line of no more characters than this is one word.
const LONGEST_SHORT: usize = 4;

/// The width of what may not break in a text, in letters of so many half points: its widest number or reference (93.50, 2026-005),
/// or all of a line that is one short word (待补正).
pub(super) fn width_of_unbroken(text: &str, half_points: u32) -> u32 {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | ','));
    let words = words.filter(|word| word.len() <= LONGEST_WHOLE);
    let short_lines = text.lines().filter(|line| line.chars().count() <= LONGEST_SHORT);
    let widest = words.chain(short_lines).map(width_in_thousandths).max().unwrap_or(0);
    if widest == 0 { 0 } else { widest * half_points * 10 / 1000 + MARGINS }
}

/// How many lines a text takes in a cell so wide, in letters of so many half points.
pub(super) fn lines_within(text: &str, half_points: u32, width: u32) -> u32 {
    let room = width.saturating_sub(MARGINS).max(1);
    text.split('\n').map(|line| width_of_text(line, half_points).div_ceil(room).max(1)).sum()
}

/// How wide a text is in one line.
pub(super) fn width_of_text(text: &str, half_points: u32) -> u32 {
    width_in_thousandths(text) * half_points * 10 / 1000
}

fn width_in_thousandths(word: &str) -> u32 {
    let width = |c: char| match c {
        '.' | '-' | ',' => 360,
        _ if c.is_ascii() => 640,
        _ => 1000,
    };
    word.chars().map(width).sum()
}

/// Shares the whole width out; columns that need more than their share take it from those that have some to spare.
pub(super) fn share_out(whole: u32, shares: &[u32], needs: &[u32]) -> Vec<u32> {
    let sum: u32 = shares.iter().sum::<u32>().max(1);
    let fair: Vec<u32> = shares.iter().map(|share| whole * share / sum).collect();
    let lacking: u32 = fair.iter().zip(needs).map(|(width, need)| need.saturating_sub(*width)).sum();
    let spare: u32 = fair.iter().zip(needs).map(|(width, need)| width.saturating_sub(*need)).sum();
    if lacking == 0 || spare < lacking {
        return fair;
    }
    let give = |width: u32, need: u32| {
        let own = u64::from(width - need);
        u32::try_from((own * u64::from(lacking)).div_ceil(u64::from(spare))).unwrap_or(0)
    };
    fair.iter().zip(needs).map(|(&width, &need)| if width < need { need } else { width - give(width, need) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_too_narrow_for_its_numbers_takes_width_from_the_others() {
        assert_eq!(share_out(1000, &[1, 1, 2], &[300, 0, 0]), [300, 233, 466]);
    }

    #[test]
    fn shares_stand_where_every_number_fits_or_none_can() {
        assert_eq!(share_out(1000, &[1, 1, 2], &[100, 250, 400]), [250, 250, 500]);
        assert_eq!(share_out(1000, &[1, 1, 2], &[900, 900, 0]), [250, 250, 500]);
    }

    #[test]
    fn a_text_takes_as_many_lines_as_its_width_asks_for() {
        assert_eq!(lines_within("", 20, 1000), 1);
        assert_eq!(lines_within("四个汉字", 20, 800 + MARGINS), 1);
        assert_eq!(lines_within("五个汉字了", 20, 800 + MARGINS), 2);
        assert_eq!(lines_within("一\n二", 20, 800 + MARGINS), 2);
    }

    #[test]
    fn numbers_and_short_words_stay_whole_and_long_names_may_break() {
        assert_eq!(width_of_unbroken("见 IMG20261118112233.jpg，13 页", 20), width_of_unbroken("13", 20));
        assert_eq!(width_of_unbroken("这里没有数字", 20), 0);
        assert_eq!(width_of_unbroken("待补正", 20), 600 + MARGINS);
    }
}
