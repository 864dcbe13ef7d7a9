//! Filled books read back: a Document, as a reader saw it, becomes a typed [`BookReading`], and all readings together become
//! the difference from what the register has. Rows are known by 编号 and columns by their header words, wherever they stand.

mod answer;
mod compare;
mod compare_scores;
mod compare_settled;
mod entry_number;
mod filled_list;
mod names;
mod ruling_word;
mod scores;
mod settled;
mod sorted_alone;
mod strays;
mod tier_word;

use crate::model::BookIssue;
use crate::model::BookKind;
use crate::model::BookReading;
use crate::model::Document;
use crate::model::Format;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::Place;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::policy::Policy;
use crate::policy::Season;
use crate::review::collect::filled_list::FilledList;
use crate::review::collect::filled_list::find_lists;
use crate::review::collect::filled_list::find_lists_without_numbers;
use crate::review::collect::scores::read_scores;
use crate::review::collect::settled::read_rulings;
use crate::review::collect::settled::read_tiers;
use crate::review::collect::strays::note_added_sheets;
use crate::review::collect::strays::note_beside_lists;
use crate::review::collect::strays::note_comments;
use crate::review::collect::strays::note_struck;
use crate::review::settings_mark::find_marks;
use crate::review::settings_mark::mark_score_book;
use crate::review::settings_mark::mark_workbook;
use crate::review::workbook::NUMBER;

pub use compare::Known;
pub use compare::compare_books;

/// Reads the books of one file: one, or those in an archive or a mail. What came with a book there (a letter, a picture in a
/// signature) and is none is said, and keeps nothing back.
pub fn read_books(documents: &[Document], policy: &Policy, season: &Season) -> Vec<BookReading> {
    let mut readings: Vec<BookReading> = documents.iter().map(|document| read_book(document, policy, season)).collect();
    if readings.iter().any(|reading| reading.kind != BookKind::Unknown) {
        for (reading, document) in readings.iter_mut().zip(documents) {
            let readable = |trouble: &Trouble| trouble.kind == TroubleKind::Unsupported;
            if reading.kind == BookKind::Unknown && document.troubles.iter().all(readable) {
                reading.issues.iter_mut().for_each(|issue| issue.blocks = false);
            }
        }
    }
    readings
}

/// Reads a filled book. What is wrong with it stands among its issues.
pub fn read_book(document: &Document, policy: &Policy, season: &Season) -> BookReading {
    let lists = find_lists(document, policy);
    let mut reading = BookReading {
        file: document.file.clone(),
        kind: BookKind::Unknown,
        scores: Vec::new(),
        rulings: Vec::new(),
        tiers: Vec::new(),
        lists: Vec::new(),
        issues: Vec::new(),
        taken_before: false,
    };
    for list in &lists {
        read_scores(list, policy, season, &mut reading);
        read_rulings(list, policy, &mut reading);
        read_tiers(list, policy, &mut reading);
    }
    let headless = find_lists_without_numbers(document, policy);
    reading.issues.extend(headless.iter().map(without_numbers));
    note_comments(document, &mut reading);
    note_struck(document, &mut reading);
    reading.kind = tell_kind(&reading);
    if reading.kind != BookKind::Unknown {
        note_troubles(document, &mut reading);
    }
    match reading.kind {
        BookKind::ScoreBook(_) if document.format.is_workbook() => note_added_sheets(document, &lists, &mut reading),
        BookKind::ReviewWorkbook => note_beside_lists(document, &lists, &mut reading),
        BookKind::ScoreBook(_) | BookKind::Unknown => {}
    }
    if reading.kind == BookKind::Unknown && !reading.issues.iter().any(|issue| issue.blocks) {
        reading.issues.push(not_a_book(document));
    }
    if !lists.is_empty() {
        check_settings(document, &lists, policy, season, &mut reading);
    }
    reading
}

/// The review workbook has lists that no score book has; a score book has one judge's list alone.
fn tell_kind(reading: &BookReading) -> BookKind {
    let mut judges: Vec<u32> = Vec::new();
    for list in &reading.lists {
        match list.subject {
            ListSubject::Scores(judge) => judges.push(judge),
            ListSubject::Rulings | ListSubject::Tiers => return BookKind::ReviewWorkbook,
        }
    }
    judges.dedup();
    match judges.as_slice() {
        [] => BookKind::Unknown,
        [judge] => BookKind::ScoreBook(*judge),
        _ => BookKind::ReviewWorkbook,
    }
}

fn without_numbers(list: &FilledList<'_>) -> BookIssue {
    BookIssue {
        kind: IssueKind::NumberMissing,
        blocks: true,
        message: format!("{} 的这张表没有“{NUMBER}”一列，认不出各行是哪个项目；请恢复该列", list.file()),
        number: None,
        place: Some(list.place()),
    }
}

fn not_a_book(document: &Document) -> BookIssue {
    let why = match document.format {
        Format::Empty => "（文件是空的）".to_owned(),
        Format::Encrypted => "（文件有打开密码，请评委去掉密码再交回）".to_owned(),
        // That a format is not read, and how a unit should send it again, is no word for a book.
        _ => {
            let troubles = document.troubles.iter().filter(|trouble| trouble.kind != TroubleKind::Unsupported);
            troubles.map(|trouble| format!("（{}）", trouble.detail)).next().unwrap_or_default()
        }
    };
    BookIssue {
        kind: IssueKind::NotABook,
        blocks: true,
        message: format!(
            "{} 不是评分表，也不是评审工作簿，读不出填写内容{why}；请移出“回收”文件夹，或换成填好的原表",
            document.file
        ),
        number: None,
        place: Some(Place::whole(&document.file)),
    }
}

/// Says what is wrong with the file of a book: where part of it could not be had, what was read may not be what was filled in.
fn note_troubles(document: &Document, reading: &mut BookReading) {
    for trouble in document.troubles.iter().filter(|trouble| trouble.kind.leaves_doubt()) {
        let message = format!(
            "{} 不完整（{}），读到的可能不是全部；请用 Excel 或 WPS 打开核对，另存后重新放入",
            document.file, trouble.detail
        );
        let spot = trouble.spot.clone();
        let place = spot.map_or_else(|| Place::whole(&document.file), |spot| document.place(spot));
        reading.issues.push(BookIssue {
            kind: IssueKind::Damaged,
            blocks: true,
            message,
            number: None,
            place: Some(place),
        });
    }
}

/// Holds the book's year and mark against this season's.
fn check_settings(
    document: &Document,
    lists: &[FilledList<'_>],
    policy: &Policy,
    season: &Season,
    reading: &mut BookReading,
) {
    let place = Some(Place::whole(&document.file));
    let mut note = |kind: IssueKind, blocks: bool, message: String| {
        reading.issues.push(BookIssue { kind, blocks, message, number: None, place: place.clone() });
    };
    let years: Vec<i16> = lists.iter().filter_map(FilledList::year).collect();
    if let Some(year) = years.iter().find(|year| **year != season.year) {
        let message = format!("{} 是 {year} 年度的表，本年度是 {}；请换成本年度的表", document.file, season.year);
        note(IssueKind::AnotherSeason, true, message);
        return;
    }
    let marks = find_marks(document);
    let judges = (1..).take(season.judges.len()).map(|judge| mark_score_book(policy, season, judge));
    let valid: Vec<String> = judges.chain([mark_workbook(policy, season)]).collect();
    if marks.is_empty() {
        let message = format!("{} 上没有设置标记，无法核对它是不是按现在的设置印发的；请确认后再采用", document.file);
        note(IssueKind::ChangedSettings, false, message);
    } else if let Some(mark) = marks.iter().find(|mark| !valid.contains(mark)) {
        let message = format!(
            "{} 的设置标记是 {mark}，与现在的设置不符：印发以后评分标准、评委或等次改过；请用现在的设置重新印发，或改回原设置",
            document.file
        );
        note(IssueKind::ChangedSettings, true, message);
    }
}
