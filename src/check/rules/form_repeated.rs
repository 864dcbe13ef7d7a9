//! form-repeated: two forms for one project that differ, or two written papers of one kind; always on. The form signed last leads,
//! both are shown to people: of one submission's forms, and where there is no register (`check`) of a submission and the one
//! that is by its name its corrected version (甲, 甲修改); a register joins those as versions of one entry.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Finding;
use crate::model::Place;
use crate::policy::Rule;

/// Always on.
pub(in crate::check) const KIND: Kind = Kind { name: "form-repeated", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let Some(form) = &case.application.form else { return Judgement::not_applicable() };
    let others = &case.application.other_forms;
    let mut told: Vec<Finding> = papers_repeated(rule, case);
    let Some(first) = others.first() else {
        told.extend(tell_versions(rule, case, form));
        return Judgement::of(told);
    };
    let label = case.label("form");
    let named: Vec<String> = others.iter().map(|other| format!("“{other}”")).collect();
    let message =
        format!("同一项目有 {} 份内容不同的{label}：现以“{form}”为准，另有{}", others.len() + 1, named.join("、"));
    told.push(Draft::manual(rule, message).help(ASK_WHICH).at(first).done());
    Judgement::of(told)
}

const ASK_WHICH: &str = "请向单位问明以哪一份为准，把其余的移出后重新收件";

/// Written papers of one kind that differ, where no name says which is the later.
fn papers_repeated(rule: &Rule, case: &Case<'_>) -> Vec<Finding> {
    let documents = case.application.documents.iter();
    let repeated = documents.filter_map(|(key, paper)| {
        let first = paper.others.first()?;
        let named: Vec<String> = paper.others.iter().map(|other| format!("“{other}”")).collect();
        let (count, label) = (paper.others.len() + 1, case.label(key));
        let message = format!("有 {count} 份内容不同的{label}：现以“{}”为准，另有{}", paper.place, named.join("、"));
        Some(Draft::manual(rule, message).about(key).help(ASK_WHICH).at(first).done())
    });
    repeated.collect()
}

/// Says where the form of another version lies, and which of them is the later.
fn tell_versions(rule: &Rule, case: &Case<'_>, form: &Place) -> Option<Finding> {
    let versions = case.facts.versions.get(case.index)?.iter();
    let differing: Vec<(usize, &Place)> = versions
        .filter_map(|&other| Some((other, case.facts.sketch(other)?.form.as_ref()?)))
        .filter(|(_, other)| !case.facts.are_one_file(&form.file, &other.file))
        .collect();
    let &(_, first) = differing.first()?;
    let leads = differing.iter().all(|&(other, _)| case.facts.is_later(case.index, other));
    let named: Vec<String> = differing.iter().map(|(_, other)| format!("“{other}”")).collect();
    let which = if leads { "本份按名称是更正版" } else { "按名称更正版是后者或其中之一" };
    let (count, label) = (differing.len() + 1, case.label("form"));
    let message = format!("同一项目有 {count} 份内容不同的{label}：“{form}”，另有{}；{which}", named.join("、"));
    Some(
        Draft::manual(rule, message)
            .help("登记时以更正版为准；不是这样的，请向单位问明，把其余的移出")
            .at(first)
            .done(),
    )
}
