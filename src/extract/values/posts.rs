//! The posts beside names: 张伟主席, 主席张伟, 海港区总工会副主席张伟, and 张雪松组织委员, where a program lost the tab between them.

use memchr::memmem;

use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::may_be_name;
use crate::extract::values::people::strip_number;
use crate::extract::values::people_words::ROLES;
use crate::extract::values::people_words::TITLES;

/// What posts begin with that say what part of a unit somebody is of.
const POST_BEGINNINGS: &[&str] = &[
    "组织",
    "宣传",
    "女工",
    "维权",
    "权益",
    "办公室",
    "财务",
    "人事",
    "经审",
    "纪检",
    "文体",
    "生产",
    "技术",
    "党委",
    "党支部",
    "党总支",
    "党组",
    "党群",
    "车间",
    "综合",
    "行政",
    "保障",
    "经济",
    "劳动",
    "信息",
    "组宣",
    "法律",
    "安全",
    "高级",
    "工会副",
];
/// The longest post that is glued to a name, in characters: what is longer names a body.
const LONGEST_POST: usize = 7;
/// What names of places and bodies end with: 高新区组织委员.
const PLACES: &[char] =
    &['区', '县', '市', '镇', '乡', '村', '局', '部', '科', '处', '室', '院', '校', '厂', '所', '站', '社', '会'];

/// The words of one person with the name parted from the post glued to it, where none of them is a name by itself.
pub(super) fn part_from_posts(words: Vec<String>) -> Vec<String> {
    if words.iter().any(|word| !names_told_in(word).is_empty()) {
        return words;
    }
    words.into_iter().map(|word| name_before_post(&word).map(str::to_owned).unwrap_or(word)).collect()
}

fn name_before_post(word: &str) -> Option<&str> {
    let cut = |length: usize| word.char_indices().nth(length).and_then(|(at, _)| word.split_at_checked(at));
    let named = |(name, post): &(&str, &str)| {
        is_told_name(name)
            && !name.ends_with(PLACES)
            && post.chars().count() <= LONGEST_POST
            && POST_BEGINNINGS.iter().any(|begin| post.starts_with(begin) && post.len() > begin.len())
    };
    if !is_title(word) {
        return None;
    }
    [3, 2].into_iter().filter_map(cut).find(named).map(|(name, _)| name)
}

/// The words among these that are names of people beyond doubt, their titles off.
pub(super) fn names_told_in(words: &str) -> Vec<String> {
    let bare = words.split([' ', ':']).map(|word| strip_title(&strip_number(word)));
    bare.filter(|word| is_told_name(word) && !is_title(word) && !is_role(word)).collect()
}

/// `张伟主席`, `主席张伟`, `海港区总工会副主席张伟`, `牵头人张伟` without the post, where a likely name stands beside it.
pub(super) fn strip_title(token: &str) -> String {
    if TITLES.contains(&token) {
        return token.to_owned();
    }
    for title in TITLES {
        if let Some(name) = token.strip_suffix(title) {
            let name = name.trim_end_matches('副');
            // 高新区工会主席: of the union of a place or a body.
            let of_body = title.starts_with("工会") && name.ends_with(PLACES);
            if is_likely_name(name) && name.chars().count() <= 3 && !of_body {
                return name.to_owned();
            }
        }
    }
    let role = ROLES.iter().filter_map(|role| token.strip_prefix(role)).find(|name| is_likely_name(name));
    // The name behind the last post: 组织部部长武长江.
    let ends: Vec<usize> = TITLES.iter().filter_map(|title| last_end_of(title, token)).collect();
    let last = ends.iter().filter_map(|end| token.get(*end..)).filter(|name| is_likely_name(name));
    // 工会副主席尼玛次仁: what stands behind the last post.
    let behind = ends.iter().max().and_then(|end| token.get(*end..)).filter(|name| may_be_name(name));
    role.or(last.min_by_key(|name| name.len())).or(behind).unwrap_or(token).to_owned()
}

/// Where a word ends that stands in a token, the last time. Told by bytes: for a token of a few characters no search is made
/// ready, which takes longer than to look.
fn last_end_of(word: &str, token: &str) -> Option<usize> {
    memmem::rfind(token.as_bytes(), word.as_bytes()).map(|at| at + word.len())
}

/// Whether a word is a post or a trade.
pub(super) fn is_title(token: &str) -> bool {
    const LONGEST_TRADE: usize = 5;
    let is_trade = || token.ends_with(['工', '员', '师']) && (2..=LONGEST_TRADE).contains(&token.chars().count());
    (TITLES.iter().any(|title| token.ends_with(title)) || is_trade())
        && !(is_likely_name(token) && token.chars().count() <= 3 && !TITLES.contains(&token))
}

/// Whether a word is what a person is in a team.
pub(super) fn is_role(token: &str) -> bool {
    ROLES.contains(&token)
}
