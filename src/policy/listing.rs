//! The rules of a measure as a list for people: what each finds, in what it is, its limit, what follows, which article.

use crate::model::OnFail;
use crate::model::SignatureState;
use crate::policy::Policy;
use crate::policy::Rule;
use crate::policy::RuleKind;
use crate::policy::kinds::kind_named;
use crate::policy::kinds::own_code;

/// One rule as `policy rules` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// `leaders-over-limit`
    pub code: String,
    /// `count-at-most`; None for what the program itself reports, and for what only people can judge.
    pub kind: Option<&'static str>,
    /// 项目负责; None for rules on whole submissions.
    pub subject: Option<String>,
    /// 不超过 3; empty where the kind takes nothing.
    pub limit: String,
    /// What failing means; None where only people can judge.
    pub on_fail: Option<OnFail>,
    /// The article.
    pub basis: Option<String>,
    /// What it finds, or what people must ask themselves.
    pub finds: String,
}

/// All rules in the order of the measure, then what only people can judge.
pub fn list_rules(policy: &Policy) -> Vec<RuleLine> {
    let rules = policy.rules.iter().map(|rule| describe_rule(policy, rule));
    let by_hand = policy.by_hand.iter().map(|check| RuleLine {
        code: check.code.clone(),
        kind: None,
        subject: Some(check.label.clone()),
        limit: String::new(),
        on_fail: None,
        basis: check.basis.clone(),
        finds: check.question.clone(),
    });
    rules.chain(by_hand).collect()
}

fn describe_rule(policy: &Policy, rule: &Rule) -> RuleLine {
    let kind = rule.kind.name();
    let finds = match kind {
        Some(name) => kind_named(name).map(|kind| kind.finds),
        None => own_code(&rule.code).map(|own| own.finds),
    };
    RuleLine {
        code: rule.code.clone(),
        kind,
        subject: rule.subject.as_ref().map(|key| policy.label_of(key).to_owned()),
        limit: describe_options(policy, rule),
        on_fail: Some(rule.on_fail),
        basis: rule.basis.clone(),
        finds: finds.unwrap_or_default().to_owned(),
    }
}

fn describe_options(policy: &Policy, rule: &Rule) -> String {
    match &rule.kind {
        RuleKind::CountAtMost { limit } => format!("不超过 {limit}"),
        RuleKind::PerUnitAtMost { limit } => format!("一个单位不超过 {limit} 项"),
        RuleKind::WordsAtMost { limit, text_boxes, notes } => {
            let counted = |is: &bool| if *is { "计入" } else { "不计" };
            format!("不超过 {limit} 字（文本框{}，脚注尾注{}）", counted(text_boxes), counted(notes))
        }
        RuleKind::Signed { accept } => {
            let states: Vec<&str> = accept.iter().copied().map(SignatureState::chinese).collect();
            format!("认可：{}", states.join("、"))
        }
        RuleKind::Matches { pattern } => format!("写法：{pattern}"),
        RuleKind::Agrees { with } => format!("对照{}", policy.label_of(with)),
        RuleKind::NotDuplicate { similarity } => format!("相似度 {similarity}"),
        RuleKind::NotRepeated { similarity, years } => format!("相似度 {similarity}，往前 {years} 年"),
        RuleKind::OneOf => {
            let field = rule.subject.as_ref().and_then(|key| policy.field(key));
            field.map(|field| field.options.join("、")).unwrap_or_default()
        }
        RuleKind::SectionsPresent => {
            let document = rule.subject.as_ref().and_then(|key| policy.document(key));
            let labels = document.map(|document| document.sections.iter().map(|part| part.label.as_str()).collect());
            labels.map(|labels: Vec<&str>| labels.join("、")).unwrap_or_default()
        }
        _ => String::new(),
    }
}
