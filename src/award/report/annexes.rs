//! The report's annexes: the prize list, the rest, those not accepted and why, the figures of the scoring, each unit's share.

use std::collections::BTreeSet;

use crate::award::recommendation::share_by_unit;
use crate::award::record::AwardRecord;
use crate::award::report::proceedings::stands_in_annex;
use crate::award::report::proceedings::tabulate_findings;
use crate::award::report::proceedings::tabulate_recusals;
use crate::award::report::ties::tabulate_ties;
use crate::award::wording::mask_phones;
use crate::award::wording::unit_with_partners;
use crate::model::Entry;
use crate::model::OnFail;
use crate::model::RankedEntry;
use crate::model::TieState;
use crate::model::Verdict;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Size;
use crate::writers::official::Table;
use crate::writers::official::TableCell;

/// An annex: a title and a table.
pub(super) struct Annex {
    pub(super) title: &'static str,
    pub(super) table: Table,
    /// What must be known to read it.
    pub(super) note: Option<&'static str>,
}

/// What the annex is called that lists all scores.
pub(super) const SCORES: &str = "评分情况一览表";

const FINDINGS_NOTE: &str = "同一项目有多处的分别计数；补正以后重新判读的，以最近一次为准。";

const SCORE_NOTE: &str = "名次、得分以外各列只供参考，不作评定依据。标准差为样本标准差；中位数和去宽严后面的名次是按该数排的；“去宽严”是从每位评委的总分中减去该评委平均高于\
    各项目平均分的部分后，按同样方法计算的得分；“影响等次的评委”是指不计其评分时该项目的拟奖等次会改变，数字为评委序号。";

/// The annex of all ties.
pub(super) const TIES: &str = "得分并列情况表";
/// The annex of the units' shares.
pub(super) const UNITS: &str = "各单位申报和获奖情况表";
/// The annex of recusals, where they are too many for the text.
pub(super) const RECUSALS: &str = "评委回避情况表";
/// The annex of the findings by article.
pub(super) const FINDINGS: &str = "形式审查问题统计表";

/// Annexes that have something in them, in order.
pub(super) fn list_annexes(record: &AwardRecord<'_>) -> Vec<Annex> {
    let confirmed = record.decision().confirmed_on.is_some();
    let awarded = !record.decision().awards.is_empty();
    let rest = if awarded { "其余参评项目名单" } else { "参评项目名单" };
    let mut annexes = Vec::new();
    let mut add = |title, table: Option<Table>, note| annexes.extend(table.map(|table| Annex { title, table, note }));
    add(if confirmed { "获奖项目名单" } else { "拟奖项目名单" }, awarded.then(|| tabulate_awards(record)), None);
    add(rest, tabulate_rest(record), None);
    add("未受理和尚无结论的项目名单", tabulate_held(record), None);
    add(FINDINGS, tabulate_findings(record), Some(FINDINGS_NOTE));
    add(SCORES, tabulate_scores(record), Some(SCORE_NOTE));
    add(RECUSALS, tabulate_recusals(record).filter(stands_in_annex), None);
    add(TIES, tabulate_ties(record), None);
    add(UNITS, tabulate_units(record), None);
    annexes
}

/// The column of money, where prizes cost any: a row ends with it, and a table without it takes no such text.
fn money_column(record: &AwardRecord<'_>, share: u32) -> Option<Column> {
    record.pays_money().then(|| Column::new("补助（元）", share, Align::Right))
}

fn tabulate_awards(record: &AwardRecord<'_>) -> Table {
    let mut columns = vec![
        Column::new("序号", 7, Align::Centre),
        Column::new("编号", 12, Align::Centre),
        Column::new("申报单位", 24, Align::Left),
        Column::new("项目名称", 26, Align::Left),
        Column::new("等次", 10, Align::Centre),
        Column::new("得分", 9, Align::Centre),
    ];
    columns.extend(money_column(record, 12));
    let mut table = Table::new(columns).sized(Size::Dense);
    for (index, award) in record.decision().awards.iter().enumerate() {
        table.row(&[
            (index + 1).to_string(),
            award.number.clone(),
            unit_with_partners(award),
            award.project.clone(),
            award.tier.clone(),
            record.ranked(&award.number).map_or_else(|| "—".to_owned(), |ranked| ranked.score.to_string()),
            award.amount.to_string(),
        ]);
    }
    let count = format!("{}项", record.decision().awards.len());
    let mut sums = vec![TableCell::label("合计", 3), TableCell::text(&count, 3)];
    sums.extend(record.pays_money().then(|| TableCell::text(&record.total().to_string(), 1)));
    table.row_of(sums);
    table
}

/// Passed, and without a prize.
fn tabulate_rest(record: &AwardRecord<'_>) -> Option<Table> {
    let mut table = Table::new(vec![
        Column::new("序号", 8, Align::Centre),
        Column::new("编号", 13, Align::Centre),
        Column::new("申报单位", 29, Align::Left),
        Column::new("项目名称", 30, Align::Left),
        Column::new("得分", 10, Align::Centre),
        Column::new("名次", 10, Align::Centre),
    ])
    .sized(Size::Dense);
    let awarded: BTreeSet<&str> = record.decision().awards.iter().map(|award| award.number.as_str()).collect();
    let passed: BTreeSet<&str> = record
        .candidates
        .iter()
        .filter(|candidate| candidate.standing == Verdict::Qualified && !awarded.contains(candidate.number.as_str()))
        .map(|candidate| candidate.number.as_str())
        .collect();
    let ranked = record.ranking.entries.iter().map(|entry| (entry.number.as_str(), Some(entry)));
    let unscored = record.ranking.unscored.iter().map(|number| (number.as_str(), None));
    let rest = ranked.chain(unscored).filter(|(number, _)| passed.contains(number));
    let mut count = 0_usize;
    for (number, entry) in rest {
        count += 1;
        let candidate = record.candidate(number);
        table.row(&[
            count.to_string(),
            number.to_owned(),
            candidate.map(|candidate| candidate.unit.clone()).unwrap_or_default(),
            candidate.map(|candidate| candidate.title()).unwrap_or_default(),
            entry.map_or_else(|| "未评分".to_owned(), |entry| entry.score.to_string()),
            entry.map_or_else(|| "—".to_owned(), |entry| format!("{}{}", entry.rank, tell_pending(record, number))),
        ]);
    }
    (count > 0).then_some(table)
}

/// Marks an entry that the committee must still part from others, or that the budget has no money for.
pub(in crate::award) fn tell_pending(record: &AwardRecord<'_>, number: &str) -> &'static str {
    let open = record.settlement.unsettled.iter().any(|unsettled| unsettled.numbers().contains(&number));
    let unpaid = || record.proposal.beyond_budget.iter().any(|award| award.number == number);
    match (open, unpaid()) {
        (true, _) => "\n待决定",
        (false, true) => "\n预算不足",
        (false, false) => "",
    }
}

/// Not accepted, to be corrected or to be decided, and why.
fn tabulate_held(record: &AwardRecord<'_>) -> Option<Table> {
    let mut table = Table::new(vec![
        Column::new("序号", 7, Align::Centre),
        Column::new("编号", 11, Align::Centre),
        Column::new("申报单位", 17, Align::Left),
        Column::new("项目名称", 18, Align::Left),
        Column::new("状态", 9, Align::Centre),
        Column::new("原因", 38, Align::Left),
    ])
    .sized(Size::Dense);
    let held = record.inputs.entries.iter().zip(&record.candidates);
    let held = held.filter(|(_, candidate)| candidate.standing != Verdict::Qualified);
    let mut count = 0_usize;
    for (entry, candidate) in held {
        count += 1;
        table.row(&[
            count.to_string(),
            candidate.number.clone(),
            candidate.unit.clone(),
            candidate.title(),
            candidate.standing.chinese().to_owned(),
            give_reasons(entry),
        ]);
    }
    (count > 0).then_some(table)
}

/// What people wrote, else what the rules found, with the articles.
fn give_reasons(entry: &Entry) -> String {
    if let Some(ruling) = entry.ruling().filter(|ruling| !ruling.note.trim().is_empty()) {
        return mask_phones(ruling.note.trim());
    }
    let findings = entry.assessment.findings.iter().filter(|finding| finding.on_fail != OnFail::Note);
    let reasons: Vec<String> = findings
        .map(|finding| match &finding.basis {
            Some(basis) => format!("{}（{basis}）", finding.message.trim_end_matches('。')),
            None => finding.message.trim_end_matches('。').to_owned(),
        })
        .collect();
    mask_phones(&reasons.join("；"))
}

fn tabulate_scores(record: &AwardRecord<'_>) -> Option<Table> {
    // 93.50 needs eight parts, 93.500 nine and a half: a figure must not go on in a second line.
    let rounded = 8 + 3 * record.policy().scoring.decimals.saturating_sub(2) / 2;
    let columns = [
        ("编号", 13),
        ("名次", 7),
        ("得分", 1 + rounded),
        ("有效", 6),
        ("缺评", 6),
        ("回避", 6),
        ("最高", 8),
        ("最低", 8),
        ("标准差", rounded),
        ("中位数", rounded),
        ("名次", 7),
        ("去宽严", rounded),
        ("名次", 7),
        ("影响等次的评委", 12),
    ];
    let columns = columns.iter().map(|(heading, share)| Column::new(heading, *share, Align::Centre)).collect();
    let mut table = Table::new(columns).sized(Size::Small);
    for entry in &record.ranking.entries {
        table.row(&describe_scores(entry));
    }
    (!record.ranking.entries.is_empty()).then_some(table)
}

fn describe_scores(entry: &RankedEntry) -> [String; 14] {
    let figures = &entry.diagnostics;
    let count = |judges: &[u32]| if judges.is_empty() { "—".to_owned() } else { judges.len().to_string() };
    let tied = if entry.tie == TieState::Open { "\n并列" } else { "" };
    let decisive: Vec<String> = figures.decisive_judges.iter().map(|judge| format!("{judge:02}")).collect();
    [
        entry.number.clone(),
        format!("{}{tied}", entry.rank),
        entry.score.to_string(),
        entry.totals.len().to_string(),
        count(&entry.missing),
        count(&entry.recused),
        figures.highest.normalize().to_string(),
        figures.lowest.normalize().to_string(),
        figures.deviation.map_or_else(|| "—".to_owned(), |deviation| deviation.to_string()),
        figures.median.to_string(),
        figures.median_rank.to_string(),
        figures.adjusted.to_string(),
        figures.adjusted_rank.to_string(),
        if decisive.is_empty() { "—".to_owned() } else { decisive.join(" ") },
    ]
}

fn tabulate_units(record: &AwardRecord<'_>) -> Option<Table> {
    let mut columns = vec![
        Column::new("序号", 8, Align::Centre),
        Column::new("申报单位", 52, Align::Left),
        Column::new("申报", 8, Align::Centre),
        Column::new("通过", 8, Align::Centre),
        Column::new("获奖", 8, Align::Centre),
    ];
    columns.extend(money_column(record, 16));
    let mut table = Table::new(columns).sized(Size::Dense);
    let shares = share_by_unit(record);
    for (index, share) in shares.iter().enumerate() {
        table.row(&[
            (index + 1).to_string(),
            share.unit.clone(),
            share.submitted.to_string(),
            share.passed.to_string(),
            share.awarded.to_string(),
            share.money.to_string(),
        ]);
    }
    (!shares.is_empty()).then_some(table)
}
