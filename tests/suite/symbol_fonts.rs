//! Ticks made with the letters of a symbol font, as spreadsheets and web pages have them: an `R` in Wingdings 2 is a ticked box.

use std::sync::Arc;

use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::readers_xlsx::package_maker::PackageMaker;

/// The texts of the cells of the first grid.
fn cells(bytes: &[u8], format: Format) -> Vec<String> {
    let document = read(&Arc::from("表.xls"), bytes, format, &Limits::default());
    let grid = document.grids().next().expect("a grid");
    grid.cells.iter().map(|cell| cell.text.clone()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_sheet_shows_what_the_font_of_a_run_or_of_a_cell_shows() {
    let run = |font: &str, text: &str| format!("<r><rPr><rFont val=\"{font}\"/></rPr><t>{text}</t></r>");
    let runs = [run("Wingdings 2", "£"), run("宋体", "甲R类"), run("Wingdings 2", "R"), run("宋体", "乙类")].concat();
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts><font><name val=\"宋体\"/></font>\
                  <font><name val=\"Wingdings\"/></font></fonts><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs></styleSheet>";
    let mut maker = PackageMaker::with_rows(&format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{runs}</is></c><c r=\"B1\" s=\"1\" t=\"inlineStr\"><is><t>\u{fe}</t></is></c>\
         <c r=\"C1\" t=\"inlineStr\"><is><t>\u{fe}</t></is></c></row>"
    ));
    maker.put("xl/styles.xml", styles).relate("xl/workbook.xml", &[("s", "styles", "styles.xml")]);
    assert_eq!(cells(&maker.bytes(), Format::Xlsx), ["☐甲R类☑乙类", "☑", "\u{fe}"]);
}

#[test]
fn the_xml_of_excel_2003_tells_the_font_of_a_run_and_of_a_style() {
    let book = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
                xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:html=\"http://www.w3.org/TR/REC-html40\"><Styles>\
                <Style ss:ID=\"w\"><Font ss:FontName=\"Wingdings 2\"/></Style></Styles><Worksheet ss:Name=\"表\"><Table><Row><Cell>\
                <ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><Font html:Face=\"Wingdings 2\">R</Font><Font>甲R类</Font></ss:Data>\
                </Cell><Cell ss:StyleID=\"w\"><Data ss:Type=\"String\">\u{a3}</Data></Cell></Row></Table></Worksheet></Workbook>";
    assert_eq!(cells(book.as_bytes(), Format::SpreadsheetMl), ["☑甲R类", "☐"]);
}

#[test]
fn a_page_tells_the_font_by_class_by_face_and_by_style() {
    let page = "<html><head><meta charset=utf-8><style><!--.font7 {color:black; font-family:\"Wingdings 2\", serif;} .font5 {font-family:宋体;} \
                .xl25 {font-family:Wingdings;}--></style></head><body><table><tr><td><font class=\"font7\">R</font>甲R类</td>\
                <td class=xl25>&uml;<font class=\"font5\">o类</font></td><td><font face=\"Wingdings 2\">&pound;</font></td>\
                <td><span style='font-family:Wingdings'>&thorn;</span></td></tr></table></body></html>";
    assert_eq!(cells(page.as_bytes(), Format::Html), ["☑甲R类", "☐o类", "☐", "☑"]);
}

#[test]
fn of_a_list_to_choose_from_a_page_shows_what_was_chosen() {
    let page = "<html><meta charset=utf-8><table><tr><td>类别</td><td><select><option>甲类</option><option selected>乙类</option></select></td></tr></table></html>";
    assert_eq!(cells(page.as_bytes(), Format::Html), ["类别", "乙类"]);
    let page = page.replace("</option>", "");
    assert_eq!(cells(page.as_bytes(), Format::Html), ["类别", "乙类"]);
}
