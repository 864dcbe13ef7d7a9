//! 形式审查: a row for each project and a column for each rule of the measure with what it said, the program's verdict, and
//! 人工核定 with 核定说明 to be filled in; 结论 is what counts, as a live formula.

use std::collections::HashMap;

use crate::model::Entry;
use crate::model::Outcome;
use crate::model::RulingVerdict;
use crate::model::Verdict;
use crate::policy::Rule;
use crate::policy::RuleKind;
use crate::review::rule_label::label_code;
use crate::review::rule_label::label_rules;
use crate::review::settings_mark::MARK_LABEL;
use crate::review::view::WorkbookView;
use crate::review::workbook::DETAILS;
use crate::review::workbook::NUMBER;
use crate::review::workbook::Placed;
use crate::review::workbook::SCREENING;
use crate::review::workbook::details::Details;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Look;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::Target;
use crate::writers::workbook::own_row;

/// The header of people's verdict.
pub const RULING: &str = "人工核定";
/// The header of their reason.
pub const RULING_NOTE: &str = "核定说明";
/// The header of what holds: 人工核定 where it is filled in, else what the program found.
pub const STANDING: &str = "结论";
/// The header of what the program found.
pub const FOUND: &str = "程序结论";
/// Columns before the first rule.
const FIRST_RULE: u16 = 3;

/// 形式审查 and the column of 结论.
pub struct Screening {
    /// The sheet.
    pub placed: Placed,
    /// Column of 结论.
    pub standing: u16,
}

/// Writes the sheet.
pub fn write_screening(
    book: &mut Book,
    view: &WorkbookView<'_>,
    details: &Details,
    mark: &str,
) -> Result<Screening, BookError> {
    let mut sheet = book.start_sheet(SCREENING)?;
    let codes = columns_of_codes(view);
    let verdict = FIRST_RULE + u16::try_from(codes.len()).unwrap_or(0) + 1;
    let blocks = view.entries.iter().zip(&details.blocks);
    let rows = blocks.map(|(entry, block)| screening_row(view, entry, *block, &codes, verdict)).collect();
    let title = format!("{}年度{}形式审查", view.season.year, view.policy.award);
    let notes = [
        format!(
            "黄色格由工作人员填写：{RULING}选“通过”“不通过”或“待补正”，并在{RULING_NOTE}写明理由；不填则以程序结论为准。已登记的要恢复为未核定，选“{}”。",
            RulingVerdict::Withdrawn.chinese()
        ),
        format!(
            "通过：没有发现问题；不通过：确有问题；待人工：须由人判断；不适用：本项目不涉及。逐条见“问题清单”。{MARK_LABEL}{mark}"
        ),
    ];
    let columns = screening_columns(view, &codes);
    let list =
        List { name: "screening", title: &title, notes: &notes, columns, rows, frozen: FIRST_RULE, paper: Paper::A3 };
    let place = list.write(&mut sheet)?;
    let words: Vec<&str> = RulingVerdict::ALL.iter().map(|verdict| verdict.chinese()).collect();
    sheet.offer_words(
        place.range(verdict + 1, verdict + 1),
        &words,
        "请选：通过、不通过、待补正；不核定则留空；恢复为未核定选“撤回核定”。",
    )?;
    mark_words(&mut sheet, place, verdict)?;
    Ok(Screening { placed: Placed { sheet, list: place }, standing: verdict + 3 })
}

/// Codes that get a column: those of the measure's rules, then what the program itself found at least once.
fn columns_of_codes<'a>(view: &WorkbookView<'a>) -> Vec<(&'a str, String)> {
    let found = |code: &str| {
        view.entries.iter().any(|entry| entry.assessment.findings.iter().any(|finding| finding.code == code))
    };
    let mut codes: Vec<&'a str> = Vec::new();
    for rule in &view.policy.rules {
        let shown = rule.kind != RuleKind::Intrinsic || found(&rule.code);
        if shown && !codes.contains(&rule.code.as_str()) {
            codes.push(&rule.code);
        }
    }
    for finding in view.entries.iter().flat_map(|entry| &entry.assessment.findings) {
        if !codes.contains(&finding.code.as_str()) {
            codes.push(&finding.code);
        }
    }
    let label = |code: &'a str| {
        let rules: Vec<&Rule> = view.policy.rules.iter().filter(|rule| rule.code == code).collect();
        let label = if rules.is_empty() { label_code(code).to_owned() } else { label_rules(view.policy, &rules) };
        (code, label)
    };
    codes.into_iter().map(label).collect()
}

fn screening_columns(view: &WorkbookView<'_>, codes: &[(&str, String)]) -> Vec<Column> {
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style { centred: true, ..Style::LINK }),
        Column::new(view.role_label(view.policy.roles.applicant.as_ref(), "申报单位"), (14, 22), Style::TEXT),
        Column::new(view.role_label(view.policy.roles.title.as_ref(), "项目名称"), (20, 28), Style::TEXT),
    ];
    columns.extend(codes.iter().map(|(_, label)| Column::new(label, (8, 8), Style::CENTRED)));
    columns.push(Column::new("问题数", (6, 8), Style::CENTRED));
    columns.push(Column::new(FOUND, (10, 12), Style::CENTRED.bold()));
    columns.push(Column::new(RULING, (10, 10), Style::INPUT_CENTRED));
    columns.push(Column::new(RULING_NOTE, (20, 24), Style::INPUT));
    columns.push(Column::new(STANDING, (10, 12), Style::CENTRED.bold()));
    columns
}

fn screening_row<'a>(
    view: &WorkbookView<'a>,
    entry: &'a Entry,
    block: u32,
    codes: &[(&str, String)],
    verdict: u16,
) -> Vec<Cell<'a>> {
    let outcomes = worst_outcomes(entry);
    let number = Cell::link(entry.number.as_str(), Target::Cell(DETAILS.to_owned(), block, 0));
    let mut cells = vec![number, Cell::text(view.unit(entry)), Cell::text(view.project(entry))];
    for (code, _) in codes {
        let outcome = outcomes.get(code).copied().unwrap_or(Outcome::NotApplicable);
        let cell = Cell::text(outcome.chinese());
        let pale = matches!(outcome, Outcome::NotApplicable);
        cells.push(if pale { cell.styled(Style { centred: true, ..Style::SMALL }) } else { cell });
    }
    let ruling = entry.ruling();
    cells.push(Cell::count(entry.assessment.findings.len()));
    cells.push(Cell::text(entry.assessment.verdict.chinese()));
    cells.push(ruling.map_or(Cell::EMPTY, |ruling| Cell::text(ruling.verdict.chinese())));
    cells.push(ruling.map_or(Cell::EMPTY, |ruling| Cell::text(ruling.note.as_str())));
    let (program, people) = (own_row(verdict), own_row(verdict + 1));
    let withdrawn = RulingVerdict::Withdrawn.chinese();
    cells.push(Cell::formula(
        format!("IF(OR({people}=\"\",{people}=\"{withdrawn}\"),{program},{people})"),
        standing_word(entry),
    ));
    cells
}

/// The word that 结论 shows: people's, else the program's.
pub fn standing_word(entry: &Entry) -> &'static str {
    entry.ruling().map_or(entry.assessment.verdict.chinese(), |ruling| ruling.verdict.chinese())
}

/// What each code said of an entry; where several rules or findings share it, the gravest.
fn worst_outcomes(entry: &Entry) -> HashMap<&str, Outcome> {
    let of_rules = entry.assessment.outcomes.iter().map(|outcome| (&*outcome.code, outcome.outcome));
    let of_findings = entry.assessment.findings.iter().map(|finding| (finding.code.as_str(), finding.outcome));
    let mut worst: HashMap<&str, Outcome> = HashMap::new();
    for (code, outcome) in of_rules.chain(of_findings) {
        let known = worst.entry(code).or_insert(outcome);
        if gravity(outcome) > gravity(*known) {
            *known = outcome;
        }
    }
    worst
}

fn gravity(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotApplicable => 0,
        Outcome::Pass => 1,
        Outcome::Manual => 2,
        Outcome::Fail => 3,
    }
}

fn mark_words(sheet: &mut Sheet, place: ListPlace, verdict: u16) -> Result<(), BookError> {
    let first_rule = own_row(FIRST_RULE).replace('$', "");
    let rules = place.range(FIRST_RULE, verdict.saturating_sub(2).max(FIRST_RULE));
    sheet.mark_where(rules, &format!("={first_rule}=\"{}\"", Outcome::Fail.chinese()), Look::Alarm)?;
    sheet.mark_where(rules, &format!("={first_rule}=\"{}\"", Outcome::Manual.chinese()), Look::Doubt)?;
    for column in [verdict, verdict + 1, verdict + 3] {
        let cell = own_row(column);
        let refused = [Verdict::Rejected.chinese(), RulingVerdict::Refused.chinese()];
        let open = [Verdict::ToDecide.chinese(), Verdict::ToCorrect.chinese()];
        sheet.mark_where(place.range(column, column), &either(&cell, &refused), Look::Alarm)?;
        sheet.mark_where(place.range(column, column), &either(&cell, &open), Look::Doubt)?;
    }
    Ok(())
}

fn either(cell: &str, words: &[&str]) -> String {
    let tests: Vec<String> = words.iter().map(|word| format!("{cell}=\"{word}\"")).collect();
    format!("=OR({})", tests.join(","))
}
