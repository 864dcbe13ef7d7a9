//! 项目汇总: a row for each project with what the committee asks first: who, what, how many 字, signed or not, what it may go
//! first for, how many findings, and what counts as its verdict.

use std::collections::HashMap;

use crate::model::Entry;
use crate::model::Mention;
use crate::model::SignatureState;
use crate::model::china_time;
use crate::policy::Topic;
use crate::policy::fold_text;
use crate::review::view::WorkbookView;
use crate::review::view::original;
use crate::review::workbook::DETAILS;
use crate::review::workbook::NUMBER;
use crate::review::workbook::Placed;
use crate::review::workbook::SCREENING;
use crate::review::workbook::SUMMARY;
use crate::review::workbook::details::Details;
use crate::review::workbook::screening::Screening;
use crate::review::workbook::screening::standing_word;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Style;
use crate::writers::workbook::Target;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

/// The header of what the measure lets go first.
const PRIORITIES: &str = "优先推荐情形";
/// The header of what kind of unit applies.
const UNIT_CATEGORY: &str = "单位类别";
/// The header of the signature's state.
const SIGNATURE: &str = "签字情况";
/// The header of the measure's areas.
const AREAS: &str = "工作领域";
/// What stands for a unit that the roster does not class.
pub const UNCLASSED: &str = "未分类";

/// 项目汇总 and the columns that are counted.
pub struct Summary {
    /// The sheet.
    pub placed: Placed,
    /// Kind of unit, for each entry.
    pub categories: Vec<String>,
    headers: Vec<String>,
}

impl Summary {
    /// The column of a header, by what it is counted for.
    pub fn column(&self, header: &str) -> Option<u16> {
        self.headers.iter().position(|known| known == header).and_then(|index| u16::try_from(index).ok())
    }

    /// Column of 优先推荐情形.
    pub fn priorities(&self) -> Option<u16> {
        self.column(PRIORITIES)
    }

    /// Column of 工作领域.
    pub fn areas(&self) -> Option<u16> {
        self.column(AREAS)
    }

    /// Column of 单位类别.
    pub fn unit_category(&self) -> Option<u16> {
        self.column(UNIT_CATEGORY)
    }

    /// Column of 签字情况.
    pub fn signature(&self) -> Option<u16> {
        self.column(SIGNATURE)
    }
}

/// Writes the sheet.
pub fn write_summary(
    book: &mut Book,
    view: &WorkbookView<'_>,
    details: &Details,
    screening: &Screening,
) -> Result<Summary, BookError> {
    let mut sheet = book.start_sheet(SUMMARY)?;
    let categories = classify_units(view);
    let standing = standing_formula(screening);
    let mut rows = Vec::with_capacity(view.entries.len());
    for ((entry, block), category) in view.entries.iter().zip(&details.blocks).zip(&categories) {
        rows.push(summary_row(view, entry, *block, category, &standing));
    }
    let title = format!("{}年度{}项目汇总", view.season.year, view.policy.award);
    let notes = [format!(
        "共 {} 个项目，点编号到本项目详情。“{PRIORITIES}”“{AREAS}”是程序按文字找出的线索，是否成立由评审委员会认定；“结论”随“{SCREENING}”的人工核定变动。",
        view.entries.len()
    )];
    let columns = summary_columns(view);
    let headers = columns.iter().map(|column| column.header.clone()).collect();
    let list = List { name: "projects", title: &title, notes: &notes, columns, rows, frozen: 3, paper: Paper::A3 };
    let place = list.write(&mut sheet)?;
    Ok(Summary { placed: Placed { sheet, list: place }, categories, headers })
}

/// What kind of unit each applicant is, by the roster.
fn classify_units(view: &WorkbookView<'_>) -> Vec<String> {
    let mut known: HashMap<String, &str> = HashMap::new();
    for unit in view.roster {
        let Some(category) = unit.category.as_deref() else { continue };
        for name in unit.short_names.iter().chain([&unit.name]) {
            known.entry(fold_text(name)).or_insert(category);
        }
    }
    let class = |entry: &Entry| known.get(&fold_text(&view.unit(entry))).copied().unwrap_or(UNCLASSED).to_owned();
    view.entries.iter().map(class).collect()
}

fn standing_formula(screening: &Screening) -> String {
    let list = screening.placed.list;
    let standing = fixed_range(Some(SCREENING), list.range(screening.standing, screening.standing));
    let numbers = fixed_range(Some(SCREENING), list.range(0, 0));
    format!("IFERROR(INDEX({standing},MATCH({},{numbers},0)),\"\")", own_row(0))
}

fn summary_columns(view: &WorkbookView<'_>) -> Vec<Column> {
    let roles = &view.policy.roles;
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style { centred: true, ..Style::LINK }),
        Column::new(view.role_label(roles.applicant.as_ref(), "申报单位"), (14, 28), Style::TEXT),
        Column::new(view.role_label(roles.title.as_ref(), "项目名称"), (20, 36), Style::TEXT),
        Column::new(UNIT_CATEGORY, (10, 14), Style::CENTRED),
        Column::new(view.role_label(roles.people.as_ref(), "负责人"), (10, 18), Style::CENTRED),
        Column::new(view.role_label(roles.phone.as_ref(), "联系电话"), (13, 16), Style::CENTRED),
        Column::new(view.role_label(roles.partners.as_ref(), "联合单位"), (10, 26), Style::TEXT),
    ];
    if let Some(category) = &roles.category {
        columns.push(Column::new(view.policy.label_of(category), (8, 14), Style::CENTRED));
    }
    columns.extend([
        Column::new("收件时间", (16, 16), Style::CENTRED),
        Column::new(SIGNATURE, (10, 14), Style::CENTRED),
        Column::new("字数", (7, 9), Style::CENTRED),
        Column::new("证明材料", (7, 9), Style::CENTRED),
        Column::new(PRIORITIES, (12, 24), Style::TEXT),
        Column::new(AREAS, (12, 24), Style::TEXT),
        Column::new("问题数", (6, 8), Style::CENTRED),
        Column::new("结论", (10, 12), Style::CENTRED.bold()),
        Column::new("程序结论", (10, 12), Style::CENTRED).screen_only(),
        Column::new("申报表", (6, 8), Style { centred: true, ..Style::LINK }).screen_only(),
    ]);
    columns
}

fn summary_row<'a>(
    view: &WorkbookView<'a>,
    entry: &'a Entry,
    block: u32,
    category: &str,
    standing: &str,
) -> Vec<Cell<'a>> {
    let (roles, application) = (&view.policy.roles, &entry.application);
    let text = |key: &'a Option<String>| Cell::text(view.field_text(entry, key.as_ref()));
    let mut cells = vec![
        Cell::link(entry.number.as_str(), Target::Cell(DETAILS.to_owned(), block, 0)),
        Cell::text(view.unit(entry)),
        Cell::text(view.project(entry)),
        Cell::text(category.to_owned()),
        text(&roles.people),
        text(&roles.phone),
        text(&roles.partners),
    ];
    if roles.category.is_some() {
        cells.push(text(&roles.category));
    }
    let received = china_time(entry.receipt.received);
    let form = application.form.as_ref();
    cells.extend([
        Cell::moment(received),
        Cell::text(signature_word(entry)),
        words_cell(entry),
        Cell::count(application.evidence.len()),
        Cell::text(name_topics(&view.policy.priorities, &application.priorities)),
        Cell::text(name_topics(&view.policy.areas, &application.areas)),
        Cell::count(entry.assessment.findings.len()),
        Cell::formula(standing, standing_word(entry)),
        Cell::text(entry.assessment.verdict.chinese()),
        form.map_or(Cell::text("无").styled(Style::CENTRED), |form| Cell::link("打开", original(form))),
    ]);
    cells
}

/// The state of the signature in a word.
pub fn signature_word(entry: &Entry) -> &'static str {
    entry.application.signature.as_ref().map_or(SignatureState::Absent, |signature| signature.state).chinese()
}

/// 字数 of the first narrative document; both figures where the two readings differ.
fn words_cell(entry: &Entry) -> Cell<'static> {
    match entry.application.documents.values().next() {
        None => Cell::EMPTY,
        Some(document) if document.words == document.words_other_reading => Cell::count(document.words),
        Some(document) => Cell::text(format!("{}或{}", document.words, document.words_other_reading)),
    }
}

/// Labels of the topics that are mentioned, each once, in the order of the measure.
fn name_topics(topics: &[Topic], mentions: &[Mention]) -> String {
    let named = topics.iter().filter(|topic| mentions.iter().any(|mention| mention.key == topic.key));
    named.map(|topic| topic.label.as_str()).collect::<Vec<_>>().join("；")
}
