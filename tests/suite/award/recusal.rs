//! Conflicts of interest are proposed by names, and settled by the office.

use shenping::award::recusal::find_conflicts;
use shenping::model::Conflict;
use shenping::model::ConflictStanding;
use shenping::model::Entry;
use shenping::model::Value;
use shenping::policy::Judge;
use shenping::policy::Recusal;
use shenping::policy::RosterUnit;
use shenping::policy::Season;

use crate::made_season;

fn judged_by(name: &str, unit: &str) -> Season {
    let mut season = made_season::season();
    season.judges = vec![Judge { name: name.into(), unit: unit.into() }];
    season
}

fn conflicts(season: &Season, entry: &Entry, roster: &[RosterUnit]) -> Vec<Conflict> {
    find_conflicts(&[entry], &made_season::policy(), season, roster)
}

fn ground(judge_unit: &str, applicant: &str) -> Option<String> {
    let entry = made_season::entry(1, applicant, "项目");
    conflicts(&judged_by("某某", judge_unit), &entry, &[]).pop().and_then(|conflict| conflict.ground)
}

#[test]
fn a_judge_of_the_applying_unit_is_in_conflict_however_the_name_is_cut() {
    for (judge, applicant) in [
        ("秦皇岛市海港区总工会", "秦皇岛市海港区总工会"),
        ("海港区总工会", "秦皇岛市海港区总工会"),
        ("秦皇岛市海港区总工会", "海港区总工会"),
        ("海港区 总工会", "海港区总工会"),
        ("甲乙丙玻璃有限公司", "甲乙丙玻璃有限公司工会"),
    ] {
        assert!(ground(judge, applicant).is_some_and(|ground| ground.contains("同一单位")), "{judge} / {applicant}");
    }
}

#[test]
fn a_judge_of_the_body_above_is_in_conflict() {
    for (judge, applicant) in [
        ("海港区总工会", "秦皇岛市海港区燕山大街街道总工会"),
        ("秦皇岛市海港区总工会", "海港区燕山大街街道总工会"),
        ("甲乙丙集团", "甲乙丙集团第六分公司工会"),
        ("市总工会", "秦皇岛市总工会职工服务中心"),
    ] {
        assert!(ground(judge, applicant).is_some_and(|ground| ground.contains("上级")), "{judge} / {applicant}");
    }
    assert!(ground("海港区总工会办公室", "海港区总工会").is_some_and(|ground| ground.contains("隶属于")));
}

#[test]
fn unrelated_units_and_the_organiser_itself_are_not_in_conflict() {
    for (judge, applicant) in [
        ("秦皇岛市总工会", "秦皇岛市海港区总工会"),
        ("市总工会", "秦皇岛市海港区总工会"),
        ("海港区总工会", "秦皇岛市山海关区总工会"),
        ("教育工会", "教育局工会"),
        ("总工会", "海港区总工会"),
        ("秦皇岛市职工大学", "秦皇岛市海港区总工会"),
        ("", "海港区总工会"),
        ("海港区总工会", ""),
    ] {
        assert_eq!(ground(judge, applicant), None, "{judge} / {applicant}");
    }
}

#[test]
fn joint_units_and_people_of_the_same_name_count_as_well() {
    let entry = made_season::entry(1, "甲区总工会", "项目");
    let joint = vec!["丙局工会".to_owned(), "海港区总工会".to_owned()];
    let entry = made_season::with_field(entry, "joint_units", Value::Organisations(joint));
    let found = conflicts(&judged_by("某某", "海港区总工会"), &entry, &[]);
    assert_eq!(found[0].ground.as_deref(), Some("评委单位“海港区总工会”与联合单位“海港区总工会”是同一单位"));
    let found = conflicts(&judged_by("负责人1", "某大学"), &entry, &[]);
    assert_eq!(found[0].ground.as_deref(), Some("评委与“项目负责”中的“负责人1”同名"));
}

#[test]
fn a_short_name_of_the_roster_is_the_unit() {
    let roster = [RosterUnit {
        name: "秦皇岛经济技术开发区总工会".into(),
        short_names: vec!["开发区工会".into()],
        category: None,
    }];
    let entry = made_season::entry(1, "秦皇岛经济技术开发区总工会", "项目");
    assert_eq!(conflicts(&judged_by("某某", "开发区工会"), &entry, &roster).len(), 1);
}

#[test]
fn the_office_dismisses_or_adds_with_a_reason_that_stays() {
    let entry = made_season::entry(1, "海港区总工会", "项目");
    let mut season = judged_by("某某", "海港区总工会");
    let settle = |dismissed: bool, reason: &str| Recusal {
        judge: "某某".into(),
        submission: "2026-001".into(),
        dismissed,
        reason: reason.into(),
    };
    season.recusals = vec![settle(true, "已调离该单位")];
    let found = conflicts(&season, &entry, &[]);
    assert_eq!((found[0].standing, found[0].recuses()), (ConflictStanding::Dismissed, false));
    assert_eq!(found[0].settled.as_deref(), Some("已调离该单位"));

    let mut season = judged_by("某某", "燕山大学");
    season.recusals = vec![settle(false, "与项目负责人是亲属")];
    let found = conflicts(&season, &entry, &[]);
    assert_eq!((found[0].standing, found[0].recuses(), found[0].ground.clone()), (ConflictStanding::Added, true, None));
}
