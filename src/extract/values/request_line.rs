//! Requests that take a whole line in a form's own words: （重点写与众不同之处，300字以内）, （与以往做法相比有哪些创新）.

use crate::extract::values::date::find_date;
use crate::extract::values::prompt::is_limit;
use crate::extract::values::prompt::leading_parenthesis;
use crate::extract::values::prompt::trailing_parenthesis;
use crate::model::compatible;

/// The longest request that takes a whole line in parentheses, in characters.
const LONGEST_REQUEST: usize = 60;

/// The longest line in which a form says what it asks for, in characters.
const LONGEST_PRINTED: usize = 120;

/// How a request in parentheses begins that no one would write of a project.
const REQUESTS: [&str; 34] = [
    "简述",
    "简要",
    "简单",
    "概述",
    "概括",
    "重点写",
    "重点说明",
    "重点阐述",
    "重点介绍",
    "重点描述",
    "重点突出",
    "突出",
    "写明",
    "写清",
    "写出",
    "说明",
    "描述",
    "阐述",
    "叙述",
    "介绍",
    "列出",
    "列明",
    "列举",
    "围绕",
    "主要写",
    "主要包括",
    "主要说明",
    "主要阐述",
    "应包括",
    "需包括",
    "须包括",
    "注明",
    "详细",
    "可从",
];

/// （重点写与众不同之处，300字以内）, a line of its own: a request in whatever words; （详细情况见附件） is an answer.
pub(super) fn is_request_in_parentheses(line: &str) -> bool {
    let Some((inside, behind)) = leading_parenthesis(line.trim()) else { return false };
    let inside = inside.trim();
    behind.trim().is_empty()
        && (limits_length(inside)
            || inside.chars().count() <= LONGEST_REQUEST
                && (REQUESTS.iter().any(|word| inside.starts_with(word)) || asks_how_to_write(inside))
                && !["见", "附", "已", "了"].iter().any(|word| inside.contains(word)))
}

/// （改进前存在的问题） as a line of its own above the text that answers it: in whatever words, for nobody begins a text with a whole
/// line in parentheses but for a number, a day or what it refers to (（一）, （2026年3月）, （见附件1）). 阐述关键技术的内容。（限2页内） is one
/// by its length. The request and the answer.
pub fn take_request_above(text: &str) -> Option<(&str, &str)> {
    const SHORTEST: usize = 4;
    let (line, answer) = text.split_once('\n')?;
    let line = line.trim();
    let in_parentheses =
        leading_parenthesis(line).filter(|_| line.starts_with(['（', '('])).is_some_and(|(inside, behind)| {
            let is_request = inside.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
                && inside.chars().count() <= LONGEST_REQUEST
                && find_date(inside).is_none()
                && !["见", "已", "了", "阶段", "年"].iter().any(|word| inside.contains(word));
            (is_request || limits_length(inside)) && behind.trim().trim_matches(['：', ':', '。']).is_empty()
        });
    let is_request = in_parentheses || asks_for_text(line);
    (is_request && !answer.trim().is_empty()).then_some((line, answer.trim_start_matches(['\n', '\r'])))
}

/// Whether a line that the answer follows asks for it: it ends with a length in parentheses, or begins by saying that something is to
/// be set out; 阐述了…… tells that it was.
fn asks_for_text(line: &str) -> bool {
    const SAYING: [&str; 6] = ["阐述", "详细说明", "简述", "简要说明", "简要介绍", "说明本"];
    let limited = || trailing_parenthesis(line).is_some_and(|(_, inside)| limits_length(inside));
    let begins = || SAYING.iter().find_map(|word| line.strip_prefix(word)).is_some_and(|rest| !rest.starts_with('了'));
    line.chars().count() <= LONGEST_PRINTED && (limited() || begins() && !line.contains(['：', ':']))
}

/// Whether the first line of a text may be the form's, though nothing says so for certain: it names what to tell, one thing after another
/// (实施单位、用途、应用情况、产品销售情况等。), and tells nothing; or it asks what nobody asks himself (采取何种措施保护专利权。).
pub fn begins_like_request(text: &str) -> bool {
    const QUESTIONS: [&str; 3] = ["何种", "何时", "何地"];
    const TOLD: [&str; 24] = [
        "情况", "意义", "现状", "思路", "方法", "观点", "价值", "成果", "评价", "条件", "内容", "特点", "优点", "措施",
        "效益", "作用", "保证", "背景", "要点", "指标", "部门", "文献", "用途", "领域",
    ];
    let Some((line, _)) = text.split_once('\n') else { return false };
    let line = line.trim().trim_end_matches('。').trim_end_matches('等');
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !matches!(c, '）' | ')')
    };
    let outside: String = line.chars().take(LONGEST_PRINTED + 1).filter(outside).collect();
    let asked = |part: &&str| TOLD.iter().any(|word| part.trim_end().ends_with(word)) || part.contains("哪些");
    if QUESTIONS.iter().any(|word| outside.contains(word)) && !outside.contains(['“', '？', '?']) {
        return outside.chars().count() <= LONGEST_REQUEST;
    }
    let parts: Vec<&str> = outside.split(['、', '，', '；', '。', ',', ';']).filter(|part| !part.is_empty()).collect();
    let names = parts.iter().filter(|part| asked(part)).count();
    let plain = !outside.contains(|c: char| c.is_numeric() || matches!(c, '：' | ':' | '“'));
    plain
        && outside.chars().count() <= LONGEST_PRINTED
        && names >= 2
        && names * 3 >= parts.len() * 2
        && parts.last().is_some_and(asked)
}

/// 与以往做法相比有哪些创新, 分阶段说明, 尽可能量化: a question, or words that say how to write and end with it.
fn asks_how_to_write(inside: &str) -> bool {
    const QUESTIONS: [&str; 7] = ["哪些", "什么", "如何", "怎样", "怎么", "是否", "有无"];
    const WAYS: [&str; 4] = ["分", "逐", "尽", "可"];
    const WRITING: [&str; 8] = ["说明", "描述", "阐述", "介绍", "填写", "列出", "概述", "量化"];
    // 工作步骤、时间安排、责任分工等
    let lists = inside.ends_with('等') && inside.contains('、') && !inside.contains(['，', '。']);
    lists
        || QUESTIONS.iter().any(|word| inside.contains(word))
        || WAYS.iter().any(|word| inside.starts_with(word)) && WRITING.iter().any(|word| inside.ends_with(word))
}

/// 限800字，应包含项目主要技术内容、应用推广及效益情况等: a length among whatever else is asked, which no answer tells.
fn limits_length(inside: &str) -> bool {
    const LONGEST: usize = 200;
    let is_length = |part: &str| part.contains(['字', '页']) && is_limit(&compatible(part.trim()).collect::<String>());
    inside.chars().count() <= LONGEST && inside.split(['，', ',', '；', ';', '。', '、']).any(is_length)
}

/// 简述为什么申报，300字以内: with its limit a request is known whatever it asks.
pub(super) fn is_request_with_limit(core: &str) -> bool {
    let is_length = |part: &str| part.contains('字') && is_limit(part);
    let asks = |part: &str| is_length(part) || REQUESTS.iter().any(|word| part.starts_with(word));
    core.chars().count() <= LONGEST_REQUEST && core.split([',', ';']).any(is_length) && core.split([',', ';']).all(asks)
}
