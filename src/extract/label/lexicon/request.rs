//! Labels written as requests or questions: 请填写本项目的主要完成人, 贵单位全称, 准备采取哪些实施措施. What is left of one without its
//! polite beginning is looked up like any label.

/// What a request begins with before its verb.
const POLITE: &[&str] = &["请", "敬请", "烦请"];
/// Who is asked.
const ASKED: &[&str] = &["贵单位", "各单位", "申报单位", "申报人", "贵会", "您", "你"];
/// How it is to be done.
const MANNERS: &[&str] = &[
    "简要",
    "简单",
    "简明",
    "简洁",
    "详细",
    "具体",
    "如实",
    "认真",
    "准确",
    "完整",
    "规范",
    "分条",
    "分点",
    "分项",
    "逐条",
    "逐项",
    "依次",
    "按顺序",
    "在此",
    "在这里",
    "此处",
    "用一句话",
    "一句话",
    "尽量",
];
/// What is to be done.
const VERBS: &[&str] = &[
    "填写",
    "填报",
    "填入",
    "填上",
    "填",
    "写明",
    "写出",
    "写下",
    "写上",
    "写",
    "说明",
    "列出",
    "列明",
    "列举",
    "留下",
    "提供",
    "注明",
    "描述",
    "介绍",
    "概述",
    "简述",
    "阐述",
    "叙述",
    "输入",
    "选择",
    "谈谈",
    "说说",
    "告知",
    "告诉我们",
    "说一下",
    "说一说",
];
/// Whose it is, the longer first.
const OWNERS: &[&str] = &[
    "与本单位",
    "和本单位",
    "同本单位",
    "您所申报的",
    "您申报的",
    "你申报的",
    "所申报的",
    "拟申报的",
    "本次申报的",
    "此次申报的",
    "申报的",
    "贵单位的",
    "贵单位",
    "贵工会的",
    "贵会的",
    "本单位的",
    "本工会的",
    "您单位的",
    "你单位的",
    "您单位",
    "你单位",
    "我们的",
    "您的",
    "你的",
    "本项目的",
    "该项目的",
    "这个项目的",
    "此项目的",
    "项目的",
    "本项目",
    "该项目",
    "这个项目",
    "此项目",
    "贵",
    "本",
    "该",
];
/// What is still to be: 拟申报项目名称, 拟采取的实施措施; the longer first.
const INTENDED: &[&str] = &[
    "拟采取的",
    "拟采取",
    "拟达到的",
    "拟达到",
    "拟实现的",
    "拟实现",
    "拟取得的",
    "拟开展的",
    "拟开展",
    "拟实施的",
    "拟任",
    "拟",
];
/// What a question asks with, before what it asks for.
const QUESTIONS: &[&str] = &["哪些", "什么", "怎样的", "何种", "哪几个", "哪几家"];
/// Words of a question whose answer is named in parentheses: 为什么要做这个项目（申报理由）.
const ASKING: &[&str] = &["什么", "哪些", "怎", "如何", "谁", "多少", "哪"];

/// What announces the answer, the longer first.
const FOLLOWS: &[&str] = &["具体如下", "情况如下", "如下所示", "主要如下", "如下"];

/// What a request asks for, in the readings to try one after the other; empty where the words are no request.
pub fn asked_for(core: &str) -> Vec<String> {
    let verbless = strip_request(core);
    let mut readings = Vec::new();
    let own = verbless.unwrap_or(core);
    // 申报理由如下
    if let Some(told) = FOLLOWS.iter().find_map(|end| own.strip_suffix(end)) {
        readings.push(told.to_owned());
    }
    // What an alias of its own says (拟立项名称) has been found before.
    readings.extend(INTENDED.iter().find_map(|begin| own.strip_prefix(begin)).map(str::to_owned));
    if let Some((_, tail)) =
        QUESTIONS.iter().filter_map(|word| own.rsplit_once(word)).min_by_key(|(_, tail)| tail.len())
        && !tail.is_empty()
    {
        readings.push(tail.to_owned());
    }
    if verbless.is_some() {
        readings.push(own.to_owned());
        // 请填写本单位工会的全称
        let of_unit = ["单位", "工会"].iter().any(|word| own.contains(word));
        if of_unit && ["全称", "名称"].iter().any(|end| own.ends_with(end)) {
            readings.push("单位名称".to_owned());
        }
    }
    for owner in OWNERS.iter().filter(|owner| own.len() > owner.len()) {
        let Some(rest) = own.strip_prefix(owner) else { continue };
        readings.push(rest.to_owned());
        // 本项目的名称
        if owner.contains("项目") {
            readings.push(format!("项目{rest}"));
        } else if owner.contains("单位") {
            readings.push(format!("单位{rest}"));
        }
    }
    let joined: Vec<String> =
        readings.iter().filter(|words| words.contains('的')).map(|words| words.replace('的', "")).collect();
    readings.extend(joined);
    readings
}

/// Whether words may be a request or a question at all, told at a glance.
pub fn may_ask(core: &str) -> bool {
    const BEGINNINGS: &str =
        "与和同请敬烦贵各您你本该这此简详具如认准完规分逐依按在用一尽填写说列留提注描介概阐叙输选谈告所拟我";
    core.starts_with(|c| BEGINNINGS.contains(c))
        || core.contains(['哪', '什', '怎', '何', '谁'])
        || core.contains("如下")
}

/// Whether words ask a question, so that what stands in parentheses behind them says what it is about.
pub fn is_question(core: &str) -> bool {
    core.chars().count() >= SHORTEST_QUESTION && ASKING.iter().any(|word| core.contains(word))
}

/// The shortest question, in characters.
const SHORTEST_QUESTION: usize = 5;

/// What stands behind 请简要说明.
fn strip_request(core: &str) -> Option<&str> {
    let strip = |text, words: &[&str]| words.iter().find_map(|word| str::strip_prefix(text, word));
    let mut rest = core;
    let polite = strip(rest, POLITE);
    rest = polite.unwrap_or(rest);
    rest = strip(rest, ASKED).filter(|_| polite.is_some()).unwrap_or(rest);
    while let Some(next) = strip(rest, MANNERS) {
        rest = next;
    }
    rest = strip(rest, VERBS)?;
    rest = strip(rest, &["一下"]).unwrap_or(rest);
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::asked_for;

    #[test]
    fn a_request_is_read_for_what_it_asks() {
        for (request, want) in [
            ("请填写本项目的主要完成人", "主要完成人"),
            ("贵单位全称", "单位全称"),
            ("本项目的名称", "项目名称"),
            ("请简要说明项目申报理由", "项目申报理由"),
            ("准备采取哪些实施措施", "实施措施"),
            ("请您留下负责人的手机号码", "负责人手机号码"),
            ("申报理由如下", "申报理由"),
            ("拟申报项目名称", "申报项目名称"),
            ("拟采取的实施措施", "实施措施"),
        ] {
            assert!(asked_for(request).iter().any(|reading| reading == want), "{request}: {:?}", asked_for(request));
        }
        assert!(asked_for("项目名称").is_empty());
    }
}
