//! What people do, written behind their names: `张伟（主席）：负责总体策划、组织协调；李娜负责宣传`. It names nobody and comes off.

use crate::extract::values::people::is_told_name;
use crate::extract::values::people::may_be_name;
use crate::extract::values::people::squeeze;
use crate::extract::values::posts::is_role;
use crate::extract::values::posts::is_title;
use crate::extract::values::posts::names_told_in;

/// The verb that may follow a name without a gap.
const IN_CHARGE: &str = "负责";
/// What makes another word of a verb: 负责人, 负责同志, 参与人员.
const NO_VERB: &[&str] = &["人", "同志", "者", "单位", "部门"];
/// Verbs that begin a word of their own.
const VERBS: &[&str] =
    &["分管", "主抓", "统筹", "协助", "承担", "配合", "协调", "参与", "牵头", "具体负责", "主要负责"];
/// What duties are of; words without any of these may be a name that no list of surnames knows.
pub(super) const DUTIES: &[&str] = &[
    "策划", "组织", "协调", "统筹", "宣传", "实施", "落实", "推进", "推广", "资料", "材料", "数据", "统计", "联络",
    "联系", "督导", "督促", "调研", "撰写", "编写", "写作", "技术", "保障", "后勤", "培训", "指导", "管理", "服务",
    "开发", "设计", "财务", "执行", "总结", "活动", "日常", "工作", "运营", "运行", "维护", "对接", "沟通", "监督",
    "检查", "采购", "报道", "信息", "方案", "全面", "具体", "主持", "分析", "收集", "整理", "审核", "考核", "建设",
    "安排", "经费", "项目", "现场", "安全", "平台", "系统",
];
/// The longest name without a point in it, in characters.
const LONGEST_NAME: usize = 5;

/// A text of names, folded, without the duties in it.
pub(super) fn without_duties(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for clause in folded.split_inclusive(['\n', ';', '。']) {
        if clause.contains(':') || duty_at(clause).is_some() {
            keep_people(clause, &mut out);
        } else {
            out.push_str(clause);
        }
    }
    out
}

fn keep_people(clause: &str, out: &mut String) {
    // Whether anybody was named, whether or not the name is one that is known.
    let mut said = false;
    let mut doing = false;
    for piece in clause.split_inclusive([',', '、', '\n', ';', '。']) {
        let end = piece.trim_end_matches([',', '、', '\n', ';', '。']).len();
        let (words, mark) = (piece.get(..end).unwrap_or(piece), piece.get(end..).unwrap_or(""));
        let kept = match (duty_at(words), words.find(':')) {
            (Some(duty), colon) => {
                let head = words.get(..colon.unwrap_or(duty).min(duty)).unwrap_or("");
                let named = is_person(head) || last_word(head).is_some_and(may_be_name);
                doing = named || said && squeeze(head).is_empty();
                if doing { head } else { words }
            }
            (None, Some(colon)) => {
                let (head, behind) = words.split_at(colon);
                let behind = squeeze(behind.trim_start_matches(':'));
                doing = is_person(head) && !behind.is_empty() && names_told_in(&behind).is_empty();
                if doing { head } else { words }
            }
            (None, None) if doing && !is_person(words) && tells_duty(words) => "",
            (None, None) => {
                doing = false;
                words
            }
        };
        said |= !squeeze(kept).is_empty();
        out.push_str(kept);
        out.push_str(mark);
    }
}

/// Where a duty begins.
fn duty_at(words: &str) -> Option<usize> {
    let is_verb = |at: usize, verb: &str| {
        let behind = words.get(at + verb.len()..).unwrap_or("");
        !NO_VERB.iter().any(|rest| behind.starts_with(rest))
    };
    let begins_word = |at: usize| words.get(..at).is_some_and(|head| head.is_empty() || head.ends_with([' ', ':']));
    // 王强参与: glued to a name.
    let behind_name = |at: usize| last_word(words.get(..at).unwrap_or("")).is_some_and(is_told_name);
    let in_charge = words.match_indices(IN_CHARGE).map(|(at, _)| at).find(|&at| is_verb(at, IN_CHARGE));
    let others = VERBS.iter().filter_map(|&verb| Some((words.find(verb)?, verb)));
    let others = others.filter(|&(at, verb)| {
        is_verb(at, verb) && (behind_name(at) || begins_word(at) && words.len() > at + verb.len())
    });
    in_charge.into_iter().chain(others.map(|(at, _)| at)).min()
}

/// Whether words behind a duty go on with it: 组织协调. 尼玛次仁 does not.
fn tells_duty(words: &str) -> bool {
    let length = squeeze(words).chars().count();
    length > LONGEST_NAME && !words.contains('·') || length == 0 || DUTIES.iter().any(|duty| words.contains(duty))
}

/// Whether a name stands among these words.
fn is_person(words: &str) -> bool {
    let whole = squeeze(words);
    // 成员, 主管: words of the team that begin with a surname.
    is_told_name(&whole) && !is_role(&whole) && !is_title(&whole) || !names_told_in(words).is_empty()
}

fn last_word(words: &str) -> Option<&str> {
    words.split([' ', ':']).rfind(|word| !word.is_empty())
}
