//! A confirmed decision is frozen: what is worked out again later, from scores or settings that changed since, must be the same,
//! or the differences are named.

use std::collections::BTreeMap;

use crate::model::Award;
use crate::model::Decision;

/// Differences between the decision as it was confirmed and as it is worked out now, each as a line for people; empty where
/// both are the same.
pub fn list_changes(confirmed: &Decision, now: &Decision) -> Vec<String> {
    let by_number = |decision: &'_ Decision| -> BTreeMap<String, Award> {
        decision.awards.iter().map(|award| (award.number.clone(), award.clone())).collect()
    };
    let (before, after) = (by_number(confirmed), by_number(now));
    let mut changes = Vec::new();
    if confirmed.year != now.year {
        changes.push(format!("年度：确认时为{}，现为{}", confirmed.year, now.year));
    }
    if let Some(on) = confirmed.confirmed_on.filter(|on| now.confirmed_on != Some(*on)) {
        let current = now.confirmed_on.map_or_else(|| "未确认".to_owned(), |on| on.to_string());
        changes.push(format!("确认日期：登记为{on}，现为{current}"));
    }
    for (number, award) in &before {
        match after.get(number) {
            None => changes.push(format!("{number}《{}》：确认时为{}，现无奖次", award.project, award.tier)),
            Some(other) => changes.extend(compare_awards(award, other)),
        }
    }
    let added = after.values().filter(|award| !before.contains_key(&award.number));
    changes
        .extend(added.map(|award| format!("{}《{}》：确认时无奖次，现为{}", award.number, award.project, award.tier)));
    changes
}

fn compare_awards(before: &Award, after: &Award) -> Vec<String> {
    let parts = [
        ("等次", before.tier.clone(), after.tier.clone()),
        ("金额", before.amount.to_string(), after.amount.to_string()),
        ("申报单位", before.unit.clone(), after.unit.clone()),
        ("项目名称", before.project.clone(), after.project.clone()),
        ("联合单位", before.partners.join("、"), after.partners.join("、")),
        ("负责人", before.people.join("、"), after.people.join("、")),
        ("类别", before.category.clone().unwrap_or_default(), after.category.clone().unwrap_or_default()),
    ];
    let differing = parts.into_iter().filter(|(_, before, after)| before != after);
    let number = &after.number;
    differing.map(|(part, before, after)| format!("{number}的{part}：确认时为“{before}”，现为“{after}”")).collect()
}
