//! The form's own prompts (请填写单位全称, 限600字, （不超过3人）), told from what a person typed beside them.

use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::request_line::is_request_in_parentheses;
use crate::extract::values::request_line::is_request_with_limit;
use crate::model::compatible;

/// Bytes of the longest prompt that every form knows, with room for white space.
const LONGEST_PROMPT: usize = 600;

/// Splits a line into what was typed and the form's prompt: a line that is a prompt as a whole, or prompts in parentheses
/// at its beginning or end, or one parted from what follows by a space or a colon.
pub fn split_prompt(line: &str, prompts: &[String]) -> (String, Option<String>) {
    if line.is_empty() {
        return (String::new(), None);
    }
    // （请在此处签字）    2026年10月12日: what follows a parenthesis is no part of the prompt in it.
    let goes_on = leading_parenthesis(line).is_some_and(|(_, after)| after.chars().any(char::is_alphanumeric));
    if let Some((head, typed)) = answered_prompt(line, prompts) {
        return (typed.to_owned(), Some(head.to_owned()));
    }
    if repeats_label(line, prompts) || !goes_on && (is_prompt(line, prompts) || is_request_in_parentheses(line)) {
        return (String::new(), Some(line.to_owned()));
    }
    let mut rest = line;
    let mut found = None;
    loop {
        let before = rest;
        if let Some((inside, after)) = leading_parenthesis(rest)
            && (is_prompt(inside, prompts) || is_bare_blank(inside))
        {
            found.get_or_insert_with(|| inside.to_owned());
            rest = after.trim();
        }
        if let Some((head, inside)) = trailing_parenthesis(rest)
            && (is_prompt(inside, prompts) || is_bare_blank(inside))
        {
            found.get_or_insert_with(|| inside.to_owned());
            rest = head.trim();
        }
        let first = rest.split_once(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
        // 姓名：张伟: with a colon behind it the word is a label within the value.
        let labels = |head: &str| {
            rest.get(head.len()..).is_some_and(|tail| tail.starts_with(['：', ':']))
                && !is_limit(head)
                && !head.starts_with('请')
        };
        let asked = |head: &str| is_asked(head, prompts) && !labels(head);
        if let Some((head, after)) = first.filter(|(head, after)| asked(head) && !after.trim().is_empty()) {
            found.get_or_insert_with(|| head.to_owned());
            rest = after.trim();
        }
        if rest == before || rest.is_empty() {
            break;
        }
    }
    (rest.to_owned(), found.filter(|inside| !is_bare_blank(inside) && !asks_for_mark(inside)))
}

/// 1、选题：本课题的研究现状: the measure's own prompt behind the words that it explains.
fn repeats_label(line: &str, prompts: &[String]) -> bool {
    const LONGEST: usize = 12;
    let told = line.split_once(['：', ':']).filter(|(head, _)| !prompts.is_empty() && head.chars().count() <= LONGEST);
    told.is_some_and(|(_, told)| prompts.iter().any(|prompt| asks_in_words_of(told, prompt)))
}

/// Whether a text is this prompt but for white space and what stands at its end.
fn asks_in_words_of(text: &str, prompt: &str) -> bool {
    let core = |text: &str| -> String {
        let core: String = compatible(text).filter(|c| !is_invisible(*c)).collect();
        core.trim_end_matches(['。', '.', ';', '!', ':', ',', '…']).to_owned()
    };
    core(text) == core(prompt)
}

/// `请填写姓名：张伟`, `全称：数字工会`: what was typed behind a request that ends with a colon. A list of what to write (姓名、职务), a limit or another
/// request behind the colon belongs to the request.
fn answered_prompt<'l>(line: &'l str, prompts: &[String]) -> Option<(&'l str, &'l str)> {
    let (head, typed) = line.split_once(['：', ':'])?;
    let (head, typed) = (head.trim(), typed.trim_matches(is_invisible));
    let asks = (head.starts_with('请') || head.ends_with("全称")) && head.chars().count() <= 14 && is_prompt(head, &[]);
    let explains = ["格式", "按", "如", "要求", "说明", "注明"].iter().any(|word| head.contains(word));
    let asked =
        |word: &str| word.trim().is_empty() || is_prompt(word, prompts) || ASKED_OF_PEOPLE.contains(&word.trim());
    let answered = !is_bare_blank(typed) && !typed.split(['、', '，', ',', '/', '；', '和', '及']).all(asked);
    (asks && !explains && answered && !is_prompt(typed, prompts)).then_some((head, typed))
}

/// What a form asks to be written of a person, beside the words that every form knows.
const ASKED_OF_PEOPLE: &[&str] = &["职务", "职称", "单位", "部门", "联系电话", "手机", "联系方式", "身份证号"];

/// （盖章）, （签字）: custom puts these behind a name; they are no prompt that was left in. 与公章一致 says how to write the name.
pub fn asks_for_mark(inside: &str) -> bool {
    let close_up = || inside.chars().filter(|c| !is_invisible(*c)).collect::<String>();
    let asks = |text: &str| ["章", "签字", "签名"].iter().any(|word| text.contains(word));
    (asks(inside) || inside.contains('签') && asks(&close_up())) && !inside.contains("一致")
}

/// The text inside a parenthesis at the beginning of a line, and what follows it.
pub(super) fn leading_parenthesis(line: &str) -> Option<(&str, &str)> {
    let close = match line.chars().next()? {
        '（' | '(' => ['）', ')'],
        '【' => ['】', '】'],
        '〔' | '[' => ['〕', ']'],
        _ => return None,
    };
    let start = line.chars().next()?.len_utf8();
    let end = line.find(close)?;
    let close_len = line.get(end..)?.chars().next()?.len_utf8();
    Some((line.get(start..end)?, line.get(end + close_len..)?))
}

/// What stands before a parenthesis at the end of a line, and the text inside it.
pub(super) fn trailing_parenthesis(line: &str) -> Option<(&str, &str)> {
    let last = line.chars().next_back()?;
    let open = match last {
        '）' | ')' => ['（', '('],
        '】' => ['【', '【'],
        '〕' | ']' => ['〔', '['],
        _ => return None,
    };
    let start = line.rfind(open)?;
    let open_len = line.get(start..)?.chars().next()?.len_utf8();
    Some((line.get(..start)?, line.get(start + open_len..line.len() - last.len_utf8())?))
}

/// Whether this text as a whole is a form's prompt rather than something a person typed.
pub fn is_prompt(text: &str, prompts: &[String]) -> bool {
    if text.len() > LONGEST_PROMPT && prompts.iter().all(|prompt| prompt.len() * 2 < text.len()) {
        return false;
    }
    let core: String = compatible(text).filter(|c| !is_invisible(*c)).collect();
    let core = core
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '<' | '>' | '《' | '》' | '*' | '※'));
    let core = core.trim_end_matches(['。', '.', ';', '!', ':', ',', '…']);
    // （注：不超过500字）
    let core = ["注:", "备注:", "说明:", "提示:"].iter().find_map(|word| core.strip_prefix(word)).unwrap_or(core);
    if core.is_empty() {
        return false;
    }
    let length = core.chars().count();
    if prompts.iter().any(|prompt| compatible(prompt).filter(|c| !is_invisible(*c)).eq(core.chars())) {
        return true;
    }
    // 不超过3人，请填写姓名: one prompt behind the other.
    let several = || core.contains([',', ';']) && core.split([',', ';']).all(|part| is_prompt(part, prompts));
    // «申报单位»: a field of a serial letter that nothing was put into.
    let unmerged = || {
        let whole: String = compatible(text).filter(|c| !is_invisible(*c)).collect();
        let inside = whole.strip_prefix('«').and_then(|inside| inside.strip_suffix('»'));
        inside.is_some_and(|inside| length <= 22 && !inside.contains(['«', '»']))
    };
    WHOLE.contains(&core.strip_prefix('请').unwrap_or(core))
        || text.contains('«') && unmerged()
        || several()
        || is_request_with_limit(core)
        || (length <= 40 && is_instruction(core))
        || (length <= 30 && is_limit(core))
        // 不够可另附页
        || (length <= 16 && core.ends_with("附页") && core.contains('可') && !core.contains('。'))
        || (length <= 40
            && core.contains("此处")
            && ["点击", "单击", "输入", "填写", "粘贴", "签"].iter().any(|word| core.contains(word)))
        || ["clickortap", "clickhere"].iter().any(|words| {
            core.as_bytes().get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words.as_bytes()))
        })
}

/// A prompt of the policy's own, or a limit (限600字): what may be left before a value on its line.
fn is_asked(text: &str, prompts: &[String]) -> bool {
    let core: String = compatible(text).filter(|c| !is_invisible(*c)).collect();
    core.chars().count() <= 30 && is_limit(&core)
        || prompts.iter().any(|prompt| compatible(prompt).filter(|c| !is_invisible(*c)).eq(core.chars()))
}

/// What is a prompt where it stands alone.
const WHOLE: &[&str] = &[
    // Word's own content controls
    "选择一项",
    "选择一个项",
    "选择一个项目",
    "选择项",
    "签字",
    "签名",
    "盖章",
    "公章",
    "签章",
    "单位盖章",
    "单位公章",
    "加盖公章",
    "盖章处",
    "公章处",
    "签章处",
    "签字处",
    "签字盖章",
    "签字并盖章",
    "签字或盖章",
    "手写签名",
    "手写签字",
    "亲笔签名",
    "亲笔签字",
    "本人签字",
    "本人签名",
    "负责人签字",
    "领导签字",
    "主要负责人签字",
    "章",
    "印章",
    "单位名称",
    "单位全称",
    "填写单位全称",
    "全称",
    "与公章一致",
    "须与公章一致",
    "与公章名称一致",
    "另附页",
    "可加页",
    "可另加页",
    "如有",
    "没有可不填",
    "无则不填",
    "如无可不填",
    "如没有可不填",
    "选填",
    "必填",
    "必填项",
    "可不填",
    "打√",
    "√选",
    "在相应栏打√",
    "年月日",
    "姓名",
    "电话",
    "手机号码",
    "单位名称须与公章一致",
    "填写说明",
    "示例",
    "样例",
    "选择",
    "chooseanitem",
    "Chooseanitem",
    "下拉选择",
    "待填",
    "待填写",
    "未填",
    "分条填写",
    "逐条填写",
    "分点填写",
    "据实填写",
    "分条列出",
    "分点列出",
    "简明扼要",
    "言简意赅",
    "条理清晰",
    "突出重点",
    "重点突出",
    "实事求是",
    "尽量量化",
    "量化",
    "突出创新性",
    "突出特色",
    "突出亮点",
    "可多个",
    "没有填“无”",
    "无则填“无”",
    "可填多个",
    "年月",
    "精确到月",
    "精确到日",
    "可另附材料",
    "分条说明",
    "分点说明",
    "逐条说明",
    "附应用证明",
    "附证明",
    "附证明材料",
    "附相关证明",
    "附相关证明材料",
    "附佐证材料",
    "附照片",
    "附图片",
    "可附图",
    "可附照片",
    "可另附图片",
    // words of the page, not of the text that they stand in
    "附图",
    "此页无正文",
    "本页无正文",
    "以下无正文",
    "接上页",
    "转下页",
    "审批栏",
    "审核栏",
    "签字栏",
    "签章栏",
];

/// What a request goes on with behind 请.
const AFTER_PLEASE: &[&str] = &[
    "填",
    "盖",
    "加盖",
    "输入",
    "选择",
    "注明",
    "写明",
    "说明",
    "简述",
    "概述",
    "简要",
    "详细",
    "列出",
    "量化",
    "列明",
    "言简意赅",
    "具体",
    "重点",
    "突出",
    "注意",
    "附",
    "在相应",
    "在此",
    "在",
    "打√",
    "勾选",
    "如实",
    "用",
    "按",
    "将",
    "务必",
    "准确",
    "完整",
    "使用",
    "控制",
    "不要",
    "勿",
    "另附",
    "逐",
    "手写",
    "亲笔",
    "本人",
    "负责人",
    "主要负责人",
    "领导",
    "从",
    "围绕",
    "结合",
    "尽量",
    "一并",
    "提供",
    "描述",
    "介绍",
    "阐述",
    "写",
];

/// How an instruction without 请 begins.
const INSTRUCTION_STARTS: &[&str] = &[
    "此处填",
    "此栏填",
    "本栏填",
    "填写",
    "在此填写",
    "简要填写",
    "如实填写",
    "由单位填写",
    "由申报单位填写",
    "由市总工会填写",
    "简要说明",
    "简要概述",
    "简要介绍",
    "单位全称",
    "须填写",
    "需填写",
    "应填写",
    "格式:",
    "格式如",
    "要求:",
    "提示:",
];

/// How an example of what to write begins.
const EXAMPLE_STARTS: &[&str] = &["如:", "例:", "例如:", "示例:", "样例:", "例如", "示例", "样例", "如“"];

/// 请填写单位全称, 填写项目名称, 简要说明申报理由.
fn is_instruction(core: &str) -> bool {
    if let Some(rest) = core.strip_prefix('请') {
        return AFTER_PLEASE.iter().any(|word| rest.starts_with(word));
    }
    // 单位全称：海港区总工会 is answered.
    let answer = core.strip_prefix("单位全称:").is_some_and(|answer| answer.chars().count() > 3);
    if !answer && INSTRUCTION_STARTS.iter().any(|start| core.starts_with(start)) && core.chars().count() <= 30 {
        return true;
    }
    EXAMPLE_STARTS.iter().any(|start| core.starts_with(start))
}

/// The words that a limit is made of, beside its number.
const LIMIT_WORDS: &[&str] = &[
    "限",
    "不超过",
    "不得超过",
    "不多于",
    "不少于",
    "控制在",
    "以内",
    "之内",
    "以下",
    "左右",
    "以上",
    "材料",
    "字数",
    "字",
    "汉字",
    "人",
    "个",
    "家",
    "约",
    "最多",
    "至少",
    "篇幅",
    "原则上",
    "请",
    "在",
    "总",
    "每项",
    "内容",
    "名",
    "单位",
    "联合单位",
    "项",
    "条",
    "点",
    "页",
    "张",
    "和",
    "标题",
    "含标点",
    "含",
    "每",
    "为",
    "应",
    "须",
    "内",
    "-",
    "~",
    ",",
    "至",
    "的",
    "项目名称",
];

/// The words of which a limit has at least one.
const LIMIT_MARKS: &[&str] =
    &["限", "超过", "以内", "之内", "以下", "左右", "控制", "不多于", "不少于", "最多", "至少", "字数", "字内", "人内"];

/// 限600字, 不超过3人, 2000字以内.
pub(super) fn is_limit(core: &str) -> bool {
    let mut rest = core;
    let mut digits = false;
    while !rest.is_empty() {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千两".contains(c));
        if trimmed.len() < rest.len() {
            digits = true;
            rest = trimmed;
            continue;
        }
        let Some(word) = LIMIT_WORDS.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())
        else {
            return false;
        };
        rest = rest.get(word.len()..).unwrap_or("");
    }
    digits && LIMIT_MARKS.iter().any(|mark| core.contains(mark))
}
