//! 输出/评委/评委01_姓名.xlsx: what one judge gets: the sheet 评分 to fill in, the projects' texts to read (without phone
//! numbers), and what each criterion means.

use std::io::Write;

use crate::policy::Criterion;
use crate::policy::FigureSource;
use crate::policy::Judge;
use crate::review::figures::Figures;
use crate::review::figures::gather_figures;
use crate::review::settings_mark::MARK_LABEL;
use crate::review::settings_mark::mark_score_book;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::review::workbook::COMMENT;
use crate::review::workbook::RECUSED;
use crate::review::workbook::Reader;
use crate::review::workbook::TextPlaces;
use crate::review::workbook::YES;
use crate::review::workbook::prepare_sheet;
use crate::review::workbook::write_judge_list;
use crate::review::workbook::write_parts;
use crate::review::workbook::write_project_texts;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::BookProperties;
use crate::writers::workbook::Sheet;

/// The sheet that is filled in.
pub const SCORES: &str = "评分";
/// The sheet with the projects' texts.
pub const MATERIALS: &str = "项目材料";
/// The sheet with what each criterion means.
pub const GUIDE: &str = "说明";

/// Longest name of a person in a file's name, in characters.
const NAME_LIMIT: usize = 20;

/// The file's name: `评委01_姓名.xlsx`, without what a file's name cannot hold.
pub fn name_score_book(number: u32, judge: &Judge) -> String {
    let refused = |c: &char| !(c.is_control() || c.is_whitespace() || r#"\/:*?"<>|"#.contains(*c));
    let name: String = judge.name.chars().filter(refused).take(NAME_LIMIT).collect();
    format!("{}_{name}.xlsx", judge_label(number))
}

/// Writes the book of one judge, from 1.
pub fn write_score_book(view: &WorkbookView<'_>, judge: u32, out: impl Write + Send) -> Result<(), BookError> {
    let figures = gather_figures(view);
    write_from_figures(view, &figures, judge, out)
}

/// Writes the books of all judges of the season; `open` gives the file for a name.
pub fn write_score_books<W: Write + Send>(
    view: &WorkbookView<'_>,
    mut open: impl FnMut(&str) -> std::io::Result<W>,
) -> Result<(), BookError> {
    let figures = gather_figures(view);
    for (number, judge) in (1..).zip(&view.season.judges) {
        let out = open(&name_score_book(number, judge))?;
        write_from_figures(view, &figures, number, out)?;
    }
    Ok(())
}

fn write_from_figures(
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
    judge: u32,
    out: impl Write + Send,
) -> Result<(), BookError> {
    let mark = mark_score_book(view.policy, view.season, judge);
    let mut book = Book::new(&properties(view, judge, &mark))?;
    let (materials, heads) = write_materials(&mut book, view, figures)?;
    let mut scores = book.start_sheet(SCORES)?;
    let texts = TextPlaces { sheet: MATERIALS, heads };
    write_judge_list(&mut scores, SCORES, view, figures, judge, &mark, Some(&texts))?;
    scores.show_first();
    book.push(scores)?;
    book.push(materials)?;
    let mut guide = book.start_sheet(GUIDE)?;
    write_guide(&mut guide, view, judge, &mark)?;
    book.push(guide)?;
    book.write_to(out)
}

fn properties(view: &WorkbookView<'_>, judge: u32, mark: &str) -> BookProperties {
    BookProperties {
        title: format!("{}年度{}评分表 {}", view.season.year, view.policy.award, judge_label(judge)),
        author: view.policy.office.clone(),
        comment: format!("{} 编制", view.program),
        created: view.moment(),
        marks: vec![("shenping-settings".to_owned(), mark.to_owned())],
    }
}

fn write_materials(
    book: &mut Book,
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
) -> Result<(Sheet, Vec<u32>), BookError> {
    let mut sheet = book.start_sheet(MATERIALS)?;
    let title = format!("{}年度{}项目材料", view.season.year, view.policy.award);
    let notes = ["各项目申报内容和文字说明全文，供评分时阅读；打印时每个项目另起一页。".to_owned()];
    prepare_sheet(&mut sheet, &title, &notes, Reader::Judge)?;
    let mut heads = Vec::with_capacity(figures.len());
    for figures in figures {
        heads.push(write_project_texts(&mut sheet, view, figures.entry)?);
    }
    sheet.break_pages(heads.get(1..).unwrap_or_default())?;
    sheet.freeze(1, 0)?;
    sheet.protect(None)?;
    Ok((sheet, heads))
}

fn write_guide(sheet: &mut Sheet, view: &WorkbookView<'_>, judge: u32, mark: &str) -> Result<(), BookError> {
    let title = format!("{}年度{}评分说明", view.season.year, view.policy.award);
    let index = usize::try_from(judge).unwrap_or(usize::MAX).saturating_sub(1);
    let person = view.season.judges.get(index);
    let person = person.map(|judge| format!("{}（{}）", judge.name, judge.unit)).unwrap_or_default();
    let basics = vec![
        line("评委", format!("{} {person}", judge_label(judge))),
        line("依据", format!("《{}》（{}）", view.policy.title, view.policy.document_number)),
        line("数据时间", view.moment().strftime("%Y年%-m月%-d日 %H:%M").to_string()),
        line(MARK_LABEL, format!("{mark}（收回本表时用来核对年度和设置，请不要改动）")),
    ];
    let filling = vec![
        line("打分", format!("在“{SCORES}”表的黄色格里填分，一项都不空；合计自动计算。点编号可看该项目的材料。")),
        line(RECUSED, format!("应当回避的项目选“{YES}”，不打分。灰色行须回避，原因写在行末；不成立的请告诉办公室。")),
        line(COMMENT, "可写可不写。"),
        line("交回", "填好后原样保存，交回办公室。可以排序、筛选，请不要改动编号。"),
    ];
    let criteria = view.policy.criteria.iter().map(describe_criterion).collect();
    write_parts(sheet, &title, &[("基本情况", basics), ("评分标准", criteria), ("怎样填写", filling)])
}

fn line(label: impl Into<String>, text: impl Into<String>) -> (String, String) {
    (label.into(), text.into())
}

/// A criterion's range, what the measure says of it, and whose figure the maximum is.
fn describe_criterion(criterion: &Criterion) -> (String, String) {
    let mut text = format!("0—{} 分", criterion.max.normalize());
    if let Some(step) = criterion.step {
        text.push_str(&format!("，每档 {} 分", step.normalize()));
    }
    if criterion.source == FigureSource::Office {
        text.push_str("（满分为办公室口径，办法未规定）");
    }
    if let Some(description) = &criterion.description {
        text.push_str(&format!("。{description}"));
    }
    if let Some(basis) = &criterion.basis {
        text.push_str(&format!("（{basis}）"));
    }
    line(criterion.label.as_str(), text)
}
