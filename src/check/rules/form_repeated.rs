//! form-repeated: two forms for one project that differ; always on. The one signed last leads, both are shown to people.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::policy::Rule;

/// Always on.
pub(in crate::check) const KIND: Kind = Kind { name: "form-repeated", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let Some(form) = &case.application.form else { return Judgement::not_applicable() };
    let others = &case.application.other_forms;
    let Some(first) = others.first() else { return Judgement::pass() };
    let label = case.label("form");
    let named: Vec<String> = others.iter().map(|other| format!("“{other}”")).collect();
    let message =
        format!("同一项目有 {} 份内容不同的{label}：现以“{form}”为准，另有{}", others.len() + 1, named.join("、"));
    Draft::manual(rule, message).help("请向单位问明以哪一份为准，把其余的移出后重新收件").at(first).into()
}
