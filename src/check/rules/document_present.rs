//! document-present: a paper that the measure asks for is there (article 6: 文字说明, 相关证明材料).
//!
//! A file that could not be read may be the paper: by its name it is, and its own finding is enough; else a person looks. So
//! with scanned pages where no form came.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::unread::Unread;
use crate::check::unread::find_unread;
use crate::model::Place;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "document-present", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let spec = rule.subject.as_deref().and_then(|key| case.context.policy.document(key));
    let Some(spec) = spec else { return Judgement::not_applicable() };
    let key = spec.key.as_str();
    let application = case.application;
    let is_form = key == "form" && application.form.is_some();
    if is_form || application.documents.contains_key(key) || application.evidence.iter().any(|paper| paper.role == key)
    {
        return Judgement::pass();
    }
    let label = &spec.label;
    let help = format!("请单位补送{label}");
    let unread = find_unread(case.facts, case.index, spec);
    match (&unread, unread.explain(label)) {
        (_, Some((message, file))) => Draft::manual(rule, message)
            .help(format!("请打开该文件查看；其中没有{label}的，{help}"))
            .at(&Place::whole(&file.path))
            .into(),
        (Unread::Surely, None) => Judgement::unread(),
        (_, None) => Draft::fail(rule, format!("报送材料中没有{label}")).help(help).into(),
    }
}
