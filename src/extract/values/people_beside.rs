//! Words beside names that are nobody's name: where a person works, what somebody does, the label of a number.

use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::begins_with_surname;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_name_dot;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people_words::BODIES;
use crate::extract::values::plausible::looks_like_label;

/// Whether a word says where somebody works or as what, or labels what stands beside a name.
pub fn is_said_beside_names(word: &str) -> bool {
    is_place_of_work(word) || is_trade(word) || is_label(word)
}

/// 技术员, 操作工: what somebody does, beside a name; words that begin with no surname.
fn is_trade(name: &str) -> bool {
    const ENDS: &[char] = &['员', '工', '师', '长', '岗'];
    (2..=5).contains(&name.chars().count()) && name.ends_with(ENDS) && !is_told_name(name) && name.chars().all(is_han)
}

/// 通讯方式, 家庭住址: the label of what stands beside a name, longer than most names are.
fn is_label(name: &str) -> bool {
    name.chars().count() > 3 && !name.contains(is_name_dot) && looks_like_label(name)
}

/// The name of a body or a part of one, that nobody is called like.
fn is_place_of_work(name: &str) -> bool {
    // 权, 安 and others are surnames: but 权益部 is nobody's name.
    const NOBODY: &[&str] = &["部", "室", "局", "车间", "班组", "分公司"];
    const PARTS: &[&str] = &["科", "处"];
    let count = name.chars().count();
    let ends = |parts: &[&str]| parts.iter().any(|part| name.ends_with(part));
    let told = count >= 3 && ends(NOBODY)
        || (ends_like_unit(name) || ends(PARTS)) && (count >= 5 || count >= 3 && !begins_as_name(name));
    !name.contains(is_name_dot) && told
}

/// Whether a word begins with a surname that is not the beginning of a body's name: 信息中心, 安全科.
fn begins_as_name(name: &str) -> bool {
    begins_with_surname(name) && !BODIES.iter().any(|body| name.starts_with(body))
}
