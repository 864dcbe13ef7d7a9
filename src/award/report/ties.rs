//! Official figures that several projects share: in the report's text those that bear on a prize, all of them in an annex, each
//! with what was compared and what came of it.

use std::collections::BTreeSet;

use crate::award::record::AwardRecord;
use crate::award::report::annexes::TIES;
use crate::award::wording::mask_phones;
use crate::award::wording::name_project;
use crate::award::wording::name_projects;
use crate::award::wording::name_step;
use crate::award::wording::tier_or_none;
use crate::model::TiedScore;
use crate::model::TierRuling;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Paper;
use crate::writers::official::Size;
use crate::writers::official::Table;

/// Says of each tie that bears on a prize how it was settled, and how many others there are.
pub(super) fn write_settled_ties(paper: &mut Paper, record: &AwardRecord<'_>) {
    let (bearing, other): (Vec<&TiedScore>, Vec<&TiedScore>) =
        record.ranking.ties.iter().partition(|tie| bears_on_a_prize(record, tie));
    for tie in bearing {
        paper.body(&describe_tie(record, tie));
        for parted in tie.groups.iter().filter_map(|group| tell_parted(record, group)) {
            paper.body(&parted);
        }
    }
    if !other.is_empty() {
        paper.body(&format!("另有{}处得分并列不影响等次，见附件“{TIES}”。", other.len()));
    }
}

/// What the committee decided on each group of one rank that bears on a prize.
pub(in crate::award) fn list_parted(record: &AwardRecord<'_>) -> Vec<String> {
    let bearing = record.ranking.ties.iter().filter(|tie| bears_on_a_prize(record, tie));
    bearing.flat_map(|tie| &tie.groups).filter_map(|group| tell_parted(record, group)).collect()
}

/// 并列第2名的项目，评审委员会决定：《甲》（2026-021）一等奖（经投票）；… None where it has not decided on any of them, or they are not tied.
fn tell_parted(record: &AwardRecord<'_>, group: &[String]) -> Option<String> {
    let rank = record.ranked(group.first().filter(|_| group.len() > 1)?)?.rank;
    let rulings = TierRuling::in_force(record.inputs.tier_rulings);
    let decided = group.iter().filter_map(|number| {
        let ruling = rulings.get(number.as_str())?;
        let award = record.decision().awards.iter().find(|award| award.number == *number);
        let (tier, reason) = (award.map(|award| award.tier.as_str()), ruling.note.trim());
        let reason = if reason.is_empty() { String::new() } else { format!("（{}）", mask_phones(reason)) };
        (tier == ruling.tier.as_deref())
            .then(|| format!("{}{}{reason}", name_project(record, number), tier_or_none(tier)))
    });
    let decided: Vec<String> = decided.collect();
    (!decided.is_empty()).then(|| format!("并列第{rank}名的项目，评审委员会决定：{}。", decided.join("；")))
}

/// Whether the tied come out differently, or are before the committee.
fn bears_on_a_prize(record: &AwardRecord<'_>, tie: &TiedScore) -> bool {
    let numbers = || tie.groups.iter().flatten();
    let open = record.proposal.open.iter().any(|group| numbers().any(|number| group.numbers.contains(number)));
    let tier = |number: &String| record.decision().awards.iter().find(|award| award.number == *number);
    let tiers: BTreeSet<Option<&str>> = numbers().map(|number| tier(number).map(|award| award.tier.as_str())).collect();
    open || tiers.len() > 1
}

fn describe_tie(record: &AwardRecord<'_>, tie: &TiedScore) -> String {
    let projects = name_projects(record, tie.groups.iter().flatten());
    let steps = name_steps(record, tie);
    let compared = if steps.is_empty() { String::new() } else { format!("比较{steps}后，") };
    if !tie.is_open() {
        return format!("得分并列：{projects}均为{}分，{compared}先后依上列次序。", tie.score);
    }
    let alike = tie.groups.len() == 1;
    let open = tie.groups.iter().filter(|group| group.len() > 1 && !alike);
    let open: Vec<String> = open.map(|group| name_projects(record, group)).collect();
    let still = if compared.is_empty() { "" } else { "仍然并列，" };
    format!("得分并列：{projects}均为{}分，{compared}{}{still}名次相同。", tie.score, open.join("；"))
}

fn name_steps(record: &AwardRecord<'_>, tie: &TiedScore) -> String {
    let steps: Vec<String> = (0..tie.steps).map(|step| name_step(record.policy(), step)).collect();
    steps.join("、")
}

/// All ties, the highest figure first.
pub(super) fn tabulate_ties(record: &AwardRecord<'_>) -> Option<Table> {
    let mut table = Table::new(vec![
        Column::new("得分", 11, Align::Centre),
        Column::new("并列的项目（按比较后的先后）", 49, Align::Left),
        Column::new("比较", 18, Align::Left),
        Column::new("结果", 22, Align::Left),
    ])
    .sized(Size::Dense);
    for tie in &record.ranking.ties {
        let groups: Vec<String> = tie.groups.iter().map(|group| name_projects(record, group)).collect();
        let steps = name_steps(record, tie);
        let compared = if steps.is_empty() { "—".to_owned() } else { steps };
        table.row(&[tie.score.to_string(), groups.join("；"), compared, tell_result(record, tie)]);
    }
    (!record.ranking.ties.is_empty()).then_some(table)
}

/// What came of a tie: 先后已定, or who still shares which rank.
pub(in crate::award) fn tell_result(record: &AwardRecord<'_>, tie: &TiedScore) -> String {
    let open = tie.groups.iter().filter(|group| group.len() > 1);
    let open: Vec<String> = open
        .map(|group| {
            let rank = group.first().and_then(|number| record.ranked(number)).map_or(0, |entry| entry.rank);
            format!("{}仍并列第{rank}名", group.join("、"))
        })
        .collect();
    if open.is_empty() { "先后已定".to_owned() } else { open.join("；") }
}
