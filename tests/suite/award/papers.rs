//! The papers of a season: what must stand in them, what must not, and that the same record gives the same bytes.

use std::collections::BTreeSet;

use shenping::award::budget_book::write_budget_book;
use shenping::award::commendation::write_commendation;
use shenping::award::frozen::list_changes;
use shenping::award::notice::write_notice;
use shenping::award::papers::PaperKind;
use shenping::award::papers::write_paper;
use shenping::award::record::AwardInputs;
use shenping::award::record::AwardRecord;
use shenping::award::record::work_out_award;
use shenping::award::report::write_report;
use shenping::model::Award;
use shenping::model::Decision;
use shenping::model::Entry;
use shenping::model::Money;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::model::TierRuling;
use shenping::model::Value;
use shenping::policy::Confirmation;
use shenping::policy::Exception;
use shenping::policy::Policy;
use shenping::policy::Season;

use crate::made_season;
use crate::made_settings::OTHER_CITY;
use crate::official::look;
use crate::official::text_of;
use crate::review::seen;

/// All that a record is worked out from.
pub struct MadeSeason {
    pub policy: Policy,
    pub season: Season,
    pub entries: Vec<Entry>,
    pub sheets: Vec<ScoreSheet>,
    pub rulings: Vec<TierRuling>,
    pub earlier: Vec<Decision>,
}

impl MadeSeason {
    pub fn record(&self) -> AwardRecord<'_> {
        let inputs = AwardInputs {
            policy: &self.policy,
            season: &self.season,
            roster: &[],
            entries: &self.entries,
            ledger: &[],
            sheets: &self.sheets,
            tier_rulings: &self.rulings,
            earlier: &self.earlier,
            as_of: made_season::as_of(),
        };
        work_out_award(inputs)
    }
}

const UNITS: [&str; 8] = [
    "秦皇岛市海港区总工会",
    "秦皇岛市山海关区总工会",
    "秦皇岛经济技术开发区总工会",
    "某某某某某某某某某某某某某某（秦皇岛）重型装备制造集团股份有限公司第三分公司工会委员会",
    "秦皇岛市教育工会",
    "昌黎县总工会",
    "卢龙县总工会",
    "青龙满族自治县总工会",
];
const PROJECTS: [&str; 5] = [
    "“码上听”职工诉求快速响应机制",
    "“工会+高校+企业”三方协同推动新时代产业工人队伍建设改革示范基地与职工技能提升“金蓝领”培育工程的实践与探索",
    "小微企业工会组建“四步法”",
    "职工书屋流动服务站",
    "户外劳动者驿站共建共享",
];

/// So many entries of which each judge gives the n-th a total that falls with n.
pub fn made(count: usize, quotas: (u32, u32, u32), budget: i64) -> MadeSeason {
    let mut season = made_season::season();
    let labels = ["一等奖", "二等奖", "三等奖"].map(str::to_owned);
    season.quotas = labels.into_iter().zip([quotas.0, quotas.1, quotas.2]).collect();
    season.budget = Some(Money::from_yuan(budget));
    season.provincial_places = Some(3);
    let entry = |number: usize| {
        let project = format!(
            "{}{}",
            PROJECTS[number % PROJECTS.len()],
            if number > 5 { number.to_string() } else { String::new() }
        );
        made_season::entry(number, UNITS[number % UNITS.len()], &project)
    };
    let score = |judge: u32, number: usize| {
        let first = format!("{}.{}", 19 - number / 10, 9 - number % 10);
        let mut sheet = made_season::sheet(judge, number, ["16", "15", "17", "16", "14"]);
        sheet.scores[0] = first.parse().ok();
        sheet
    };
    let sheets = (1..=5).flat_map(|judge| (1..=count).map(move |number| score(judge, number))).collect();
    MadeSeason {
        policy: shenping::policy::builtin().clone(),
        season,
        entries: (1..=count).map(entry).collect(),
        sheets,
        rulings: vec![],
        earlier: vec![],
    }
}

/// A season in which nearly everything happens.
pub fn eventful() -> MadeSeason {
    let mut made = made(14, (1, 2, 3), 150_000);
    let find = |entry: &Entry, on_fail, outcome| {
        made_season::with_finding(entry.clone(), "leaders-over-limit", "leaders", on_fail, outcome)
    };
    made.entries[1] = made_season::with_field(
        made.entries[1].clone(),
        "joint_units",
        Value::Organisations(vec!["秦皇岛市教育工会".into(), "卢龙县总工会".into()]),
    );
    made.entries[9] = find(&made.entries[9], OnFail::Correct, Outcome::Fail);
    made.entries[10] = find(&made.entries[10], OnFail::Decide, Outcome::Manual);
    made.entries[11] = made_season::with_ruling(
        made.entries[11].clone(),
        RulingVerdict::Refused,
        "不属于本单位主责，电话13800001234说明",
    );
    // 4 and 5 are alike to the last criterion: a tie within 三等奖; 7 and 8 share the line between 三等奖 and none.
    for (from, to) in [(4, "2026-005"), (7, "2026-008")] {
        let from = format!("2026-{from:03}");
        let copies: Vec<ScoreSheet> = made.sheets.iter().filter(|sheet| sheet.number == from).cloned().collect();
        made.sheets.retain(|sheet| sheet.number != to);
        made.sheets.extend(copies.into_iter().map(|sheet| ScoreSheet { number: to.to_owned(), ..sheet }));
    }
    made.sheets.retain(|sheet| !(sheet.judge == 2 && sheet.number == "2026-003"));
    let ruling = |number: usize, tier: Option<&str>, note: &str| TierRuling {
        number: format!("2026-{number:03}"),
        tier: tier.map(str::to_owned),
        withdrawn: false,
        note: note.to_owned(),
        by: "评审工作簿.xlsx".to_owned(),
        at: made_season::as_of(),
    };
    made.rulings = vec![ruling(3, Some("三等奖"), "示范性尚待检验"), ruling(6, Some("二等奖"), "")];
    made.season.exceptions = vec![Exception {
        submission: "2026-002".into(),
        rule: "submitted-late".into(),
        by: "市总工会研究室".into(),
        reason: "因邮路延误，邮戳在截止日前，寄件人电话13800000000".into(),
    }];
    made
}

pub fn with_earlier(mut made: MadeSeason) -> MadeSeason {
    let award = |number: &str, unit: &str, tier: &str, yuan: i64| Award {
        number: number.into(),
        unit: unit.into(),
        project: "往年项目".into(),
        partners: vec![],
        people: vec![],
        category: None,
        tier: tier.into(),
        amount: Money::from_yuan(yuan),
    };
    made.earlier = vec![Decision {
        year: 2025,
        confirmed_on: None,
        awards: vec![award("2025-001", UNITS[1], "一等奖", 30_000), award("2025-004", "往年工会", "三等奖", 10_000)],
        standings: vec![],
    }];
    made
}

fn confirmed(mut made: MadeSeason) -> MadeSeason {
    made.season.confirmation =
        Some(Confirmation { on: jiff::civil::date(2026, 12, 15), by: "市总工会党组会议".into() });
    made
}

fn leave_to_look(name: &str, made: &MadeSeason) {
    let record = made.record();
    look(&format!("{name}-report.docx"), &write_report(&record));
    look(&format!("{name}-notice.docx"), &write_notice(&record).expect("known days"));
    look(&format!("{name}-commendation.docx"), &write_commendation(&record));
    look(&format!("{name}-budget.xlsx"), &write_budget_book(&record).expect("a workbook"));
}

#[test]
fn papers_to_look_at_are_written_for_none_few_and_sixty_prizes() {
    leave_to_look("a-eventful", &with_earlier(eventful()));
    leave_to_look("b-sixty", &confirmed(made(70, (10, 20, 30), 2_000_000)));
    leave_to_look("c-none", &made(0, (1, 2, 3), 100_000));
    let text = text_of(&write_report(&eventful().record()));
    assert!(text.contains("评审结果（拟）"));
}

#[test]
fn the_report_says_who_scored_how_and_what_is_the_offices_own() {
    let text = text_of(&write_report(&with_earlier(eventful()).record()));
    for expected in [
        "共收到项目14个，申报单位8家",
        "通过11个，待人工核定1个，待补正1个，不予受理1个",
        "邮戳在截止日前，寄件人电话138********",
        "评审委员会由5名评委组成：赵一（秦皇岛市总工会）",
        "去掉一个最高分和一个最低分",
        "依次比较实效性平均分、创新性平均分",
        "评委单位“海港区总工会”与申报单位“秦皇岛市海港区总工会”是同一单位",
        "评委钱二没有完整评分的项目1个",
        "补助资金合计100000元（大写：人民币壹拾万元整）",
        "年度预算150000元，结余50000元",
        "示范性尚待检验",
        "（未写明理由）",
        "各项标准的分值（政治性20分、",
        "各等次名额（一等奖1项、二等奖2项、三等奖3项）",
        "至2026年12月11日截止；如按公示次日算第一天计，截止日期为2026年12月14日",
        "推荐名额3项。按等次和名次，建议推荐3项",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
}

#[test]
fn before_confirmation_the_commendation_is_a_draft_without_a_date() {
    let draft = text_of(&write_commendation(&eventful().record()));
    assert!(draft.contains("草稿，评审结果尚未确认，不得印发") && draft.contains("年　　月　　日"));
    let made = confirmed(made(6, (1, 2, 3), 100_000));
    let paper = text_of(&write_commendation(&made.record()));
    assert!(!paper.contains("草稿") && paper.contains("并经公示") && paper.contains("2026年12月15日"));
    assert!(paper.contains("一等奖1项，每项补助资金30000元") && paper.contains("人民币壹拾万元整"));
}

#[test]
fn a_notice_says_when_and_where_and_names_nobody_in_charge() {
    let text = text_of(&write_notice(&eventful().record()).expect("known days"));
    for expected in ["2026年12月7日至2026年12月11日（5个工作日）", "联系人：苏敏", "0335-0000000", "署真实姓名"]
    {
        assert!(text.contains(expected), "{expected}");
    }
    // The entries hold such data, or this would say nothing.
    let made = eventful();
    let record = made.record();
    assert!(made.entries[0].application.text("phone").is_some_and(|phone| phone == "13800000001"));
    for public in [text, text_of(&write_commendation(&record))] {
        assert!(!public.contains("1380000") && !public.contains("负责人1"));
    }
}

#[test]
fn before_any_score_the_papers_are_drafts_that_name_no_prize() {
    let mut made = made(40, (1, 2, 3), 100_000);
    made.sheets.clear();
    let record = made.record();
    let notice = text_of(&write_notice(&record).expect("known days"));
    assert!(notice.contains("拟稿，尚无拟奖项目，不得发布") && !notice.contains("2026年12月7日\n"), "{notice}");
    let commendation = text_of(&write_commendation(&record));
    assert!(commendation.contains("草稿，尚无获奖项目，不得印发") && !commendation.contains("没有获奖项目"));
    let report = text_of(&write_report(&record));
    assert!(report.contains("尚未收到评委评分") && report.contains("目前没有拟奖项目"));
    assert!(!report.contains("拟奖项目名单") && !report.contains("没有任何有效评分"), "{report}");
}

#[test]
fn a_result_called_confirmed_before_any_score_is_not_final() {
    let mut made = confirmed(made(6, (1, 2, 3), 100_000));
    assert!(made.record().is_final());
    made.sheets.clear();
    let record = made.record();
    assert!(!record.is_final());
    let text = text_of(&write_report(&record));
    assert!(text.contains("还没有评分") && text.contains("拟稿") && !text.contains("评审结果已于"), "{text}");
}

#[test]
fn what_is_not_parted_yet_is_not_counted_as_left_over() {
    let mut made = made(6, (1, 2, 1), 100_000);
    let copies: Vec<ScoreSheet> = made.sheets.iter().filter(|sheet| sheet.number == "2026-004").cloned().collect();
    made.sheets.retain(|sheet| sheet.number != "2026-005");
    made.sheets.extend(copies.into_iter().map(|sheet| ScoreSheet {
        number: "2026-005".into(),
        recused: false,
        ..sheet
    }));
    let record = made.record();
    assert_eq!(record.reserved(), Some(Money::from_yuan(10_000)));
    let text = text_of(&write_report(&record));
    assert!(text.contains("结余30000元。另有待决定的名额，最多还需10000元，尚未计入。"), "{text}");
}

#[test]
fn a_long_season_is_summed_up_in_the_text_and_listed_in_the_annexes() {
    let mut made = made(70, (10, 20, 30), 900_000);
    // The first and the second project get the same marks: a tie within one tier bears on no prize.
    let first: Vec<ScoreSheet> = made.sheets.iter().filter(|sheet| sheet.number == "2026-001").cloned().collect();
    made.sheets.retain(|sheet| sheet.number != "2026-002");
    made.sheets.extend(first.into_iter().map(|sheet| ScoreSheet { number: "2026-002".into(), ..sheet }));
    let record = made.record();
    let text = text_of(&write_report(&record));
    let beyond = record.proposal.beyond_budget.len();
    assert!(beyond > 1 && text.matches("预算不足，未列入").count() == 1, "{beyond}\n{text}");
    assert!(text.contains(&format!("下列{beyond}个项目按名次可列三等奖，共需补助{}0000元", beyond)), "{text}");
    assert!(text.contains("处得分并列不影响等次，见附件“得分并列情况表”") && !text.contains("得分并列：《项目1》"));
}

#[test]
fn many_recusals_stand_in_an_annex_and_few_in_the_text() {
    let recusals = |count: usize| {
        let mut made = made(count, (1, 2, 3), 150_000);
        made.season.judges[0].unit = UNITS[0].to_owned();
        made.season.judges[1].unit = UNITS[1].to_owned();
        text_of(&write_report(&made.record()))
    };
    let (few, many) = (recusals(9), recusals(60));
    assert!(few.contains("是同一单位") && !few.contains("评委回避情况表"), "{few}");
    let body = many.split("附件1").next().unwrap_or_default();
    assert!(many.contains("见附件“评委回避情况表”") && !body.contains("是同一单位"), "{body}");
    assert!(many.contains("是同一单位"), "{many}");
}

#[test]
fn a_phone_in_a_reason_is_masked_in_the_report() {
    let text = text_of(&write_report(&eventful().record()));
    assert!(text.contains("电话138********说明") && !text.contains("13800001234"));
}

#[test]
fn a_notice_without_dates_or_contact_leaves_room_for_them() {
    let mut made = eventful();
    made.season.publicity = None;
    let text = text_of(&write_notice(&made.record()).expect("known days"));
    assert!(text.contains("公示时间：　　　　年　　月　　日至") && text.contains("联系人：　"));
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let made = with_earlier(eventful());
    let (one, other) = (made.record(), made.record());
    assert_eq!(write_report(&one), write_report(&other));
    assert_eq!(write_notice(&one).expect("known days"), write_notice(&other).expect("known days"));
    assert_eq!(write_commendation(&one), write_commendation(&other));
    assert_eq!(write_budget_book(&one).expect("a workbook"), write_budget_book(&other).expect("a workbook"));
}

#[test]
fn a_measure_of_honour_alone_speaks_of_no_money() {
    let mut made = confirmed(made(7, (1, 2, 3), 100_000));
    made.season.budget = None;
    for tier in &mut made.policy.tiers {
        tier.amount = shenping::policy::TierAmount::Fixed(Money::ZERO);
    }
    let record = made.record();
    assert_eq!(record.decision().awards.len(), 6);
    assert!(!text_of(&write_commendation(&record)).contains("补助资金"));
    let report = text_of(&write_report(&record));
    assert!(report.contains("可列三等奖。") && report.contains("各单位申报和获奖情况表"), "{report}");
    assert!(!report.contains("补助（元）") && !report.contains("小计（元）"), "{report}");
    let kinds: Vec<PaperKind> = PaperKind::of(&record).collect();
    assert_eq!(kinds, [PaperKind::Report, PaperKind::Notice, PaperKind::Commendation]);
    crate::award::agreement::assert_all_agree(&made);
}

#[test]
fn what_a_measures_form_does_not_ask_for_has_no_column_in_the_budget_book() {
    let mut made = made(3, (1, 1, 1), 100_000);
    let heads = |made: &MadeSeason| {
        let book = crate::award::agreement::read_back(PaperKind::BudgetBook, &made.record());
        let cells = book.grids().flat_map(|grid| &grid.cells).map(|cell| cell.text.clone());
        cells.filter(|text| ["联合单位", "类别", "未填类别"].contains(&text.as_str())).collect::<BTreeSet<String>>()
    };
    assert_eq!(heads(&made).len(), 3);
    (made.policy.roles.category, made.policy.roles.partners) = (None, None);
    assert_eq!(heads(&made).len(), 0);
    crate::award::agreement::assert_all_agree(&made);
}

#[test]
fn a_confirmed_decision_with_something_unsettled_stays_a_draft() {
    let mut made = confirmed(made(6, (1, 2, 1), 100_000));
    let copies: Vec<ScoreSheet> = made.sheets.iter().filter(|sheet| sheet.number == "2026-004").cloned().collect();
    made.sheets.retain(|sheet| sheet.number != "2026-005");
    made.sheets.extend(copies.into_iter().map(|sheet| ScoreSheet {
        number: "2026-005".into(),
        recused: false,
        ..sheet
    }));
    // Judge 5 is recused from 4 and not from 5, which changes no mean: all judges gave the same.
    let text = text_of(&write_commendation(&made.record()));
    assert!(text.contains("尚有待决定的事项，不得印发") && !text.contains("2026年12月15日"));
    let text = text_of(&write_report(&made.record()));
    assert!(text.contains("处在等次分界处") && text.contains("尚待决定的事项"));
}

#[test]
fn a_notice_that_needs_an_unknown_year_stops_the_notice_alone_and_names_it() {
    let mut made = made(3, (1, 1, 1), 100_000);
    if let Some(publicity) = &mut made.season.publicity {
        publicity.starts = jiff::civil::date(2026, 12, 28);
    }
    let record = made.record();
    assert_eq!(record.decision().awards.len(), 3);
    let error = write_paper(PaperKind::Notice, &record).expect_err("2027 is not in the calendar").to_string();
    assert!(error.contains("没有 2027 年的安排") && error.contains("[[calendar]]"), "{error}");
    let report = text_of(&write_report(&record));
    assert!(report.contains("2027年的节假日安排尚未录入，截止日期待定") && !report.contains("toml"), "{report}");
    for kind in [PaperKind::Commendation, PaperKind::BudgetBook] {
        assert!(write_paper(kind, &record).is_ok(), "{kind:?}");
    }
    made.season.calendar = vec![(jiff::civil::date(2027, 1, 1), false)];
    let text = text_of(&write_paper(PaperKind::Notice, &made.record()).expect("supplied"));
    assert!(text.contains("2026年12月28日至2027年1月4日"));
}

#[test]
fn the_budget_book_prints_its_totals_and_pays_nobody_nothing() {
    let mut made = made(4, (1, 1, 2), 100_000);
    made.policy.tiers[2].amount = shenping::policy::TierAmount::Fixed(Money::ZERO);
    let book = write_budget_book(&made.record()).expect("a book");
    let names = seen::parts(&book, "xl/workbook.xml").remove(0).1;
    let areas = seen::between(&names, "name=\"_xlnm.Print_Area\"", "</definedName>");
    for (sheet, last) in [("补助分配", "合计"), ("发放表", "审批"), ("预算对照", "下一个项目"), ("按单位", "合计")]
    {
        let cells = seen::cells(&book, sheet);
        let row = cells.iter().filter(|(_, text)| text.contains(last)).map(|((row, _), _)| *row).max();
        let printed = areas.iter().find(|area| area.contains(sheet)).and_then(|area| area.rsplit('$').next());
        let printed: u32 = printed.and_then(|row| row.parse().ok()).unwrap_or_else(|| panic!("{sheet} in {areas:?}"));
        assert!(row.is_none_or(|row| row < printed), "{sheet}: {last} in {row:?}, printed to {printed}");
    }
    let paid = seen::cells(&book, "发放表");
    assert!(paid.values().any(|text| text == "2026-002") && !paid.values().any(|text| text == "2026-003"));
    crate::award::agreement::assert_all_agree(&made);
}

#[test]
fn what_changed_since_the_confirmation_is_named() {
    let made = confirmed(made(4, (1, 1, 1), 100_000));
    let record = made.record();
    assert!(list_changes(record.decision(), record.decision()).is_empty());
    let mut now = record.decision().clone();
    now.confirmed_on = None;
    now.awards[1].tier = "三等奖".into();
    now.awards[1].amount = Money::from_yuan(10_000);
    now.awards.remove(0);
    let changes = list_changes(record.decision(), &now);
    assert_eq!(changes.len(), 4, "{changes:?}");
    assert!(changes[0].contains("登记为2026-12-15，现为未确认"));
    assert!(changes[1].contains("2026-001") && changes[1].contains("现无奖次"));
    assert_eq!(changes[2], "2026-002的等次：确认时为“二等奖”，现为“三等奖”");
}

/// A score that changes no prize still changes what the report said when it was confirmed.
#[test]
fn a_figure_that_changed_since_the_confirmation_is_named() {
    let made = confirmed(made(4, (1, 1, 1), 100_000));
    let record = made.record();
    let mut now = record.decision().clone();
    let old = now.standings[0].score;
    now.standings[0].score += rust_decimal::Decimal::ONE;
    let changes = list_changes(record.decision(), &now);
    let (number, new) = (&now.standings[0].number, now.standings[0].score);
    let expected = format!("{number}的得分和名次：确认时为“{old}分，第1名”，现为“{new}分，第1名”");
    assert_eq!(changes, [expected]);
    let before_figures_were_kept = Decision { standings: vec![], ..record.decision().clone() };
    assert!(list_changes(&before_figures_were_kept, &now).is_empty());
}

/// Money by category and tier, a tier of honour alone, limits by tier, a cap: by a policy file alone.
#[test]
fn the_measure_of_another_city_runs_to_its_papers() {
    let policy = shenping::policy::load_policy(OTHER_CITY, "policy.toml").expect("a measure");
    let labels: Vec<String> = policy.tiers.iter().map(|tier| tier.label.clone()).collect();
    let mut season = made_season::season();
    season.quotas = labels.iter().cloned().zip([1, 2, 3, 4]).collect();
    let sorts = ["技术革新", "调查报告", "合理化建议"];
    let entries: Vec<Entry> = (1..=9)
        .map(|number| {
            let entry = made_season::entry(number, UNITS[number % UNITS.len()], "");
            let file = |entry, key: &str, value| made_season::with_field(entry, key, value);
            let entry = file(entry, "recommending_union", Value::Organisation(UNITS[number % UNITS.len()].into()));
            let entry = file(entry, "achievement", Value::Text(format!("成果{number}")));
            let entry =
                file(entry, "inventors", Value::People((0..number * 2).map(|n| format!("完成人{n}")).collect()));
            file(entry, "sort", Value::Choice(sorts[number % 3].into()))
        })
        .collect();
    let sheets = (1..=5).flat_map(|judge| (1..=9).map(move |number| (judge, number))).map(|(judge, number)| {
        let most = policy.criteria.iter().map(|criterion| criterion.max);
        let scores =
            most.map(|max| Some(max - rust_decimal::Decimal::from(number) / rust_decimal::Decimal::TEN)).collect();
        ScoreSheet { scores, ..made_season::sheet(judge, usize::try_from(number).expect("small"), ["0"; 5]) }
    });
    let sheets = sheets.collect();
    let other = MadeSeason { policy, season, entries, sheets, rulings: vec![], earlier: vec![] };
    let record = other.record();
    assert!(!record.decision().awards.is_empty());
    for award in &record.decision().awards {
        let tier = other.policy.tiers.iter().find(|tier| tier.label == award.tier).expect("a tier");
        let expected = match &tier.amount {
            shenping::policy::TierAmount::Fixed(amount) => *amount,
            shenping::policy::TierAmount::ByCategory(amounts) => {
                amounts[award.category.as_deref().expect("a category")]
            }
        };
        assert_eq!(award.amount, expected, "{}", award.number);
    }
    let report = text_of(&write_report(&record));
    assert!(report.contains("主要完成人有6个，优秀奖的上限是5个") && !report.contains("优秀组织奖"));
    leave_to_look("d-other-city", &other);
    crate::award::agreement::assert_all_agree(&other);
}
