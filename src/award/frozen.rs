//! A confirmed decision is frozen: what is worked out again later, from scores or settings that changed since, must be the same,
//! or the differences are named.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Award;
use crate::model::Decision;
use crate::model::Standing;

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
    changes.extend(compare_standings(&confirmed.standings, &now.standings));
    changes
}

/// Figures and ranks that are no longer those that were confirmed; none where none were kept.
fn compare_standings(confirmed: &[Standing], now: &[Standing]) -> Vec<String> {
    if confirmed.is_empty() {
        return Vec::new();
    }
    let tell = |standing: Option<&Standing>| match standing {
        Some(Standing { rank, score, .. }) => format!("{score}分，第{rank}名"),
        None => "没有评分".to_owned(),
    };
    let (before, after) = (by_number(confirmed), by_number(now));
    let numbers: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let pairs = numbers.into_iter().map(|number| (number, before.get(number).copied(), after.get(number).copied()));
    let differing = pairs.filter(|(_, before, after)| before != after);
    differing
        .map(|(number, before, after)| {
            format!("{number}的得分和名次：确认时为“{}”，现为“{}”", tell(before), tell(after))
        })
        .collect()
}

fn by_number(standings: &[Standing]) -> BTreeMap<&str, &Standing> {
    standings.iter().map(|standing| (standing.number.as_str(), standing)).collect()
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
