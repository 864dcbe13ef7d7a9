//! form-missing: a submission of other papers has no form (article 6); always on.
//!
//! A file that could not be read may be the form: by its name it is, and its own finding is enough; else a person looks. So
//! with scanned pages, in which a program reads nothing.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::unread::Unread;
use crate::check::unread::find_unread;
use crate::model::Place;
use crate::policy::Rule;

/// Always on.
pub(in crate::check) const KIND: Kind = Kind { name: "form-missing", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    if case.application.form.is_some() {
        return Judgement::pass();
    }
    let label = case.label("form");
    let spec = case.context.policy.document("form");
    let unread = spec.map_or(Unread::None, |spec| find_unread(case.facts, case.index, spec, case.context.policy));
    match (&unread, unread.explain(label)) {
        (_, Some((message, file))) => Draft::manual(rule, message)
            .help(format!("请打开该文件查看；其中没有{label}的，请单位补送；是{label}的，请单位补送电子版"))
            .at(&Place::whole(&file.path))
            .into(),
        (Unread::Surely, None) => Judgement::unread(),
        (_, None) => missing(rule, case, label),
    }
}

fn missing(rule: &Rule, case: &Case<'_>, label: &str) -> Judgement {
    let papers = case.application.documents.values().map(|paper| &paper.place);
    let papers: Vec<&Place> = papers.chain(case.application.evidence.iter().map(|paper| &paper.place)).collect();
    let came = match papers.len() {
        0 => String::new(),
        count => format!("（收到其他材料 {count} 份）"),
    };
    let draft = Draft::fail(rule, format!("报送材料中没有{label}{came}"));
    draft.help(format!("请单位补送{label}")).at(papers.first().copied()).into()
}
