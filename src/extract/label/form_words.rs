//! What stands on a form beside labels and values: its headings, its notes, and whose opinion a part of it is for.

use crate::extract::label::label_core::Folded;
use crate::extract::label::label_core::core_of;
use crate::extract::label::numbering::split_number;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;
use crate::model::compatible;
use crate::model::compatible_char;

/// Bytes of the longest heading, with room for white space and notes in parentheses: a longer text is not folded to see.
pub const LONGEST_TITLE: usize = 600;

/// Characters of a text, white space among them, that show whether it is a note of the form's.
const LONGEST_NOTE_HEAD: usize = 96;

/// Whether a label heads what others than the applicant write and sign: 上级工会意见, 市总工会审核意见.
pub fn heads_others_opinion(text: &str) -> bool {
    const OTHERS: &[&str] = &[
        "上级",
        "市总",
        "省总",
        "评审",
        "评委",
        "专家",
        "主管部门",
        "主管单位",
        "推荐单位",
        "研究室",
        "县区工会",
        "区县工会",
        "产业工会",
        "系统工会",
        "受理",
        "总工会",
        "领导小组",
        "组委会",
        "推荐工会",
        "主管工会",
        "上一级",
    ];
    // Almost no text of a form ends so: seen before its core is looked for.
    if text.len() > 240 || !text.contains(['见', '核', '批', '语', '论', '見', '語', '論']) {
        return false;
    }
    let core = core_of(text).text;
    // 同意申报，请市总工会审批; 经市总工会审核: a sentence.
    let is_sentence = core.contains([',', '，', '。', '请']) || core.starts_with(['经', '报', '由', '已', '待']);
    !is_sentence
        && core.chars().count() <= 20
        && ["意见", "审核", "审批", "评语", "结论"].iter().any(|ending| core.ends_with(ending))
        && OTHERS.iter().any(|word| core.contains(word))
}

/// Whether a label heads what a part of the applicant says, beside what the applicant itself does: 所在单位党组织意见, 部门意见.
pub fn heads_opinion_of_part(text: &str) -> bool {
    const PARTS: &[&str] = &["党组织", "党委", "党组", "党支部", "党总支", "部门", "车间", "科室", "班组"];
    let is_opinion = text.len() <= 240 && core_of(text).text.ends_with("意见");
    is_opinion && PARTS.iter().any(|part| core_of(text).text.contains(part))
}

/// Who gives the opinion that a label heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Giver {
    /// 申报单位意见, 领导意见: the applicant itself.
    Applicant,
    /// 机关工会意见: a body of which the label does not say whether it is the applicant.
    Untold,
    /// 上级工会意见, 市总工会审批: others than the applicant.
    Others,
}

/// What a unit does in its opinion, and who of it: taken off the end one after the other.
const ACTS: &[&str] = &["初审", "审查", "审核", "审批", "推荐", "申报", "负责人", "领导"];

/// The applicant in an opinion's heading, beside the labels of the measure.
const OWN_UNITS: &[&str] = &["单位", "本单位", "我单位", "基层单位", "基层工会", "工会", "本级工会", "企业", "学校"];

/// How the names of bodies end.
const BODIES: &[&str] = &["工会", "组", "委", "委员会", "联合会", "部", "局", "处", "科", "办", "办公室", "中心", "厅"];

/// Who gives the opinion that a label heads, as far as its words say; None where it heads none.
pub fn giver_of_opinion(label: &str) -> Option<Giver> {
    if heads_others_opinion(label) {
        return Some(Giver::Others);
    }
    let core = Some(label).filter(|label| label.len() <= 240).map(|label| core_of(label).text)?;
    let body = body_of_opinion(&core)?;
    let is_body = BODIES.iter().any(|end| body.ends_with(end)) && !is_own_unit(body, |_| false);
    Some(if is_body { Giver::Untold } else { Giver::Applicant })
}

/// Who gives the opinion that these words head: 申报单位 of 申报单位审核意见.
pub fn body_of_opinion(core: &str) -> Option<&str> {
    let said = core.strip_suffix("意见")?;
    Some(ACTS.iter().fold(said, |whose, act| whose.strip_suffix(act).unwrap_or(whose)))
}

/// Whether words head what the applicant's leader says: 主要负责人意见, 领导审批意见, 单位主管领导意见.
pub fn is_opinion_of_leader(core: &str) -> bool {
    const LEADERS: &[&str] = &["负责人", "领导", "主席", "法定代表人", "法人代表"];
    const RANKS: &[&str] = &["主要", "主管", "分管", "行政"];
    let acts = ["审查", "审核", "审批"];
    let said = core.strip_suffix("意见").unwrap_or("");
    let who = acts.iter().fold(said, |whose, act| whose.strip_suffix(act).unwrap_or(whose));
    LEADERS.iter().filter_map(|leader| who.strip_suffix(leader)).any(|of| {
        let of = RANKS.iter().find_map(|rank| of.strip_suffix(rank)).unwrap_or(of);
        of.is_empty() || is_own_unit(of, |_| false)
    })
}

/// Whether the last opinion that a text heads (申报单位意见：……　推荐单位意见：……) is one of others than the applicant.
pub fn ends_in_others_opinion(text: &str) -> bool {
    start_of_others_opinion(text).is_some()
}

/// Where the opinion of others begins in a text in which no further one of the applicant's is headed.
pub fn start_of_others_opinion(text: &str) -> Option<usize> {
    if !text.contains("意见") {
        return None;
    }
    let mut start = None;
    for (at, _) in text.match_indices(['：', ':']) {
        let before = text.get(..at)?;
        let from = before.rfind(|c: char| is_invisible(c) || "：:。；，、".contains(c));
        let from = from
            .map_or(0, |from| from + before.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        match before.get(from..).and_then(giver_of_opinion) {
            Some(Giver::Others) => start = start.or(Some(from)),
            Some(_) => start = None,
            None => {}
        }
    }
    start
}

/// Whether a body is the applicant in general words, or by a label of the measure's for it, or the union of it (申报单位工会).
pub fn is_own_unit(body: &str, is_label_of_unit: impl Fn(&str) -> bool) -> bool {
    let is_unit = |body: &str| OWN_UNITS.contains(&body) || is_label_of_unit(body);
    is_unit(body) || body.strip_suffix("工会").is_some_and(is_unit)
}

/// Whether a text is a note of the form itself: 注：…, 填表说明, 本表一式两份.
pub fn is_note(text: &str) -> bool {
    // Of a long text no more is folded than a note begins with.
    let end = text.char_indices().nth(LONGEST_NOTE_HEAD).map_or(text.len(), |(end, _)| end);
    let head = text.get(..end).unwrap_or(text);
    // Nearly no text holds a letter that a note begins with or speaks of itself by.
    let is_told = |c: char| {
        matches!(c, '注' | '备' | '说' | '填' | '温' | '提' | '附' | '表' | '例' | '版') || compatible_char(c).is_none()
    };
    if !head.contains(is_told) {
        return false;
    }
    let core: String = compatible(head).filter(|c| !is_invisible(*c)).take(24).collect();
    let core = core.trim_start_matches(['(', '【', '[', '*', '※', '★']);
    const STARTS: &[&str] = &[
        "注:",
        "注1",
        "注意",
        "备注:",
        "说明:",
        "填表说明",
        "填报说明",
        "填写说明",
        "填表须知",
        "填报须知",
        "填写要求",
        "填报要求",
        "填表要求",
        "温馨提示",
        "提示:",
        "附注",
        "注、",
        "填表示例",
        "填写示例",
        "填报示例",
        "示例:",
        "样例:",
    ];
    // 表格不够可另附页 is a note; 减少用工5人。（可另附页） is an answer with its prompt behind it, or （300字以内，可另附页）减少用工 below it.
    let goes_on = |behind: &str| behind.strip_prefix(')').is_some_and(|text| text.contains(char::is_alphanumeric));
    let pages = core
        .split_once("可另附页")
        .is_some_and(|(before, behind)| !before.contains(['。', ';', '(']) && !goes_on(behind));
    // the foot of a web page
    let foot = core.starts_with("版权所有") || head.contains("ICP备");
    STARTS.iter().any(|start| core.starts_with(start))
        || foot
        || pages
        || core.contains(['表', '附'])
            && [
                "本表一式",
                "此表一式",
                "本表由",
                "此表由",
                "本表可",
                "此表可",
                "本表须",
                "此表须",
                "本表请",
                "此表请",
                "本表用",
                "本表为",
            ]
            .iter()
            .any(|word| core.contains(word))
}

/// Whether a text shows how to fill the form in: 填表示例：申报单位：××县总工会；…….
pub fn is_example(text: &str) -> bool {
    let head: String = text.chars().filter(|c| !is_invisible(*c)).take(6).collect();
    let head = head.trim_start_matches(['（', '(', '【', '*', '※']);
    ["填表示例", "填写示例", "填报示例", "填写样例", "示例：", "示例:", "样例：", "样例:"]
        .iter()
        .any(|word| head.starts_with(word))
}

/// Whether a text is a form's heading of any kind: 附件2, ……申报表, 2026年度……汇总表.
pub fn is_heading_of_a_form(folded: &Folded<'_>) -> bool {
    if folded.text.len() > LONGEST_TITLE || folded.is_longer_than(50) {
        return false;
    }
    let core = folded.core().text.as_str();
    let length = core.chars().count();
    if length == 0 || length > 50 {
        return false;
    }
    let annex = core.strip_prefix("附件").or_else(|| core.strip_prefix("附表")).or_else(|| core.strip_prefix("附"));
    if annex.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十-:".contains(c)))
    {
        return true;
    }
    [
        "申报表",
        "申请表",
        "推荐表",
        "登记表",
        "汇总表",
        "申报书",
        "申请书",
        "推荐书",
        "一览表",
        "统计表",
        "信息表",
        "备案表",
        "明细表",
        "审批表",
        "报名表",
    ]
    .iter()
    .any(|ending| core.ends_with(ending))
}

/// 技 术 资 料 目 录: whether a text is a heading whose letters are set apart; a name is shorter.
pub fn is_spread_heading(text: &str) -> bool {
    const SHORTEST: usize = 5;
    const LONGEST: usize = 20;
    let mut letters = 0;
    let spread = text.split_whitespace().all(|part| {
        letters += 1;
        let mut part = part.chars();
        part.next().is_some_and(is_han) && part.next().is_none() && letters <= LONGEST
    });
    spread && letters >= SHORTEST
}

/// Whether a line of its own closes a letter: 如有问题请随时联系。, 此致, 敬礼, 发自我的手机.
pub fn closes_letter(text: &str) -> bool {
    const LONGEST: usize = 20;
    const WISHES: &[&str] = &["此致", "敬礼", "顺祝", "祝", "谢谢", "感谢", "发自", "发送自", "特此", "妥否", "当否"];
    const BEGINNINGS: &[&str] = &["如有", "以上", "有问题", "有疑问", "收到", "麻烦"];
    const REQUESTS: &[&str] = &["请", "联系", "查收", "审阅", "谢谢"];
    // 给您添麻烦了, 辛苦您了; “您辛苦了”慰问活动 is somebody's answer
    const THANKS: &[&str] =
        &["麻烦了", "麻烦您了", "辛苦了", "辛苦您了", "打扰了", "打扰您了", "谢谢", "谢谢您", "谢您"];
    let text = text.trim_matches(|c| is_invisible(c) || matches!(c, '(' | ')' | '（' | '）'));
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let stopped = text.trim_end_matches(['。', '！', '!', '.', '～', '~']);
    let ends = |words: &[&str]| words.iter().any(|word| stopped.ends_with(word));
    text.chars().count() <= LONGEST
        && (begins(WISHES) || begins(BEGINNINGS) && says(REQUESTS) || text.contains('您') && ends(THANKS))
}

/// Whether a line heads one of several projects and nothing else: 项目一, （二）第二个项目, 三、项目3, （三） alone.
pub fn heads_project(text: &str) -> bool {
    const LONGEST: usize = 24;
    // 1. alone may as well number a row
    if split_number(text).is_some_and(|((way, _), rest)| way != '1' && rest.trim_matches(is_invisible).is_empty()) {
        return true;
    }
    if text.len() > 3 * LONGEST || !text.contains('项') {
        return false;
    }
    let core = core_of(text).text;
    let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = core.trim_start_matches("申报").trim_start_matches("推荐");
    let number = rest.strip_prefix("项目").or_else(|| {
        let number = rest.strip_prefix('第')?;
        ["个申报项目", "个项目", "项"].iter().find_map(|end| number.strip_suffix(end))
    });
    number.is_some_and(|number| !number.is_empty() && number.chars().all(counted))
}

/// Whether a sheet's name says that it instructs, shows an example or holds lists to choose from.
pub fn is_instruction_sheet(name: &str) -> bool {
    [
        "填写说明",
        "填报说明",
        "填表说明",
        "示例",
        "样例",
        "样表",
        "范例",
        "须知",
        "下拉",
        "字典",
        "参考",
        "选项",
        "说明页",
        "填写样",
        "举例",
    ]
    .iter()
    .any(|word| name.contains(word))
        || name.trim() == "说明"
}
