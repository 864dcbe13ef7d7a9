//! The nearest right word to a wrong one: a word of the same meaning, else by edit distance over characters, a swap of
//! neighbours counting as one step; and where what was meant is said, if it is said elsewhere or not at all.

/// Words that people bring with them, each with the one that is meant.
const MEANT: &[(&str, &[&str])] = &[
    ("people", &["person", "persons", "name", "names", "人员", "姓名"]),
    ("number", &["integer", "int", "float", "decimal", "数字", "数值"]),
    ("money", &["amount", "currency", "yuan", "金额"]),
    ("choice", &["select", "enum", "option", "radio", "单选", "选项"]),
    ("text", &["string", "textarea", "文本", "文字"]),
    ("organisation", &["unit", "company", "organization", "单位"]),
    ("organisations", &["units", "companies", "organizations"]),
    ("phone", &["tel", "telephone", "mobile", "电话", "手机"]),
    ("date", &["datetime", "day", "日期"]),
    ("period", &["range", "期间", "起止时间"]),
    ("signature", &["sign", "seal", "签名", "签字"]),
    ("mean", &["average", "avg", "平均分"]),
    ("correct", &["return", "补正", "退回"]),
    ("reject", &["refuse", "不予受理"]),
    ("decide", &["manual", "人工"]),
    ("note", &["warn", "info", "提示"]),
];

/// What a measure has no word for, and what to do instead.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["share", "quota", "quotas"], "名额每年写在 season.toml 的 [quotas]，写项数；按比例定的，先算成项数"),
    (&["budget"], "年度预算每年写在 season.toml 的 [budget]"),
    (&["judges"], "评委每年写在 season.toml 的 [[judges]]"),
    (&["deadline"], "截止时间每年写在 season.toml 的 deadline"),
    (&["weighted", "weighted-mean"], "没有加权平均；把权重写成各评分项的满分 max，各项得分相加"),
    (&["trims", "trimmed", "drop"], "高低各去掉几个写 trim（不写为 1）；从几名评委起才去，写 trim_from"),
    (&["min_score", "threshold"], "没有最低分数线；不够格的由评审委员会在“最终等次”里写明"),
    (&["round", "rounds"], "评分只有一轮；办法分初评、复评的，初评的结果写在“人工核定”里，打分用于复评"),
    (&["per-unit", "unit-at-most"], "一个单位限报几项，写规则 kind = \"per-unit-at-most\" 和 limit"),
];

/// What to do instead, where none of the words that may stand there is meant.
pub(super) fn told_elsewhere(wrong: &str, words: &[&str]) -> Option<&'static str> {
    let meant = ELSEWHERE.iter().find(|(wrongs, _)| wrongs.contains(&wrong))?;
    // In season.toml a slip of these very words is meant as one.
    (!meant.0.iter().any(|word| words.contains(word))).then_some(meant.1)
}

/// The nearest of the words, where one is near enough to be meant; the first of equals.
pub(super) fn nearest<'word>(wrong: &str, words: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let words: Vec<&'word str> = words.into_iter().collect();
    let same = MEANT.iter().find(|(_, others)| others.contains(&wrong.to_lowercase().as_str()));
    if let Some(word) = same.and_then(|(meant, _)| words.iter().find(|word| *word == meant)) {
        return Some(word);
    }
    let wrong: Vec<char> = wrong.to_lowercase().chars().take(LONGEST).collect();
    let near = |word: &'word str| {
        let right: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
        let longer = wrong.len().max(right.len());
        let distance = distance(&wrong, &right);
        // Chinese words are short: one character of two may be wrong. A whole word in common (leader, leaders) is near.
        (distance * 2 <= longer || is_part(&wrong, &right)).then_some((distance, word))
    };
    words.into_iter().filter_map(near).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// Words are compared up to here.
const LONGEST: usize = 64;

/// Whether one of the words holds the other whole.
fn is_part(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= 2 && long.windows(short.len()).any(|part| part == short)
}

/// Optimal string alignment distance.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, &left) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &right) in to.iter().enumerate() {
            let step = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = step(&last, column) + usize::from(left != right);
            let mut best = replaced.min(step(&last, column + 1) + 1).min(step(&next, column) + 1);
            let swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(&right) && to.get(column - 1) == Some(&left);
            if swapped {
                best = best.min(step(&before, column - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use super::told_elsewhere;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_a_foreign_word_is_not() {
        let words = ["label", "limit", "leaders", "subject"];
        assert_eq!(nearest("lable", words), Some("label"));
        assert_eq!(nearest("leader", words), Some("leaders"));
        assert_eq!(nearest("Subject", words), Some("subject"));
        assert_eq!(nearest("xyzzy", words), None);
        assert_eq!(nearest("特等奖", ["一等奖", "优秀奖"]), Some("一等奖"));
        assert_eq!(nearest("", words), None);
    }

    #[test]
    fn a_word_of_the_same_meaning_comes_before_one_that_looks_alike() {
        let kinds = ["organisation", "people", "date", "period", "number"];
        assert_eq!(nearest("person", kinds), Some("people"));
        assert_eq!(nearest("name", kinds), Some("people"));
        assert_eq!(nearest("integer", kinds), Some("number"));
        assert_eq!(nearest("person", ["period"]), Some("period"));
    }

    #[test]
    fn what_is_said_elsewhere_is_pointed_to_where_it_cannot_stand() {
        assert!(told_elsewhere("quota", &["amounts", "limits"]).is_some_and(|help| help.contains("season.toml")));
        assert_eq!(told_elsewhere("quota", &["budget", "quotas"]), None);
        assert_eq!(told_elsewhere("lable", &["label"]), None);
    }
}
