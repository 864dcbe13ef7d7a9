//! 统计: how many, by verdict, code, kind of unit, signature, judge and file, each a live formula over the other sheets.

use crate::model::FileOutcome;
use crate::model::RulingVerdict;
use crate::model::SignatureState;
use crate::model::Verdict;
use crate::policy::Topic;
use crate::review::figures::Figures;
use crate::review::figures::JudgeMark;
use crate::review::rule_label::label_code;
use crate::review::rule_label::label_rules;
use crate::review::view::WorkbookView;
use crate::review::workbook::FINDINGS;
use crate::review::workbook::JudgePlace;
use crate::review::workbook::LEDGER;
use crate::review::workbook::RECUSED;
use crate::review::workbook::SCREENING;
use crate::review::workbook::STATISTICS;
use crate::review::workbook::SUMMARY;
use crate::review::workbook::findings::FindingsSheet;
use crate::review::workbook::ledger::Ledger;
use crate::review::workbook::screening::Screening;
use crate::review::workbook::screening::standing_word;
use crate::review::workbook::summary::Summary;
use crate::review::workbook::summary::signature_word;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_range;

/// The sheets that are counted.
pub struct Sources<'a> {
    /// 形式审查
    pub screening: &'a Screening,
    /// 问题清单
    pub findings: &'a FindingsSheet,
    /// 项目汇总
    pub summary: &'a Summary,
    /// 评委01 …
    pub judges: &'a [JudgePlace],
    /// What the judges' lines come to.
    pub figures: &'a [Figures<'a>],
    /// 材料台账
    pub ledger: &'a Ledger,
}

/// One line: what is counted, the formula, the count.
type Count<'a> = (&'static str, String, Cell<'a>);

/// Writes the sheet.
pub fn write_statistics(book: &mut Book, view: &WorkbookView<'_>, sources: &Sources<'_>) -> Result<Sheet, BookError> {
    let mut sheet = book.start_sheet(STATISTICS)?;
    let mut counts = count_projects(view, sources);
    counts.extend(count_codes(view, sources));
    counts.extend(count_topics(
        "优先推荐线索",
        sources.summary,
        sources.summary.priorities(),
        &view.policy.priorities,
        view,
    ));
    counts.extend(count_topics("工作领域线索", sources.summary, sources.summary.areas(), &view.policy.areas, view));
    counts.extend(count_scores(sources));
    counts.extend(count_files(view, sources));
    let rows =
        counts.into_iter().map(|(group, what, count)| vec![Cell::text(group), Cell::text(what), count]).collect();
    let title = format!("{}年度{}统计", view.season.year, view.policy.award);
    let notes = ["数字随各表自动变动。".to_owned()];
    let columns = vec![
        Column::new("类别", (18, 22), Style::CENTRED.bold()),
        Column::new("项目", (40, 70), Style::TEXT),
        Column::new("数量", (10, 12), Style::CENTRED),
    ];
    let list =
        List { name: "statistics", title: &title, notes: &notes, columns, rows, frozen: 0, paper: Paper::A4Upright };
    list.write(&mut sheet)?;
    Ok(sheet)
}

/// `COUNTIF` of a word in a column, and its result.
fn count_word(sheet: &str, list: ListPlace, column: u16, word: &str, count: usize) -> Cell<'static> {
    let range = fixed_range(Some(sheet), list.range(column, column));
    Cell::formula(format!("COUNTIF({range},{})", quote(word)), count.to_string())
}

/// A text as a formula's constant, with the wildcards of COUNTIF taken literally.
fn quote(word: &str) -> String {
    let plain = word.replace('~', "~~").replace('*', "~*").replace('?', "~?");
    format!("\"{}\"", plain.replace('"', "\"\""))
}

fn count_projects(view: &WorkbookView<'_>, sources: &Sources<'_>) -> Vec<Count<'static>> {
    let (screening, summary) = (sources.screening, sources.summary);
    let numbers = fixed_range(Some(SCREENING), screening.placed.list.range(0, 0));
    let all = Cell::formula(format!("COUNTA({numbers})"), view.entries.len().to_string());
    let mut counts: Vec<Count<'static>> = vec![("收到", "申报项目".to_owned(), all)];
    let program = [Verdict::Qualified, Verdict::ToDecide, Verdict::ToCorrect, Verdict::Rejected].map(Verdict::chinese);
    let people = RulingVerdict::SETTLING.map(RulingVerdict::chinese);
    let mut words: Vec<&str> = program.to_vec();
    words.extend(people.iter().filter(|word| !program.contains(word)));
    for word in words {
        let count = view.entries.iter().filter(|entry| standing_word(entry) == word).count();
        let cell = count_word(SCREENING, screening.placed.list, screening.standing, word, count);
        counts.push(("形式审查结论", word.to_owned(), cell));
    }
    let mut categories = summary.categories.clone();
    categories.sort_unstable();
    for group in categories.chunk_by(|a, b| a == b) {
        let (Some(word), Some(column)) = (group.first(), summary.unit_category()) else { continue };
        counts.push(("单位类别", word.clone(), count_word(SUMMARY, summary.placed.list, column, word, group.len())));
    }
    for state in SIGNATURES {
        let count = view.entries.iter().filter(|entry| signature_word(entry) == state.chinese()).count();
        let Some(column) = summary.signature().filter(|_| count > 0) else { continue };
        let cell = count_word(SUMMARY, summary.placed.list, column, state.chinese(), count);
        counts.push(("签字情况", state.chinese().to_owned(), cell));
    }
    counts
}

const SIGNATURES: [SignatureState; 8] = [
    SignatureState::Picture,
    SignatureState::Ink,
    SignatureState::Digital,
    SignatureState::Scan,
    SignatureState::Typed,
    SignatureState::BlankPicture,
    SignatureState::Absent,
    SignatureState::Unreadable,
];

/// Every code that was found, in the order of the measure.
fn count_codes(view: &WorkbookView<'_>, sources: &Sources<'_>) -> Vec<Count<'static>> {
    let found =
        || view.entries.iter().flat_map(|entry| &entry.assessment.findings).map(|finding| finding.code.as_str());
    let mut codes: Vec<&str> = Vec::new();
    for code in view.policy.rules.iter().map(|rule| rule.code.as_str()).chain(found()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let count = |code: &str| {
        let number = found().filter(|known| *known == code).count();
        let rules: Vec<_> = view.policy.rules.iter().filter(|rule| rule.code == code).collect();
        let label = if rules.is_empty() { label_code(code).to_owned() } else { label_rules(view.policy, &rules) };
        let list = sources.findings.placed.list;
        let cell = count_word(FINDINGS, list, sources.findings.code, code, number);
        (number > 0).then(|| ("问题条数", format!("不符“{label}”　{code}"), cell))
    };
    codes.into_iter().filter_map(count).collect()
}

/// Projects in which a topic of the measure is mentioned.
fn count_topics(
    group: &'static str,
    summary: &Summary,
    column: Option<u16>,
    topics: &[Topic],
    view: &WorkbookView<'_>,
) -> Vec<Count<'static>> {
    let Some(column) = column else { return Vec::new() };
    let range = fixed_range(Some(SUMMARY), summary.placed.list.range(column, column));
    let count = |topic: &Topic| {
        let mentioned = view.entries.iter().filter(|entry| {
            let application = &entry.application;
            application.priorities.iter().chain(&application.areas).any(|mention| mention.key == topic.key)
        });
        let pattern = quote(&topic.label);
        let pattern = format!("\"*{}*\"", pattern.trim_matches('"'));
        let cell = Cell::formula(format!("COUNTIF({range},{pattern})"), mentioned.count().to_string());
        (group, topic.label.clone(), cell)
    };
    topics.iter().map(count).collect()
}

/// How far each judge has come.
fn count_scores(sources: &Sources<'_>) -> Vec<Count<'static>> {
    let mut counts: Vec<Count<'static>> = Vec::new();
    for (index, judge) in sources.judges.iter().enumerate() {
        let totals = fixed_range(Some(&judge.sheet), judge.list.range(judge.total, judge.total));
        let marks = || sources.figures.iter().filter_map(|figures| figures.lines.get(index)).map(|line| line.mark);
        let scored = marks().filter(|mark| matches!(mark, JudgeMark::Total(_))).count();
        let recused = marks().filter(|mark| *mark == JudgeMark::Recused).count();
        let cell = Cell::formula(format!("COUNT({totals})"), scored.to_string());
        counts.push(("评分进度", format!("{} 已评全", judge.sheet), cell));
        let cell = Cell::formula(format!("COUNTIF({totals},\"{RECUSED}\")"), recused.to_string());
        counts.push(("评分进度", format!("{} 回避", judge.sheet), cell));
    }
    counts
}

fn count_files(view: &WorkbookView<'_>, sources: &Sources<'_>) -> Vec<Count<'static>> {
    let outcomes =
        [FileOutcome::Read, FileOutcome::Kept, FileOutcome::Ignored, FileOutcome::Unreadable, FileOutcome::Unassigned];
    let count = |outcome: FileOutcome| {
        let number = view.ledger.iter().filter(|file| file.outcome == outcome).count();
        let cell = count_word(LEDGER, sources.ledger.placed.list, sources.ledger.outcome, outcome.chinese(), number);
        ("收到的文件", outcome.chinese().to_owned(), cell)
    };
    outcomes.into_iter().map(count).collect()
}
