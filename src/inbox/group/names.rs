//! What names of files and folders say once they are compared as a person would: folded, the number at the start read.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::normalise;
/// Names of files are compared as projects' names are.
pub use crate::model::project_key as fold;
use crate::model::read_number;

/// The name of a file without its extension, the last part of a path.
pub fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 && extension.is_ascii() => stem,
        _ => name,
    }
}

static LEADING_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?x) ^ \s*
        (?:
            [\(\[【] \s* (\d{1,3} | [一二三四五六七八九十]{1,3}) \s* [\)\]】]
          | (?:第|项目|no\.?)? (\d{1,3} | [一二三四五六七八九十]{1,3}) (?: [\.\-_、,，\s\)] | 号 | 项)
          | 项目 (\d{1,3} | [一二三四五六七八九十]) (?: 申 | 立项 | 创新 | 工会 | 推荐 | 简介 | 介绍 | 文字 | 说明 | 证明 | 佐证 | 材料 | 照片 | 图片 | 附件 | $)
          | (\d{1,3}) (?: 申报 | 申请 | 立项 | 推荐 | 文字 | 说明 | 证明 | 佐证 | 支撑 | 附件 | 照片 | 图片 | 签字 | 盖章 | 扫描)
        )";
    Regex::new(number).expect("a fixed pattern, held by a test")
});

/// The number that a name starts with: `1-`, `01、`, `(一)`, `项目二 `, `01申报表`.
pub fn leading_number(name: &str) -> Option<u32> {
    let normal = normalise(name);
    let found = LEADING_NUMBER.captures(&normal)?;
    read_number((1..=4).find_map(|group| found.get(group))?.as_str())
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
    fn numbers_at_the_start_of_a_name_are_read_in_every_writing() {
        let written = [
            ("1-说明", 1),
            ("01、说明", 1),
            ("（一）说明", 1),
            ("(12)说明", 12),
            ("十二、说明", 12),
            ("3. 说明", 3),
            ("项目2 说明", 2),
            ("项目二创新项目申报表", 2),
            ("03证明材料2", 3),
        ];
        for (name, number) in written {
            assert_eq!(leading_number(name), Some(number), "{name}");
        }
        for name in ["2026年说明", "说明1", "1", "一线职工服务", "十大行动", "项目一体化"] {
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
