//! `[[rules]]`: every rule's code, kind and what follows from it; then the rules that follow from `required = true`, and
//! those that are always on. What a rule is about and its options are in `subjects` and `options`.

use crate::model::OnFail;
use crate::policy::DocumentSpec;
use crate::policy::FieldKind;
use crate::policy::Rule;
use crate::policy::RuleKind;
use crate::policy::kinds::KINDS;
use crate::policy::kinds::KindSpec;
use crate::policy::kinds::OWN_CODES;
use crate::policy::kinds::kind_named;
use crate::policy::kinds::own_code;
use crate::policy::load::fields::is_word;
use crate::policy::load::fields::read_optional;
use crate::policy::load::options::read_options;
use crate::policy::load::raw::Section;
use crate::policy::load::raw::Span;
use crate::policy::load::subjects::Subjects;
use crate::policy::suggest::nearest;

/// Words of `on_fail`.
const ON_FAIL: [(&str, OnFail); 4] =
    [("reject", OnFail::Reject), ("correct", OnFail::Correct), ("decide", OnFail::Decide), ("note", OnFail::Note)];

/// A rule and where it stands in the file.
struct Placed {
    rule: Rule,
    span: Span,
}

/// `[[rules]]`, and what follows from the rest of the file.
pub(super) fn read_rules(file: &Section<'_>, subjects: &Subjects<'_>) -> Vec<Rule> {
    let mut placed = Vec::new();
    for section in file.sections("rules") {
        let span = section.span.clone();
        if let Some(rule) = read_rule(section, subjects) {
            placed.push(Placed { rule, span });
        }
    }
    join_companions(&mut placed);
    refuse_repeats(file, &placed);
    refuse_orphans(file, &placed);
    refuse_empty_sections(file, &placed, subjects);
    let rules = placed.into_iter().map(|placed| placed.rule).collect();
    add_always_on(add_required(rules, subjects))
}

fn read_rule(section: Section<'_>, subjects: &Subjects<'_>) -> Option<Rule> {
    let code = section.required_text("code");
    if !code.get_ref().is_empty() && !is_word(code.get_ref(), &['-'], false) {
        let message = format!("规则的 code“{}”应为小写英文单词，以连字符相连", code.get_ref());
        section.reading.error_with_help(&code.span(), message, "如 code = \"leaders-over-limit\"");
    }
    let section = section.named(format!("规则 {}", code.get_ref()));
    let on_fail = section.word("on_fail", &ON_FAIL).map(toml::Spanned::into_inner);
    let basis = read_optional(&section, "basis");
    let line = Some(section.reading.line_of(&section.span));
    let asked = read_kind(&section, code.get_ref(), subjects);
    let (kind, subject, usual) = match asked {
        Asked::Unknown => {
            // Its options cannot be judged: what is wrong is the kind.
            section.tell_missing();
            return None;
        }
        Asked::Own(usual) => (RuleKind::Intrinsic, subjects.read_any(&section), usual),
        Asked::Kind(spec) => {
            let subject = subjects.read_for(&section, spec, code.get_ref());
            (read_options(&section, spec, subjects), subject, spec.on_fail)
        }
    };
    section.close();
    let on_fail = on_fail.unwrap_or(usual);
    Some(Rule { code: code.into_inner(), kind, subject, on_fail, basis, line })
}

/// What an entry's code and kind ask for.
enum Asked {
    /// The kind is missing or unknown; said so.
    Unknown,
    /// One of the program's own codes, with what usually follows.
    Own(OnFail),
    /// A kind of rule.
    Kind(&'static KindSpec),
}

fn read_kind(section: &Section<'_>, code: &str, subjects: &Subjects<'_>) -> Asked {
    let Some(name) = section.text("kind") else {
        if section.has("kind") {
            return Asked::Unknown;
        }
        if let Some(own) = own_code(code) {
            return Asked::Own(own.on_fail);
        }
        if let Some(spec) = subjects.implied_by(code).and_then(kind_named) {
            return Asked::Kind(spec);
        }
        let help = nearest(code, OWN_CODES.iter().map(|own| own.code));
        let help = help.map_or_else(
            || format!("可用：{}", kind_names().join("、")),
            |own| format!("若是程序自带的 {own}，请改 code"),
        );
        section.reading.error_with_help(&section.span, format!("规则 {code} 缺少 kind"), help);
        return Asked::Unknown;
    };
    let Some(spec) = kind_named(name.get_ref()) else {
        let message = format!("规则 {code} 的 kind 不能是“{}”", name.get_ref());
        section.reading.unknown_word(&name.span(), message, name.get_ref(), &kind_names());
        return Asked::Unknown;
    };
    let own = own_code(code).filter(|own| own.beside != Some(spec.name));
    if let Some(own) = own {
        let message = format!("{code} 由程序自己判断（{}），不能用 kind = \"{}\"", own.finds, spec.name);
        section.reading.error_with_help(&name.span(), message, "去掉 kind，只改 on_fail 或 basis；或另取一个 code");
        return Asked::Unknown;
    }
    Asked::Kind(spec)
}

fn kind_names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// An own code written with its kind, beside a rule of that kind: the rule keeps the kind, and the similarity if given here.
fn join_companions(placed: &mut [Placed]) {
    let is_companion = |rule: &Rule| own_code(&rule.code).is_some() && rule.kind != RuleKind::Intrinsic;
    for at in 0..placed.len() {
        let Some(companion) = placed.get(at).map(|placed| placed.rule.clone()).filter(is_companion) else { continue };
        let same_kind = |rule: &Rule| std::mem::discriminant(&rule.kind) == std::mem::discriminant(&companion.kind);
        let lead = placed.iter_mut().find(|other| own_code(&other.rule.code).is_none() && same_kind(&other.rule));
        let Some(lead) = lead else { continue };
        if matches!(companion.kind, RuleKind::NotDuplicate { .. }) {
            lead.rule.kind = companion.kind;
        }
        if let Some(companion) = placed.get_mut(at) {
            companion.rule.kind = RuleKind::Intrinsic;
        }
    }
}

fn refuse_repeats(file: &Section<'_>, placed: &[Placed]) {
    for (at, Placed { rule, span }) in placed.iter().enumerate() {
        let earlier = placed.iter().take(at).map(|placed| &placed.rule);
        let same = |other: &&Rule| other.code == rule.code && other.subject == rule.subject;
        if let Some(line) = earlier.clone().find(same).and_then(|other| other.line) {
            file.reading.error(span, format!("规则 {} 已在第 {line} 行写过，对象也相同", rule.code));
        }
    }
}

/// A code that comes beside a kind of rule is of no use without one.
fn refuse_orphans(file: &Section<'_>, placed: &[Placed]) {
    for Placed { rule, span } in placed {
        let Some(kind) = own_code(&rule.code).and_then(|own| own.beside) else { continue };
        let has_lead = placed.iter().any(|other| other.rule.kind.name() == Some(kind));
        if !has_lead {
            let message = format!("规则 {} 随 kind = \"{kind}\" 的规则而来，这里却没有那样的规则", rule.code);
            file.reading.error_with_help(span, message, format!("加一条 kind = \"{kind}\" 的规则，或去掉这一条"));
        }
    }
}

/// A paper without sections lacks none.
fn refuse_empty_sections(file: &Section<'_>, placed: &[Placed], subjects: &Subjects<'_>) {
    for Placed { rule, span } in placed.iter().filter(|placed| placed.rule.kind == RuleKind::SectionsPresent) {
        let has_subject = |document: &&DocumentSpec| Some(document.key.as_str()) == rule.subject.as_deref();
        let Some(document) = subjects.documents.iter().find(has_subject) else { continue };
        if document.sections.is_empty() {
            let label = &document.label;
            let message = format!("规则 {} 要看{label}有没有应有的部分，而{label}一个部分也没有写", rule.code);
            file.reading.error_with_help(span, message, "在该材料下写上 [[documents.sections]]，或去掉这一条");
        }
    }
}

/// `required = true` is a rule unless one says otherwise. A rule of these kinds without a subject stands for all of them,
/// in its place; where there is none they follow the others.
fn add_required(stated: Vec<Rule>, subjects: &Subjects<'_>) -> Vec<Rule> {
    let mut implied = imply_rules(&stated, subjects);
    let is_general = |rule: &Rule| rule.subject.is_none() && is_requirement(&rule.kind);
    let mut rules = Vec::with_capacity(stated.len() + implied.len());
    for rule in stated {
        if !is_general(&rule) {
            rules.push(rule);
            continue;
        }
        for at in implied.extract_if(.., |implied| implied.kind == rule.kind) {
            rules.push(Rule {
                code: rule.code.clone(),
                on_fail: rule.on_fail,
                basis: at.basis.clone().or_else(|| rule.basis.clone()),
                line: rule.line,
                ..at
            });
        }
    }
    rules.extend(implied);
    rules
}

fn is_requirement(kind: &RuleKind) -> bool {
    matches!(kind, RuleKind::Required | RuleKind::DocumentPresent)
}

/// The rules that follow from `required = true`, but for what has a rule of its own.
fn imply_rules(stated: &[Rule], subjects: &Subjects<'_>) -> Vec<Rule> {
    let fields = subjects.fields.iter().filter(|field| field.required && !is_covered(stated, field.kind, &field.key));
    let fields = fields.map(|field| (RuleKind::Required, "field-missing".to_owned(), &field.key, &field.basis));
    let documents = subjects.documents.iter().filter(|document| document.required && document.key != "form");
    let documents = documents.map(|document| {
        let code = format!("{}-missing", document.key.replace('_', "-"));
        (RuleKind::DocumentPresent, code, &document.key, &document.basis)
    });
    let all = fields.chain(documents).map(|(kind, code, key, basis)| Rule {
        code,
        kind,
        subject: Some(key.clone()),
        on_fail: OnFail::Correct,
        basis: basis.clone(),
        line: None,
    });
    let has_own = |rule: &Rule| stated.iter().any(|other| other.kind == rule.kind && other.subject == rule.subject);
    all.filter(|rule| !has_own(rule)).collect()
}

/// Whether a signature or date is asked for by a rule of its own, so that it is not reported twice.
fn is_covered(rules: &[Rule], kind: FieldKind, key: &str) -> bool {
    let own = |rule: &&Rule| rule.subject.as_deref() == Some(key);
    let asks = |rule: &Rule| match kind {
        FieldKind::Signature => matches!(rule.kind, RuleKind::Signed { .. }),
        FieldKind::Date => rule.kind == RuleKind::Dated,
        _ => false,
    };
    rules.iter().filter(own).any(asks)
}

/// The program's own codes that the file does not mention.
fn add_always_on(mut rules: Vec<Rule>) -> Vec<Rule> {
    for own in OWN_CODES {
        let lead = own.beside.map(|kind| rules.iter().find(|rule| rule.kind.name() == Some(kind)).cloned());
        let stated = rules.iter().any(|rule| rule.code == own.code && (rule.subject.is_none() || own.beside.is_some()));
        let idle = matches!(lead, Some(None));
        if stated || idle {
            continue;
        }
        let lead = lead.flatten();
        rules.push(Rule {
            code: own.code.to_owned(),
            kind: RuleKind::Intrinsic,
            subject: lead.as_ref().and_then(|lead| lead.subject.clone()),
            on_fail: own.on_fail,
            basis: lead.and_then(|lead| lead.basis),
            line: None,
        });
    }
    rules
}
