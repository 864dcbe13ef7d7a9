//! Which texts are labels: the policy's labels and aliases, with what people put before and behind them; and the labels of
//! things that the policy does not ask (备注, 传真), which end a value and begin one of no concern.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::extract::traditional::simplified;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::blank::is_prompt;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// How sure a label is; the lower leads where two candidates differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The policy's own label, or a defined name of our blank form.
    Own,
    /// One of its aliases.
    Alias,
    /// A label with a customary word before or behind it.
    Affixed,
    /// The label of somebody else's (联系人电话), taken where there is no other.
    Borrowed,
}

/// What a text is as a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Of one field of the policy, or of several that share a cell (负责人及电话).
    Fields {
        /// Places in [`Policy::fields`].
        fields: Vec<usize>,
        /// How sure.
        rank: Rank,
        /// What stood in parentheses: 不超过3人, 万元.
        hint: String,
    },
    /// Of something that the policy does not ask.
    Foreign,
}

/// The labels of one policy.
pub struct Lexicon {
    known: HashMap<String, (usize, Rank)>,
    order: HashMap<String, usize>,
    kinds: Vec<FieldKind>,
    titles: Vec<String>,
    longest: usize,
}

/// A text without white space, numbering, parentheses and colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// What is left.
    pub text: String,
    /// What stood in parentheses.
    pub hint: String,
}

impl Lexicon {
    /// The labels of this policy.
    pub fn new(policy: &Policy) -> Self {
        let mut known = HashMap::new();
        for (index, field) in policy.fields.iter().enumerate() {
            known.insert(core_of(&field.label).text, (index, Rank::Own));
        }
        let mut order = HashMap::new();
        for (index, field) in policy.fields.iter().enumerate() {
            for (place, alias) in field.aliases.iter().enumerate() {
                let core = signed_core(&core_of(alias));
                let borrowed =
                    field.kind == FieldKind::Phone && OTHER_PEOPLE.iter().any(|person| core.starts_with(person));
                let rank = if borrowed { Rank::Borrowed } else { Rank::Alias };
                order.entry(core.clone()).or_insert(place + 1);
                known.entry(core).or_insert((index, rank));
            }
        }
        known.remove("");
        let longest = known.keys().map(|label| label.chars().count()).max().unwrap_or(0) + 12;
        Self {
            known,
            order,
            kinds: policy.fields.iter().map(|field| field.kind).collect(),
            titles: policy.form_titles.iter().map(|title| core_of(title).text).collect(),
            longest,
        }
    }

    /// What a whole text is as a label; None where it is none.
    pub fn label(&self, text: &str) -> Option<Label> {
        if text.is_empty() || text.len() > 240 {
            return None;
        }
        if let Some(label) = self.label_of_core(&core_of(text)) {
            return Some(label);
        }
        // 项目名称 / 不超过30字: a prompt in a line of its own below the label.
        let kept: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty() && !is_prompt(line, &[])).collect();
        if kept.len() < text.lines().count() && !kept.is_empty() {
            self.label_of_core(&core_of(&kept.concat()))
        } else {
            None
        }
    }

    /// The same for a text that `core_of` has been over.
    pub fn label_of_core(&self, core: &Core) -> Option<Label> {
        let length = core.text.chars().count();
        if length == 0 {
            return None;
        }
        if length > self.longest {
            return self.translated(core);
        }
        let signed = signed_core(core);
        let found = self
            .field_of(&signed)
            .map(|(field, rank)| (vec![field], rank))
            .or_else(|| self.shared(&core.text))
            .or_else(|| {
                (signed != core.text)
                    .then(|| self.field_of(&core.text))
                    .flatten()
                    .map(|(field, rank)| (vec![field], rank))
            });
        match found {
            Some((fields, rank)) => Some(Label::Fields { fields, rank, hint: core.hint.clone() }),
            None => is_foreign(&core.text).then_some(Label::Foreign).or_else(|| self.translated(core)),
        }
    }

    /// `项目名称 Project Title`, `Tel.联系电话`: a label with its translation beside it.
    fn translated(&self, core: &Core) -> Option<Label> {
        let latin = |c: char| c.is_ascii_alphabetic() || c.is_ascii_punctuation();
        let text = core.text.trim_end_matches(latin).trim_start_matches(latin);
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
        (!text.is_empty() && letters(&core.text) >= letters(text) + 2)
            .then(|| self.label_of_core(&Core { text: text.to_owned(), hint: core.hint.clone() }))
            .flatten()
    }

    /// The place of a label's words among its field's aliases, 0 for the label itself: of two labels that differ the earlier
    /// leads.
    pub fn order_of(&self, label: &str) -> usize {
        self.order.get(label).copied().unwrap_or(0)
    }

    /// Whether this is exactly a label or alias of the policy.
    pub fn is_exact(&self, text: &str) -> bool {
        self.known.contains_key(&signed_core(&core_of(text)))
    }

    /// Whether a text is the form's title.
    pub fn is_title(&self, text: &str) -> bool {
        let core = core_of(text).text;
        !core.is_empty()
            && core.chars().count() <= 60
            && self
                .titles
                .iter()
                .any(|title| core == *title || core.ends_with(title.as_str()) || core.starts_with(title.as_str()))
    }

    fn field_of(&self, core: &str) -> Option<(usize, Rank)> {
        if let Some(found) = self.known.get(core) {
            return Some(*found);
        }
        self.affixed(core).or_else(|| self.borrowed(core)).or_else(|| self.signed_by(core))
    }

    /// 项目申报理由, 申报单位名称, 主要创新内容简述.
    fn affixed(&self, core: &str) -> Option<(usize, Rank)> {
        for suffix in std::iter::once("").chain(SUFFIXES.iter().map(|(suffix, _)| *suffix)) {
            let Some(head) = core.strip_suffix(suffix) else { continue };
            for prefix in std::iter::once("").chain(PREFIXES.iter().map(|(prefix, _)| *prefix)) {
                let Some(middle) = head.strip_prefix(prefix) else { continue };
                if let Some(&(field, _)) = self.known.get(middle)
                    && self.fits(field, PREFIXES, prefix)
                    && self.fits(field, SUFFIXES, suffix)
                {
                    return Some((field, Rank::Affixed));
                }
            }
        }
        None
    }

    fn fits(&self, field: usize, affixes: &[(&str, &[FieldKind])], affix: &str) -> bool {
        affix.is_empty()
            || affixes.iter().any(|(word, kinds)| {
                *word == affix && (kinds.is_empty() || self.kinds.get(field).is_some_and(|kind| kinds.contains(kind)))
            })
    }

    /// 联系人电话, 填表人手机: somebody else's number.
    fn borrowed(&self, core: &str) -> Option<(usize, Rank)> {
        let rest = OTHER_PEOPLE.iter().find_map(|person| core.strip_prefix(person))?;
        let rest = rest.trim_start_matches(['的', '及', '和', '与', '/', '、']);
        let (field, _) = *self.known.get(rest)?;
        (self.kinds.get(field) == Some(&FieldKind::Phone)).then_some((field, Rank::Borrowed))
    }

    /// 工会主席签字, 单位主管领导签字: a signature of the unit's, whoever signs for it.
    fn signed_by(&self, core: &str) -> Option<(usize, Rank)> {
        let signer = core.strip_suffix("签字")?;
        let field = self.kinds.iter().position(|kind| *kind == FieldKind::Signature)?;
        let plain = signer.chars().count() <= 12
            && !signer.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | ',' | '、' | '。'));
        let names = |words: &[&str]| words.iter().any(|word| signer.contains(word));
        let of_unit = plain && names(SIGNERS) && !names(OTHER_SIGNERS);
        of_unit.then_some((field, Rank::Affixed))
    }

    /// 负责人及联系电话: one cell for several fields.
    fn shared(&self, core: &str) -> Option<(Vec<usize>, Rank)> {
        for word in ["及其", "及", "和", "与", "/", "、", "·", "|", "(", ","] {
            let Some((left, right)) = core.split_once(word) else { continue };
            if let (Some((first, rank)), Some((second, other))) = (self.field_of(left), self.field_of(right)) {
                let fields = if first == second { vec![first] } else { vec![first, second] };
                return Some((fields, rank.max(other)));
            }
        }
        None
    }
}

/// `负责人（签字）` asks for a signature, `负责人` for a name: what the parenthesis asks for belongs to the label.
fn signed_core(core: &Core) -> String {
    for word in ["签名", "签章", "签字盖章", "签字并盖章"] {
        if let Some(head) = core.text.strip_suffix(word) {
            return format!("{head}签字");
        }
    }
    for word in ["签字", "签名", "签章"] {
        if core.hint.contains(word) && !core.text.ends_with(word) {
            return format!("{}签字", core.text);
        }
    }
    core.text.clone()
}

/// White space, numbering, colons and parentheses off; what stood in parentheses is kept as a hint.
pub fn core_of(text: &str) -> Core {
    let mut core = String::with_capacity(text.len());
    let mut hint = String::new();
    let mut depth = 0_u32;
    for c in strip_brackets(text).nfkc().filter(|c| !is_invisible(*c)).map(simplified) {
        match c {
            '(' | '[' | '〔' | '【' | '<' => depth += 1,
            ')' | ']' | '〕' | '】' | '>' => depth = depth.saturating_sub(1),
            c if depth > 0 => hint.push(c),
            '_' | '*' | '※' | '★' | '☆' | '"' | '“' | '”' | '|' | '「' | '」' | '●' | '◆' | '■' | '▲' =>
                {}
            c => core.push(c),
        }
    }
    // 【项目名称】: what stands in brackets is all there is.
    if core.is_empty() {
        core = std::mem::take(&mut hint);
    }
    let core = core.trim_end_matches([':', ';', ',', '.', '。', '-', '—', '、']);
    Core { text: strip_numbering(core).to_owned(), hint }
}

/// 【项目负责（不超过3人）】: brackets round the whole label are not a parenthesis.
fn strip_brackets(text: &str) -> &str {
    let trimmed = text.trim_matches(|c: char| is_invisible(c) || matches!(c, ':' | '：'));
    [('【', '】'), ('[', ']'), ('〔', '〕'), ('［', '］'), ('「', '」'), ('<', '>')]
        .into_iter()
        .find_map(|(open, close)| trimmed.strip_prefix(open)?.strip_suffix(close))
        .filter(|inside| !inside.contains(['【', '[', '〔', '［']))
        .unwrap_or(text)
}

/// Takes `一、`, `1.`, `①`, `第一部分` off.
fn strip_numbering(core: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十0123456789";
    let after_ordinal = core.strip_prefix('第').unwrap_or(core);
    let rest = after_ordinal.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() < after_ordinal.len() {
        let marks: &[&str] = if after_ordinal.len() < core.len() {
            &["部分", "章", "项", "、"]
        } else {
            &["、", ".", ":", ")", ","]
        };
        for mark in marks {
            if let Some(label) = rest.strip_prefix(*mark)
                && !label.is_empty()
            {
                return label.trim_start_matches([':', '、', '.']);
            }
        }
        if core.starts_with(|c: char| c.is_ascii_digit())
            && !rest.is_empty()
            && rest.starts_with(|c: char| c.is_alphabetic())
        {
            return rest;
        }
    }
    core
}

fn is_foreign(core: &str) -> bool {
    if FOREIGN.contains(&core) {
        return true;
    }
    FOREIGN_ENDINGS.iter().any(|ending| core.ends_with(ending)) && core.chars().count() <= 14
        || OTHER_PEOPLE
            .iter()
            .any(|person| core.strip_prefix(person).is_some_and(|rest| PERSON_DETAILS.contains(&rest)))
}

/// Whether a label names another person than the one in charge, so that a phone beside it is theirs.
pub fn names_other_person(text: &str) -> bool {
    let core = core_of(text).text;
    OTHER_PEOPLE.iter().any(|person| core == *person || core.strip_suffix("姓名") == Some(person))
}

/// Whether a text is a note of the form itself: 注：…, 填表说明, 本表一式两份.
pub fn is_note(text: &str) -> bool {
    let core: String = text.nfkc().filter(|c| !is_invisible(*c)).take(24).collect();
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
    ];
    STARTS.iter().any(|start| core.starts_with(start))
        || [
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
            "可另附页",
            "本表为",
        ]
        .iter()
        .any(|word| core.contains(word))
}

/// Whether a text is a form's heading of any kind: 附件2, ……申报表, 2026年度……汇总表.
pub fn is_heading_of_a_form(text: &str) -> bool {
    let core = core_of(text).text;
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

/// Words put before a label, with the kinds of field that they go with (none: all).
const PREFIXES: &[(&str, &[FieldKind])] = &[
    ("项目", &[]),
    ("本项目", &[]),
    ("申报项目", &[]),
    ("创新项目", &[]),
    ("成果", &[]),
    ("课题", &[]),
    ("案例", &[]),
    ("申报", &[FieldKind::Text, FieldKind::People, FieldKind::Date, FieldKind::Choice, FieldKind::Period]),
    ("主要", &[FieldKind::Text]),
    ("具体", &[FieldKind::Text]),
    ("工作", &[FieldKind::Text]),
    ("项目的", &[FieldKind::Text]),
    ("项目主要", &[FieldKind::Text]),
    ("项目具体", &[FieldKind::Text]),
    ("负责人", &[FieldKind::Phone]),
    ("项目负责人", &[FieldKind::Phone]),
    ("项目负责", &[FieldKind::Phone]),
    ("单位", &[FieldKind::Phone]),
    ("办公", &[FieldKind::Phone]),
    ("本单位", &[FieldKind::Signature]),
    ("单位", &[FieldKind::Signature]),
    ("项目", &[FieldKind::Signature]),
];

/// Words put behind a label.
const SUFFIXES: &[(&str, &[FieldKind])] = &[
    ("名称", &[FieldKind::Organisation, FieldKind::Organisations]),
    ("全称", &[FieldKind::Organisation, FieldKind::Organisations]),
    ("公章", &[FieldKind::Organisation]),
    ("盖章", &[FieldKind::Organisation, FieldKind::Signature]),
    ("姓名", &[FieldKind::People]),
    ("名单", &[FieldKind::People, FieldKind::Organisations]),
    ("情况", &[FieldKind::Text, FieldKind::Organisations]),
    ("简述", &[FieldKind::Text]),
    ("概述", &[FieldKind::Text]),
    ("简介", &[FieldKind::Text]),
    ("说明", &[FieldKind::Text]),
    ("介绍", &[FieldKind::Text]),
    ("阐述", &[FieldKind::Text]),
    ("描述", &[FieldKind::Text]),
    ("概况", &[FieldKind::Text]),
    ("概要", &[FieldKind::Text]),
    ("号码", &[FieldKind::Phone]),
    ("方式", &[FieldKind::Phone]),
    ("处", &[FieldKind::Signature]),
    ("栏", &[]),
    ("一栏", &[]),
];

/// People on a form who are not the ones in charge of the project.
const OTHER_PEOPLE: &[&str] = &[
    "联系人",
    "项目联系人",
    "单位联系人",
    "经办人",
    "填表人",
    "填报人",
    "申报联系人",
    "工会联系人",
    "制表人",
    "审核人",
    "报送人",
    "工作联系人",
    "具体联系人",
    "承办人",
    "单位负责人",
    "主要负责人",
    "工会主席",
    "法定代表人",
    "法人代表",
    "分管领导",
];

/// Who signs for a unit.
const SIGNERS: &[&str] =
    &["领导", "负责人", "主席", "单位", "法人", "代表", "书记", "厂长", "经理", "校长", "院长", "局长", "主管", "主任"];

/// Who signs for others, or only for the paper itself.
const OTHER_SIGNERS: &[&str] = &[
    "经办", "填表", "填报", "联系", "评委", "专家", "签收", "审核", "复核", "制表", "受理", "评审", "上级", "推荐",
    "市总",
];

const PERSON_DETAILS: &[&str] = &[
    "姓名",
    "职务",
    "手机",
    "手机号",
    "手机号码",
    "电话",
    "联系电话",
    "联系方式",
    "邮箱",
    "电子邮箱",
    "及电话",
    "及联系电话",
    "及联系方式",
    "签字",
    "签名",
];

/// Labels of what this kind of form asks beside the policy's fields.
const FOREIGN: &[&str] = &[
    "备注",
    "传真",
    "电子邮箱",
    "电子邮件",
    "邮箱",
    "E-mail",
    "Email",
    "email",
    "QQ",
    "微信",
    "微信号",
    "联系人",
    "项目联系人",
    "单位联系人",
    "经办人",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "通讯地址",
    "通信地址",
    "单位地址",
    "联系地址",
    "地址",
    "详细地址",
    "邮编",
    "邮政编码",
    "职务",
    "职称",
    "职务职称",
    "职务/职称",
    "职务及职称",
    "性别",
    "年龄",
    "民族",
    "政治面貌",
    "学历",
    "文化程度",
    "身份证号",
    "身份证号码",
    "出生年月",
    "出生日期",
    "工作单位",
    "所在单位",
    "序号",
    "编号",
    "项目编号",
    "申报编号",
    "单位性质",
    "单位类型",
    "职工人数",
    "会员人数",
    "会员数",
    "职工总数",
    "所属行业",
    "行业",
    "所属系统",
    "所属县区",
    "所属区县",
    "上级工会",
    "主管部门",
    "推荐单位",
    "主管单位",
    "所属产业",
    "所属领域",
    "审核意见",
    "推荐意见",
    "初审意见",
    "单位意见",
    "本单位意见",
    "申报单位意见",
    "所在单位意见",
    "上级工会意见",
    "上级单位意见",
    "县区工会意见",
    "评审意见",
    "评委会意见",
    "评审委员会意见",
    "主管部门意见",
    "市总工会意见",
    "市总工会审核意见",
    "推荐单位意见",
    "审批意见",
    "研究室意见",
    "附件",
    "附件清单",
    "证明材料",
    "证明材料清单",
    "佐证材料",
    "支撑材料",
    "附件材料",
    "合计",
    "总计",
    "小计",
    "分数",
    "得分",
    "名次",
    "等次",
    "奖项",
    "获奖情况",
    "曾获荣誉",
    "所获荣誉",
    "荣誉情况",
    "申报等级",
    "账号",
    "银行账号",
    "开户行",
    "开户银行",
    "户名",
    "统一社会信用代码",
    "经费预算",
    "经费来源",
    "经费",
    "所需经费",
    "申请经费",
    "申请补助金额",
    "补助金额",
    "资金来源",
    "单位简介",
    "单位基本情况",
    "单位概况",
    "工会主席",
    "法定代表人",
    "法人代表",
    "法人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "签收人",
    "收件人",
    "受理人",
    "受理日期",
    "收件日期",
    "受理编号",
    "是否公开",
    "推广价值",
    "推广应用情况",
    "关键词",
    "页码",
    "件数",
    "份数",
    "批次",
    "县区",
    "区县",
    "单位代码",
    "组织机构代码",
    "建会时间",
    "成立时间",
    "照片",
    "二维码",
    "网址",
    "单位网址",
    "项目成员",
    "团队成员",
    "参与人员",
    "参加人员",
    "主要参与人员",
    "项目组成员",
    "公章",
    "单位公章",
    "单位盖章",
    "盖章",
    "加盖公章",
    "印章",
    "工会公章",
    "单位（公章）",
];

const FOREIGN_ENDINGS: &[&str] =
    &["意见", "邮箱", "邮编", "传真", "地址", "账号", "信用代码", "人数", "职务", "职称", "微信号"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_core_is_free_of_space_numbering_and_notes() {
        for (text, want) in [
            ("申 报 单 位：", "申报单位"),
            ("项目负责\n（不超过3人）", "项目负责"),
            ("一、申报理由", "申报理由"),
            ("（一）申报理由", "申报理由"),
            ("1.申报理由：", "申报理由"),
            ("申报单位（盖章）:____", "申报单位"),
            ("项\n目\n申\n报\n理\n由", "项目申报理由"),
            ("【项目名称】", "项目名称"),
            ("*联系电话", "联系电话"),
            ("第一部分 项目概况", "项目概况"),
            ("② 项目名称", "项目名称"),
        ] {
            assert_eq!(core_of(text).text, want, "{text}");
        }
        assert_eq!(core_of("项目负责（不超过3人）").hint, "不超过3人");
    }
}
