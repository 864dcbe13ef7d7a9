//! field-ambiguous: two places of the form give a field values that disagree, an amount, a number or a period can be read in more than
//! one way or in none (`3万5`, `若干`, `2026年3、5、9月`), what is asked stands elsewhere (`见附件`, `同上`), something is crossed out
//! beside the value, the value shares its cell with another's, or looks like the form's own example (`×××项目`); always on, for people.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::quoted;
use crate::check::registry::Kind;
use crate::check::unrecognised::explain_unrecognised;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Finding;
use crate::model::Located;
use crate::model::OnFail;
use crate::model::Place;
use crate::model::Unclaimed;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::model::refers_to_paper;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// Always on.
pub(in crate::check) const KIND: Kind = Kind { name: "field-ambiguous", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    if case.application.form.is_none() {
        return Judgement::not_applicable();
    }
    let asked = |key: &str| rule.subject.as_deref().is_none_or(|subject| subject == key);
    let doubted = case.application.fields.iter().filter(|(key, _)| asked(key)).filter_map(|(key, reading)| {
        if let FieldReading::Empty { place, uncalculated: true, .. } = reading
            && case.context.policy.field(key).is_some_and(|field| !field.required)
        {
            return Some(describe_uncalculated(rule, case, key, place));
        }
        if let FieldReading::NotFound = reading {
            return describe_left(rule, case, key);
        }
        let field = case.application.value(key)?;
        if is_unread_figure(case, key, field) {
            return Some(describe_figure(rule, case, key, field));
        }
        if points_elsewhere(case, key, field) {
            return Some(describe_reference(rule, case, key, field));
        }
        if !field.rivals.is_empty() {
            return Some(describe(rule, case, key, field));
        }
        (!field.doubts.is_empty()).then(|| describe_doubts(rule, case, key, field))
    });
    Judgement::of(doubted.collect())
}

/// A field that need not be filled in and that no label asks for, while a text is left that reads like its answer: a sum, or whole
/// sentences behind a heading.
fn describe_left(rule: &Rule, case: &Case<'_>, key: &str) -> Option<Finding> {
    const LEAST_LETTERS: usize = 24;
    const LONGEST_HEADING: usize = 12;
    let spec = case.context.policy.field(key).filter(|field| !field.required)?;
    let is_category = case.context.policy.roles.category.as_deref() == Some(key);
    let heads = |text: &str| text.chars().count() <= LONGEST_HEADING && text.contains(char::is_alphabetic);
    let reads_like_answer = |before: &str, text: &str| match spec.kind {
        FieldKind::Money => text.contains('元') && text.contains(char::is_numeric),
        FieldKind::Text => {
            !is_category && heads(before) && text.contains('。') && text.chars().count() >= LEAST_LETTERS
        }
        _ => false,
    };
    let mut left = case.application.unclaimed.iter().filter(|left| left.value == Unclaimed::Unknown);
    let mut before = "";
    let left = left.find(|left| reads_like_answer(std::mem::replace(&mut before, &left.raw), &left.raw))?;
    let message = explain_unrecognised(&spec.label, &left.raw);
    let help = format!("请打开原件看这段文字是不是“{}”", spec.label);
    let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
    Some(Draft::manual(&companion, message).about(key).help(help).at(&left.place).done())
}

/// Whether what should be an amount or a number stayed text, or a time from and to of which figures are told.
fn is_unread_figure(case: &Case<'_>, key: &str, field: &FieldValue) -> bool {
    let Value::Text(text) = &field.read.value else { return false };
    match case.context.policy.field(key).map(|field| field.kind) {
        Some(FieldKind::Money | FieldKind::Number) => true,
        Some(FieldKind::Period) => text.contains(char::is_numeric),
        _ => false,
    }
}

/// Whether a required field, or one for names, holds nothing but a word that points elsewhere. A phone that is none has a finding
/// of its own where a rule judges it.
fn points_elsewhere(case: &Case<'_>, key: &str, field: &FieldValue) -> bool {
    let names = |kind| matches!(kind, FieldKind::People | FieldKind::Organisation | FieldKind::Organisations);
    let spec = case.context.policy.field(key).filter(|spec| spec.required || names(spec.kind));
    let judged = || {
        let mut rules = case.context.policy.rules.iter();
        rules.any(|rule| {
            rule.kind == RuleKind::PhoneValid && rule.subject.as_deref().is_none_or(|subject| subject == key)
        })
    };
    let text = match (spec.map(|spec| spec.kind), &field.read.value) {
        (Some(FieldKind::Phone), Value::Phones(said)) if !judged() => said.first(),
        (Some(FieldKind::Phone) | None, _) => None,
        (Some(_), Value::Text(text)) => Some(text),
        _ => None,
    };
    text.is_some_and(|text| refers_elsewhere(text) || refers_to_paper(text))
}

fn describe_reference(rule: &Rule, case: &Case<'_>, key: &str, field: &FieldValue) -> Finding {
    let label = case.label(key);
    let message = format!("“{label}”只写了{}，内容不在这一栏", quote(&field.read));
    let help = format!("请看材料里有没有“{label}”的内容；没有的，请单位在这一栏填写");
    Draft::manual(rule, message).about(key).help(help).at(&field.read.place).done()
}

/// A field that nobody must fill in, where a formula stands without its result: a required one is told as not recognised.
fn describe_uncalculated(rule: &Rule, case: &Case<'_>, key: &str, place: &Place) -> Finding {
    let message = format!("“{}”一栏是公式，文件里没有存下它的结果", case.label(key));
    let help = "请用 WPS 或 Excel 打开原件看这一格显示什么；打开后存盘再放进收件，就能读出";
    Draft::manual(rule, message).about(key).help(help).at(place).done()
}

fn describe_figure(rule: &Rule, case: &Case<'_>, key: &str, field: &FieldValue) -> Finding {
    let label = case.label(key);
    let is_period = case.context.policy.field(key).is_some_and(|field| field.kind == FieldKind::Period);
    let (asked, help) = match is_period {
        true => ("从何时到何时", format!("请与单位核对“{label}”，由单位写明起止年月")),
        false => ("是多少", format!("请与单位核对“{label}”的数额，由单位改写成阿拉伯数字")),
    };
    let message = format!("“{label}”写的是{}，不能确定{asked}", quote(&field.read));
    Draft::manual(rule, message).about(key).help(help).at(&field.read.place).done()
}

fn describe_doubts(rule: &Rule, case: &Case<'_>, key: &str, field: &FieldValue) -> Finding {
    let label = case.label(key);
    let message = format!("“{label}”读作{}，{}", quote(&field.read), field.doubts.join("；"));
    let help = format!("请看{}原件，核对“{label}”应为什么；不能确定的，请单位说明", case.label("form"));
    Draft::manual(rule, message).about(key).help(help).at(&field.read.place).done()
}

fn describe(rule: &Rule, case: &Case<'_>, key: &str, field: &FieldValue) -> Finding {
    let rivals: Vec<String> = field.rivals.iter().map(quote).collect();
    let label = case.label(key);
    let message = format!("“{label}”有几处互不相同：{}，另有{}", quote(&field.read), rivals.join("、"));
    let form = case.label("form");
    let help = format!("请核对{form}，以哪一处的{label}为准；不能确定的，请单位说明");
    Draft::manual(rule, message).about(key).help(help).at(&field.read.place).done()
}

fn quote(value: &Located<Value>) -> String {
    let spot = value.place.spot_text().map(|spot| format!("（{spot}）")).unwrap_or_default();
    format!("{}{spot}", quoted(&shorten(&value.value.to_string())))
}
