//! A project's papers as text on a sheet: a line for each field, then the narrative documents, whatever their length. A
//! text that needs more than one row goes on in the next, and both say so.

use crate::model::Entry;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::NarrativeDocument;
use crate::model::Place;
use crate::model::SectionRead;
use crate::policy::FieldKind;
use crate::review::view::WorkbookView;
use crate::review::view::original;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Fill;
use crate::writers::workbook::Page;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::make_visible;

/// Label, text, place: together as wide as A4 upright.
const WIDTHS: [f64; 3] = [14.0, 62.0, 18.0];
/// Label and text, where no place is told.
const WIDTHS_WITHOUT_PLACE: [f64; 2] = [14.0, 80.0];
/// Lines of one part of a long text: low enough that a page is filled before the next begins. A text that is little longer
/// stays whole.
const PART_LINES: usize = 10;
const WHOLE_LINES: usize = 16;
/// The column of the text.
const TEXT_COLUMN: usize = 1;

const LABEL: Style = Style { centred: true, fill: Fill::None, ..Style::TEXT.bold() };
const HEADING: Style = Style { fill: Fill::Header, size: 115, ..Style::TEXT.bold() };
const SECTION: Style = Style { fill: Fill::Grey, ..Style::TEXT.bold() };
const LINE: [Style; 3] = [LABEL, Style::TEXT, Style::SMALL];

/// Prepares a sheet for projects' texts; `Judge` has no column for places.
pub fn prepare_sheet(sheet: &mut Sheet, title: &str, notes: &[String], reader: Reader) -> Result<(), BookError> {
    match reader {
        Reader::Office => sheet.set_widths(&WIDTHS)?,
        Reader::Judge => sheet.set_widths(&WIDTHS_WITHOUT_PLACE)?,
    }
    let columns = sheet.count_columns();
    sheet.write_banner(title, columns, Style::TITLE)?;
    for note in notes {
        sheet.write_banner(note, columns, Style::NOTE)?;
    }
    let repeated = Some((0, 0));
    sheet.set_page(&Page { paper: Paper::A4Upright, heading: title, repeated })
}

/// Writes number, name and a last cell as the head of a project.
pub fn write_heading(sheet: &mut Sheet, number: &str, project: &str, last: Cell<'_>) -> Result<(), BookError> {
    let head = Style { centred: true, ..HEADING };
    write_line(sheet, &[Cell::text(number), Cell::text(project), last], &[head, HEADING, head])
}

/// Writes a line that opens a part of a project.
pub fn write_section(sheet: &mut Sheet, text: &str) -> Result<(), BookError> {
    sheet.write_banner(text, sheet.count_columns(), SECTION)
}

/// Writes as many of the cells as the sheet has columns.
fn write_line(sheet: &mut Sheet, cells: &[Cell<'_>; 3], styles: &[Style; 3]) -> Result<(), BookError> {
    let columns = usize::from(sheet.count_columns());
    sheet.write_row(cells.get(..columns).unwrap_or(cells), styles)
}

/// Writes a label, a text of any length, and where it stands; `last` stands beside the first row.
pub fn write_text(sheet: &mut Sheet, label: &str, text: &str, last: Cell<'_>) -> Result<(), BookError> {
    let visible = make_visible(text);
    let parts = sheet.split_for(TEXT_COLUMN, Style::TEXT, &visible, (WHOLE_LINES, PART_LINES));
    let count = parts.len();
    let mut last = Some(last);
    for (number, part) in (1..).zip(parts) {
        let label = if count == 1 { label.to_owned() } else { format!("{label}（{number}/{count}）") };
        let cells = [Cell::text(label), Cell::text(part.trim_end_matches('\n')), last.take().unwrap_or(Cell::EMPTY)];
        write_line(sheet, &cells, &LINE)?;
    }
    Ok(())
}

/// Writes a label and a picture.
pub fn write_picture(sheet: &mut Sheet, label: &str, picture: Cell<'_>) -> Result<(), BookError> {
    write_line(sheet, &[Cell::text(label), picture, Cell::EMPTY], &LINE)
}

/// For whom a project's texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Everything, with its place and a link to the original.
    Office,
    /// What is judged; no phone numbers, no places in files that a judge does not have.
    Judge,
}

/// Writes every field of the form.
pub fn write_fields(
    sheet: &mut Sheet,
    view: &WorkbookView<'_>,
    entry: &Entry,
    reader: Reader,
) -> Result<(), BookError> {
    let form = entry.application.form.as_ref();
    let tell = |place: &Place| match reader {
        Reader::Office => Cell::text(tell_place(place, form)),
        Reader::Judge => Cell::EMPTY,
    };
    for field in &view.policy.fields {
        let hidden = field.kind == FieldKind::Signature || (field.kind == FieldKind::Phone && reader == Reader::Judge);
        let Some(reading) = entry.application.fields.get(&field.key).filter(|_| !hidden) else { continue };
        match reading {
            FieldReading::Read(value) => {
                write_text(sheet, &field.label, &describe_value(value, form), tell(&value.read.place))?;
            }
            FieldReading::Empty { place, .. } => write_text(sheet, &field.label, "（栏目空白）", tell(place))?,
            FieldReading::NotFound if field.required => {
                write_text(sheet, &field.label, "（未找到该栏目）", Cell::EMPTY)?;
            }
            FieldReading::NotFound => {}
        }
    }
    Ok(())
}

/// The value, the roster's name where it differs, and other candidates.
fn describe_value(value: &FieldValue, form: Option<&Place>) -> String {
    let mut text = value.read.value.to_string();
    if let Some(name) = value.canonical.as_ref().filter(|name| **name != text) {
        text.push_str(&format!("\n（单位名册：{name}）"));
    }
    for doubt in &value.doubts {
        text.push_str(&format!("\n（{doubt}）"));
    }
    for rival in &value.rivals {
        text.push_str(&format!("\n（另一处写作：{}，见 {}）", rival.value, tell_place(&rival.place, form)));
    }
    text
}

/// The spot alone where it is on the form, else with its file.
pub fn tell_place(place: &Place, form: Option<&Place>) -> String {
    match place.spot_text() {
        Some(spot) if form.is_some_and(|form| form.file == place.file) => spot,
        _ => place.to_string(),
    }
}

/// Writes the narrative documents whole.
pub fn write_documents(
    sheet: &mut Sheet,
    view: &WorkbookView<'_>,
    entry: &Entry,
    reader: Reader,
) -> Result<(), BookError> {
    for (key, document) in &entry.application.documents {
        let label = view.policy.label_of(key);
        write_section(sheet, &format!("{label}　{}", describe_length(view, key, document)))?;
        if reader == Reader::Office {
            let link = Cell::link("打开原件", original(&document.place));
            write_text(sheet, "文件", &document.place.to_string(), link)?;
            write_text(sheet, "识别情况", &document.coverage.to_string(), Cell::EMPTY)?;
        }
        write_text(sheet, label, &document.text, Cell::EMPTY)?;
    }
    Ok(())
}

fn describe_length<'a>(view: &WorkbookView<'a>, key: &str, document: &'a NarrativeDocument) -> String {
    let words = if document.words == document.words_other_reading {
        format!("{} 字", document.words)
    } else {
        format!("{} 字（另一种数法 {} 字）", document.words, document.words_other_reading)
    };
    let known = view.policy.document(key);
    let label =
        |section: &'a SectionRead| known.and_then(|known| known.section_label(&section.key)).unwrap_or(&section.key);
    let sections: Vec<&str> = document.sections.iter().map(label).collect();
    if sections.is_empty() { words } else { format!("{words}；已识别部分：{}", sections.join("、")) }
}

/// Writes one project for a judge and tells the row of its head.
pub fn write_project_texts(sheet: &mut Sheet, view: &WorkbookView<'_>, entry: &Entry) -> Result<u32, BookError> {
    let head = sheet.next_row();
    write_heading(sheet, &entry.number, &view.project(entry), Cell::EMPTY)?;
    write_fields(sheet, view, entry, Reader::Judge)?;
    write_documents(sheet, view, entry, Reader::Judge)?;
    sheet.skip_rows(1);
    Ok(head)
}
