//! Which fields stand in one row, how high, and what is said of each.

use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::policy::RuleKind;

/// One row of the form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FormRow<'p> {
    /// One field across.
    Whole(&'p FieldSpec),
    /// Two short ones beside each other.
    Pair(&'p FieldSpec, &'p FieldSpec),
    /// Prose.
    Tall(&'p FieldSpec),
    /// A line to be signed, and the day beside it.
    Signed(&'p FieldSpec, Option<&'p FieldSpec>),
}

/// The form's title: the first by which the measure knows it.
pub(super) fn title_of(policy: &Policy) -> String {
    policy.form_titles.first().cloned().unwrap_or_else(|| format!("{}申报表", policy.award))
}

/// All fields in rows.
pub(super) fn lay_out(policy: &Policy) -> Vec<FormRow<'_>> {
    let mut rows = Vec::new();
    let mut waiting: Option<&FieldSpec> = None;
    let day_of_signing = policy.roles.sign_date.as_ref().filter(|_| policy.roles.signature.is_some());
    let at_foot = |field: &FieldSpec| field.kind == FieldKind::Signature || Some(&field.key) == day_of_signing;
    for field in policy.fields.iter().filter(|field| !at_foot(field)) {
        if is_short(field) {
            match waiting.take() {
                Some(first) => rows.push(FormRow::Pair(first, field)),
                None => waiting = Some(field),
            }
        } else {
            rows.extend(waiting.take().map(FormRow::Whole));
            rows.push(if is_prose(policy, field) { FormRow::Tall(field) } else { FormRow::Whole(field) });
        }
    }
    rows.extend(waiting.map(FormRow::Whole));
    for line in policy.fields.iter().filter(|field| field.kind == FieldKind::Signature) {
        let own_day = day_of_signing.filter(|_| policy.roles.signature.as_ref() == Some(&line.key));
        rows.push(FormRow::Signed(line, own_day.and_then(|key| policy.field(key))));
    }
    rows
}

fn is_short(field: &FieldSpec) -> bool {
    !matches!(field.kind, FieldKind::Text | FieldKind::Organisation | FieldKind::Organisations | FieldKind::Signature)
}

/// What the measure asks for in words, beyond the project's name.
fn is_prose(policy: &Policy, field: &FieldSpec) -> bool {
    field.kind == FieldKind::Text && field.required && policy.roles.title.as_ref() != Some(&field.key)
}

/// The label with its limit, as the measure's own form has it: 项目负责（不超过3人）.
pub(super) fn label_of(policy: &Policy, field: &FieldSpec) -> String {
    match limit_of(policy, field) {
        // A label with a note of its own keeps that.
        Some(limit) if !field.label.contains(['（', '(']) => format!("{}\n（{limit}）", field.label),
        _ => field.label.clone(),
    }
}

/// The limit that a rule sets to a field, in words.
fn limit_of(policy: &Policy, field: &FieldSpec) -> Option<String> {
    let of_field = |subject: Option<&String>| subject == Some(&field.key);
    policy.rules.iter().filter(|rule| of_field(rule.subject.as_ref())).find_map(|rule| match &rule.kind {
        RuleKind::CountAtMost { limit } if field.kind == FieldKind::People => Some(format!("不超过{limit}人")),
        RuleKind::CountAtMost { limit } => Some(format!("不超过{limit}个")),
        RuleKind::WordsAtMost { limit, .. } => Some(format!("{limit}字以内")),
        _ => None,
    })
}

/// What is said of a field to who fills it in.
pub(super) fn advice_of(policy: &Policy, field: &FieldSpec) -> String {
    let kind = match field.kind {
        FieldKind::Organisation => "填单位全称，与公章一致",
        FieldKind::Organisations => "填单位全称，几个单位之间用顿号分开",
        FieldKind::People => "填姓名，几个人之间用顿号分开",
        FieldKind::Phone => "填手机号码，或带区号的固定电话",
        FieldKind::Date => "写年月日，如 2026年10月12日",
        FieldKind::Period => "写起止时间，如 2026年3月至2026年10月",
        FieldKind::Choice => "从列表中选一项",
        FieldKind::Money if field.label.contains('元') => "写数字",
        FieldKind::Money => "写数字和单位，如 12.5万元",
        FieldKind::Number => "写数字",
        FieldKind::Text => "",
        FieldKind::Signature => "由本人手写签名，或插入签名图片",
    };
    let limit = limit_of(policy, field).unwrap_or_default();
    let required = if field.required { "必填" } else { "" };
    let parts: Vec<&str> = [kind, &limit, required].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("；")
}
