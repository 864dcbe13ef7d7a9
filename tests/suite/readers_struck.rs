//! Text that a person crossed out, as every format has it: taken out of the text, and listed with its place.

use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::readers_xlsx::package_maker::PackageMaker;

const FORMATS: &[(&str, Format)] = &[
    ("docx", Format::Docx),
    ("doc", Format::Doc),
    ("odt", Format::Odt),
    ("rtf", Format::Rtf),
    ("html", Format::Html),
    ("xlsx", Format::Xlsx),
    ("xls", Format::Xls),
    ("ods", Format::Ods),
];

fn read_struck(extension: &str, format: Format) -> Document {
    let path = format!("samples/odd/struck/form.{extension}");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    read(&Arc::from(path.as_str()), &bytes, format, &Limits::default())
}

fn texts(blocks: &[Block]) -> String {
    let mut all = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push_str(&paragraph.text),
            Block::Grid(grid) => grid.cells.iter().for_each(|cell| all.push_str(&cell.text)),
        }
    }
    all
}

#[test]
fn what_was_crossed_out_is_no_text_and_is_listed_in_every_format() {
    for &(extension, format) in FORMATS {
        let document = read_struck(extension, format);
        let text = texts(&document.body);
        for kept in ["海港区总工会", "数字工会", "13800001111", "张伟"] {
            assert!(text.contains(kept), "{extension}: {kept} in {text}");
        }
        assert!(!text.contains("李娜") && !text.contains("0335-3600011"), "{extension}: {text}");
        let struck: Vec<&str> = document.struck.iter().map(|struck| struck.text.trim()).collect();
        assert_eq!(struck, ["李娜、", "0335-3600011"], "{extension}");
    }
}

#[test]
fn text_in_cdata_is_text() {
    let mut maker = PackageMaker::with_rows(
        "<row r='1'><c r='A1' t='inlineStr'><is><t><![CDATA[申报单位]]></t></is></c><c r='B1' t='s'><v>0</v></c></row>",
    );
    maker.put("xl/sharedStrings.xml", "<sst><si><t><![CDATA[海港区<总>工会]]></t></si></sst>");
    let bytes = maker.bytes();
    let document = read(&Arc::from("申报表.xlsx"), &bytes, Format::Xlsx, &Limits::default());
    assert_eq!(texts(&document.body), "申报单位海港区<总>工会");
}

#[test]
fn excel_2003_crosses_out_by_style_and_by_runs() {
    let book = "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' \
                xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Styles><Style ss:ID='s1'><Font ss:StrikeThrough='1'/></Style></Styles>\
                <Worksheet ss:Name='申报表'><Table><Row><Cell ss:StyleID='s1'><Data ss:Type='String'>李娜</Data></Cell>\
                <Cell><ss:Data ss:Type='String' xmlns='http://www.w3.org/TR/REC-html40'><S>王强</S>张伟</ss:Data></Cell></Row></Table></Worksheet></Workbook>";
    let document = read(&Arc::from("申报表.xml"), book.as_bytes(), Format::SpreadsheetMl, &Limits::default());
    let struck: Vec<&str> = document.struck.iter().map(|struck| struck.text.as_str()).collect();
    assert_eq!((texts(&document.body).as_str(), struck), ("张伟", vec!["李娜", "王强"]));
}
