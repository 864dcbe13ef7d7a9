//! Words on or by a line to sign that say who should sign and how, rather than who did.

use crate::extract::signature::told_instead::says_where;
use crate::extract::values::blank::is_invisible;

/// Whether a word says who should sign and how, rather than who did.
pub fn asks_for_signature(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "单位",
        "主要",
        "推荐",
        "牵头",
        "申报",
        "填报",
        "所在",
        "完成",
        "企业",
        "部门",
        "分管",
        "工会",
        "项目",
        "负责人",
        "领导",
        "主席",
        "法定代表人",
        "法人",
        "代表",
        "签字",
        "签名",
        "签章",
        "亲笔",
        "手签",
        "手写",
        "请",
        "须",
        "需",
        "应",
        "由",
        "在此",
        "此处",
        "处",
        "本",
        "人",
        // and that nobody did yet
        "待定",
        "待",
        "后补",
        "再补",
        "尚未",
        "未",
        "打印",
        "无效",
        "不得",
        "代签",
        "补",
        "签",
        "或",
        "盖章",
        "确认",
    ];
    let mut rest: String = word.chars().filter(|c| !is_invisible(*c)).collect();
    for part in PARTS {
        rest = rest.replace(part, "");
    }
    rest.chars().all(|c| !c.is_alphanumeric())
}

/// 签字请用黑色水笔, 须由本人签署，打印无效: whether words ask for a signature or say how to give one; but not 无需签字, nor a sentence of
/// a text that has such a letter in other words (应签尽签, 写进了章程).
pub fn asks_to_be_signed(text: &str) -> bool {
    const ASKING: &[&str] = &["请", "务必", "不得", "勿", "无效"];
    const BEFORE: &[char] = &['须', '需', '应'];
    const SPARING: &[&str] = &["无需", "无须", "不需", "不须", "免"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let Some(mark) = text.contains(['签', '章', '笔']).then(|| find_last_mark(text)).flatten() else { return false };
    let asked_before = || text.get(..mark).is_some_and(|before| before.contains(BEFORE));
    (says(ASKING) || asked_before()) && !says(SPARING) && !says_where(text)
}

/// Where a text last names the mark to set or the pen to set it with: 签字, 盖章, 水笔, but not 签约, 章程, 一笔.
fn find_last_mark(text: &str) -> Option<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_invisible(*c)).collect();
    let letter = |at: usize| letters.get(at).map_or(' ', |(_, c)| *c);
    let ends_word = |at: usize| !letter(at).is_alphanumeric();
    let is_mark = |&at: &usize| {
        let before = at.checked_sub(1).map_or(' ', letter);
        match letter(at) {
            '签' if letter(at + 1) == '署' => ends_word(at + 2) || letter(at + 2) == '名',
            '签' => before != '尽' && (ends_word(at + 1) || "字名章上批认好后或".contains(letter(at + 1))),
            '章' => "盖公印签名私".contains(before),
            '笔' => "亲色水钢毛墨字".contains(before),
            _ => false,
        }
    };
    (0..letters.len()).rev().find(is_mark).and_then(|at| letters.get(at)).map(|(at, _)| *at)
}
