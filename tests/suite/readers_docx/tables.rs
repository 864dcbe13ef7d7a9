//! Tables: spans, merged regions, phantom columns, nested tables, rows and cells that a tracked change deleted.

use std::sync::Arc;

use shenping::model::Block;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::texts;
use crate::readers_docx::made::body;
use crate::readers_docx::made::cells;
use crate::readers_docx::made::p;
use crate::readers_docx::made::tc;

fn tr(inside: &str) -> String {
    format!("<w:tr>{inside}</w:tr>")
}

fn table(columns: &[u32], rows: &[String]) -> String {
    let columns: String = columns.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{}</w:tbl>", rows.concat())
}

fn read_table(columns: &[u32], rows: &[String]) -> Document {
    body(&table(columns, rows)).read()
}

fn only_grid(document: &Document) -> &Grid {
    document.grids().next().expect("a table")
}

const SPAN_2: &str = "<w:gridSpan w:val=\"2\"/>";
const BEGIN: &str = "<w:vMerge w:val=\"restart\"/>";
const GO_ON: &str = "<w:vMerge/>";

#[test]
fn a_merged_region_is_one_cell_at_its_top_left() {
    let rows =
        [tr(&[tc(SPAN_2, "甲"), tc(BEGIN, "乙")].concat()), tr(&[tc("", "丙"), tc("", "丁"), tc(GO_ON, "")].concat())];
    let document = read_table(&[1000, 1000, 1000], &rows);
    let grid = only_grid(&document);
    assert_eq!((grid.rows, grid.columns, grid.name.as_ref()), (2, 3, "表1"));
    let told = |spot: &str, height, width, text| (spot.to_owned(), height, width, text);
    assert_eq!(
        cells(grid),
        [
            told("表1!R1C1", 1, 2, "甲"),
            told("表1!R1C3", 2, 1, "乙"),
            told("表1!R2C1", 1, 1, "丙"),
            told("表1!R2C2", 1, 1, "丁")
        ]
    );
}

#[test]
fn grid_columns_left_free_and_old_horizontal_merges_count() {
    let before = "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>";
    let rows = [
        tr(&[before.to_owned(), tc("", "甲")].concat()),
        tr(&[tc("<w:hMerge w:val=\"restart\"/>", "乙"), tc("<w:hMerge/>", "")].concat()),
    ];
    let document = read_table(&[1000, 1000], &rows);
    let told = |spot: &str, height, width, text| (spot.to_owned(), height, width, text);
    assert_eq!(cells(only_grid(&document)), [told("表1!R1C2", 1, 1, "甲"), told("表1!R2C1", 1, 2, "乙")]);
}

#[test]
fn a_region_goes_on_over_column_lines_that_were_dragged_apart() {
    let rows = [
        tr(&[tc("", "标签一"), tc(&[SPAN_2, BEGIN].concat(), "值")].concat()),
        tr(&[tc(SPAN_2, "标签二"), tc(GO_ON, "")].concat()),
    ];
    let document = read_table(&[1500, 30, 6000], &rows);
    let told = |spot: &str, height, width, text| (spot.to_owned(), height, width, text);
    assert_eq!(
        cells(only_grid(&document)),
        [told("表1!R1C1", 1, 1, "标签一"), told("表1!R1C2", 2, 2, "值"), told("表1!R2C1", 1, 1, "标签二")]
    );
}

#[test]
fn a_nested_table_has_a_path_and_is_not_its_cells_text() {
    let inner = table(&[500], &[tr(&tc("", "内"))]);
    let cell = format!("<w:tc><w:tcPr/>{}{inner}{}</w:tc>", p("上"), p("下"));
    let document = body(&format!("{}{}", table(&[1], &[tr(&tc("", "一"))]), table(&[2000], &[tr(&cell)]))).read();
    let grid = document.grids().nth(1).expect("the second table");
    assert_eq!(grid.cells[0].text, "上\n下");
    let Some(Block::Grid(nested)) = grid.cells[0].blocks.get(1) else { panic!("a nested table") };
    assert_eq!(nested.spot(0, 0).to_string(), "表2!R1C1/表1!R1C1");
    assert_eq!(nested.cells[0].text, "内");
    let Some(Block::Paragraph(paragraph)) = nested.cells[0].blocks.first() else { panic!("its paragraph") };
    assert_eq!(paragraph.spot.to_string(), "表2!R1C1/表1!R1C1");
}

#[test]
fn deleted_rows_and_cells_are_gone_and_inserted_ones_are_there() {
    let row =
        |properties: &str, text: &str| tr(&format!("<w:trPr>{properties}</w:trPr>{}{}", tc("", text), tc("", "")));
    let rows = [
        row("<w:del w:id=\"1\"/>", "删"),
        row("<w:ins w:id=\"2\"/>", "增"),
        tr(&[tc("<w:cellDel/>", "删"), tc("", "留")].concat()),
    ];
    let document = read_table(&[1000, 1000], &rows);
    let grid = only_grid(&document);
    assert_eq!(grid.rows, 2);
    let texts: Vec<(String, &str)> = cells(grid).into_iter().map(|(spot, _, _, text)| (spot, text)).collect();
    let told = |spot: &str, text| (spot.to_owned(), text);
    assert_eq!(texts, [told("表1!R1C1", "增"), told("表1!R1C2", ""), told("表1!R2C1", "留")]);
}

#[test]
fn of_cells_and_rows_that_stand_in_branches_one_branch_is_read() {
    let branches = |known: &str, other: &str| {
        let choice = format!("<mc:Choice Requires=\"w14\">{known}</mc:Choice>");
        format!("<mc:AlternateContent>{choice}<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>")
    };
    let control = |inside: &str| format!("<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let rows = [
        tr(&[tc("", "联系人"), control(&branches(&tc("", "王明"), &tc("", "李强")))].concat()),
        branches(&control(&tr(&[tc("", "电话"), tc("", "13800002222")].concat())), &tr(&tc("", "电话"))),
    ];
    let document = read_table(&[1000, 1000], &rows);
    let texts: Vec<&str> = cells(only_grid(&document)).into_iter().map(|(_, _, _, text)| text).collect();
    assert_eq!(texts, ["联系人", "王明", "电话", "13800002222"]);
}

#[test]
fn a_table_of_which_all_rows_are_deleted_is_none() {
    let gone = table(&[1000], &[tr(&format!("<w:trPr><w:del/></w:trPr>{}", tc("", "删")))]);
    let document = body(&format!("{gone}{}", table(&[1000], &[tr(&tc("", "留"))]))).read();
    assert_eq!(document.grids().count(), 1);
    assert_eq!(only_grid(&document).name.as_ref(), "表1");
    assert_eq!(only_grid(&document).spot(0, 0).to_string(), "表1!R1C1");
}

#[test]
fn paragraphs_in_cells_take_no_number() {
    let document = body(&format!("{}{}{}", p("甲"), table(&[9], &[tr(&tc("", "格"))]), p("乙"))).read();
    assert_eq!(texts(&document.body), ["甲", "乙"]);
    let Some(Block::Paragraph(last)) = document.body.last() else { panic!("a paragraph") };
    assert_eq!(last.spot.to_string(), "段落2");
    assert_eq!(only_grid(&document).cells[0].content, CellContent::Text);
}

#[test]
fn a_text_box_in_a_cell_is_anchored_there_and_not_its_text() {
    let boxed = format!(
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
        p("框")
    );
    let cell = format!("<w:tc><w:p><w:r><w:t>格</w:t>{boxed}</w:r></w:p></w:tc>");
    let document = read_table(&[9], &[tr(&[tc("", "左"), cell].concat())]);
    assert_eq!(only_grid(&document).cells[1].text, "格");
    let anchor = document.stories[0].anchor.as_ref().map(|anchor| anchor.from.to_string());
    assert_eq!(anchor.as_deref(), Some("表1!R1C2"));
}

#[test]
fn spans_that_no_table_has_are_cut() {
    let rows = [tr(&[tc("<w:gridSpan w:val=\"4294967295\"/>", "甲"), tc("", "乙")].concat())];
    let document = read_table(&[1000], &rows);
    assert_eq!(only_grid(&document).cells.len(), 2);
    assert!(only_grid(&document).columns <= 1_025);
}

#[test]
fn one_row_that_ends_before_the_grid_does_is_doubted() {
    let two = || tr(&[tc("", "甲"), tc("", "乙")].concat());
    let short = || tr(&tc("", "丙"));
    let after = tr(&["<w:trPr><w:gridAfter w:val=\"1\"/></w:trPr>", &tc("", "丙")].concat());
    let troubles = |rows: &[String]| read_table(&[1000, 1000], rows).troubles.len();
    assert_eq!(troubles(&[two(), short(), two(), two()]), 1);
    for whole in
        [[two(), after, two(), two()], [two(), short(), short(), two()], [two(), tr(&tc(SPAN_2, "丙")), two(), two()]]
    {
        assert_eq!(troubles(&whole), 0);
    }
}

#[test]
fn a_short_row_stays_where_it_is_though_widths_are_told_in_parts() {
    let rows = [tr(&[tc("", "申报单位"), tc("", "甲工会")].concat()), tr(&tc("", "项目名称"))];
    let whole = table(&[1000, 1000], &rows).replace("\"1000\"", "\"1000.5\"");
    let document = body(&whole).read();
    assert_eq!(cells(only_grid(&document)).last().map(|(spot, ..)| spot.as_str()), Some("表1!R2C1"));
}

#[test]
fn text_under_a_merged_cell_is_told_of() {
    let table_with = |below: &str| read_table(&[1000], &[tr(&tc(BEGIN, "甲")), tr(&tc(GO_ON, below))]);
    assert_eq!(
        (table_with("").troubles.len(), table_with("甲").troubles.len(), table_with("乙").troubles.len()),
        (0, 0, 1)
    );
    let twice = tc("", "甲").replace("<w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr><w:tcPr>");
    let document = read_table(&[1000], &[tr(&twice)]);
    assert_eq!(texts(&only_grid(&document).cells[0].blocks), ["甲"]);
}

#[test]
fn more_paragraphs_than_the_limit_are_left_out() {
    let few = Limits { paragraphs: 3, ..Limits::default() };
    let count =
        |written: usize| read(&Arc::from("表.docx"), &body(&p("甲").repeat(written)).bytes(), Format::Docx, &few);
    assert_eq!(count(3).troubles, []);
    assert!(count(4).troubles.iter().any(|trouble| trouble.detail.contains("上限 3 段")));
}
