//! 人工核定 as people write it: `不予受理` for 不通过, `退回补正` for 待补正, `不通过（超期）` with its reason, `撤销核定` for 撤回核定.
//! A condition behind a consent (`通过（补正后）`) is neither a consent nor a refusal, and is left to whoever wrote it; so is a
//! bare 撤回, which may be the unit's own withdrawal, and a bare 同意, which may be to the program's finding.

use crate::model::RulingVerdict;
use crate::policy::fold_text;

/// Other words for each verdict.
const WORDS: [(RulingVerdict, &[&str]); 4] = [
    (
        RulingVerdict::Accepted,
        &[
            "同意通过",
            "同意推荐",
            "同意受理",
            "同意申报",
            "同意上报",
            "同意参评",
            "予以通过",
            "予以受理",
            "予以推荐",
            "审核通过",
            "审查通过",
            "核定通过",
            "形式审查通过",
            "合格",
            "符合",
            "符合要求",
            "符合条件",
            "准予通过",
        ],
    ),
    (
        RulingVerdict::Refused,
        &[
            "不予通过",
            "未通过",
            "不予受理",
            "不受理",
            "不予推荐",
            "不推荐",
            "不同意推荐",
            "不同意受理",
            "审核不通过",
            "审查不通过",
            "核定不通过",
            "形式审查不通过",
            "不合格",
            "不符合",
            "不符合要求",
            "不符合条件",
        ],
    ),
    (
        RulingVerdict::ToCorrect,
        &[
            "补正",
            "需补正",
            "须补正",
            "应补正",
            "需要补正",
            "退回补正",
            "限期补正",
            "通知补正",
            "待补充",
            "待补充材料",
            "需补充材料",
            "补充材料",
            "待补材料",
            "待修改",
            "退回修改",
            "需修改",
        ],
    ),
    (
        RulingVerdict::Withdrawn,
        &["撤销核定", "取消核定", "核定撤回", "核定撤销", "未核定", "恢复未核定", "恢复为未核定"],
    ),
];

/// The verdict that a cell means, with the reason that stands in parentheses behind it; None where it means none for certain.
pub fn read_ruling_word(text: &str) -> Option<(RulingVerdict, String)> {
    let word = fold_text(text);
    if let Some(verdict) = verdict_of(&word) {
        return Some((verdict, String::new()));
    }
    let (before, _) = word.split_once('(').filter(|(_, rest)| rest.ends_with(')'))?;
    // What stands behind a consent may be the condition that it hangs on.
    let verdict = verdict_of(before).filter(|verdict| *verdict != RulingVerdict::Accepted)?;
    let reason = text.split_once(['(', '（'])?.1.trim().trim_end_matches([')', '）']).trim();
    Some((verdict, reason.to_owned()))
}

fn verdict_of(word: &str) -> Option<RulingVerdict> {
    let word = word.trim_end_matches(['。', '.', '!', ';']);
    let plain = RulingVerdict::ALL.into_iter().find(|verdict| verdict.chinese() == word);
    plain.or_else(|| WORDS.iter().find(|(_, others)| others.contains(&word)).map(|(verdict, _)| *verdict))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_for_a_ruling_is_understood() {
        for (text, verdict, reason) in [
            ("同意推荐", RulingVerdict::Accepted, ""),
            ("退回补正", RulingVerdict::ToCorrect, ""),
            ("不予受理。", RulingVerdict::Refused, ""),
            ("不通过（超期）", RulingVerdict::Refused, "超期"),
            ("待补正（缺签字、缺日期）", RulingVerdict::ToCorrect, "缺签字、缺日期"),
            ("撤销核定", RulingVerdict::Withdrawn, ""),
        ] {
            assert_eq!(read_ruling_word(text), Some((verdict, reason.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_condition_behind_a_consent_is_no_consent() {
        for text in
            ["通过（补正后）", "同意（待补章）", "补正后通过", "原则同意", "同意", "撤回", "退回", "√", "下次再议"]
        {
            assert_eq!(read_ruling_word(text), None, "{text}");
        }
    }
}
