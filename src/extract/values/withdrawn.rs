//! What somebody at the office or at the unit notes beside a name when a project is taken back: 海港区总工会（已撤回）.

use crate::extract::values::blank::is_invisible;

/// The longest such note, in characters.
const LONGEST_NOTE: usize = 12;

/// Whether a text says that an application is withdrawn, and nothing else.
pub fn says_withdrawn(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "不再申报",
        "不申报",
        "不参评",
        "不参加",
        "不报",
        "撤回",
        "撤销",
        "撤下",
        "撤项",
        "退出",
        "放弃",
        "作废",
        "取消",
        "暂缓",
    ];
    const BESIDE: &[&str] = &[
        "因故", "自愿", "主动", "申请", "项目", "单位", "申报", "参评", "资格", "已", "现", "本", "该", "暂", "了",
        "。",
    ];
    let core: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    if core.chars().count() > LONGEST_NOTE {
        return false;
    }
    let Some(word) = WORDS.iter().find(|word| core.contains(**word)) else { return false };
    let rest = BESIDE.iter().fold(core.replacen(word, "", 1), |rest, word| rest.replace(word, ""));
    rest.is_empty()
}

/// A name without the note behind it, and the note.
pub fn split_withdrawal(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_end();
    let inside = trimmed.strip_suffix(['）', ')', '】', ']'])?;
    let open = inside.rfind(['（', '(', '【', '['])?;
    let (name, note) = inside.split_at(open);
    let note = note.trim_start_matches(['（', '(', '【', '[']);
    (says_withdrawn(note) && !name.trim().is_empty()).then_some((name.trim_end(), note))
}

/// 张伟（更正为：王芳）, 张伟→王芳: whether an answer says that it stands in place of another.
pub fn says_corrected(text: &str) -> bool {
    const WORDS: [&str; 8] = ["更正为", "变更为", "更改为", "修改为", "改为", "改成", "应为", "→"];
    WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_of_withdrawal_is_no_part_of_a_name() {
        assert_eq!(split_withdrawal("海港区总工会（已撤回）"), Some(("海港区总工会", "已撤回")));
        assert_eq!(split_withdrawal("市教育工会 [暂不申报]"), Some(("市教育工会", "暂不申报")));
        assert!(says_withdrawn("该项目因故已撤回") && !says_withdrawn("取消公章跑动"));
        for name in ["港务集团（二公司）工会", "海港区总工会（牵头）", "退役军人事务局工会", "（已撤回）"]
        {
            assert_eq!(split_withdrawal(name), None, "{name}");
        }
    }
}
