//! What a rule is called at the head of a column: short, in Chinese, as the thing that should be so, with its article.

use crate::policy::Policy;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// What codes are called that the program itself reports, and those that follow from another rule.
const CODES: [(&str, &str); 19] = [
    ("form-missing", "有申报表"),
    ("form-repeated", "申报表唯一"),
    ("field-unrecognised", "栏目能识别"),
    ("field-ambiguous", "栏目内容唯一"),
    ("signature-typed-only", "不是打印签名"),
    ("signature-blank-picture", "签名图片不空"),
    ("signature-reused", "签名不重用"),
    ("signature-scan-only", "不仅是扫描件"),
    ("signature-broken", "数字签名完好"),
    ("sign-date-implausible", "签字日期合理"),
    ("similar-project", "与他人不雷同"),
    ("file-unreadable", "文件可读"),
    ("file-encrypted", "文件未加密"),
    ("file-unsupported", "文件格式可读"),
    ("file-unsafe", "文件安全"),
    ("file-disguised", "文件名实相符"),
    ("file-has-macros", "文件无宏"),
    ("file-unassigned", "文件归属明确"),
    ("description-missing", "有文字说明"),
];

/// What a code is called; the code itself where the measure made its own.
pub fn label_code(code: &str) -> &str {
    CODES.iter().find(|(known, _)| *known == code).map_or(code, |(_, label)| label)
}

/// What a code is called in this measure, without its article.
pub fn name_code(policy: &Policy, code: &str) -> String {
    match policy.rule(code, None).filter(|rule| rule.kind != RuleKind::Intrinsic) {
        Some(rule) => label_rule(policy, rule),
        None => label_code(code).to_owned(),
    }
}

/// What the rules that share a code are called together, with their article.
pub fn label_rules(policy: &Policy, rules: &[&Rule]) -> String {
    let mut names: Vec<String> = Vec::new();
    for rule in rules {
        let shared = rules.len() > 1 && rule.kind == RuleKind::Required;
        let name = if shared { "必填栏目齐全".to_owned() } else { label_rule(policy, rule) };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let basis = rules.iter().find_map(|rule| rule.basis.as_deref()).map(first_article).unwrap_or_default();
    let names = names.join("、");
    // A blank lets a narrow header break before the article.
    format!("{names} {basis}").trim_end().to_owned()
}

/// What one rule is called.
pub fn label_rule(policy: &Policy, rule: &Rule) -> String {
    let subject = rule.subject.as_deref().map_or("", |key| policy.label_of(key));
    match &rule.kind {
        RuleKind::Required => format!("{subject}已填"),
        RuleKind::DocumentPresent => format!("有{subject}"),
        RuleKind::SectionsPresent => format!("{subject}要素齐全"),
        RuleKind::CountAtMost { limit } => format!("{subject}≤{limit}"),
        RuleKind::WordsAtMost { limit, .. } => format!("{subject}≤{limit}字"),
        RuleKind::Signed { .. } => "已签字".to_owned(),
        RuleKind::Dated => "有签字日期".to_owned(),
        RuleKind::ReceivedByDeadline => "按期报送".to_owned(),
        RuleKind::WithinYear => "当年完成".to_owned(),
        RuleKind::PhoneValid => format!("{subject}有效"),
        RuleKind::KnownUnit => "单位在册".to_owned(),
        RuleKind::OneOf => format!("{subject}在选项内"),
        RuleKind::Matches { .. } => format!("{subject}合格式"),
        RuleKind::Agrees { .. } => format!("{subject}前后一致"),
        RuleKind::PromptLeftIn => "提示语已删".to_owned(),
        RuleKind::NotDuplicate { .. } => "本年度不重复".to_owned(),
        RuleKind::NotRepeated { .. } => "往年未申报".to_owned(),
        RuleKind::LeadUnitNamed => "牵头单位明确".to_owned(),
        RuleKind::PerUnitAtMost { limit } => format!("一个单位≤{limit}项"),
        RuleKind::Intrinsic => label_code(&rule.code).to_owned(),
    }
}

/// The article alone, without what it quotes: `第六条、申报表“申报单位”` is 第六条.
fn first_article(basis: &str) -> &str {
    let end = basis.find(['、', '，', '；', '“', '：', '（']).unwrap_or(basis.len());
    basis.get(..end).unwrap_or(basis)
}
