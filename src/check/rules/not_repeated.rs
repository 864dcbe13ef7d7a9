//! not-repeated: it is no project of an earlier season (article 3: 按年申报; article 7: 本年度内实施完成).
//!
//! The same unit and title, or texts as alike as `similarity`, within the last `years` seasons of the register. Whether
//! this year's part is new is for people.

use crate::check::alike::Other;
use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::quoted;
use crate::check::context::EarlierProject;
use crate::check::registry::Kind;
use crate::check::rules::not_duplicate::percent;
use crate::check::sketch::unit_of;
use crate::model::china_time;
use crate::model::project_key;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "not-repeated", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let RuleKind::NotRepeated { similarity, years } = rule.kind else { return Judgement::not_applicable() };
    if case.context.earlier.is_empty() {
        return Judgement::not_applicable();
    }
    let year = case.context.year.unwrap_or_else(|| china_time(case.context.as_of).date().year());
    let recent =
        |project: &EarlierProject| project.year < year && i64::from(project.year) >= i64::from(year) - i64::from(years);
    let alike = case.facts.alike.get(case.index).into_iter().flatten().find_map(|alike| match alike.other {
        Other::Earlier(at) if alike.similarity >= similarity => {
            let project = case.context.earlier.get(at).filter(|project| recent(project))?;
            Some((project, format!("文字相似 {}", percent(alike.similarity))))
        }
        _ => None,
    });
    let same_name = || {
        let same = |project: &&EarlierProject| recent(project) && is_same(case, project);
        case.context.earlier.iter().find(same).map(|project| (project, "单位和项目名称相同".to_owned()))
    };
    let Some((project, how)) = alike.or_else(same_name) else { return Judgement::pass() };
    let EarlierProject { number, year, unit, project, .. } = project;
    let message = format!("与{year}年 {number} {unit}的{}重复或高度相似（{how}）", quoted(project));
    Draft::manual(rule, message)
        .help("请对照往年材料，判断本年是否有新的内容；没有的不予受理")
        .at(case.application.form.as_ref())
        .into()
}

fn is_same(case: &Case<'_>, earlier: &EarlierProject) -> bool {
    let policy = case.context.policy;
    let title = policy.roles.title.as_deref().and_then(|key| case.application.text(key));
    let same_title = title.is_some_and(|title| project_key(&title) == project_key(&earlier.project));
    same_title && unit_of(case.application, policy).is_some_and(|unit| case.facts.roster.same(unit, &earlier.unit))
}
