//! One card in nine formats, and what is odd in each of them: OpenDocument, Excel 2003 XML, separated values, binary
//! workbooks; then damage over all.

use std::sync::Arc;

use shenping::inbox::sniff;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::Numbers;
use crate::readers_xlsx::cell_at;
use crate::readers_xlsx::first_sheet;
use crate::readers_xlsx::package_maker::PIXEL;
use crate::readers_xlsx::package_maker::PackageMaker;
use crate::readers_xlsx::place_of;
use crate::readers_xlsx::sample;
use crate::readers_xlsx::text_at;

/// The twins of the card: file, format, and what the program left out of it.
const TWINS: &[(&str, Format, &[Lacks])] = &[
    ("card-openpyxl.xlsx", Format::Xlsx, &[]),
    ("card-libreoffice.xlsx", Format::Xlsx, &[]),
    ("card-libreoffice.xls", Format::Xls, &[]),
    ("card-libreoffice.ods", Format::Ods, &[]),
    ("card-sheetjs.xls", Format::Xls, &[Lacks::Picture, Lacks::Comment, Lacks::HiddenRow]),
    ("card-sheetjs.xlsb", Format::Xlsb, &[Lacks::Picture]),
    ("card-sheetjs.xml", Format::SpreadsheetMl, &[Lacks::Picture]),
    (
        "card-sheetjs.ods",
        Format::Ods,
        &[Lacks::Picture, Lacks::Comment, Lacks::Formats, Lacks::HiddenRow, Lacks::Hidden],
    ),
    (
        "card-sheetjs.fods",
        Format::FlatOdf,
        &[Lacks::Picture, Lacks::Comment, Lacks::Formats, Lacks::HiddenRow, Lacks::Hidden],
    ),
];

/// What a program does not write.
#[derive(Clone, Copy, PartialEq)]
enum Lacks {
    Picture,
    Comment,
    Formats,
    HiddenRow,
    Hidden,
}

fn read_sample(name: &str, format: Format) -> Document {
    read(&Arc::from(name), &sample(name), format, &Limits::default())
}

fn read_bytes(bytes: &[u8], format: Format) -> Document {
    read(&Arc::from("收件/名单.csv"), bytes, format, &Limits::default())
}

fn each_twin(check: impl Fn(&str, &Document, &[Lacks])) {
    for (name, format, lacks) in TWINS {
        let document = read_sample(name, *format);
        assert!(document.troubles.is_empty(), "{name}: {:?}", document.troubles);
        check(name, &document, lacks);
    }
}

#[test]
fn one_card_in_nine_formats_gives_the_same_cells() {
    let original = read_sample("card-libreoffice.xlsx", Format::Xlsx);
    each_twin(|name, document, lacks| {
        let (ours, theirs) = (first_sheet(document), first_sheet(&original));
        assert_eq!(ours.cells.len(), theirs.cells.len(), "{name}");
        for (cell, twin) in ours.cells.iter().zip(&theirs.cells) {
            let at = theirs.spot(twin.row, twin.column);
            assert_eq!(
                (cell.row, cell.column, cell.height, cell.width),
                (twin.row, twin.column, twin.height, twin.width),
                "{name} {at}"
            );
            let formatted = twin.content != CellContent::Text && lacks.contains(&Lacks::Formats);
            let calculated = !matches!(cell.content, CellContent::FormulaWithoutResult(_));
            if !formatted && calculated {
                assert_eq!((&cell.text, &cell.content), (&twin.text, &twin.content), "{name} {at}");
            }
        }
    });
}

#[test]
fn one_card_in_nine_formats_hides_the_same() {
    each_twin(|name, document, lacks| {
        if lacks.contains(&Lacks::Hidden) {
            return;
        }
        let sheets: Vec<(&str, bool)> = document.grids().map(|grid| (&*grid.name, grid.hidden)).collect();
        assert_eq!(sheets, [("申报表", false), ("选项", true), ("很隐藏", true)], "{name}");
        let hidden: Vec<&str> =
            first_sheet(document).cells.iter().filter(|cell| cell.hidden).map(|cell| cell.text.as_str()).collect();
        let expected: &[&str] =
            if lacks.contains(&Lacks::HiddenRow) { &["隐藏列"] } else { &["隐藏列", "隐藏行"] };
        assert_eq!(hidden, expected, "{name}");
    });
}

#[test]
fn one_card_in_nine_formats_has_its_picture_and_comment_in_the_same_place() {
    each_twin(|name, document, lacks| {
        let pictures: Vec<_> = document.marks.iter().map(|mark| (&mark.kind, place_of(mark))).collect();
        match lacks.contains(&Lacks::Picture) {
            true => assert!(pictures.is_empty(), "{name}"),
            false => {
                let place = ("申报表!B2".to_owned(), Some((1, 1)), Some((1, 1)));
                assert_eq!(pictures, [(&MarkKind::Picture, place)], "{name}");
                let bytes = document.marks[0].picture.as_ref().map(|picture| picture.bytes.len());
                assert_eq!(bytes, Some(345), "{name}");
            }
        }
        let comments: Vec<String> = document
            .stories
            .iter()
            .filter(|story| matches!(story.kind, StoryKind::Comment(_)))
            .map(|story| story.anchor.as_ref().map(|anchor| anchor.from.to_string()).unwrap_or_default())
            .collect();
        let expected: &[&str] = if lacks.contains(&Lacks::Comment) { &[] } else { &["申报表!B3"] };
        assert_eq!(comments, expected, "{name}");
    });
}

#[test]
fn separated_values_are_a_sheet_that_goes_by_the_file_s_name() {
    let document = read_sample("card-sheetjs.csv", Format::Csv);
    let sheet = first_sheet(&document);
    assert_eq!(&*sheet.name, "card-sheetjs");
    assert_eq!(text_at(sheet, "B3"), "秦皇岛市海港区总工会");
    assert_eq!(text_at(sheet, "B6"), "第一行\n第二行");
    let gb = encoding_rs::GB18030.encode("单位;项目\r\n海港区;\"甲;乙\"\r\n").0.into_owned();
    let document = read_bytes(&gb, Format::Csv);
    let sheet = first_sheet(&document);
    assert_eq!((&*sheet.name, text_at(sheet, "B2")), ("名单", "甲;乙"));
}

/// A packed OpenDocument spreadsheet with this between its tables' tags.
fn with_tables(styles: &str, tables: &str) -> PackageMaker {
    let mut maker = PackageMaker::empty();
    maker.put("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    maker.put(
        "content.xml",
        format!(
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:draw='d' xmlns:xlink='l' xmlns:svg='v' xmlns:form='f'>\
             <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        ),
    );
    maker
}

#[test]
fn repeated_cells_are_repeated_and_repeated_blanks_cost_nothing() {
    let tables = "<table:table table:name='表'><table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' \
                  office:value-type='string'><text:p>甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16382'/></table:table-row>\
                  <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
                  <table:table-row><table:table-cell office:value-type='float' office:value='1e3'><text:p>1,000</text:p></table:table-cell></table:table-row></table:table>";
    let document = read_bytes(&with_tables("", tables).bytes(), Format::Ods);
    let sheet = first_sheet(&document);
    assert_eq!(sheet.cells.len(), 5);
    for reference in ["A1", "B1", "A2", "B2"] {
        assert_eq!(text_at(sheet, reference), "甲");
    }
    let last = cell_at(sheet, "A1048573").expect("a cell");
    assert_eq!((last.text.as_str(), &last.content), ("1,000", &CellContent::Number("1000".to_owned())));
}

#[test]
fn a_cell_repeated_over_the_whole_sheet_meets_the_limit() {
    let tables = "<table:table table:name='表'><table:table-row table:number-rows-repeated='1048576'><table:table-cell \
                  table:number-columns-repeated='16384' office:value-type='string'><text:p>满</text:p></table:table-cell></table:table-row></table:table>";
    let limits = Limits { cells: 1000, ..Limits::default() };
    let document = read(&"a".into(), &with_tables("", tables).bytes(), Format::Ods, &limits);
    assert_eq!(first_sheet(&document).cells.len(), 1000);
    assert!(document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unsafe));
}

#[test]
fn typed_values_are_read_beside_what_is_shown() {
    let cell = |attributes: &str, text: &str| format!("<table:table-cell {attributes}>{text}</table:table-cell>");
    let cells = [
        cell("office:value-type='date' office:date-value='2026-10-12'", "<text:p>10月12日</text:p>"),
        cell("office:value-type='time' office:time-value='PT15H04M05S'", "<text:p>15:04</text:p>"),
        cell("office:value-type='boolean' office:boolean-value='true'", "<text:p>真</text:p>"),
        cell("office:value-type='percentage' office:value='0.285'", "<text:p>28.5%</text:p>"),
        cell("office:value-type='float' office:value='13812345678'", "<text:p>1.38E+10</text:p>"),
        cell(
            "table:formula='of:=1/0' office:value-type='string' office:string-value='' calcext:value-type='error'",
            "<text:p>#DIV/0!</text:p>",
        ),
        cell("table:formula='of:=A1'", ""),
        cell("office:value-type='string'", "<text:p>一<text:s text:c='2'/>二</text:p><text:p>三</text:p>"),
        cell("office:value-type='string' office:string-value='只有值'", ""),
    ];
    let row =
        format!("<table:table table:name='表'><table:table-row>{}</table:table-row></table:table>", cells.concat());
    let document = read_bytes(&with_tables("", &row).bytes(), Format::Ods);
    let day = jiff::civil::date(2026, 10, 12).at(0, 0, 0, 0);
    let clock = jiff::civil::date(1899, 12, 31).at(15, 4, 5, 0);
    let expected = [
        ("10月12日", CellContent::Date(day)),
        ("15:04", CellContent::Date(clock)),
        ("真", CellContent::Boolean(true)),
        ("28.5%", CellContent::Number("0.285".to_owned())),
        ("13812345678", CellContent::Number("13812345678".to_owned())),
        ("#DIV/0!", CellContent::Error("#DIV/0!".to_owned())),
        ("", CellContent::FormulaWithoutResult("A1".to_owned())),
        ("一  二\n三", CellContent::Text),
        ("只有值", CellContent::Text),
    ];
    let seen: Vec<(&str, CellContent)> =
        first_sheet(&document).cells.iter().map(|cell| (cell.text.as_str(), cell.content.clone())).collect();
    assert_eq!(seen, expected);
}

#[test]
fn frames_lie_by_their_cell_or_by_the_sheet_and_annotations_are_comments() {
    let styles = "<style:style style:name='c' style:family='table-column'><style:table-column-properties style:column-width='2cm'/></style:style>\
                  <style:style style:name='r' style:family='table-row'><style:table-row-properties style:row-height='1cm'/></style:style>\
                  <style:style style:name='h' style:family='table'><style:table-properties table:display='false'/></style:style>";
    let image = "<draw:image xlink:href='Pictures/a.png'/>";
    let tables = format!(
        "<table:table table:name='表' table:style-name='h'><table:shapes><draw:frame svg:x='4.5cm' svg:y='2.5cm' svg:width='1cm' svg:height='1cm' draw:name='页'>{image}</draw:frame></table:shapes>\
         <table:table-column table:style-name='c' table:number-columns-repeated='9'/><table:table-row table:style-name='r' table:number-rows-repeated='1'><table:table-cell/></table:table-row>\
         <table:table-row table:style-name='r'><table:table-cell/><table:table-cell><office:annotation><dc:creator>审核员</dc:creator><text:p>请</text:p><text:p>补</text:p></office:annotation>\
         <draw:frame table:end-cell-address='表.D4' table:end-x='0.5cm' table:end-y='0.5cm' svg:x='1cm' svg:y='0.5cm' svg:width='9cm' svg:height='9cm'>{image}<svg:desc>签名</svg:desc></draw:frame>\
         <draw:frame svg:x='0cm' svg:y='0cm' svg:width='1cm' svg:height='1cm'><draw:text-box><text:p>领导签字</text:p></draw:text-box></draw:frame>\
         <draw:measure svg:x1='2cm' svg:y1='0.2cm' svg:x2='9cm' svg:y2='0.2cm'><text:p>由<text:measure>此</text:measure>签起</text:p></draw:measure></table:table-cell></table:table-row></table:table>"
    );
    let mut maker = with_tables(styles, &tables);
    maker.put("Pictures/a.png", PIXEL);
    let document = read_bytes(&maker.bytes(), Format::Ods);
    assert!(first_sheet(&document).hidden);
    let places: Vec<_> = document.marks.iter().map(|mark| (mark.name.as_str(), place_of(mark))).collect();
    assert_eq!(places[0], ("签名", ("表!B2".to_owned(), Some((3, 3)), Some((2, 2)))));
    assert_eq!(places[1].1.0, "表!C3");
    assert!(document.marks.iter().all(|mark| mark.picture.as_ref().is_some_and(|picture| &*picture.bytes == PIXEL)));
    let stories: Vec<String> =
        document.stories.iter().map(|story| format!("{} {}", story.kind, story.blocks.len())).collect();
    assert_eq!(stories, ["文本框1 1", "文本框2 1", "批注1 2"]);
    assert!(document.troubles.is_empty(), "{:?}", document.troubles);
}

#[test]
fn a_drop_down_whose_list_stands_in_another_sheet_shows_its_entry() {
    let document = read_sample("drop-down-libreoffice.xls", Format::Xls);
    assert_eq!(text_at(first_sheet(&document), "B6"), "职工服务类");
    let row = |text: &str| {
        format!(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let told = |linked: &str| {
        let control = "<office:forms><form:form><form:listbox form:id='c1' form:linked-cell='表.A1' form:source-cell-range='单.A1:单.A2'/></form:form></office:forms>\
                       <table:shapes><draw:control draw:control='c1' svg:x='0.1cm' svg:y='0.1cm' svg:width='1cm' svg:height='0.2cm'/></table:shapes>";
        let tables = format!(
            "<table:table table:name='表'>{control}{}</table:table><table:table table:name='单'>{}{}</table:table>",
            row(linked),
            row("甲类"),
            row("乙类")
        );
        let document = read_bytes(&with_tables("", &tables).bytes(), Format::Ods);
        (text_at(first_sheet(&document), "A1").to_owned(), document.troubles.len())
    };
    assert_eq!(told("2"), ("乙类".to_owned(), 0));
    assert_eq!(told("乙类"), ("乙类".to_owned(), 0));
    assert_eq!(told("9"), ("9".to_owned(), 1));
}

#[test]
fn flat_files_hold_their_pictures_in_base64() {
    let text = "<office:document xmlns:office='o' xmlns:table='t' xmlns:draw='d'><office:body><office:spreadsheet><table:table table:name='表'><table:table-row>\
                <table:table-cell><draw:frame svg:width='1cm' svg:height='1cm'><draw:image><office:binary-data>iVBO\n Rw==</office:binary-data></draw:image></draw:frame>\
                </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>";
    let document = read_bytes(text.as_bytes(), Format::FlatOdf);
    let bytes = document.marks.first().and_then(|mark| mark.picture.as_ref()).map(|picture| picture.bytes.to_vec());
    assert_eq!(bytes.as_deref(), Some(&b"\x89PNG"[..]));
}

#[test]
fn cells_of_open_documents_in_white_on_white_are_told() {
    let style = |name: &str, behind: &str| {
        format!(
            "<style:style style:name='{name}' style:family='table-cell'><style:table-cell-properties fo:background-color='{behind}'/>\
             <style:text-properties fo:color='#ffffff'/></style:style>"
        )
    };
    let cell =
        |style: &str| format!("<table:table-cell table:style-name='{style}'><text:p>甲</text:p></table:table-cell>");
    let text = format!(
        "<office:document xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:fo='f'><office:automatic-styles>{}{}\
         </office:automatic-styles><office:body><office:spreadsheet><table:table table:name='表'><table:table-row>{}{}{}</table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document>",
        style("ce1", "transparent"),
        style("ce2", "#000000"),
        cell("ce1"),
        cell("ce2"),
        cell("ce3"),
    );
    let document = read_bytes(text.as_bytes(), Format::FlatOdf);
    let told: Vec<String> = document.troubles.iter().filter_map(|told| Some(told.spot.as_ref()?.to_string())).collect();
    assert_eq!(told, ["表!A1"]);
}

#[test]
fn passwords_and_macros_of_open_documents_are_told() {
    let mut maker = with_tables("", "");
    maker.put(
        "META-INF/manifest.xml",
        "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
    );
    let kinds = |document: Document| document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>();
    assert_eq!(kinds(read_bytes(&maker.bytes(), Format::Ods)), [TroubleKind::Encrypted]);
    let mut maker = with_tables("", "<table:table table:name='表'/>");
    maker.put("Basic/Standard/Module1.xml", "<x/>").put("Basic/script-lc.xml", "<x/>");
    assert_eq!(kinds(read_bytes(&maker.bytes(), Format::Ods)), [TroubleKind::Macros]);
    // A library of macros may have a password of its own.
    maker.put(
        "META-INF/manifest.xml",
        "<m:manifest xmlns:m='m'><m:file-entry m:full-path='Basic/Standard/Module1.xml' m:media-type=''><m:encryption-data/></m:file-entry>\
         <m:file-entry m:full-path='content.xml' m:media-type='application/vnd.oasis.opendocument.spreadsheet'/></m:manifest>",
    );
    assert_eq!(sniff("表.ods", &maker.bytes()).format, Format::Ods);
    assert_eq!(kinds(read_bytes(&maker.bytes(), Format::Ods)), [TroubleKind::Macros]);
}

#[test]
fn a_text_that_is_embedded_in_an_open_document_is_told_and_a_chart_is_not() {
    let kinds = |kind: &str| {
        let mut maker = with_tables("", "<table:table table:name='表'/>");
        maker.put(
            "META-INF/manifest.xml",
            format!(
                "<m:manifest xmlns:m='m'><m:file-entry m:full-path='/' m:media-type='application/vnd.oasis.opendocument.spreadsheet'/>\
                 <m:file-entry m:full-path='Object 1/' m:media-type='application/vnd.oasis.opendocument.{kind}'/></m:manifest>"
            ),
        );
        read_bytes(&maker.bytes(), Format::Ods).troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("text"), [TroubleKind::Incomplete]);
    assert_eq!(kinds("chart"), []);
}

#[test]
fn a_flat_file_that_is_cut_is_told() {
    let whole = sample("card-sheetjs.fods");
    let document = read_bytes(&whole[..whole.len() * 2 / 3], Format::FlatOdf);
    assert!(document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unreadable));
    assert!(!first_sheet(&document).cells.is_empty());
    let whole = sample("card-sheetjs.xml");
    let document = read_bytes(&whole[..whole.len() / 2], Format::SpreadsheetMl);
    assert!(document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unreadable));
}

#[test]
fn excel_2003_xml_shows_dates_by_named_formats_and_follows_indexes() {
    let text = "<Workbook xmlns:ss='s'><Styles><Style ss:ID='Default'/><Style ss:ID='d'><NumberFormat ss:Format='Long Date'/></Style></Styles>\
                <Worksheet ss:Name='表'><Table><Column ss:Index='2' ss:Span='1' ss:Hidden='1'/><Column ss:StyleID='d'/><Row ss:Index='3'>\
                <Cell ss:Index='4'><Data ss:Type='DateTime'>2026-10-12T00:00:00.000</Data></Cell>\
                <Cell ss:MergeAcross='1' ss:MergeDown='1'><Data ss:Type='String'>甲&#10;<B>乙</B></Data></Cell><Cell ss:Formula='=R[-1]C'/></Row>\
                <Row><Cell ss:Index='3'><Data ss:Type='Number'>13800001111</Data></Cell></Row></Table>\
                <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>";
    let document = read_bytes(text.as_bytes(), Format::SpreadsheetMl);
    let sheet = first_sheet(&document);
    assert!(sheet.hidden);
    assert_eq!(text_at(sheet, "D3"), "2026年10月12日");
    let merged = cell_at(sheet, "E3").expect("a region");
    assert_eq!((merged.text.as_str(), merged.height, merged.width), ("甲\n乙", 2, 2));
    assert_eq!(
        cell_at(sheet, "G3").map(|cell| &cell.content),
        Some(&CellContent::FormulaWithoutResult("R[-1]C".to_owned()))
    );
    assert_eq!(cell_at(sheet, "C4").map(|cell| (cell.text.as_str(), cell.hidden)), Some(("13800001111", true)));
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let mut numbers = Numbers(0x0DD5_2026);
    let more = [
        ("card-xlwt.xls", Format::Xls),
        ("biff2-sheetjs.xls", Format::Xls),
        ("biff5-sheetjs.xls", Format::Xls),
        ("card-sheetjs.csv", Format::Csv),
    ];
    let twins = TWINS.iter().map(|(name, format, _)| (*name, *format)).filter(|(_, format)| *format != Format::Xlsx);
    for (name, format) in twins.chain(more) {
        let whole = sample(name);
        for _ in 0..200 {
            let mut bytes = whole.clone();
            for _ in 0..=numbers.below(10) {
                let at = numbers.below(bytes.len());
                match numbers.below(3) {
                    0 => bytes[at] ^= 1 << numbers.below(8),
                    1 => bytes[at] = [0, 1, 0x7F, 0x80, 0xFF][numbers.below(5)],
                    _ => drop(bytes.drain(at..(at + numbers.below(5)).min(bytes.len()))),
                }
            }
            if numbers.below(5) == 0 {
                bytes.truncate(numbers.below(bytes.len()));
            }
            let _ = read(&Arc::from(name), &bytes, format, &Limits::default());
        }
    }
}
