//! Places that the committee has not given yet: what they may cost, against the budget; and more prizes than the measure allows.

use std::sync::Arc;

use shenping::award::agreement::find_disagreements;
use shenping::award::papers::PaperKind;
use shenping::award::report::write_report;
use shenping::model::Format;
use shenping::model::Money;
use shenping::model::ScoreSheet;
use shenping::model::TierRuling;
use shenping::policy::Confirmation;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::award::papers::MadeSeason;
use crate::award::papers::made;
use crate::made_season;
use crate::official::text_of;

/// Gives one entry the marks of another.
fn tie(made: &mut MadeSeason, number: &str, with: &str) {
    let copies: Vec<ScoreSheet> = made.sheets.iter().filter(|sheet| sheet.number == with).cloned().collect();
    made.sheets.retain(|sheet| sheet.number != number);
    let alike = |sheet| ScoreSheet { number: number.to_owned(), recused: false, ..sheet };
    made.sheets.extend(copies.into_iter().map(alike));
}

fn rule(number: &str, tier: &str) -> TierRuling {
    let (tier, note) = (Some(tier.to_owned()), "评审委员会决定".to_owned());
    TierRuling {
        number: number.to_owned(),
        tier,
        withdrawn: false,
        note,
        by: "评审工作簿.xlsx".into(),
        at: made_season::as_of(),
    }
}

#[test]
fn what_open_places_need_is_told_whole_though_less_money_is_left() {
    let mut made = made(6, (1, 2, 1), 75_000);
    tie(&mut made, "2026-005", "2026-004");
    let text = text_of(&write_report(&made.record()));
    assert!(text.contains("结余5000元。另有待决定的名额，最多还需10000元，尚未计入，比预算还差5000元。"), "{text}");
}

#[test]
fn where_every_place_is_open_what_they_need_is_told_all_the_same() {
    let mut made = made(2, (1, 1, 0), 20_000);
    tie(&mut made, "2026-002", "2026-001");
    let text = text_of(&write_report(&made.record()));
    assert!(
        text.contains("目前没有拟奖项目。另有待决定的名额，最多还需50000元，尚未计入，比预算还差30000元。"),
        "{text}"
    );
}

#[test]
fn what_the_committee_settled_meanwhile_is_not_still_to_be_paid() {
    let mut made = made(6, (1, 2, 1), 100_000);
    tie(&mut made, "2026-002", "2026-001");
    tie(&mut made, "2026-005", "2026-004");
    assert_eq!(made.record().reserved(), Some(Money::from_yuan(60_000)));
    made.rulings = vec![rule("2026-001", "一等奖"), rule("2026-002", "二等奖")];
    assert_eq!(made.record().reserved(), Some(Money::from_yuan(10_000)));
}

#[test]
fn how_the_committee_parted_a_tie_stands_in_the_report_and_is_compared() {
    let mut made = made(6, (1, 2, 1), 100_000);
    tie(&mut made, "2026-002", "2026-001");
    let undecided = write_report(&made.record());
    assert!(!text_of(&undecided).contains("评审委员会决定："));
    made.rulings = vec![rule("2026-001", "一等奖"), rule("2026-002", "二等奖")];
    made.rulings[1].note = "电话 13800000001 核实".to_owned();
    let record = made.record();
    let text = text_of(&write_report(&record));
    let line = text.lines().find(|line| line.starts_with("并列第1名的项目，评审委员会决定：")).expect("the decision");
    assert!(line.contains("（2026-001）一等奖（评审委员会决定）；"), "{line}");
    assert!(line.ends_with("（2026-002）二等奖（电话 138******** 核实）。"), "{line}");
    let agrees = |bytes: &[u8]| {
        let read = read(&Arc::from("评审情况报告.docx"), bytes, Format::Docx, &Limits::default());
        let found = find_disagreements(PaperKind::Report, &read, &record);
        !found.iter().any(|line| line.to_string().contains("并列的决定"))
    };
    assert!(agrees(&write_report(&record)) && !agrees(&undecided));
}

#[test]
fn more_prizes_than_the_measure_allows_are_named() {
    let mut made = made(6, (1, 2, 1), 100_000);
    made.policy.max_total = Some(4);
    assert!(!text_of(&write_report(&made.record())).contains("办法规定总数"));
    made.rulings = vec![rule("2026-006", "三等奖")];
    let text = text_of(&write_report(&made.record()));
    assert!(text.contains("获奖项目5项，办法规定总数不超过4项，请评审委员会核定。"), "{text}");
}

#[test]
fn a_confirmed_report_calls_nothing_undecided() {
    let mut made = made(4, (1, 1, 2), 60_000);
    let draft = text_of(&write_report(&made.record()));
    assert!(draft.contains("尚待决定的事项") && draft.contains("预算不足，未列入"), "{draft}");
    made.season.confirmation =
        Some(Confirmation { on: jiff::civil::date(2026, 12, 15), by: "评审委员会".to_owned() });
    let text = text_of(&write_report(&made.record()));
    assert!(text.contains("需要说明的事项") && !text.contains("尚待决定"), "{text}");
}
