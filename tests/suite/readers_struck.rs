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

/// A record of a binary workbook: kind and length in seven bits a byte.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = match u8::try_from(kind) {
        Ok(kind) if kind < 0x80 => vec![kind],
        _ => vec![u8::try_from(kind & 0x7F).expect("seven bits") | 0x80, u8::try_from(kind >> 7).expect("few")],
    };
    bytes.push(u8::try_from(body.len()).ok().filter(|length| *length < 0x80).expect("short"));
    bytes.extend_from_slice(body);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).expect("short").to_le_bytes();
    [&length[..], &units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>()].concat()
}

/// A cell's whole style and runs within a text, as [MS-XLSB] 2.4.690 (fonts), 2.4.829 (styles) and 2.5.122 (runs) have them.
#[test]
fn a_binary_workbook_s_cells_and_runs_are_crossed_out() {
    let font = |flags: u16| record(43, &[&240_u16.to_le_bytes()[..], &flags.to_le_bytes(), &[0; 20]].concat());
    let style = |font: u16| record(47, &[&[0; 4][..], &font.to_le_bytes(), &[0; 10]].concat());
    let styles = [
        record(611, &[2, 0, 0, 0]),
        font(0),
        font(8),
        record(612, &[]),
        record(617, &[2, 0, 0, 0]),
        style(0),
        style(1),
        record(618, &[]),
    ];
    let plain = record(19, &[&[0][..], &wide("旧的项目")].concat());
    let runs: Vec<u8> = [2_u16, 1, 4, 0].iter().flat_map(|number| number.to_le_bytes()).collect();
    let partly = record(19, &[&[1][..], &wide("甲乙丙丁戊"), &2_u32.to_le_bytes(), &runs].concat());
    let cell = |column: u32, style: u32, string: u32| {
        record(7, &[column, style, string].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>())
    };
    let sheet = [record(0, &[0; 17]), cell(0, 1, 0), cell(1, 0, 1), cell(2, 0, 0)];
    let book = record(156, &[&[0; 4][..], &[1, 0, 0, 0], &wide("rId1"), &wide("申报表")].concat());
    let mut maker = PackageMaker::empty();
    maker.relate("", &[("rId1", "officeDocument", "xl/workbook.bin")]);
    maker.put("xl/workbook.bin", book);
    maker.relate(
        "xl/workbook.bin",
        &[
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("s", "styles", "styles.bin"),
            ("t", "sharedStrings", "sharedStrings.bin"),
        ],
    );
    maker.put("xl/styles.bin", styles.concat());
    maker.put("xl/sharedStrings.bin", [plain, partly].concat());
    maker.put("xl/worksheets/sheet1.bin", sheet.concat());
    let document = read(&Arc::from("a.xlsb"), &maker.bytes(), Format::Xlsb, &Limits::default());
    let cells: Vec<&str> = document.grids().flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str()).collect();
    let struck: Vec<&str> = document.struck.iter().map(|struck| struck.text.as_str()).collect();
    assert_eq!((cells.as_slice(), struck.as_slice()), (&["", "甲乙戊", "旧的项目"][..], &["旧的项目", "丙丁"][..]));
}
