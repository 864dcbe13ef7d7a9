//! The report's first half: receipt, formal check and exceptions, the method of scoring, who stayed away or did not score.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::award::record::AwardRecord;
use crate::award::report::annexes::FINDINGS;
use crate::award::report::annexes::RECUSALS;
use crate::award::report::annexes::SCORES;
use crate::award::wording::explain_scoring;
use crate::award::wording::mask_phones;
use crate::award::wording::name_project;
use crate::award::wording::name_projects;
use crate::model::Conflict;
use crate::model::FileOutcome;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::model::Verdict;
use crate::model::china_time;
use crate::policy::Policy;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Level;
use crate::writers::official::Paper;
use crate::writers::official::Size;
use crate::writers::official::Table;
use crate::writers::official::chinese_date;

/// 一、申报受理情况
pub(super) fn write_received(paper: &mut Paper, record: &AwardRecord<'_>) {
    paper.heading(Level::First, "申报受理情况");
    let units: BTreeSet<&str> = record.candidates.iter().map(|candidate| candidate.unit.as_str()).collect();
    let deadline = record.season().deadline.map(china_time).map(|deadline| {
        format!("申报截止时间为{}{:02}:{:02}。", chinese_date(deadline.date()), deadline.hour(), deadline.minute())
    });
    paper.body(&format!(
        "{}截至{}，共收到项目{}个，申报单位{}家。{}",
        deadline.unwrap_or_default(),
        chinese_date(record.today()),
        record.candidates.len(),
        units.len(),
        count_files(record)
    ));
}

fn count_files(record: &AwardRecord<'_>) -> String {
    let ledger = record.inputs.ledger;
    if ledger.is_empty() {
        return String::new();
    }
    let outcomes =
        [FileOutcome::Read, FileOutcome::Kept, FileOutcome::Ignored, FileOutcome::Unreadable, FileOutcome::Unassigned];
    let counts = outcomes.iter().map(|outcome| {
        let count = ledger.iter().filter(|file| file.outcome == *outcome).count();
        (outcome, count)
    });
    let counts: Vec<String> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| format!("{}{count}个", outcome.chinese()))
        .collect();
    format!("收到文件{}个，其中{}，逐一记入材料台账。", ledger.len(), counts.join("、"))
}

/// 二、形式审查情况, with exceptions by whom and why.
pub(super) fn write_formal_check(paper: &mut Paper, record: &AwardRecord<'_>) {
    paper.heading(Level::First, "形式审查情况");
    let standings = [Verdict::Qualified, Verdict::ToDecide, Verdict::ToCorrect, Verdict::Rejected];
    let counts = standings.iter().map(|standing| {
        let count = record.candidates.iter().filter(|candidate| candidate.standing == *standing).count();
        format!("{}{count}个", standing.chinese())
    });
    let ruled = record.inputs.entries.iter().filter(|entry| entry.ruling().is_some()).count();
    let ruled = if ruled == 0 { String::new() } else { format!("其中{ruled}个项目经人工核定。") };
    paper.body(&format!("按照办法逐项审查，{}。{ruled}", counts.collect::<Vec<_>>().join("，")));
    paper.body(&sum_up_findings(record));
    write_exceptions(paper, record);
}

/// How many findings there are for certain and for people; by article they stand in an annex.
fn sum_up_findings(record: &AwardRecord<'_>) -> String {
    let findings = record.inputs.entries.iter().flat_map(|entry| &entry.assessment.findings);
    let findings = findings.filter(|finding| finding.on_fail != OnFail::Note);
    let (failed, manual): (Vec<&Finding>, Vec<&Finding>) =
        findings.partition(|finding| finding.outcome == Outcome::Fail);
    if failed.is_empty() && manual.is_empty() {
        return "审查没有发现问题。".to_owned();
    }
    format!(
        "审查发现不通过的问题{}处、须由人判断的问题{}处，按条款统计见附件“{FINDINGS}”。",
        failed.len(),
        manual.len()
    )
}

/// What one rule said of one subject: an example, how often for certain, how often for people.
struct FindingCount<'season> {
    example: &'season Finding,
    failed: usize,
    manual: usize,
}

/// Findings by article and subject: how many were certain, how many were for people.
pub(super) fn tabulate_findings(record: &AwardRecord<'_>) -> Option<Table> {
    let policy = record.policy();
    let mut counts: BTreeMap<(usize, &str, Option<&str>), FindingCount<'_>> = BTreeMap::new();
    let findings = record.inputs.entries.iter().flat_map(|entry| &entry.assessment.findings);
    for finding in findings.filter(|finding| finding.on_fail != OnFail::Note) {
        let rule = policy.rules.iter().position(|rule| rule.code == finding.code).unwrap_or(usize::MAX);
        let key = (rule, finding.code.as_str(), finding.subject.as_deref());
        let count = counts.entry(key).or_insert(FindingCount { example: finding, failed: 0, manual: 0 });
        if finding.outcome == Outcome::Fail { count.failed += 1 } else { count.manual += 1 }
    }
    let mut table = Table::new(vec![
        Column::new("序号", 8, Align::Centre),
        Column::new("审查内容", 30, Align::Left),
        Column::new("依据", 38, Align::Left),
        Column::new("不通过", 12, Align::Centre),
        Column::new("待人工", 12, Align::Centre),
    ])
    .sized(Size::Dense);
    for (index, FindingCount { example: finding, failed, manual }) in counts.values().enumerate() {
        let basis = finding.basis.clone().unwrap_or_default();
        table.row(&[
            (index + 1).to_string(),
            describe_check(finding, policy),
            basis,
            failed.to_string(),
            manual.to_string(),
        ]);
    }
    (!counts.is_empty()).then_some(table)
}

/// What was looked at, in words: the subject, and what the rules' handbook says the rule finds.
fn describe_check(finding: &Finding, policy: &Policy) -> String {
    let finds = crate::policy::list_rules(policy).into_iter().find(|line| line.code == finding.code);
    let finds = finds.map(|line| line.finds).filter(|finds| !finds.is_empty());
    match (finding.subject.as_deref().map(|subject| policy.label_of(subject)), finds) {
        (Some(subject), Some(finds)) => format!("{subject}：{finds}"),
        (Some(subject), None) => subject.to_owned(),
        (None, Some(finds)) => finds,
        (None, None) => "其他".to_owned(),
    }
}

fn write_exceptions(paper: &mut Paper, record: &AwardRecord<'_>) {
    let (policy, season) = (record.policy(), record.season());
    if season.exceptions.is_empty() {
        return;
    }
    paper.body("经准许的例外如下。");
    let mut table = Table::new(vec![
        Column::new("申报材料", 26, Align::Left),
        Column::new("准许的事项", 30, Align::Left),
        Column::new("准许人", 16, Align::Centre),
        Column::new("理由", 28, Align::Left),
    ]);
    for exception in &season.exceptions {
        let line = crate::policy::list_rules(policy).into_iter().find(|line| line.code == exception.rule);
        let rule = line.map(|line| line.finds).filter(|finds| !finds.is_empty());
        let rule = rule.unwrap_or_else(|| exception.rule.clone());
        let [by, reason] = [&exception.by, &exception.reason].map(|text| mask_phones(text));
        table.row(&[exception.submission.clone(), rule, by, reason]);
    }
    paper.table(table);
}

/// 三、评审办法
pub(super) fn write_method(paper: &mut Paper, record: &AwardRecord<'_>) {
    let (policy, season) = (record.policy(), record.season());
    paper.heading(Level::First, "评审办法");
    if !season.judges.is_empty() {
        let judges = season.judges.iter().map(|judge| {
            if judge.unit.is_empty() { judge.name.clone() } else { format!("{}（{}）", judge.name, judge.unit) }
        });
        let judges: Vec<String> = judges.collect();
        paper.body(&format!("评审委员会由{}名评委组成：{}。", judges.len(), judges.join("、")));
    }
    let criteria: Vec<String> =
        policy.criteria.iter().map(|criterion| format!("{}{}分", criterion.label, criterion.max)).collect();
    if !criteria.is_empty() {
        let full: rust_decimal::Decimal = policy.criteria.iter().map(|criterion| criterion.max).sum();
        paper.body(&format!("评委按{}，满分{full}分，独立评分。", criteria.join("、")));
    }
    paper.body(&explain_scoring(policy));
}

/// 四、回避和缺评
pub(super) fn write_recusals(paper: &mut Paper, record: &AwardRecord<'_>) {
    paper.heading(Level::First, "回避和缺评情况");
    let told = "回避的评委不参加有关项目的评分，也不计入该项目的评委人数。";
    match tabulate_recusals(record) {
        None => paper.body("没有评委需要回避。"),
        Some(table) if stands_in_annex(&table) => {
            paper.body(&format!("{told}涉及{}项次，见附件“{RECUSALS}”。", table.count_rows()));
        }
        Some(table) => {
            paper.body(told);
            paper.table(table);
        }
    }
    write_missing(paper, record);
}

/// Rows of a table that the text can hold without being torn apart.
const ROWS_IN_TEXT: usize = 10;

/// Whether a table is too long for the text.
pub(super) fn stands_in_annex(table: &Table) -> bool {
    table.count_rows() > ROWS_IN_TEXT
}

/// Judges who marked 回避 where no conflict was known: judge, number.
fn list_own_recusals(record: &AwardRecord<'_>) -> Vec<(u32, String)> {
    let known: BTreeSet<(u32, &str)> =
        record.conflicts.iter().filter(|c| c.recuses()).map(|c| (c.judge, c.number.as_str())).collect();
    let ranked = record.ranking.entries.iter();
    let recused = ranked.flat_map(|entry| entry.recused.iter().map(|judge| (*judge, entry.number.as_str())));
    let own = recused.filter(|pair| !known.contains(pair));
    let mut own: Vec<(u32, String)> = own.map(|(judge, number)| (judge, number.to_owned())).collect();
    own.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    own
}

/// Who kept away from which project, why, and what the office said to it; None where nobody did or should have.
pub(super) fn tabulate_recusals(record: &AwardRecord<'_>) -> Option<Table> {
    let own = list_own_recusals(record);
    let mut table = Table::new(vec![
        Column::new("评委", 14, Align::Centre),
        Column::new("项目", 30, Align::Left),
        Column::new("情形", 34, Align::Left),
        Column::new("处理", 22, Align::Left),
    ])
    .sized(Size::Dense);
    for conflict in &record.conflicts {
        let ground = conflict.ground.clone().unwrap_or_else(|| "程序未发现关联".to_owned());
        let handled = describe_handling(conflict);
        table.row(&[judge_name(record, conflict.judge), name_project(record, &conflict.number), ground, handled]);
    }
    for (judge, number) in own {
        let project = name_project(record, &number);
        table.row(&[judge_name(record, judge), project, "评委自行提出".to_owned(), "已回避".to_owned()]);
    }
    (table.count_rows() > 0).then_some(table)
}

fn describe_handling(conflict: &Conflict) -> String {
    let handled = if conflict.recuses() { "已回避" } else { "不予回避" };
    match conflict.settled.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{handled}（办公室：{}）", mask_phones(reason)),
        None => handled.to_owned(),
    }
}

fn judge_name(record: &AwardRecord<'_>, judge: u32) -> String {
    let index = usize::try_from(judge).ok().and_then(|judge| judge.checked_sub(1));
    let judge_of = index.and_then(|index| record.season().judges.get(index));
    judge_of.map_or_else(|| format!("评委{judge:02}"), |known| known.name.clone())
}

/// So many projects are named; of more only the numbers are given.
const NAMED_PROJECTS: usize = 6;

/// Missing scores by judge, and projects with too few to be trimmed.
fn write_missing(paper: &mut Paper, record: &AwardRecord<'_>) {
    let ranking = &record.ranking;
    if ranking.entries.is_empty() {
        paper.body("尚未收到评委评分，得分和名次待评分后补充。");
        return;
    }
    let mut missing: BTreeMap<u32, Vec<&String>> = BTreeMap::new();
    for entry in &ranking.entries {
        for judge in &entry.missing {
            missing.entry(*judge).or_default().push(&entry.number);
        }
    }
    for (judge, numbers) in &missing {
        let (count, projects) = (numbers.len(), list_or_refer(record, numbers.clone()));
        paper.body(&format!("评委{}没有完整评分的项目{count}个{projects}。", judge_name(record, *judge)));
    }
    let plain = ranking.entries.iter().filter(|entry| entry.plain_mean_instead);
    let plain: Vec<&String> = plain.map(|entry| &entry.number).collect();
    if !plain.is_empty() {
        let fewest = record.policy().scoring.fewest_trimmed();
        let count = plain.len();
        paper.body(&if count == ranking.entries.len() && count > NAMED_PROJECTS {
            format!("{count}个项目的有效评分都不足{fewest}个，均按平均数计分。")
        } else {
            format!("有效评分不足{fewest}个、按平均数计分的项目{count}个{}。", list_or_refer(record, plain))
        });
    }
    if !ranking.unscored.is_empty() {
        let projects = list_projects(record, ranking.unscored.iter().collect());
        paper.body(&format!("没有任何有效评分、未参加排名的项目{}个：{projects}。", ranking.unscored.len()));
    }
    if missing.is_empty() && ranking.unscored.is_empty() {
        paper.body("应评的项目均已评分，没有缺评。");
    }
}

/// The same behind a colon; where they are too many to be read in a sentence, the annex that has them.
fn list_or_refer(record: &AwardRecord<'_>, numbers: Vec<&String>) -> String {
    const MOST_LISTED: usize = 40;
    if numbers.len() > MOST_LISTED {
        return format!("，见附件“{SCORES}”");
    }
    format!("：{}", list_projects(record, numbers))
}

/// Projects in the order of their numbers, by name where they are few.
pub(super) fn list_projects(record: &AwardRecord<'_>, mut numbers: Vec<&String>) -> String {
    numbers.sort();
    if numbers.len() <= NAMED_PROJECTS {
        return name_projects(record, numbers);
    }
    numbers.iter().map(|number| number.as_str()).collect::<Vec<_>>().join("、")
}
