//! Names in answers that are half a sentence: 由周启明负责, 周启明为项目负责人, 欧阳雪任副组长.

use crate::extract::values::duties::DUTIES;
use crate::extract::values::people::begins_with_surname;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people_words::BODIES;
use crate::extract::values::people_words::COMPOUND_SURNAMES;
use crate::extract::values::people_words::SURNAMES;
use crate::model::refers_elsewhere;

/// How bodies end that are charged with something: 由办公室负责, 由市总负责.
const BODIES_END: &[char] = &[
    '室', '部', '会', '处', '科', '局', '组', '办', '院', '校', '厂', '司', '社', '站', '委', '总', '队', '班', '人',
    '员', '方',
];

/// What is said before a name; taken off one after the other.
const BEFORE: &[&str] = &["项目负责人", "负责人", "主要", "本单位", "我单位", "本项目", "拟", "现", "是", "为", "由"];
/// What is said behind it; the longer first, for 为 may end a name.
const BEHIND: &[&str] = &[
    "为主要负责人",
    "为项目负责人",
    "是项目负责人",
    "任项目负责人",
    "担任负责人",
    "项目负责人",
    "为副负责人",
    "为副组长",
    "任副组长",
    "为负责人",
    "是负责人",
    "任负责人",
    "为牵头人",
    "为主持人",
    "担任组长",
    "为联系人",
    "为组长",
    "任组长",
    "为成员",
    "为组员",
    "任成员",
    "负责人",
    "牵头人",
    "副组长",
    "组长",
    "负责",
    "牵头",
    "主持",
    "主抓",
    "配合",
    "协助",
    "参与",
    "共同",
    "具体",
    "全面",
    "同志",
    "等",
];
/// More is said of nobody, in characters.
const LONGEST: usize = 16;

/// 张伟等3人: how many a text says there are, behind 等.
pub fn counted_others(text: &str) -> Option<usize> {
    let mut counts = text.match_indices('等').filter_map(|(at, word)| {
        let tail = text.get(at + word.len()..)?.trim_start();
        let number: String = tail.chars().take_while(|c| c.is_ascii_digit() || CHINESE.contains(*c)).collect();
        let of_people = tail.get(number.len()..)?.trim_start().starts_with(['人', '名', '位']);
        let count =
            number.parse().ok().or_else(|| CHINESE.chars().position(|c| number.chars().eq([c])).map(|at| at + 1));
        count.filter(|_| of_people)
    });
    counts.next()
}

/// Numerals, from one on.
const CHINESE: &str = "一二三四五六七八九十";

/// The name that such words tell; None where they are a name alone or tell none.
pub fn name_told_in(words: &str) -> Option<&str> {
    if words.chars().count() > LONGEST || is_told_name(words) {
        return None;
    }
    // 负责人 itself begins with nobody's name, and so does 项目负责人 (项 is a surname).
    let name = strip_behind(strip_before(words));
    // 由水静负责: who is charged with it has a name, though no surname that is known.
    let is_charged = words.starts_with('由') && (2..=3).contains(&name.chars().count()) && name.chars().all(is_han);
    let is_body = || name.ends_with(BODIES_END) || BODIES.iter().any(|body| name.starts_with(body));
    let is_word = || NOBODY.iter().any(|word| name.starts_with(word)) || DUTIES.iter().any(|duty| name.contains(duty));
    (is_told_name(name) || is_charged && !is_body()).then_some(name).filter(|_| !is_word())
}

/// Words of the trade that begin with a surname: 单位负责人, 项目组负责人, 时任组长.
const NOBODY: &[&str] = &[
    "单位",
    "项目",
    "车间",
    "班组",
    "部门",
    "全体",
    "全面",
    "全程",
    "全部",
    "党支部",
    "党委",
    "党总支",
    "和谐",
    "时间",
    "时任",
    "曾任",
    "文字",
    "后勤",
    "后期",
    "申报",
    "应用",
    "政工",
    "经济",
    "经办",
    "常务",
    "常任",
    "万能",
    "方面",
    "成员",
    "各",
];

/// Whether what was read as a name is hardly one: 由办公室负责, 空, 保密, a whole clause. A name with a point in it may be of any length.
pub fn is_hardly_name(name: &str) -> bool {
    const LONGEST_NAME: usize = 5;
    const SAYS: &[&str] = &["负责", "牵头", "办公室", "配合", "工作者", "单位", "全体", "职工", "成员"];
    let count = name.chars().count();
    refers_elsewhere(name)
        || name.chars().all(is_han)
            && (count == 1
                || count == 2 && !begins_with_surname(name)
                || count > LONGEST_NAME
                || count > 2 && SAYS.iter().any(|word| name.contains(word)))
}

/// 张三李四: a name of four characters without a double surname, whose third is a common surname as the first is, may be two.
pub fn may_be_two_names(name: &str) -> bool {
    const COMMON: usize = 100;
    let common = |c: char| SURNAMES.chars().take(COMMON).any(|surname| surname == c);
    let letters: Vec<char> = name.chars().collect();
    let double = COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname));
    matches!(letters.as_slice(), [first, _, third, _] if !double && common(*first) && common(*third))
}

fn strip_before(words: &str) -> &str {
    BEFORE.iter().fold(words, |rest, word| rest.strip_prefix(word).unwrap_or(rest))
}

fn strip_behind(words: &str) -> &str {
    let mut rest = words;
    while let Some(shorter) = BEHIND.iter().find_map(|word| rest.strip_suffix(word).filter(|name| begins_name(name))) {
        rest = shorter;
    }
    rest
}

/// Whether enough is left to be a name.
fn begins_name(rest: &str) -> bool {
    rest.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_hardly_name;
    use super::name_told_in;

    #[test]
    fn a_clause_is_told_from_a_name() {
        assert!(["由办公室负责", "空", "全国优秀工会工作者"].iter().all(|text| is_hardly_name(text)));
        assert!(
            !["娜仁花", "爱新觉罗毓", "阿依古丽·买买提江", "欧阳雪", "John"].iter().any(|text| is_hardly_name(text))
        );
    }

    #[test]
    fn a_name_is_found_in_half_a_sentence() {
        for (words, want) in [
            ("周启明负责人", Some("周启明")),
            ("周启明为负责人", Some("周启明")),
            ("李明为负责人", Some("李明")),
            ("由周启明", Some("周启明")),
            ("欧阳雪共同", Some("欧阳雪")),
            ("主要由周启明同志牵头负责", Some("周启明")),
            ("欧阳雪任副组长", Some("欧阳雪")),
            ("负责人为周启明", Some("周启明")),
            ("周启明", None),
            ("项目负责人", None),
            ("单位负责人", None),
            ("由办公室", None),
        ] {
            assert_eq!(name_told_in(words), want, "{words}");
        }
    }
}
