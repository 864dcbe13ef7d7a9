//! The books for committee and judges: what stands on their sheets, read back by another program's library, and their parts.

mod made_books;

use std::fs;
use std::path::PathBuf;

use shenping::review::score_book::name_score_book;
use shenping::review::score_book::write_score_book;
use shenping::review::workbook::write_workbook;

use made_books::Made;

/// Where books are left that `tests/recalculate.py` lets LibreOffice calculate anew.
fn shelf() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("review");
    fs::create_dir_all(&folder).expect("a folder below target");
    folder
}

fn workbook(made: &Made) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_workbook(&made.view(), &mut bytes).expect("a workbook");
    bytes
}

fn score_book(made: &Made, judge: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_score_book(&made.view(), judge, &mut bytes).expect("a score book");
    bytes
}

#[test]
fn books_of_every_size_are_written() {
    for (name, made) in [
        ("空", made_books::unscored(0)),
        ("3", made_books::unscored(3)),
        ("30", made_books::scored(30)),
        ("300", made_books::scored(300)),
    ] {
        fs::write(shelf().join(format!("评审工作簿-{name}.xlsx")), workbook(&made)).expect("written");
    }
    let made = made_books::scored(30);
    let name = name_score_book(3, &made.season.judges[2]);
    fs::write(shelf().join(name), score_book(&made, 3)).expect("written");
}
