//! Damaged, cut and hostile workbooks: told as such, with what could be read; never a panic.

use shenping::model::Format;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use super::first_sheet;
use super::package_maker::PackageMaker;
use super::read_xlsx;
use super::sample;
use super::text_at;

use crate::harness::Numbers;

fn troubles(bytes: &[u8]) -> Vec<(TroubleKind, String)> {
    read_xlsx(bytes).troubles.into_iter().map(|trouble| (trouble.kind, trouble.detail)).collect()
}

#[test]
fn a_sheet_cut_at_a_tag_boundary_is_told_and_what_stands_before_is_kept() {
    let mut maker = PackageMaker::with_sheet("");
    maker.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>甲</v></c></row><row r='2'>",
    );
    let document = read_xlsx(&maker.bytes());
    assert_eq!(text_at(first_sheet(&document), "A1"), "甲");
    let detail = document.troubles.first().map(|trouble| (trouble.kind, trouble.detail.as_str()));
    assert_eq!(detail, Some((TroubleKind::Unreadable, "部件 xl/worksheets/sheet1.xml 被截断")));
}

#[test]
fn cells_whose_shared_text_is_lost_are_told() {
    let found = troubles(&PackageMaker::with_rows("<row><c t='s'><v>0</v></c><c t='s'><v>7</v></c></row>").bytes());
    assert_eq!(found, [(TroubleKind::Unreadable, "工作簿的共享文字缺失，2 个单元格的文字读不出".to_owned())]);
}

#[test]
fn a_sheet_that_the_list_of_sheets_lost_is_told() {
    let mut maker = PackageMaker::with_rows("<row><c t='str'><v>甲</v></c></row>");
    maker.put("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>");
    assert_eq!(troubles(&maker.bytes()), [], "a part that nothing leads to");
    maker.relate(
        "xl/workbook.xml",
        &[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")],
    );
    assert_eq!(troubles(&maker.bytes()).len(), 1);
    let listed = "<sheet name='申报表' sheetId='1' r:id='rId1'/>";
    let both = format!("{listed}<sheet name='附表' sheetId='2' r:id='rId2'/>");
    maker.replace("xl/workbook.xml", listed, &both);
    assert_eq!(troubles(&maker.bytes()), []);
}

#[test]
fn zeros_and_cells_within_a_tag_are_told() {
    let rows = "<row r='1'><c r='A1' t='str'><v>甲</v></c></row>";
    assert_eq!(troubles(&PackageMaker::with_rows(rows).bytes()), []);
    for torn in ["<c \0\0\0 t='str'>", "<c r='B1'/<c r='A1' t='str'>"] {
        let rows = rows.replace("<c r='A1' t='str'>", torn);
        assert_eq!(troubles(&PackageMaker::with_rows(&rows).bytes()).len(), 1, "{torn}");
    }
}

/// A workbook whose table of strings says that so many cells ask for them.
fn with_strings(count: usize, strings: &[&str], rows: &str) -> Vec<u8> {
    let items: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let mut maker = PackageMaker::with_rows(rows);
    maker.put("xl/sharedStrings.xml", format!("<sst count='{count}'>{items}</sst>"));
    maker.bytes()
}

const WORDS: [&str; 4] = ["申报单位", "海港区总工会", "项目名称", "工友驿站"];

#[test]
fn a_cell_that_lost_its_type_gets_its_text_back_and_is_doubted() {
    for lost in ["", "t='n'", "t='str'", "t='b'", "t='x'", "t='e'"] {
        let rows = format!(
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>\
             <row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' {lost}><v>3</v></c></row>"
        );
        let document = read_xlsx(&with_strings(4, &WORDS, &rows));
        assert_eq!(text_at(first_sheet(&document), "B2"), "工友驿站", "{lost}");
        let [trouble] = document.troubles.as_slice() else { panic!("{lost}: {:?}", document.troubles) };
        assert_eq!(trouble.kind, TroubleKind::Incomplete);
        assert!(trouble.detail.contains("编号 3") && trouble.spot.is_some(), "{trouble:?}");
    }
}

#[test]
fn a_number_is_no_lost_text_where_all_texts_are_used_or_the_column_counts() {
    let used = "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c><c><v>3</v></c></row>";
    // A template whose words were replaced leaves them behind: here the last.
    let counting = "<row r='1'><c t='s'><v>0</v></c></row><row r='2'><c><v>1</v></c><c t='s'><v>1</v></c></row>\
                    <row r='3'><c><v>2</v></c><c t='s'><v>2</v></c></row><row r='4'><c><v>3</v></c><c t='s'><v>1</v></c></row>";
    // All strings are accounted for: the table was written with one too many.
    let counted = "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c><v>3</v></c></row>";
    for (count, rows, reference) in [(4, used, "E1"), (9, counting, "A4"), (3, counted, "D1")] {
        let document = read_xlsx(&with_strings(count, &WORDS, rows));
        assert_eq!(text_at(first_sheet(&document), reference), "3");
        assert_eq!(document.troubles, [], "{reference}");
    }
}

#[test]
fn a_cell_that_lost_the_number_of_its_text_is_told() {
    let rows = "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'/></row>";
    let found = troubles(&with_strings(4, &WORDS, rows));
    assert_eq!(found, [(TroubleKind::Unreadable, "工作簿的共享文字缺失，1 个单元格的文字读不出".to_owned())]);
    assert_eq!(troubles(&with_strings(3, &WORDS[..3], rows)), [], "an empty cell as some programs write it");
}

#[test]
fn a_part_that_is_no_sheet_is_told() {
    let mut maker = PackageMaker::with_sheet("");
    maker.put("xl/worksheets/sheet1.xml", "<styleSheet><fonts/></styleSheet>");
    let found = troubles(&maker.bytes());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found.iter().all(|(kind, detail)| *kind == TroubleKind::Unreadable && detail.contains("不是工作表")));
}

#[test]
fn a_damaged_part_fails_its_checksum() {
    let mut bytes = PackageMaker::with_rows("<row><c t='str'><v>甲乙丙丁</v></c></row>").bytes();
    let at = bytes.windows(b"worksheets/sheet1.xml".len()).position(|window| window == b"worksheets/sheet1.xml");
    let start = at.expect("the part's name") + 40;
    bytes[start] ^= 0x10;
    let found = troubles(&bytes);
    assert!(found.iter().any(|(kind, _)| *kind == TroubleKind::Unreadable), "{found:?}");
}

#[test]
fn a_file_that_is_cut_or_no_package_is_unreadable() {
    let whole = sample("card-openpyxl.xlsx");
    for bytes in [&whole[..whole.len() / 2], &whole[..100], b"", b"PK\x05\x06", b"not a package"] {
        let found = troubles(bytes);
        assert_eq!(found.first().map(|(kind, _)| *kind), Some(TroubleKind::Unreadable), "{found:?}");
    }
}

#[test]
fn a_part_that_inflates_beyond_the_limit_is_unsafe() {
    let blanks = " ".repeat(40 << 20);
    let bytes = PackageMaker::with_rows(&format!("<row><c><v>1</v></c></row>{blanks}")).bytes();
    assert!(bytes.len() < 200_000);
    let limited = |limits: &Limits| read(&"a".into(), &bytes, Format::Xlsx, limits).troubles;
    assert!(limited(&Limits::default()).iter().any(|trouble| trouble.kind == TroubleKind::Unsafe));
    let small = Limits { part_bytes: 1000, ..Limits::default() };
    assert!(limited(&small).iter().any(|trouble| trouble.detail.contains("1000")));
    let few = Limits { entries: 3, ..Limits::default() };
    assert!(limited(&few).iter().any(|trouble| trouble.detail.contains("部件过多")));
}

#[test]
fn more_cells_or_text_than_the_limit_stop_the_reading() {
    let rows: String = (0..50).map(|_| "<row><c t='s'><v>0</v></c></row>").collect();
    let mut maker = PackageMaker::with_rows(&rows);
    maker.put("xl/sharedStrings.xml", format!("<sst><si><t>{}</t></si></sst>", "长".repeat(1000)));
    for limits in [Limits { cells: 10, ..Limits::default() }, Limits { characters: 30_000, ..Limits::default() }] {
        let document = read(&"a".into(), &maker.bytes(), Format::Xlsx, &limits);
        assert_eq!(first_sheet(&document).cells.len(), 10);
        assert!(document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unsafe));
    }
}

#[test]
fn entities_are_never_expanded() {
    let mut maker = PackageMaker::with_sheet("");
    maker.put(
        "xl/worksheets/sheet1.xml",
        "<!DOCTYPE x [<!ENTITY a 'boom'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>\
         <worksheet><sheetData><row><c t='str'><v>甲&a;&f;乙</v></c></row></sheetData></worksheet>",
    );
    assert_eq!(text_at(first_sheet(&read_xlsx(&maker.bytes())), "A1"), "甲&a;&f;乙");
}

#[test]
fn deep_nesting_is_unsafe() {
    let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
    let found = troubles(&PackageMaker::with_sheet(&deep).bytes());
    assert_eq!(found.first().map(|(kind, _)| *kind), Some(TroubleKind::Unsafe), "{found:?}");
}

#[test]
fn parts_of_one_name_are_doubted() {
    let mut maker = PackageMaker::with_rows("<row><c><v>1</v></c></row>");
    maker.put("XL/Worksheets/Sheet1.xml", "<worksheet/>");
    let found = troubles(&maker.bytes());
    assert_eq!(found.first().map(|(kind, _)| *kind), Some(TroubleKind::Incomplete), "{found:?}");
}

#[test]
fn no_flip_and_no_cut_makes_the_reader_panic() {
    let mut numbers = Numbers(0x5EED_2026);
    for name in ["card-openpyxl.xlsx", "odds-xlsxwriter.xlsx", "card-libreoffice.xlsx"] {
        let whole = sample(name);
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..=numbers.below(8) {
                let at = numbers.below(bytes.len());
                bytes[at] ^= 1 << numbers.below(8);
            }
            if numbers.below(4) == 0 {
                bytes.truncate(numbers.below(bytes.len()));
            }
            let _ = read_xlsx(&bytes);
        }
    }
}

#[test]
fn no_damage_inside_a_part_makes_the_reader_panic() {
    let mut numbers = Numbers(0x00C0_FFEE);
    for name in ["card-xlsxwriter.xlsx", "odds-xlsxwriter.xlsx"] {
        let whole = sample(name);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).expect("a sample");
        let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
            .map(|at| {
                let mut entry = archive.by_index(at).expect("an entry");
                let mut content = Vec::new();
                std::io::Read::read_to_end(&mut entry, &mut content).expect("whole");
                (entry.name().expect("a name").into_owned(), content)
            })
            .collect();
        for round in 0..300 {
            let mut maker = PackageMaker::with_sheet("");
            for (at, (part, content)) in parts.iter().enumerate() {
                let mut content = content.clone();
                if at == round % parts.len() {
                    damage(&mut content, &mut numbers);
                }
                maker.put(part, content);
            }
            let _ = read_xlsx(&maker.bytes());
        }
    }
}

/// Flips, cuts out, doubles or puts in odd numbers.
fn damage(content: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(6) {
        if content.is_empty() {
            return;
        }
        let at = numbers.below(content.len());
        match numbers.below(4) {
            0 => content[at] ^= 1 << numbers.below(8),
            1 => drop(content.drain(at..(at + numbers.below(30)).min(content.len()))),
            2 => {
                let piece = content[at..(at + numbers.below(60)).min(content.len())].to_vec();
                drop(content.splice(at..at, piece));
            }
            _ => {
                let odd: [&[u8]; 6] = [b"-1", b"99999999999999999999", b"0", b"NaN", b"XFD1048576", b"\xFF"];
                drop(content.splice(at..at, odd[numbers.below(odd.len())].iter().copied()));
            }
        }
    }
}

#[test]
fn a_sheet_that_points_at_nothing_is_no_loss_and_one_that_points_at_what_is_missing_is() {
    let mut maker = PackageMaker::with_rows("<row><c t='str'><v>甲</v></c></row>");
    for (id, lost) in [("", 0), ("rId9", 1)] {
        maker.put(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns:r='r'><sheets><sheet name='表' r:id='rId1'/><sheet name='模块' r:id='{id}'/></sheets></workbook>"
            ),
        );
        assert_eq!(troubles(&maker.bytes()).len(), lost, "{id}");
    }
}

#[test]
fn properties_that_are_damaged_or_endless_cost_nothing_else() {
    let mut maker = PackageMaker::with_rows("<row><c t='str'><v>甲</v></c></row>");
    maker.relate(
        "",
        &[("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")],
    );
    maker.put("docProps/app.xml", format!("<Properties><Application>甲</Application>{}", " ".repeat(40 << 20)));
    let document = read_xlsx(&maker.bytes());
    assert_eq!(document.troubles, []);
    let texts: Vec<&str> = document.grids().flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["甲"]);
}

#[test]
fn a_drawing_that_is_named_and_missing_leaves_in_doubt_what_stood_on_it() {
    let mut maker = PackageMaker::with_rows("<row><c t='str'><v>负责人签字</v></c></row>");
    maker.replace("xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData><drawing r:id='rId1'/>");
    for relationships in [&[][..], &[("rId1", "drawing", "../drawings/drawing1.xml")]] {
        maker.relate("xl/worksheets/sheet1.xml", relationships);
        let found = troubles(&maker.bytes());
        assert!(
            matches!(found.as_slice(), [(TroubleKind::Incomplete, detail)] if detail.contains("缺失")),
            "{found:?}"
        );
    }
}

#[test]
fn characters_that_stand_for_nothing_are_no_text_and_said() {
    let document = read_xlsx(&PackageMaker::with_rows("<row><c t='str'><v>甲\u{b}乙&amp;丙</v></c></row>").bytes());
    assert_eq!((text_at(first_sheet(&document), "A1"), document.troubles.len()), ("甲乙&丙", 0));
    for value in ["甲\0\0乙", "甲&own;乙"] {
        let found = troubles(&PackageMaker::with_rows(&format!("<row><c t='str'><v>{value}</v></c></row>")).bytes());
        assert!(matches!(found.as_slice(), [(TroubleKind::Incomplete, _)]), "{value}: {found:?}");
    }
}

#[test]
fn a_package_whose_comment_is_cut_off_is_read() {
    let mut bytes = PackageMaker::with_rows("<row><c t='str'><v>甲</v></c></row>").bytes();
    let at = bytes.len() - 2;
    bytes[at..].copy_from_slice(&500u16.to_le_bytes());
    let file = shenping::inbox::InboxFile::from_bytes("表.xlsx", std::sync::Arc::from(bytes));
    assert_eq!(text_at(first_sheet(&read_xlsx(&file.bytes().unwrap())), "A1"), "甲");
}

#[test]
fn a_merged_region_without_its_first_cell_and_a_cell_of_another_row_are_doubted() {
    // Cells of the region but its first are written, with a format, and hold nothing.
    let cell = |place: &str| match place {
        "C2" | "D2" => format!("<c r='{place}' s='1'/>"),
        _ => format!("<c r='{place}' t='str'><v>{place}</v></c>"),
    };
    let row = |number: u32, cells: &[&str]| {
        let cells: String = cells.iter().map(|place| cell(place)).collect();
        format!("<row r='{number}'>{cells}</row>")
    };
    let merged = "</sheetData><mergeCells><mergeCell ref='B2:D2'/></mergeCells><sheetData>";
    let first = row(1, &["A1", "B1", "D1"]);
    let doubted = |rows: &str| {
        let found = troubles(&PackageMaker::with_rows(&format!("{first}{rows}{merged}")).bytes());
        found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>()
    };
    for lost in [row(2, &["A2", "C2", "D2"]), row(3, &["A3"]), row(2, &["A2", "B1"]), row(2, &["A2", "B2", "B2"])] {
        assert_eq!(doubted(&lost), [TroubleKind::Incomplete], "{lost}");
    }
    // as exceljs writes a merged region with nothing in it
    let bare = "<row r='2'><c r='A2' t='str'><v>A2</v></c><c r='C2'/><c r='D2'/></row>".to_owned();
    for whole in [row(2, &["A2", "B2", "C2", "D2"]), row(2, &["A2", "B2"]), row(2, &["A2"]), row(2, &[]), bare] {
        assert_eq!(doubted(&whole), [], "{whole}");
    }
}
