//! What people typed into a book where nothing is read: an added column, beside the list, a comment on a cell. None of it is
//! taken in, and none of it goes without being said.

use crate::model::Block;
use crate::model::BookIssue;
use crate::model::BookReading;
use crate::model::Document;
use crate::model::Grid;
use crate::model::IssueKind;
use crate::model::Place;
use crate::model::StoryKind;
use crate::review::collect::filled_list::FilledList;
use crate::review::collect::filled_list::FilledRow;
use crate::review::collect::filled_list::find_other_lists;
use crate::review::score_book::GUIDE;
use crate::review::score_book::MATERIALS;
use crate::review::settings_mark::MARK_LABEL;
use crate::review::workbook::FILL_NOTE;
use crate::review::workbook::RECUSAL_NOTE;
use crate::review::workbook::SHEET_TITLE;

/// So many are quoted before the rest is only counted.
const QUOTED: usize = 5;
/// So much of each is quoted.
const QUOTED_CHARACTERS: usize = 40;

/// Says what stands in a list's rows in cells that are not `own`, by column and text.
pub fn note_strays(
    list: &FilledList<'_>,
    rows: &[FilledRow<'_>],
    own: impl Fn(u32, &str) -> bool,
    reading: &mut BookReading,
) {
    let mut strays: Vec<(String, Place)> = Vec::new();
    for row in rows {
        let filled = row.cells().filter(|(_, cell)| !cell.text.trim().is_empty());
        for (column, cell) in filled.filter(|(column, cell)| !own(*column, cell.text.trim())) {
            strays.push((cell.text.clone(), list.place_of(row, Some(column))));
        }
    }
    push_strays(strays, "不是本表原有栏目的内容", reading);
}

/// Says which comments and text boxes people added to a book.
pub fn note_comments(document: &Document, reading: &mut BookReading) {
    let added = |kind: StoryKind| matches!(kind, StoryKind::Comment(_) | StoryKind::TextBox(_));
    let stories = document.stories.iter().filter(|story| added(story.kind));
    let strays = stories.filter_map(|story| {
        let paragraphs = story.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
            Block::Grid(_) => None,
        });
        let text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let place = story.anchor.as_ref().map(|anchor| document.place(anchor.from.clone()));
        (!text.is_empty()).then(|| (text, place.unwrap_or_else(|| Place::whole(&document.file))))
    });
    push_strays(strays.collect(), "批注或文本框", reading);
}

/// Says what people crossed out in a book, where nothing else tells it from an empty cell.
pub fn note_struck(document: &Document, reading: &mut BookReading) {
    let strays =
        document.struck.iter().map(|struck| (struck.text.trim().to_owned(), document.place(struck.spot.clone())));
    push_strays(strays.collect(), "划掉的内容", reading);
}

/// Says what people wrote above a judge's list, where the title and the notes stand that it was issued with.
pub fn note_headings(list: &FilledList<'_>, reading: &mut BookReading) {
    let own = |text: &str| [MARK_LABEL, FILL_NOTE, RECUSAL_NOTE].iter().any(|start| text.starts_with(start));
    let strays = list.cells_above().filter(|cell| {
        let text = cell.text.trim();
        !text.is_empty() && !own(text) && !text.contains(SHEET_TITLE)
    });
    push_strays(strays.map(|cell| (cell.text.clone(), list.place_at(cell))).collect(), "写在表上方的内容", reading);
}

/// Says which sheets people added to a score book.
pub fn note_added_sheets(document: &Document, lists: &[FilledList<'_>], reading: &mut BookReading) {
    let known = |grid: &Grid| {
        let listed = lists.iter().any(|list| list.stands_on(grid));
        let issued = [MATERIALS, GUIDE].iter().any(|name| grid.name.starts_with(name));
        let titled = grid.cells.first().is_some_and(|cell| cell.text.contains(MATERIALS) || cell.text.contains(GUIDE));
        listed || issued || titled
    };
    let added = document.grids().filter(|grid| !grid.name.is_empty() && !known(grid));
    let strays = added.filter_map(|grid| {
        let cell = grid.cells.iter().find(|cell| !cell.text.trim().is_empty())?;
        Some((cell.text.clone(), document.place(grid.spot(cell.row, cell.column))))
    });
    push_strays(strays.collect(), "写在另外的工作表上的内容", reading);
}

/// Says what people wrote beside the lists of the review workbook in which nothing is filled in.
pub fn note_beside_lists(document: &Document, lists: &[FilledList<'_>], reading: &mut BookReading) {
    let others = find_other_lists(document).filter(|other| !lists.iter().any(|list| list.stands_with(other)));
    for list in others {
        note_strays(&list, &list.rows_below(), |column, _| !list.word_of(column).is_empty(), reading);
    }
}

/// Says what was written at these places, and that it was not taken in.
pub fn push_strays(strays: Vec<(String, Place)>, what: &str, reading: &mut BookReading) {
    let Some((_, first)) = strays.first() else { return };
    let shown = strays.iter().take(QUOTED).map(|(text, place)| {
        let place = place.spot_text().unwrap_or_default();
        format!("{place}“{}”", text.chars().take(QUOTED_CHARACTERS).collect::<String>())
    });
    let more = if strays.len() > QUOTED { " 等" } else { "" };
    let message = format!(
        "{} 里有 {} 处{what}，没有采用：{}{more}；如要采用，请写到规定的栏目里",
        reading.file,
        strays.len(),
        shown.collect::<Vec<_>>().join("、")
    );
    let (kind, place) = (IssueKind::NotRead, Some(first.clone()));
    reading.issues.push(BookIssue { kind, blocks: false, message, number: None, place });
}
