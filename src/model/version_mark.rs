//! What the name of a file or folder says of its version: 修改版, v2, 最终; and whether of two submissions of one project the
//! name of one says for certain that it is the corrected other.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::compatible;
use crate::model::project_key;

/// NFKC, lower case. Plain hanzi, figures and small letters are that already.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let plain = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || (c.is_ascii() && !c.is_ascii_uppercase());
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(compatible(text).flat_map(char::to_lowercase).collect())
}

static VERSION_MARK: LazyLock<Regex> = LazyLock::new(|| {
    let mark = r"(?x)
        [\s_\-—]* [\(\[【]? \s*
        (?:
            (?P<final> 最终版? | 最新版? | 终稿 | 定稿 | 终版)
          | (?P<changed> (?: (?P<again> 再次 | 二次) | 已)? (?:修改|修订|修正|更正|补正|更新|重发|重报|重新(?:报送|提交|上报)) (?:后|版|稿|件|材料)? (?P<time> \d{0,2}) | 新版)
          | v (?P<v> \d{1,2}) (?: \. \d+)?
          | 第? (?P<nth> \d{1,2} | [一二三四五六七八九]) [版稿]
          | (?P<copy> 副本 | 复制 | copy) \s* \d{0,2}
          | 重名 (?P<same> \d+)
          | 第 (?P<time_sent> [二三四五2-5]) 次 (?:报送|提交|上报|材料)? \s* $
        )
        \s* [\)\]】]?
        | \s* [\(\[【] \s* 第? (?P<turn> [二三四五2-5]) 次 (?:报送|提交|上报)? \s* [\)\]】]
        | \s* \( (?P<n> \d{1,2}) \)";
    Regex::new(mark).expect("a fixed pattern, held by a test")
});

/// A name without the marks of a version, folded; and how late a version the marks make it: 0 for none.
pub fn strip_version(stem: &str) -> (String, u32) {
    let normal = normalise(stem);
    let mut rank = 0;
    let mut base = String::new();
    let mut copied = 0;
    for mark in VERSION_MARK.captures_iter(&normal) {
        let Some(whole) = mark.get(0) else { continue };
        if mark.name("n").is_some() && whole.start() == 0 {
            continue; // (1)申报表 is numbered, 申报表(1) was saved twice
        }
        base.push_str(normal.get(copied..whole.start()).unwrap_or_default());
        copied = whole.end();
        let number = |group: &str| mark.name(group).and_then(|text| read_number(text.as_str()));
        let weight = if mark.name("final").is_some() {
            1000
        } else if mark.name("changed").is_some() {
            // 补正2 comes after 补正1, and that after 补正
            100 + number("time").unwrap_or(if mark.name("again").is_some() { 2 } else { 0 })
        } else {
            let edition = number("v")
                .or_else(|| number("nth"))
                .or_else(|| number("turn"))
                .or_else(|| number("time_sent"))
                .map(|number| number * 10);
            edition.or_else(|| number("n")).or_else(|| number("same")).unwrap_or(1)
        };
        rank = rank.max(weight);
    }
    base.push_str(normal.get(copied..).unwrap_or_default());
    (project_key(&base), rank)
}

/// How late a version its name or a folder above makes a paper: 文字说明（修改版）, 海港区（补正）/文字说明; 0 for none.
pub fn version_of(path: &str) -> u32 {
    path.split('/').map(|part| strip_version(part.split('.').next().unwrap_or(part)).1).max().unwrap_or(0)
}

/// A number in figures or, up to 99, in Chinese; None where there is none.
pub fn read_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit =
        |c: char| "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| u32::try_from(at + 1).ok());
    let (tens, ones) = match text.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? }, ones),
        None => (0, text),
    };
    let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
    Some(tens * 10 + ones)
}

/// A mark from here on says a version: `(1)` and 副本 may be a number, or a file that was saved twice.
const CLEAR_MARK: u32 = 10;

/// Whether a submission is by its name the corrected version of another (甲（补正）, 甲): 补正 is never part of a title; any
/// other mark must be all that the names differ in.
pub fn is_named_correction(later: &str, earlier: &str) -> bool {
    const CORRECTION: &str = "补正";
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let ((base, rank), (earlier_base, earlier_rank)) = (strip_version(&name(later)), strip_version(&name(earlier)));
    let marked = rank >= CLEAR_MARK && rank > earlier_rank && base == earlier_base;
    marked || (later.contains(CORRECTION) && !earlier.contains(CORRECTION) && earlier_rank < CLEAR_MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_version_are_taken_off_and_ranked() {
        let base = project_key("海港区申报表");
        let marked = [
            ("海港区申报表", 0),
            ("海港区申报表(1)", 1),
            ("海港区申报表（2）", 2),
            ("海港区申报表 - 副本", 1),
            ("海港区申报表v2", 20),
            ("海港区申报表_V3.1", 30),
            ("海港区申报表第二稿", 20),
            ("海港区申报表（修改版）", 100),
            ("海港区申报表-修订", 100),
            ("海港区申报表（修改稿1）", 101),
            ("海港区申报表（二次修改）", 102),
            ("海港区申报表（补正2）", 102),
            ("海港区申报表最终版", 1000),
            ("海港区申报表（最新）", 1000),
            ("海港区申报表（修改）最终", 1000),
        ];
        for (name, rank) in marked {
            assert_eq!(strip_version(name), (base.clone(), rank), "{name}");
        }
    }

    #[test]
    fn a_correction_is_known_by_a_name_that_says_nothing_else() {
        for (later, earlier) in [
            ("甲（补正）", "甲"),
            ("海港区总工会-修改版", "海港区总工会"),
            ("甲 v2", "甲"),
            ("甲v3", "甲v2"),
            ("甲最新", "甲"),
            ("甲更正材料", "甲"),
            ("甲重新报送", "甲"),
            ("甲第二次报送", "甲"),
            ("补正材料/甲", "甲"),
            ("甲区补正材料", "甲"),
            ("甲（补正2）", "甲（补正1）"),
            ("甲（补正2）", "甲（补正）"),
            ("甲（二次补正）", "甲补正"),
        ] {
            assert!(is_named_correction(later, earlier), "{later} {earlier}");
            assert!(!is_named_correction(earlier, later), "{earlier} {later}");
        }
        for (one, other) in [("甲", "甲(1)"), ("甲", "甲二"), ("技能更新", "甲"), ("甲", "甲")] {
            assert!(!is_named_correction(one, other) && !is_named_correction(other, one), "{one} {other}");
        }
    }
}
