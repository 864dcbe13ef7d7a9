//! Papers read again by our own readers agree with the decision that they were written from, and with no other.

use std::sync::Arc;

use shenping::award::agreement::Disagreement;
use shenping::award::agreement::find_disagreements;
use shenping::award::papers::PaperKind;
use shenping::award::papers::write_paper;
use shenping::award::record::AwardRecord;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Money;
use shenping::model::Value;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::award::papers::MadeSeason;
use crate::award::papers::eventful;
use crate::award::papers::made;
use crate::award::papers::with_earlier;
use crate::made_season;

pub fn read_back(kind: PaperKind, record: &AwardRecord<'_>) -> Document {
    let bytes = write_paper(kind, record).expect("a paper");
    let format = if kind == PaperKind::BudgetBook { Format::Xlsx } else { Format::Docx };
    read(&Arc::from(kind.file_name()), &bytes, format, &Limits::default())
}

/// What the papers of one season say otherwise than the decision of another.
fn disagreements(written: &MadeSeason, decided: &MadeSeason, kind: PaperKind) -> Vec<Disagreement> {
    find_disagreements(kind, &read_back(kind, &written.record()), &decided.record())
}

/// Every paper of a season agrees with its decision.
pub fn assert_all_agree(season: &MadeSeason) {
    for kind in PaperKind::ALL {
        assert_eq!(disagreements(season, season, kind), [], "{kind:?}");
    }
}

fn assert_each_paper_differs(written: &MadeSeason, decided: &MadeSeason, expected: &[(PaperKind, &str)]) {
    for (kind, what) in expected {
        let found: Vec<String> = disagreements(written, decided, *kind).iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|line| line.contains(what)), "{what} in {found:#?}");
    }
}

#[test]
fn every_paper_agrees_with_its_own_decision() {
    let mut honour = made(4, (1, 1, 1), 0);
    for tier in &mut honour.policy.tiers {
        tier.amount = shenping::policy::TierAmount::Fixed(Money::ZERO);
    }
    let mut odd = made(3, (1, 1, 1), 60_000);
    odd.entries[0] = made_season::entry(1, "甲\u{3000}公司 工会*?", "《“A+B”\n<&>\u{1}工程》");
    for season in
        [eventful(), made(0, (1, 1, 1), 0), made(3, (1, 1, 1), 60_000), made(70, (10, 20, 30), 2_000_000), honour, odd]
    {
        assert_all_agree(&season);
    }
}

#[test]
fn another_tier_is_seen_in_every_paper() {
    let (one, other) = (made(4, (1, 1, 1), 100_000), made(4, (2, 1, 1), 100_000));
    let tier = "第2行";
    let expected = [
        (PaperKind::Report, tier),
        (PaperKind::Notice, tier),
        (PaperKind::Commendation, tier),
        (PaperKind::BudgetBook, tier),
        (PaperKind::Report, "补助合计"),
        (PaperKind::Commendation, "补助合计大写"),
        (PaperKind::BudgetBook, "发放表合计大写"),
        (PaperKind::BudgetBook, "预算对照第1行项数"),
        (PaperKind::Commendation, "一等奖项数应为“2”"),
    ];
    assert_each_paper_differs(&one, &other, &expected);
}

#[test]
fn another_name_is_seen_in_every_paper() {
    let one = made(4, (1, 1, 1), 100_000);
    let mut other = made(4, (1, 1, 1), 100_000);
    other.entries[2] = made_season::entry(3, "另一家工会", "职工书屋流动服务站");
    let expected = PaperKind::ALL.map(|kind| (kind, "另一家工会"));
    assert_each_paper_differs(&one, &other, &expected);
}

#[test]
fn another_amount_and_a_prize_too_few_are_seen() {
    let one = made(4, (1, 1, 1), 100_000);
    let mut dearer = made(4, (1, 1, 1), 100_000);
    dearer.policy.tiers[2].amount = shenping::policy::TierAmount::Fixed(Money::from_yuan(10_001));
    let amounts = [
        (PaperKind::Report, "名单第3行补助（元）应为“10001”，读回为“10000”"),
        (PaperKind::Commendation, "名单第3行补助资金（元）"),
        (PaperKind::BudgetBook, "补助分配第3行补助金额"),
    ];
    assert_each_paper_differs(&one, &dearer, &amounts);
    let more = made(4, (1, 1, 2), 100_000);
    assert_each_paper_differs(&one, &more, &PaperKind::ALL.map(|kind| (kind, "项数应为“4”，读回为“3”")));
}

#[test]
fn an_applicants_phone_in_a_public_paper_is_seen() {
    let mut season = made(3, (1, 1, 1), 100_000);
    season.entries[0] =
        made_season::with_field(season.entries[0].clone(), "project", Value::Text("热线13800000001服务".into()));
    for (kind, leaks) in
        [(PaperKind::Notice, 1), (PaperKind::Commendation, 1), (PaperKind::Report, 0), (PaperKind::BudgetBook, 0)]
    {
        let found = disagreements(&season, &season, kind);
        assert_eq!(found.len(), leaks, "{found:?}");
    }
}

#[test]
fn a_paper_that_cannot_be_read_again_disagrees() {
    let season = made(3, (1, 1, 1), 100_000);
    let record = season.record();
    let mut bytes = write_paper(PaperKind::Report, &record).expect("a paper");
    bytes.truncate(bytes.len() / 2);
    let document = read(&Arc::from("评审情况报告.docx"), &bytes, Format::Docx, &Limits::default());
    assert!(!find_disagreements(PaperKind::Report, &document, &record).is_empty());
}

#[test]
fn names_that_look_like_a_papers_own_words_disagree_with_nothing() {
    let names = [
        ("甲（联合单位：乙）工会", "《A》（2026-001）与《B》"),
        ("一等奖2项工会", "获奖项目9项，其中一等奖7项；小计"),
        ("共5家：丙工会（获奖3项）、丁工会", "如授予三等奖，需补助5元。"),
        ("  戊\t工会 ", "年度预算1元，结余2元。关于2019年度"),
        ("己；庚工会", ""),
        ("辛\n工会", "序号\n编号"),
    ];
    for (count, quotas, budget) in [(6, (1, 1, 1), 60_000), (14, (2, 3, 4), 50_000), (30, (4, 5, 9), 2_000_000)] {
        for without_quotas in [false, true] {
            let mut season = with_earlier(made(count, quotas, budget));
            for (at, entry) in season.entries.iter_mut().enumerate() {
                let (unit, project) = names[at % names.len()];
                *entry = made_season::entry(at + 1, unit, project);
            }
            if without_quotas {
                season.season.quotas.clear();
                season.season.budget = None;
                season.season.publicity = None;
            }
            assert_all_agree(&season);
        }
    }
}
