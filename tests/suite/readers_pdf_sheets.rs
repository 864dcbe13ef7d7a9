//! PDF as spreadsheets are printed: texts that are cut off at their cells, and sheets that were cut into pages.

use std::fmt::Write;
use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

/// A file of pages with these contents.
fn printed(contents: &[String]) -> Document {
    let kids: String = (0..contents.len()).fold(String::new(), |kids, at| format!("{kids} {} 0 R", 10 + 2 * at));
    let mut pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {}>>endobj\n\
         3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n",
        contents.len()
    );
    for (at, content) in contents.iter().enumerate() {
        let (page, stream) = (10 + 2 * at, 11 + 2 * at);
        write!(
            pdf,
            "{page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/Resources<</Font<</F 3 0 R>>>>>>endobj\n\
             {stream} 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n",
            content.len()
        )
        .unwrap();
    }
    pdf.push_str("trailer<</Root 1 0 R>>\n%%EOF");
    read(&Arc::from("申报表.pdf"), pdf.as_bytes(), Format::Pdf, &Limits::default())
}

/// The rules of a table with these columns and rows.
fn grid(xs: &[u32], ys: &[u32]) -> String {
    let ends = |places: &[u32]| (*places.first().unwrap(), *places.last().unwrap());
    let ((left, right), (low, high)) = (ends(xs), ends(ys));
    let across = ys.iter().map(|y| format!("{left} {y} m {right} {y} l S "));
    across.chain(xs.iter().map(|x| format!("{x} {low} m {x} {high} l S "))).collect()
}

fn text(x: i32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET ")
}

/// The texts of each row of each table.
fn rows(document: &Document) -> Vec<Vec<&str>> {
    let grids = document.body.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    grids
        .flat_map(|grid| {
            (0..grid.rows).map(|row| {
                let own = grid.cells.iter().filter(move |cell| cell.row == row && !cell.text.is_empty());
                own.map(|cell| cell.text.as_str()).collect()
            })
        })
        .collect()
}

#[test]
fn a_text_that_is_cut_off_at_its_cell_stands_in_that_cell() {
    let long = |clip: &str| {
        format!(
            "q {clip} {} {} {} Q ",
            text(112, 712, "first of a long text"),
            text(112, 700, "second"),
            text(112, 680, "third")
        )
    };
    let page = |clip: &str| {
        grid(&[50, 110, 500], &[660, 690, 710, 730])
            + &text(52, 715, "above")
            + &text(112, 715, "value")
            + &text(52, 695, "label")
            + &long(clip)
    };
    let document = printed(&[page("110 690 390 20 re W n")]);
    assert_eq!(rows(&document)[1], ["label", "first of a long text\nsecond\nthird"]);
    let document = printed(&[page("0 0 595 842 re W n")]);
    assert_eq!(rows(&document)[1], ["label", "second"], "what a whole page cuts off belongs where it stands");
}

/// Two pages with the rows of a table: its label and the text that runs over both, and the rest.
fn cut_in_two(second_columns: &[u32], second_title: i32) -> Vec<Vec<String>> {
    let ys = [640, 660, 680, 700];
    let first = grid(&[50, 150, 540], &ys)
        + &text(300, 720, "a title over all of it")
        + &text(52, 685, "unit")
        + &text(152, 685, "a text as wide as both pages")
        + &text(52, 665, "leaders")
        + &text(152, 665, "Li");
    let second = grid(second_columns, &ys)
        + &text(second_title, 720, "a title over all of it")
        + &text(-338, 685, "a text as wide as both pages")
        + &text(52, 665, "phone")
        + &text(152, 665, "3111111");
    let document = printed(&[first, second]);
    rows(&document).iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect()
}

#[test]
fn a_sheet_that_was_cut_into_pages_is_one_table() {
    let joined = cut_in_two(&[50, 150, 300], -190);
    assert_eq!(joined[1], ["leaders", "Li", "phone", "3111111"]);
    assert_eq!(joined[0], ["unit", "a text as wide as both pages"], "what both pages show of a text is there once");
    assert_eq!(cut_in_two(&[50, 150, 300], 100).len(), 6, "a page with a title of its own is another table");
}

#[test]
fn two_forms_of_one_layout_stay_two() {
    let form = |unit: &str| {
        grid(&[50, 150, 540], &[640, 660, 680])
            + &text(52, 665, "unit")
            + &text(152, 665, unit)
            + &text(52, 645, "name")
    };
    let document = printed(&[form("one"), form("two")]);
    assert_eq!(rows(&document), [vec!["unit", "one"], vec!["name"], vec!["unit", "two"], vec!["name"]]);
}

#[test]
fn the_blank_that_a_line_was_broken_at_is_kept() {
    let page = |broken: &str| {
        grid(&[50, 160], &[600, 640, 660])
            + &text(52, 645, "label")
            + &format!("BT /F 10 Tf 52 625 Td ({broken}) Tj 0 -12 Td (12 hours) Tj ET ")
    };
    let told = |broken: &str| rows(&printed(&[page(broken)]))[1].concat();
    assert_eq!(told("tools saved about 9"), "tools saved about 912 hours", "a number may be broken anywhere");
    assert_eq!(told("tools saved about 9 "), "tools saved about 9 12 hours");
    assert_eq!(told("the tools saved about"), "the tools saved about 12 hours");
}

#[test]
fn a_row_that_the_page_broke_goes_on_below_the_head_that_is_printed_again() {
    let head = |ys: &[u32]| {
        grid(&[50, 80, 300, 500], ys) + &text(52, 785, "No") + &text(82, 785, "unit") + &text(302, 785, "reason")
    };
    let first = head(&[700, 740, 780, 800])
        + &text(52, 745, "1")
        + &text(82, 745, "one")
        + &text(302, 745, "why")
        + &text(52, 705, "2")
        + &text(82, 705, "two")
        + &text(302, 705, "begins,");
    let second = head(&[700, 740, 780, 800])
        + &text(302, 745, "and ends")
        + &text(52, 705, "3")
        + &text(82, 705, "three")
        + &text(302, 705, "last");
    let document = printed(&[first, second]);
    let expected = [
        vec!["No", "unit", "reason"],
        vec!["1", "one", "why"],
        vec!["2", "two", "begins, and ends"],
        vec!["3", "three", "last"],
    ];
    assert_eq!(rows(&document), expected);
}

#[test]
fn a_row_that_no_rule_closes_at_the_end_of_a_page_goes_on_on_the_next() {
    let xs = [50, 150, 500];
    let sides =
        |low: u32, high: u32| xs.iter().fold(String::new(), |sides, x| format!("{sides}{x} {low} m {x} {high} l S "));
    let across = |y: u32| format!("50 {y} m 500 {y} l S ");
    let first = across(800) + &across(780) + &sides(60, 800) + &text(52, 785, "unit") + &text(152, 785, "one");
    let first = first + &text(152, 745, "begins,");
    let second = sides(60, 800) + &text(52, 600, "reason") + &text(152, 745, "goes on,");
    let third = sides(600, 800) + &across(700) + &across(600) + &text(152, 785, "and ends.");
    let third = third + &text(52, 650, "effect") + &text(152, 650, "good");
    let document = printed(&[first.clone(), second.clone(), third]);
    let expected = [vec!["unit", "one"], vec!["reason", "begins, goes on, and ends."], vec!["effect", "good"]];
    assert_eq!(rows(&document), expected);
    // pages of other columns are no part of it
    let other = sides(60, 800).replace("150 ", "250 ") + &text(52, 600, "beside") + &text(300, 600, "it");
    assert_eq!(rows(&printed(&[first, other])), [vec!["unit", "one"], vec!["begins,"]]);
}

#[test]
fn a_stamp_is_a_picture_and_its_text_no_part_of_the_line_below() {
    let annotation = "/Annots[<</Type/Annot/Subtype/Stamp/Rect[80 700 200 720]/AP<</N 900 0 R>>>>]";
    let content = text(50, 705, "signed: 2026-10-12 and more");
    let look = "BT /F 10 Tf 2 5 Td (seal) Tj ET";
    let pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{annotation}>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
         900 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 120 20]/Length {}>>stream\n{look}\nendstream endobj\n\
         trailer<</Root 1 0 R>>\n%%EOF",
        content.len(),
        look.len()
    );
    let document = read(&Arc::from("申报表.pdf"), pdf.as_bytes(), Format::Pdf, &Limits::default());
    assert_eq!(crate::harness::texts(&document.body), ["signed: 2026-10-12 and more"]);
    assert_eq!(document.marks.len(), 1);
}

#[test]
fn a_form_without_rules_has_the_rows_that_its_labels_and_texts_make() {
    // à and é stand for words: a label of signs and figures alone is no label
    let row = |y: u32, label: &str, lines: &[&str]| {
        let below = |(at, line): (u32, &&str)| text(150, y - 12 * at, line);
        text(60, y, &format!("\\340\\351 {label}")) + &(0..).zip(lines).map(below).collect::<String>()
    };
    let form = |last: &str| {
        row(700, "unit", &["a union"])
            + &row(680, "name", &["a project"])
            + &row(660, "phone", &["3111111"])
            + &row(640, "reason", &["the first line of a text", "and two", last])
            + &row(584, "effect", &["much"])
    };
    let document = printed(&[form("which ends")]);
    let reason = "the first line of a text and two\nwhich ends";
    assert_eq!(rows(&document)[3], ["àé reason", reason]);
    assert_eq!(rows(&document)[4], ["àé effect", "much"]);
    // a label of two lines at half the height of three
    let halves = row(700, "unit", &["a union"])
        + &row(680, "name", &["a project"])
        + &row(660, "phone", &["3111111"])
        + &text(60, 634, "\\340\\351")
        + &text(60, 622, "\\351 why")
        + &(0..)
            .zip(["the first line", "goes on", "and ends"])
            .map(|(at, line)| text(150, 640 - 12 * at, line))
            .collect::<String>()
        + &row(590, "effect", &["much"]);
    let document = printed(&[halves]);
    assert_eq!(
        rows(&document).into_iter().skip(3).map(|row| row[1].replace('\n', " ")).collect::<Vec<_>>(),
        ["the first line goes on and ends", "much"]
    );
    let few = printed(&[row(700, "unit", &["a union"]) + &row(680, "name", &["a project"])]);
    assert!(rows(&few).is_empty(), "two lines may stand below one another by chance");
}
