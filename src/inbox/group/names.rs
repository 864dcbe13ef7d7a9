//! What names of files and folders say once they are compared as a person would: folded, without the marks
//! of a version, the number at the start read.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::compatible;
/// Names of files are compared as projects' names are.
pub use crate::model::project_key as fold;

/// NFKC, lower case. Plain hanzi, figures and small letters are that already.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let plain = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || (c.is_ascii() && !c.is_ascii_uppercase());
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(compatible(text).flat_map(char::to_lowercase).collect())
}

/// The name of a file without its extension, the last part of a path.
pub fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 && extension.is_ascii() => stem,
        _ => name,
    }
}

static VERSION_MARK: LazyLock<Regex> = LazyLock::new(|| {
    let mark = r"(?x)
        [\s_\-—]* [\(\[【]? \s*
        (?:
            (?P<final> 最终版? | 终稿 | 定稿 | 终版)
          | (?P<changed> (?:再次|二次|已)? (?:修改|修订|修正|更正|补正|更新|重发) (?:后|版|稿|件)? \d{0,2} | 新版)
          | v (?P<v> \d{1,2}) (?: \. \d+)?
          | 第? (?P<nth> \d{1,2} | [一二三四五六七八九]) [版稿]
          | (?P<copy> 副本 | 复制 | copy) \s* \d{0,2}
          | 重名 (?P<same> \d+)
        )
        \s* [\)\]】]?
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
            100
        } else {
            let edition = number("v").or_else(|| number("nth")).map(|number| number * 10);
            edition.or_else(|| number("n")).or_else(|| number("same")).unwrap_or(1)
        };
        rank = rank.max(weight);
    }
    base.push_str(normal.get(copied..).unwrap_or_default());
    (fold(&base), rank)
}

static LEADING_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?x) ^ \s*
        (?:
            [\(\[【] \s* (\d{1,3} | [一二三四五六七八九十]{1,3}) \s* [\)\]】]
          | (?:第|项目|no\.?)? (\d{1,3} | [一二三四五六七八九十]{1,3}) (?: [\.\-_、,，\s\)] | 号 | 项)
        )";
    Regex::new(number).expect("a fixed pattern, held by a test")
});

/// The number that a name starts with: `1-`, `01、`, `(一)`, `项目二 `.
pub fn leading_number(name: &str) -> Option<u32> {
    let normal = normalise(name);
    let found = LEADING_NUMBER.captures(&normal)?;
    read_number(found.get(1).or_else(|| found.get(2))?.as_str())
}

/// A number in figures or, up to 99, in Chinese.
fn read_number(text: &str) -> Option<u32> {
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

/// Characters of the longest run that both texts hold.
pub fn longest_common_run(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before = vec![0_usize; right.len() + 1];
    let mut longest = 0;
    for c in left.chars() {
        let mut row = vec![0; right.len() + 1];
        for (at, &other) in right.iter().enumerate() {
            if c == other {
                let run = before.get(at).copied().unwrap_or(0) + 1;
                if let Some(cell) = row.get_mut(at + 1) {
                    *cell = run;
                }
                longest = longest.max(run);
            }
        }
        before = row;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::group::words::is_generic_name;

    #[test]
    fn marks_of_a_version_are_taken_off_and_ranked() {
        let base = fold("海港区申报表");
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
            ("海港区申报表最终版", 1000),
            ("海港区申报表（修改）最终", 1000),
        ];
        for (name, rank) in marked {
            assert_eq!(strip_version(name), (base.clone(), rank), "{name}");
        }
    }

    #[test]
    fn numbers_at_the_start_of_a_name_are_read_in_every_writing() {
        let written = [
            ("1-说明", 1),
            ("01、说明", 1),
            ("（一）说明", 1),
            ("(12)说明", 12),
            ("十二、说明", 12),
            ("3. 说明", 3),
            ("项目2 说明", 2),
        ];
        for (name, number) in written {
            assert_eq!(leading_number(name), Some(number), "{name}");
        }
        for name in ["2026年说明", "说明1", "1", "一线职工服务", "十大行动"] {
            assert_eq!(leading_number(name), None, "{name}");
        }
    }

    #[test]
    fn folders_of_evidence_are_generic_and_those_of_units_are_not() {
        for name in ["证明材料", "2.佐证材料", "活动照片", "新建文件夹", "申报材料2026", "工会创新项目申报材料（修改）"]
        {
            assert!(is_generic_name(name), "{name}");
        }
        for name in ["海港区总工会", "智慧平台", "第一中学"] {
            assert!(!is_generic_name(name), "{name}");
        }
    }
}
