//! A letter that became a question mark: the code page a text was saved in had no place for it (施珺 → 施?). One among many letters that
//! came through is easily taken for the writer's own.

/// Words that ask: the mark behind them is the writer's.
const ASKING: [&str; 15] =
    ["吗", "呢", "么", "何", "吧", "否", "谁", "哪", "几", "多少", "怎", "啥", "不是", "没有", "难道"];
/// What people leave open in a day or a number: 2026年?月, 第?条.
const LEFT_OPEN: [char; 8] = ['年', '月', '日', '号', '条', '项', '个', '人'];
/// A name has so many letters beside the lost one, at most.
const NAME: usize = 3;

/// Whether a single question mark stands inside a word, or makes up a name with one to three letters.
pub fn has_lost_letter(text: &str) -> bool {
    text.contains('?') && text.match_indices('?').any(|(at, mark)| is_lost(text, at, at + mark.len()))
}

fn is_lost(text: &str, from: usize, to: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..from), text.get(to..)) else { return false };
    let (led, follows) = (before.trim_end_matches(is_chinese), after.trim_start_matches(is_chinese));
    let word = before.get(led.len()..).unwrap_or_default();
    let rest = after.get(..after.len() - follows.len()).unwrap_or_default();
    let asks = ASKING.iter().any(|asking| word.contains(asking));
    // Several marks are told by their number, or are somebody's surprise; a mark in an address has its letters beside it.
    let alone = |edge: Option<char>| {
        edge.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '?' | '？' | '!' | '！' | '/' | '=' | '&'))
    };
    if asks || rest.starts_with(LEFT_OPEN) || !alone(led.chars().next_back()) || !alone(follows.chars().next()) {
        return false;
    }
    match (word.chars().count(), rest.chars().count()) {
        (0, 0) => false,
        (0, behind) | (behind, 0) => behind <= NAME && starts_word(led) && ends_word(follows),
        _ => true,
    }
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a name may begin behind this.
fn starts_word(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '：' | ':' | '；' | ';' | '）' | ')'))
}

/// Whether a name may end before this.
fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | '（' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_in_a_name_or_a_word_is_a_lost_letter_and_a_question_is_not() {
        for lost in [
            "施?",
            "王?、张立新",
            "项目负责：?建国",
            "张?伟",
            "开发区?润机械有限公司工会",
            "项目负责（不超过3人）：李晓?，王芳",
        ] {
            assert!(has_lost_letter(lost), "{lost}");
        }
        for own in [
            "满意吗?",
            "怎么办?我们先试",
            "新就业群体为何入会难?调研先行",
            "职工需要的是什么?",
            "?创新内容有三",
            "2026年?月?日",
            "http://a.cn/表?页=1",
            "真的????",
            "真的?!",
            "这样做行不行? 行。",
        ] {
            assert!(!has_lost_letter(own), "{own}");
        }
    }
}
