//! The report: what was received, tiers and money in table and text, the committee's departures, the proposals, the days of the
//! notice, and the rows of its annexes.

use std::collections::BTreeSet;

use crate::award::agreement::Comparison;
use crate::award::agreement::bare;
use crate::award::agreement::expected::ExpectedTable;
use crate::award::agreement::expected::Passage;
use crate::award::agreement::expected::Sentence;
use crate::award::agreement::expected::Shown;
use crate::award::agreement::expected::tier_rows;
use crate::award::agreement::money::compare_amounts;
use crate::award::agreement::money::compare_next;
use crate::award::recommendation::recommend_upwards;
use crate::award::recommendation::share_by_unit;
use crate::award::record::AwardRecord;
use crate::award::report::NAMED_UNITS;
use crate::award::report::list_parted;
use crate::award::report::tell_pending;
use crate::award::report::tell_result;
use crate::award::wording::mask_phones;
use crate::award::wording::name_project;
use crate::award::wording::name_projects;
use crate::award::wording::tier_or_none;
use crate::award::wording::unit_with_partners;
use crate::model::Award;
use crate::model::Document;
use crate::model::RankedEntry;
use crate::model::Verdict;
use crate::writers::official::chinese_date;

pub(super) fn compare_report(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let tables = [list_prizes(record), list_rest(record), list_held(record), list_scores(record), list_units(record)];
    for table in tables.into_iter().chain([list_ties(record), list_departures(record), list_exceptions(record)]) {
        table.compare(comparison, document);
    }
    if !record.decision().awards.is_empty() {
        list_tiers(record).compare(comparison, document);
        compare_amounts(comparison, document, record);
        compare_proposals(comparison, document, record);
    }
    for parted in list_parted(record) {
        let start = bare(parted.split_once('：').map_or("", |(start, _)| start));
        Passage { what: "并列的决定", start: &start, expected: parted, must: true }.compare(comparison, document);
    }
    let standings = [Verdict::Qualified, Verdict::ToDecide, Verdict::ToCorrect, Verdict::Rejected];
    let sentences =
        list_sentences(record).into_iter().chain(standings.map(|standing| count_standing(record, standing)));
    compare_next(comparison, document, record, record.proposal.beyond_budget.is_empty());
    for (what, pattern, expected, must) in sentences {
        Sentence { what, pattern: &pattern, expected, must }.compare(comparison, document);
    }
}

/// What is told of, its pattern, what it must say, whether it must be there.
type Said = (&'static str, String, Vec<String>, bool);

fn list_sentences(record: &AwardRecord<'_>) -> Vec<Said> {
    let units: BTreeSet<&str> = record.candidates.iter().map(|candidate| candidate.unit.as_str()).collect();
    let (year, received) = (record.season().year.to_string(), record.candidates.len().to_string());
    let mut said: Vec<Said> = vec![
        ("年度", "^关于([0-9]+)年度".to_owned(), vec![year], true),
        (
            "收到项目",
            "^.*?共收到项目([0-9]+)个，申报单位([0-9]+)家".to_owned(),
            vec![received, units.len().to_string()],
            true,
        ),
    ];
    let awards = &record.decision().awards;
    if !awards.is_empty() {
        said.push(("正文项数", "^拟?评出获奖项目([0-9]+)项".to_owned(), vec![awards.len().to_string()], true));
        said.extend(record.policy().tiers.iter().map(|tier| {
            let count = record.awards_of(&tier.label).count();
            let pattern =
                format!("^拟?评出获奖项目[0-9]+项，其中(?:[^。]*?、)?{}([0-9]+)项", regex::escape(&bare(&tier.label)));
            ("正文等次项数", pattern, vec![count.to_string()], count > 0)
        }));
    }
    said.extend(list_money(record));
    if let Ok(Some(notice)) = &record.notice {
        let days = vec![notice.working_days.to_string(), chinese_date(notice.starts), chinese_date(notice.last_day)];
        let pattern = "^.*?公示期为([0-9]+)个工作日。自(.*?)起公示，按.*?计，至(.*?)截止";
        said.push(("公示安排", pattern.to_owned(), days, true));
        if let Ok(day) = notice.last_day_otherwise {
            said.push(("公示安排", "^.*?公示期为.*?计，截止日期为(.*?)。".to_owned(), vec![chinese_date(day)], true));
        }
    }
    said
}

/// The budget's figures beside the total.
fn list_money(record: &AwardRecord<'_>) -> Vec<Said> {
    let Some(budget) = record.season().budget.filter(|_| record.pays_money()) else { return vec![] };
    let awarded = !record.decision().awards.is_empty();
    let rest = match record.settlement.over_budget {
        Some(over) => {
            ("超出预算", "^拟?评出获奖项目.*?超出预算([0-9.]+)元".to_owned(), vec![over.to_string()], awarded)
        }
        None => (
            "结余",
            "^拟?评出获奖项目.*?结余(-?[0-9.]+)元".to_owned(),
            vec![(budget - record.total()).to_string()],
            awarded,
        ),
    };
    let mut said = vec![
        ("年度预算", "^拟?评出获奖项目.*?年度预算([0-9.]+)元，".to_owned(), vec![budget.to_string()], awarded),
        rest,
    ];
    if let Some(reserved) = record.reserved() {
        let pattern = "^(?:拟?评出获奖项目|目前没有拟奖项目).*?最多还需([0-9.]+)元".to_owned();
        said.push(("待定名额", pattern, vec![reserved.to_string()], true));
    }
    said
}

fn count_standing(record: &AwardRecord<'_>, standing: Verdict) -> Said {
    let count = record.candidates.iter().filter(|candidate| candidate.standing == standing).count();
    ("审查结论", format!("^按照办法逐项审查，.*?{}([0-9]+)个", standing.chinese()), vec![count.to_string()], true)
}

/// 考核加分 and the higher award, where the measure speaks of them.
fn compare_proposals(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let shares = share_by_unit(record).into_iter().filter(|share| share.awarded > 0);
    let units: Vec<String> = shares.map(|share| format!("{}（获奖{}项）", share.unit, share.awarded)).collect();
    let article = record.policy().by_hand.iter().find(|check| check.label.contains("考核"));
    if let Some(basis) = article.and_then(|check| check.basis.as_deref()) {
        let named = if units.len() <= NAMED_UNITS { format!("：{}。", units.join("、")) } else { "，".to_owned() };
        let expected = format!("给予加分，共{}家{named}", units.len());
        let start = bare(&format!("按照办法{basis}，建议对获奖单位"));
        Passage { what: "考核加分", start: &start, expected, must: true }.compare(comparison, document);
    }
    let Some(places) = record.season().provincial_places else { return };
    let recommendation = recommend_upwards(record, places);
    let name = |awards: &[&Award]| name_projects(record, awards.iter().map(|award| &award.number));
    let chosen = match recommendation.chosen.len() {
        0 => "建议推荐0项。".to_owned(),
        count => format!("建议推荐{count}项：{}。", name(&recommendation.chosen)),
    };
    let tied = match recommendation.tied.len() {
        0 => String::new(),
        _ => format!("余下{}个名额，{}", recommendation.places_left, name(&recommendation.tied)),
    };
    let expected = format!("推荐名额{places}项。按等次和名次，{chosen}{tied}");
    Passage { what: "推荐项目", start: "推荐名额", expected, must: true }.compare(comparison, document);
}

fn list_tiers(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let mut totals = vec![Shown::text(record.decision().awards.len())];
    if record.pays_money() {
        totals.extend([Shown::text("—"), Shown::Money(record.total())]);
    }
    let headings = but_money(&["等次", "名额", "项数", "每项补助（元）", "小计（元）"], 2, record);
    ExpectedTable { name: "等次统计表", sheet: None, headings, rows: tier_rows(record, "—"), totals }
}

/// The headings, but for the last ones, of money, where prizes cost none.
fn but_money(headings: &'static [&'static str], last: usize, record: &AwardRecord<'_>) -> &'static [&'static str] {
    let kept = if record.pays_money() { headings.len() } else { headings.len().saturating_sub(last) };
    headings.get(..kept).unwrap_or(headings)
}

fn score_of(ranked: Option<&RankedEntry>, none: &str) -> Shown {
    ranked.map_or_else(|| Shown::text(none), |ranked| Shown::text(ranked.score))
}

fn list_prizes(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let awards = &record.decision().awards;
    let rows = awards.iter().enumerate().map(|(index, award)| {
        let texts = [(index + 1).to_string(), award.number.clone(), unit_with_partners(award), award.project.clone()];
        let score = score_of(record.ranked(&award.number), "—");
        let result = [Shown::text(&award.tier), score, Shown::Money(award.amount)];
        texts.into_iter().map(Shown::Text).chain(result).collect()
    });
    let mut totals = vec![Shown::Text(format!("{}项", awards.len()))];
    totals.extend(record.pays_money().then(|| Shown::Money(record.total())));
    let headings = but_money(&["序号", "编号", "申报单位", "项目名称", "等次", "得分", "补助（元）"], 1, record);
    ExpectedTable { name: "名单", sheet: None, headings, rows: rows.collect(), totals }
}

/// Passed and without a prize, by rank, those nobody scored last.
fn list_rest(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let numbers = record.ranking.entries.iter().map(|entry| &entry.number).chain(&record.ranking.unscored);
    let candidates = numbers.filter_map(|number| record.candidate(number));
    let rest = candidates.filter(|it| it.standing == Verdict::Qualified && !record.is_awarded(&it.number));
    let rows = rest.enumerate().map(|(index, candidate)| {
        let texts = [(index + 1).to_string(), candidate.number.clone(), candidate.unit.clone(), candidate.title()];
        let ranked = record.ranked(&candidate.number);
        let rank = ranked.map(|ranked| format!("{}{}", ranked.rank, tell_pending(record, &candidate.number)));
        let result = [score_of(ranked, "未评分"), Shown::Text(rank.unwrap_or_else(|| "—".to_owned()))];
        texts.into_iter().map(Shown::Text).chain(result).collect()
    });
    ExpectedTable {
        name: "其余项目",
        sheet: None,
        headings: &["序号", "编号", "申报单位", "项目名称", "得分", "名次"],
        rows: rows.collect(),
        totals: vec![],
    }
}

/// Not passed.
fn list_held(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let held = record.candidates.iter().filter(|candidate| candidate.standing != Verdict::Qualified);
    let rows = held.enumerate().map(|(index, candidate)| {
        let texts = [(index + 1).to_string(), candidate.number.clone(), candidate.unit.clone(), candidate.title()];
        texts.into_iter().chain([candidate.standing.chinese().to_owned()]).map(Shown::Text).collect()
    });
    ExpectedTable {
        name: "未受理和尚无结论的项目",
        sheet: None,
        headings: &["序号", "编号", "申报单位", "项目名称", "状态"],
        rows: rows.collect(),
        totals: vec![],
    }
}

fn list_scores(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let rows = record
        .ranking
        .entries
        .iter()
        .map(|entry| vec![Shown::text(&entry.number), Shown::text(entry.score), Shown::text(entry.totals.len())]);
    let headings = &["编号", "得分", "有效"];
    ExpectedTable { name: "评分情况", sheet: None, headings, rows: rows.collect(), totals: vec![] }
}

fn list_ties(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let rows = record.ranking.ties.iter().map(|tie| {
        let groups: Vec<String> = tie.groups.iter().map(|group| name_projects(record, group)).collect();
        vec![Shown::text(tie.score), Shown::Text(groups.join("；")), Shown::Text(tell_result(record, tie))]
    });
    let headings = &["得分", "并列的项目（按比较后的先后）", "结果"];
    ExpectedTable { name: "得分并列", sheet: None, headings, rows: rows.collect(), totals: vec![] }
}

fn list_units(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let rows = share_by_unit(record).into_iter().map(|share| {
        let counts = [share.submitted, share.passed, share.awarded].map(Shown::text);
        [Shown::Text(share.unit)].into_iter().chain(counts).chain([Shown::Money(share.money)]).collect()
    });
    let headings = but_money(&["申报单位", "申报", "通过", "获奖", "补助（元）"], 1, record);
    ExpectedTable { name: "各单位情况", sheet: None, headings, rows: rows.collect(), totals: vec![] }
}

/// Where the committee decided otherwise than was proposed.
fn list_departures(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let rows = record.settlement.departures.iter().map(|departure| {
        let tiers = [&departure.proposed, &departure.settled].map(|tier| Shown::text(tier_or_none(tier.as_deref())));
        [Shown::Text(name_project(record, &departure.number))].into_iter().chain(tiers).collect()
    });
    let headings = &["项目", "建议", "决定"];
    ExpectedTable { name: "与建议不同的决定", sheet: None, headings, rows: rows.collect(), totals: vec![] }
}

fn list_exceptions(record: &AwardRecord<'_>) -> ExpectedTable<'static> {
    let rows = record.season().exceptions.iter().map(|exception| {
        let [by, reason] = [&exception.by, &exception.reason].map(|text| Shown::Text(mask_phones(text)));
        vec![Shown::text(&exception.submission), by, reason]
    });
    let headings = &["申报材料", "准许人", "理由"];
    ExpectedTable { name: "例外", sheet: None, headings, rows: rows.collect(), totals: vec![] }
}
