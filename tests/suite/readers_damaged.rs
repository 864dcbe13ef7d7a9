//! Damage that leaves text to be had: what is left is read, and always told; what only looks like a value is never given in silence.

use std::fs;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use shenping::inbox::sniff;
use shenping::inbox::sniff_readable;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;
use tempfile::TempDir;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::check_folder;
use crate::harness::codes_of;
use crate::harness::copy_tree;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(name)).expect("a sample")
}

fn read_as(bytes: &[u8], format: Format) -> Document {
    read(&Arc::from("申报表"), bytes, format, &Limits::default())
}

fn read_sniffed(bytes: &[u8]) -> Document {
    let readable = sniff_readable("申报表", bytes);
    read_as(&readable.bytes, readable.sniffed.format)
}

/// All texts of the body, and whether the file is doubted.
fn told(document: &Document) -> (String, bool) {
    let grids = document.grids().flat_map(|grid| grid.cells.iter().map(|cell| cell.text.as_str()));
    let texts: Vec<&str> = crate::harness::texts(&document.body).into_iter().chain(grids).collect();
    (texts.join("|"), document.troubles.iter().any(|trouble| trouble.kind.leaves_doubt()))
}

/// The package with the text of one part changed.
fn with_part(package: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    with_bytes(package, name, |part| change(&String::from_utf8_lossy(part)).into_bytes())
}

/// The package with one part changed.
fn with_bytes(package: &[u8], name: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        let own = String::from_utf8_lossy(part.name_raw()).into_owned();
        writer.start_file(own.as_str(), SimpleFileOptions::default()).expect("a header");
        match own == name {
            true => writer.write_all(&change(&content)),
            false => writer.write_all(&content),
        }
        .expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

#[test]
fn an_ampersand_that_stands_alone_in_xml_is_doubted() {
    let form = sample("twins/form.docx");
    let changed = with_part(&form, "word/document.xml", |text| text.replace("0335-3600000", "0335-3600000&amp"));
    assert_ne!(changed, form);
    let document = read_as(&changed, Format::Docx);
    let (text, doubted) = told(&document);
    assert!(text.contains("0335-3600000&amp") && doubted, "{:?}", document.troubles);
}

#[test]
fn attributes_without_quotes_are_read() {
    let form = sample("twins/form.docx");
    let expected = told(&read_as(&form, Format::Docx));
    let changed = with_part(&form, "word/document.xml", |text| {
        text.replace("w:val=\"restart\"", "w:val=restart ").replace("w:gridSpan w:val=\"2\"", "w:gridSpan w:val=2 ")
    });
    assert_ne!(changed, form);
    assert_eq!(told(&read_as(&changed, Format::Docx)), expected);
}

#[test]
fn zeros_within_text_are_doubted_in_every_format_that_is_text() {
    for (name, format, found) in
        [("twins/form.rtf", Format::Rtf, b"\\par".as_slice()), ("twins/form.html", Format::Html, b"</td>".as_slice())]
    {
        let mut form = sample(name);
        assert!(!told(&read_as(&form, format)).1, "{name}");
        let at = memchr::memmem::rfind(&form, found).expect("a mark");
        form.splice(at..at, [0; 16]);
        assert!(told(&read_as(&form, format)).1, "{name}");
    }
}

#[test]
fn an_rtf_that_ends_early_is_doubted() {
    let form = sample("twins/form.rtf");
    let at = memchr::memmem::find(&form, b"\\trowd").expect("a table");
    let mut closed = form.clone();
    closed.splice(at..at, *b"}}}");
    assert!(told(&read_as(&closed, Format::Rtf)).1);
}

/// A container with its allocation table overwritten.
fn without_table(bytes: &[u8]) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    let table = usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().unwrap())).unwrap();
    damaged[512 + table * 512..][..512].fill(0xA5);
    damaged
}

#[test]
fn a_container_whose_tables_are_lost_still_gives_its_text_and_is_told() {
    for (name, format) in [("twins/form.doc", Format::Doc), ("workbooks/card-libreoffice.xls", Format::Xls)] {
        let whole = sample(name);
        let (expected, doubted) = told(&read_as(&whole, format));
        assert!(!doubted && expected.len() > 100, "{name}");
        for (how, damaged) in [
            ("table", without_table(&whole)),
            ("header", [&whole[..48], &[0xFF; 16], &whole[64..]].concat()),
            ("cut", whole[..whole.len() - 600].to_vec()),
        ] {
            assert_eq!(sniff("申报表", &damaged).format, format, "{name} {how}");
            let document = read_sniffed(&damaged);
            let (text, doubted) = told(&document);
            assert!(doubted, "{name} {how}");
            assert!(text.contains("总工会"), "{name} {how}: {text} {:?}", document.troubles);
        }
    }
}

/// A record of a workbook's stream.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short record");
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A cell of text of Excel 97.
fn label(row: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).expect("a short text");
    record(0x0204, &[words(&[row, 0, 0, length]), vec![1], words(&units)].concat())
}

/// A workbook of one sheet, as a bare stream of Excel 97; the globals have these records as well.
fn workbook(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let start = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000A, &[]);
    let listed = |offset: u32| record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let before = start(5).len() + listed(0).len() + globals.len() + end.len();
    let offset = u32::try_from(before).expect("a short workbook");
    [start(5), listed(offset), globals.to_vec(), end.clone(), start(16), sheet.to_vec(), end].concat()
}

#[test]
fn zeros_among_the_records_of_a_workbook_are_told() {
    let sheet = |hole: usize| [label(0, "申报单位"), vec![0; hole], label(1, "甲市总工会")].concat();
    assert_eq!(told(&read_as(&workbook(&[], &sheet(0)), Format::Xls)), ("申报单位|甲市总工会".to_owned(), false));
    let document = read_as(&workbook(&[], &sheet(64)), Format::Xls);
    assert!(told(&document).1, "{:?}", document.troubles);
    assert!(document.troubles.iter().all(|trouble| trouble.kind == TroubleKind::Incomplete));
}

#[test]
fn rows_that_a_filter_hides_are_on_the_paper_of_an_old_workbook_too() {
    // the name that Excel gives to the filter's area: rows 1 to 3 of the first sheet
    let area = [vec![0x3B], words(&[0, 0, 2, 0, 0])].concat();
    let head = [words(&[0x0020]), vec![0, 1], words(&[11, 0, 1, 0, 0])].concat();
    let name = record(0x0018, &[head, vec![0, 0x0D], area].concat());
    let globals = [record(0x0017, &words(&[1, 0, 0, 0])), name].concat();
    let row = |number: u16, options: u16| record(0x0208, &words(&[number, 0, 1, 300, 0, 0, options, 15]));
    let cells = [label(0, "单位"), label(1, "甲"), label(2, "乙"), label(3, "丙")].concat();
    let rows = [row(0, 0), row(1, 0), row(2, 0x20), row(3, 0x20)].concat();
    let shown = |globals: &[u8], filter: &[u8]| {
        let document = read_as(&workbook(globals, &[filter, &rows, &cells].concat()), Format::Xls);
        let grid = document.grids().next().expect("a sheet").clone();
        grid.cells.iter().filter(|cell| !cell.hidden).map(|cell| cell.text.clone()).collect::<String>()
    };
    let filter = record(0x009B, &[]);
    assert_eq!(shown(&globals, &filter), "单位甲乙");
    assert_eq!(shown(&globals, &[]), "单位甲");
    assert_eq!(shown(&[], &filter), "单位甲乙丙");
}

#[test]
fn a_form_that_is_not_recognised_is_not_said_to_be_missing() {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件/海港区总工会");
    for (name, expected) in [
        ("申报表.rtf", "form-missing manual"),
        ("海港区总工会申报表（终稿）.html", "form-missing manual"),
        ("申报表填写说明.rtf", "form-missing fail"),
        // taken for a description by what it says
        ("申报表.txt", "form-missing manual"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let own = folder.path().join("海港区总工会");
        copy_tree(&from, &own);
        fs::remove_file(own.join("申报表.xlsx")).expect("the form");
        let text = match name.rsplit_once('.') {
            Some((_, "html")) => "<html><body><p>…</p></body></html>".to_owned(),
            Some((_, "txt")) => {
                format!("主要内容：{0}\n创新特点：{0}\n工作成效：{0}", "开展职工心理关爱服务。".repeat(30))
            }
            _ => r"{\rtf1 ...\par}".to_owned(),
        };
        fs::write(own.join(name), text).expect("a file");
        let codes = codes_of(&check_folder(folder.path()));
        assert!(codes.iter().any(|code| code == expected), "{name}: {codes:?}");
    }
}

#[test]
fn a_package_that_lost_or_gained_bytes_gives_the_parts_that_are_whole() {
    let whole = sample("workbooks/card-openpyxl.xlsx");
    let expected = told(&read_as(&whole, Format::Xlsx)).0;
    let theme = memchr::memmem::find(&whole, b"xl/theme/theme1.xml").expect("a part that is no content");
    let directory = memchr::memmem::find(&whole, b"PK\x01\x02").expect("a directory");
    let mut longer = whole.clone();
    longer.splice(theme + 200..theme + 200, [7; 64]);
    let mut shorter = whole.clone();
    shorter.drain(directory + 200..directory + 230);
    for (how, damaged) in [("longer", longer), ("shorter", shorter)] {
        let document = read_sniffed(&damaged);
        assert_eq!(told(&document).0, expected, "{how}: {:?}", document.troubles);
    }
}

#[test]
fn a_depth_of_tables_that_nobody_can_mean_costs_nothing() {
    let mut form = sample("twins/form.doc");
    let depth = [0x49, 0x66, 1, 0, 0, 0];
    let found: Vec<usize> = memchr::memmem::find_iter(&form, &depth).collect();
    assert!(!found.is_empty(), "paragraphs that say how deep they stand");
    found.into_iter().for_each(|at| form[at + 5] = 0x7F);
    assert!(told(&read_as(&form, Format::Doc)).0.contains("总工会"));
}

#[test]
fn a_text_that_is_longer_than_its_record_is_told() {
    let cut = record(0x0204, &[words(&[1, 0, 0, 40]), vec![1], words(&[0x7532])].concat());
    let document = read_as(&workbook(&[], &[label(0, "申报单位"), cut].concat()), Format::Xls);
    assert_eq!(told(&document), ("申报单位|甲".to_owned(), true));
}

#[test]
fn an_old_document_whose_paragraphs_lost_their_properties_is_told() {
    let whole = sample("twins/form.doc");
    assert!(!told(&read_as(&whole, Format::Doc)).1);
    // The block of information stands at the beginning of the stream that begins with its magic number.
    let block = memchr::memmem::find(&whole, b"\xec\xa5\x01\x01").expect("WordDocument");
    // Length of the table of pages with the paragraphs' properties; count of the main text's characters.
    for (at, value) in [(0x106, 0_u32), (0x4C, 60)] {
        let mut damaged = whole.clone();
        damaged[block + at..block + at + 4].copy_from_slice(&value.to_le_bytes());
        assert!(told(&read_as(&damaged, Format::Doc)).1, "{at:x}");
    }
}

#[test]
fn an_rtf_row_with_other_cells_than_edges_is_told() {
    let form = sample("twins/form.rtf");
    assert!(!told(&read_as(&form, Format::Rtf)).1);
    let at = memchr::memmem::find(&form, b"\\cell").expect("a cell");
    let mut damaged = form.clone();
    damaged.drain(at..at + 5);
    assert!(told(&read_as(&damaged, Format::Rtf)).1);
}

#[test]
fn a_sheet_whose_relationship_is_lost_is_read_by_its_number_and_told() {
    let whole = sample("workbooks/card-openpyxl.xlsx");
    let (expected, doubted) = told(&read_as(&whole, Format::Xlsx));
    assert!(!doubted);
    let lost = with_part(&whole, "xl/_rels/workbook.xml.rels", |part| part.replace("sheet1.xml", "sheet77.xml"));
    assert_eq!(told(&read_as(&lost, Format::Xlsx)), (expected, true));
}

#[test]
fn names_that_stand_several_times_over_are_doubted() {
    let page = |times: usize| {
        let cell = |text: &str| format!("<td>{}</td>", text.repeat(times));
        format!("<table><tr>{}</tr><tr>{}</tr></table>", cell("厂务公开明白墙模式"), cell("海港区总工会工会委员会"))
    };
    assert!(!told(&read_as(page(1).as_bytes(), Format::Html)).1);
    assert!(told(&read_as(page(4).as_bytes(), Format::Html)).1);
}

#[test]
fn a_web_page_in_the_place_of_a_part_is_told() {
    let blocked = |_: &str| "<html><body>该文件已被拦截</body></html>".to_owned();
    let part = "xl/styles.xml";
    let changed = with_part(&sample("workbooks/card-openpyxl.xlsx"), part, blocked);
    let document = read_as(&changed, Format::Xlsx);
    let replaced = |detail: &str| detail.contains(part) && detail.contains("网页");
    assert!(document.troubles.iter().any(|trouble| replaced(&trouble.detail)), "{:?}", document.troubles);
    let (text, doubted) = told(&document);
    assert!(text.contains("13800001111") && doubted, "{text}");
}

#[test]
fn text_whose_element_nobody_knows_is_told() {
    let cases = [
        ("twins/form.docx", Format::Docx, "word/document.xml", "w:t>", "w:tq>"),
        ("twins/form.odt", Format::Odt, "content.xml", "text:p", "text:pq"),
        ("workbooks/card-libreoffice.ods", Format::Ods, "content.xml", "table:table-cell", "table:cell"),
        ("workbooks/card-xlsxwriter.xlsx", Format::Xlsx, "xl/worksheets/sheet1.xml", "v>", "vq>"),
        ("workbooks/card-xlsxwriter.xlsx", Format::Xlsx, "xl/sharedStrings.xml", "t>", "tq>"),
        (
            "workbooks/card-xlsxwriter.xlsx",
            Format::Xlsx,
            "xl/worksheets/sheet1.xml",
            "</c><c",
            "</c><!-- <c><v>1</v></c> --><c",
        ),
        ("twins/form.docx", Format::Docx, "word/document.xml", "</w:p>", "</w:p><!-- <w:p></w:p> -->"),
        ("twins/form.odt", Format::Odt, "content.xml", "</text:p>", "</text:p><!-- <text:p></text:p> -->"),
    ];
    for (name, format, part, known, unknown) in cases {
        let whole = sample(name);
        assert!(!told(&read_as(&whole, format)).1, "{name}");
        let changed = with_part(&whole, part, |text| text.replace(known, unknown));
        assert!(told(&read_as(&changed, format)).1, "{name} {part}");
    }
}

#[test]
fn strings_that_are_more_than_their_table_says_are_doubted_where_no_cell_asks_for_the_last() {
    let (part, first) = ("xl/sharedStrings.xml", "<si>");
    let whole = sample("workbooks/card-xlsxwriter.xlsx");
    let doubled = with_part(&whole, part, |text| text.replacen(first, "<si><t>申报单位</t></si><si>", 1));
    assert!(told(&read_as(&doubled, Format::Xlsx)).1);
    let uncounted = with_part(&whole, part, |text| text.replacen("uniqueCount=\"", "uniqueCount=\"1\" was=\"", 1));
    assert_eq!(told(&read_as(&uncounted, Format::Xlsx)), (told(&read_as(&whole, Format::Xlsx)).0, false));
}

#[test]
fn a_package_of_which_parts_lie_elsewhere_than_its_directory_says_is_doubted() {
    let mut form = sample("workbooks/card-openpyxl.xlsx");
    let (expected, doubted) = told(&read_as(&form, Format::Xlsx));
    assert!(!doubted);
    let theme = memchr::memmem::find(&form, b"xl/theme/theme1.xml").expect("a part that nobody asks for");
    form.splice(theme - 30..theme, [0; 30]);
    assert_eq!(told(&read_as(&form, Format::Xlsx)), (expected, true));
}

#[test]
fn records_of_a_sheet_that_run_into_others_are_told() {
    let whole = sample("workbooks/card-sheetjs.xlsb");
    assert!(!told(&read_as(&whole, Format::Xlsb)).1);
    for lost in 1..40 {
        let without = |part: &[u8]| [&part[..part.len() / 3], &part[part.len() / 3 + lost..]].concat();
        let damaged = with_bytes(&whole, "xl/worksheets/sheet1.bin", without);
        let document = read_as(&damaged, Format::Xlsb);
        assert!(told(&document).1, "{lost}: {}", told(&document).0);
    }
}

#[test]
fn a_letter_of_an_rtf_whose_number_is_broken_is_told() {
    let whole = sample("twins/form.rtf");
    assert!(!told(&read_as(&whole, Format::Rtf)).1);
    let table = memchr::memmem::find(&whole, b"\\trowd").expect("a table");
    let letter = table + memchr::memmem::find(&whole[table..], b"\\u2").expect("a letter in it");
    for (lost, put) in [(1, ""), (2, "\\"), (3, "\\u2\n")] {
        let mut broken = whole.clone();
        broken.splice(letter..letter + lost, put.bytes());
        assert!(told(&read_as(&broken, Format::Rtf)).1, "{put:?}");
    }
}

#[test]
fn a_row_repeated_beyond_the_sheet_is_read_once_and_told() {
    let row = |repeated: &str| {
        format!("<table:table-row{repeated}><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>")
    };
    let sheet = format!(
        "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{}{}</table:table></office:spreadsheet></office:body></office:document>",
        row(" table:number-rows-repeated=\"1000000000\""),
        row("")
    );
    assert_eq!(told(&read_as(sheet.as_bytes(), Format::FlatOdf)), ("甲|甲".to_owned(), true));
}

#[test]
fn a_sheet_that_lies_elsewhere_than_its_workbook_says_is_found_and_told() {
    let whole = sample("workbooks/card-libreoffice.xls");
    let (expected, _) = told(&read_as(&whole, Format::Xls));
    let entry =
        (0..whole.len() - 4).find(|at| whole[*at..*at + 2] == [0x85, 0] && whole[*at + 3] == 0 && whole[*at + 9] == 0);
    let entry = entry.expect("the sheet's entry") + 4;
    for wrong in [[0; 4], [0xFF, 0xFF, 0xFF, 0x7F]] {
        let mut damaged = whole.clone();
        damaged[entry..entry + 4].copy_from_slice(&wrong);
        assert_eq!(told(&read_as(&damaged, Format::Xls)), (expected.clone(), true));
    }
}

#[test]
fn a_branch_that_only_newer_programs_know_is_told_where_there_is_no_other() {
    let form = sample("twins/form.docx");
    let alternate = |other: &str| {
        let branch = "<mc:AlternateContent><mc:Choice Requires=\"zzz\"><w:p><w:r><w:t>新</w:t></w:r></w:p></mc:Choice>";
        let put = format!("<w:body>{branch}{other}</mc:AlternateContent>");
        with_part(&form, "word/document.xml", |text| text.replacen("<w:body>", &put, 1))
    };
    assert!(told(&read_as(&alternate(""), Format::Docx)).1);
    assert!(!told(&read_as(&alternate("<mc:Fallback><w:p/></mc:Fallback>"), Format::Docx)).1);
}

#[test]
fn a_cell_that_takes_more_rows_than_there_are_and_letters_escaped_twice_are_told() {
    let page = |rows: u32| format!("<table><tr><td rowspan={rows}>甲</td></tr><tr><td>乙</td></tr></table>");
    assert!(!told(&read_as(page(1_000).as_bytes(), Format::Html)).1);
    assert!(told(&read_as(page(65_534).as_bytes(), Format::Html)).1);
    let escaped = |letters: usize| format!("<p>申报单位</p><p>{}</p>", "&amp;#24037;".repeat(letters));
    assert!(!told(&read_as(escaped(3).as_bytes(), Format::Html)).1);
    assert!(told(&read_as(escaped(30).as_bytes(), Format::Html)).1);
}
