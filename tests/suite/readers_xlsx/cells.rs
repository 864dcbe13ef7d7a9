//! Cells and merged regions as odd programs write them.

use shenping::model::CellContent;
use shenping::model::Spot;
use shenping::model::TroubleKind;

use super::cell_at;
use super::first_sheet;
use super::package_maker::PackageMaker;
use super::read_xlsx;
use super::text_at;

#[test]
fn rows_and_cells_without_references_follow_the_one_before() {
    let rows = "<row><c t='str'><v>甲</v></c><c/><c t='str'><v>丙</v></c></row><row r='5'><c t='str'><v>戊</v></c>\
                <c r='D5' t='str'><v>丁</v></c><c t='str'><v>后</v></c></row><row><c t='str'><v>六</v></c></row>";
    let document = read_xlsx(&PackageMaker::with_rows(rows).bytes());
    let sheet = first_sheet(&document);
    for (reference, text) in [("A1", "甲"), ("C1", "丙"), ("A5", "戊"), ("D5", "丁"), ("E5", "后"), ("A6", "六")]
    {
        assert_eq!(text_at(sheet, reference), text, "{reference}");
    }
}

#[test]
fn cells_out_of_order_are_sorted_and_of_two_the_last_counts() {
    let rows = "<row r='3'><c r='C3' t='str'><v>丙</v></c><c r='A3' t='str'><v>旧</v></c></row>\
                <row r='1'><c r='A1'><v>1</v></c></row><row r='3'><c r='A3' t='str'><v>新</v></c><c r='C3'/></row>";
    let document = read_xlsx(&PackageMaker::with_rows(rows).bytes());
    let sheet = first_sheet(&document);
    let texts: Vec<&str> = sheet.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["1", "新", "丙"]);
}

#[test]
fn prefixed_tags_and_a_wrong_dimension_change_nothing() {
    let mut maker = PackageMaker::with_sheet("");
    maker.put(
        "xl/worksheets/sheet1.xml",
        "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:dimension ref='A1:A1'/>\
         <x:sheetData><x:row r='2'><x:c r='B2' t='inlineStr'><x:is><x:r><x:t>秦皇</x:t></x:r><x:r><x:t>岛</x:t></x:r>\
         <x:rPh><x:t>dao</x:t></x:rPh></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref='B2:D2'/>\
         </x:mergeCells></x:worksheet>",
    );
    let document = read_xlsx(&maker.bytes());
    let cell = cell_at(first_sheet(&document), "B2").expect("a cell");
    assert_eq!((cell.text.as_str(), cell.width), ("秦皇岛", 3));
    assert!(document.troubles.is_empty());
}

#[test]
fn parts_in_utf16_and_gbk_are_read() {
    let sheet = "<worksheet><sheetData><row><c t='str'><v>申报单位</v></c></row></sheetData></worksheet>";
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(sheet.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let declared = format!("<?xml version='1.0' encoding='gb2312'?>{sheet}");
    let narrow = encoding_rs::GBK.encode(&declared).0.into_owned();
    for part in [wide, narrow] {
        let mut maker = PackageMaker::with_sheet("");
        maker.put("xl/worksheets/sheet1.xml", part);
        let document = read_xlsx(&maker.bytes());
        assert_eq!(text_at(first_sheet(&document), "A1"), "申报单位");
        assert!(document.troubles.is_empty(), "{:?}", document.troubles);
    }
}

#[test]
fn merged_regions_unsorted_overlapping_and_off_the_sheet_leave_regions_apart() {
    let rows = "<row r='1'><c r='A1' t='str'><v>题</v></c><c r='B1' t='str'><v>遗留</v></c></row>\
                <row r='2'><c r='B2' t='str'><v>值</v></c><c r='C2' t='str'><v>藏</v></c><c r='E2' t='str'><v>外</v></c></row>";
    let merges = ["D9:B8", "B2:C3", "A1:C1", "C3:D4", "A6", "XFD1048576:XFE1048577", "G1:G1048576", "ZZZ1:ZZZ2"];
    let merges: String = merges.iter().map(|area| format!("<mergeCell ref='{area}'/>")).collect();
    let inside = format!("<sheetData>{rows}</sheetData><mergeCells count='9999'>{merges}</mergeCells>");
    let document = read_xlsx(&PackageMaker::with_sheet(&inside).bytes());
    let regions: Vec<(String, u32, u32, &str)> = first_sheet(&document)
        .cells
        .iter()
        .map(|cell| {
            let spot = first_sheet(&document).spot(cell.row, cell.column).to_string();
            (spot.replace("申报表!", ""), cell.height, cell.width, cell.text.as_str())
        })
        .collect();
    let expected =
        [("A1", 1, 3, "题"), ("G1", 1_048_576, 1, ""), ("B2", 2, 2, "值"), ("E2", 1, 1, "外"), ("B8", 2, 3, "")];
    let expected: Vec<_> = expected.map(|(at, height, width, text)| (at.to_owned(), height, width, text)).into();
    assert_eq!(regions, expected);
}

#[test]
fn two_hundred_thousand_merged_regions_are_read_in_time() {
    let merges: String = (1..=200_000).map(|row| format!("<mergeCell ref='A{row}:B{row}'/>")).rev().collect();
    let inside = format!("<sheetData/><mergeCells>{merges}<mergeCell ref='A1:XFD1048576'/></mergeCells>");
    let document = read_xlsx(&PackageMaker::with_sheet(&inside).bytes());
    assert_eq!(first_sheet(&document).cells.len(), 200_000);
}

#[test]
fn a_row_that_a_filter_hides_from_view_is_on_the_paper() {
    let rows = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>申报单位</t></is></c></row>\
        <row r='2' hidden='1'><c r='A2' t='inlineStr'><is><t>海港区总工会</t></is></c></row>\
        <row r='3' hidden='1'><c r='A3' t='inlineStr'><is><t>合计</t></is></c></row></sheetData>";
    let set = "<autoFilter ref='A1:A2'><filterColumn colId='0'><filters/></filterColumn></autoFilter>";
    for (filter, want) in [(set, [false, false, true]), ("<autoFilter ref='A1:A2'/>", [false, true, true])] {
        let document = read_xlsx(&PackageMaker::with_sheet(&format!("{rows}{filter}")).bytes());
        let hidden: Vec<bool> = first_sheet(&document).cells.iter().map(|cell| cell.hidden).collect();
        assert_eq!(hidden, want, "{filter}");
    }
}

#[test]
fn a_row_that_the_filter_of_a_table_hides_is_on_the_paper() {
    let rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>项目名称</t></is></c></row>\
        <row r='2' hidden='1'><c r='A2' t='inlineStr'><is><t>数字工会</t></is></c></row>";
    let set = "<autoFilter ref='A1:A2'><filterColumn colId='0'><filters/></filterColumn></autoFilter>";
    for (filter, want) in [(set, false), ("<autoFilter ref='A1:A2'/>", true)] {
        let mut maker = PackageMaker::with_rows(rows);
        maker.put("xl/tables/table1.xml", format!("<table ref='A1:A2'>{filter}</table>"));
        maker.relate("xl/worksheets/sheet1.xml", &[("rId9", "table", "../tables/table1.xml")]);
        assert_eq!(
            first_sheet(&read_xlsx(&maker.bytes())).cells.last().map(|cell| cell.hidden),
            Some(want),
            "{filter}"
        );
    }
}

#[test]
fn a_merged_region_is_hidden_only_where_all_of_it_is() {
    let inside = "<cols><col min='2' max='2' hidden='1' width='9'/><col min='4' max='5' hidden='true'/></cols><sheetData>\
                  <row r='1'><c r='A1' t='str'><v>露</v></c><c r='D1' t='str'><v>藏</v></c></row>\
                  <row r='2' ht='0'><c r='A2' t='str'><v>零高</v></c></row></sheetData>\
                  <mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='D1:E1'/></mergeCells>";
    let document = read_xlsx(&PackageMaker::with_sheet(inside).bytes());
    let seen: Vec<(&str, bool)> =
        first_sheet(&document).cells.iter().map(|cell| (cell.text.as_str(), cell.hidden)).collect();
    assert_eq!(seen, [("露", false), ("藏", true), ("零高", true)]);
}

#[test]
fn every_kind_of_value_is_told_apart() {
    let rows = "<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='e'><v>#REF!</v></c><c r='C1' t='d'><v>2026-10-12T00:00:00</v></c>\
                <c r='D1'><f>SUM(A1)</f></c><c r='E1'><f t='shared' si='0' ref='E1:F1'>A1&amp;B1</f><v/></c>\
                <c r='F1'><f t='shared' si='0'/></c><c r='G1'><v>文字</v></c><c r='H1' t='s'><v>99</v></c>\
                <c r='I1' t='str'><f>A2</f><v></v></c><c r='J1' t='inlineStr'><is><t xml:space='preserve'> 甲 </t></is></c></row>";
    let document = read_xlsx(&PackageMaker::with_rows(rows).bytes());
    let sheet = first_sheet(&document);
    let content = |reference: &str| cell_at(sheet, reference).map(|cell| cell.content.clone());
    assert_eq!(content("A1"), Some(CellContent::Boolean(true)));
    assert_eq!(content("B1"), Some(CellContent::Error("#REF!".to_owned())));
    assert_eq!(content("C1"), Some(CellContent::Date(jiff::civil::date(2026, 10, 12).at(0, 0, 0, 0))));
    assert_eq!(content("D1"), Some(CellContent::FormulaWithoutResult("SUM(A1)".to_owned())));
    assert_eq!(content("E1"), Some(CellContent::FormulaWithoutResult("A1&B1".to_owned())));
    assert_eq!(content("F1"), Some(CellContent::FormulaWithoutResult("A1&B1".to_owned())));
    assert_eq!(content("G1"), Some(CellContent::Text));
    assert_eq!(content("H1"), None);
    assert_eq!(content("I1"), None);
    assert_eq!(text_at(sheet, "J1"), " 甲 ");
}

#[test]
fn a_number_is_shown_as_its_style_asks() {
    let mut maker = PackageMaker::with_rows(
        "<row><c s='0'><v>13800001111</v></c><c s='1'><v>46307</v></c><c s='2'><v>46307</v></c><c s='3'><v>46307.5</v></c>\
         <c s='4'><v>42</v></c><c s='99'><v>0.5</v></c><c s='5' t='str'><v>七</v></c><c s='6'><v>1.38E+10</v></c></row>",
    );
    maker.put(
        "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/>\
         <numFmt numFmtId='177' formatCode='000000'/><numFmt numFmtId='178' formatCode='&quot;第&quot;@&quot;号&quot;'/>\
         <numFmt numFmtId='14' formatCode='yyyy.mm.dd'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
         <cellXfs><xf/><xf numFmtId='176'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='177'/><xf numFmtId='178'/>\
         <xf numFmtId='1'/></cellXfs><dxfs><dxf><numFmt numFmtId='177' formatCode='0.0'/></dxf></dxfs></styleSheet>",
    );
    let document = read_xlsx(&maker.bytes());
    let texts: Vec<&str> = first_sheet(&document).cells.iter().map(|cell| cell.text.as_str()).collect();
    let expected =
        ["13800001111", "2026年10月12日", "2026.10.12", "2026/10/12 12:00", "000042", "0.5", "第七号", "13800000000"];
    assert_eq!(texts, expected);
}

#[test]
fn sheets_come_in_the_order_of_their_tabs_wherever_their_parts_lie() {
    let mut maker = PackageMaker::with_rows("<row><c t='str'><v>一</v></c></row>");
    maker.put(
        "xl/workbook.xml",
        "<workbook xmlns:r='r'><sheets><sheet name='后' r:id='b'/><sheet name='图' r:id='c'/><sheet name='前' r:id='a'/>\
         <sheet name='缺' r:id='d'/></sheets><definedNames><definedName name='x' localSheetId='0'>'前'!$A$1</definedName>\
         </definedNames></workbook>",
    );
    maker.relate(
        "xl/workbook.xml",
        &[
            ("a", "worksheet", "worksheets\\SHEET1.xml"),
            ("b", "worksheet", "/xl/worksheets/%E5%90%8E.xml"),
            ("c", "chartsheet", "chartsheets/sheet1.xml"),
            ("d", "worksheet", "worksheets/none.xml"),
        ],
    );
    maker.put("xl/worksheets/后.xml", "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>");
    let document = read_xlsx(&maker.bytes());
    let names: Vec<&str> = document.grids().map(|grid| &*grid.name).collect();
    assert_eq!(names, ["后", "前"]);
    assert_eq!(document.defined_names.len(), 1);
    let missing: Vec<(TroubleKind, Option<&Spot>)> =
        document.troubles.iter().map(|trouble| (trouble.kind, trouble.spot.as_ref())).collect();
    assert_eq!(missing, [(TroubleKind::Unreadable, Some(&Spot::Sheet("缺".into())))]);
}

#[test]
fn a_workbook_with_macros_says_so() {
    let mut maker = PackageMaker::with_rows("<row><c><v>1</v></c></row>");
    maker.put("xl/vbaProject.bin", "x");
    let document = read_xlsx(&maker.bytes());
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Macros]);
    assert_eq!(first_sheet(&document).cells.len(), 1);
}

#[test]
fn cells_in_white_on_white_are_told() {
    let mut maker = PackageMaker::with_rows(
        "<row><c s='1' t='str'><v>甲</v></c><c s='2' t='str'><v>乙</v></c><c s='3' t='str'><v>丙</v></c><c t='str'><v>丁</v></c></row>",
    );
    maker.put(
        "xl/styles.xml",
        "<styleSheet><fonts><font/><font><color rgb='FFFFFFFF'/></font></fonts><fills><fill><patternFill patternType='none'/></fill>\
         <fill><patternFill patternType='solid'><fgColor rgb='FF1F3864'/></patternFill></fill>\
         <fill><patternFill patternType='solid'><fgColor theme='0'/></patternFill></fill></fills>\
         <cellXfs><xf fontId='0' fillId='0'/><xf fontId='1' fillId='0'/><xf fontId='1' fillId='1'/><xf fontId='1' fillId='2'/></cellXfs></styleSheet>",
    );
    let document = read_xlsx(&maker.bytes());
    let told: Vec<String> =
        document.troubles.iter().filter_map(|trouble| Some(trouble.spot.as_ref()?.to_string())).collect();
    assert_eq!(told, ["申报表!A1", "申报表!C1"]);
}
