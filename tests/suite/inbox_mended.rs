//! Files that no program opens and whose content is there all the same: cut short, filled up with zeros, with something before
//! their beginning. What is left is read, and what is wrong is said.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use shenping::inbox::InboxFile;
use shenping::inbox::sniff_readable;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(name)).unwrap()
}

fn take(name: &str, bytes: &[u8]) -> (InboxFile, Document) {
    let file = InboxFile::from_bytes(name, Arc::from(bytes));
    let document = read(&Arc::from(name), &file.bytes().unwrap(), file.format, &Limits::default());
    (file, document)
}

fn text(document: &Document) -> Vec<String> {
    fn of_blocks(blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
                Block::Grid(grid) => lines.extend(grid.cells.iter().map(|cell| cell.text.clone())),
            }
        }
    }
    let mut lines = Vec::new();
    of_blocks(&document.body, &mut lines);
    lines
}

fn kinds(file: &InboxFile, document: &Document) -> Vec<TroubleKind> {
    file.troubles.iter().chain(&document.troubles).map(|trouble| trouble.kind).collect()
}

/// Where the central directory of a zip begins.
fn directory_of(bytes: &[u8]) -> usize {
    bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap()
}

#[test]
fn a_package_without_its_directory_is_read_and_said_to_be_cut() {
    for (name, format) in [("twins/form.docx", Format::Docx), ("workbooks/card-openpyxl.xlsx", Format::Xlsx)] {
        let whole = sample(name);
        let expected = text(&take(name, &whole).1);
        let directory = directory_of(&whole);
        let zeroed: Vec<u8> =
            whole.iter().enumerate().map(|(at, &byte)| if at < directory { byte } else { 0 }).collect();
        for damaged in [whole.get(..directory).unwrap(), whole.get(..whole.len() - 22).unwrap(), &zeroed] {
            let (file, document) = take(name, damaged);
            assert_eq!((file.format, file.salvaged), (format, true), "{name}");
            assert_eq!(text(&document), expected, "{name}");
            assert_eq!(kinds(&file, &document), [TroubleKind::Unreadable], "{name}");
        }
    }
}

#[test]
fn a_package_whose_parts_are_packed_as_archives_are_is_read_as_it_is() {
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/blank/申报表.xlsx");
    let expected = text(&take("申报表.xlsx", &fs::read(blank).unwrap()).1);
    let (file, document) = take("申报表.xlsx", &sample("packed-bzip2.xlsx"));
    assert_eq!((file.format, file.salvaged), (Format::Xlsx, false));
    assert_eq!(text(&document), expected);
    assert!(!expected.is_empty() && kinds(&file, &document).is_empty());
}

#[test]
fn a_part_that_is_cut_is_read_as_far_as_it_goes() {
    let whole = sample("twins/form.odt");
    let content = whole.windows(11).position(|name| name == b"content.xml").unwrap();
    let mut lines = Vec::new();
    for kept in [content + 700, content + 1_400, whole.len() * 97 / 100] {
        let (file, document) = take("表.odt", whole.get(..kept).unwrap());
        assert_eq!(file.format, Format::Odt);
        assert!(kinds(&file, &document).contains(&TroubleKind::Unreadable));
        lines.push(text(&document).len());
    }
    assert!(lines.is_sorted(), "{lines:?}");
    assert_eq!(lines.last(), Some(&text(&take("表.odt", &whole).1).len()));
}

#[test]
fn offsets_that_lead_nowhere_cost_nothing() {
    let mut bytes = sample("twins/form.docx");
    let expected = text(&take("表.docx", &bytes).1);
    let end = bytes.len() - 22;
    bytes.get_mut(end + 16..end + 20).unwrap().copy_from_slice(&7_u32.to_le_bytes());
    let (file, document) = take("表.docx", &bytes);
    assert_eq!(text(&document), expected);
    assert_eq!(kinds(&file, &document), []);
}

#[test]
fn what_stands_before_the_beginning_is_left_away() {
    let leads: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: application/msword\r\n\r\n"];
    for name in [
        "twins/form.docx",
        "twins/form.doc",
        "workbooks/card-xlwt.xls",
        "twins/form.fodt",
        "twins/form.rtf",
        "twins/form.html",
    ] {
        let whole = sample(name);
        let expected = take(name, &whole);
        for lead in leads {
            let bytes = [lead, &whole].concat();
            let (file, document) = take(name, &bytes);
            assert_eq!(file.format, expected.0.format, "{name}");
            assert_eq!(text(&document), text(&expected.1), "{name}");
            assert_eq!(file.size, bytes.len() as u64);
            // A mark before XML is as it should be.
            let said = kinds(&file, &document).iter().all(|kind| *kind == TroubleKind::Disguised);
            assert!(said, "{name}: {:?}", file.troubles);
        }
    }
}

#[test]
fn zeros_behind_a_text_are_no_text() {
    let (form, zeros) = (sample("twins/form.html"), [0; 4_096]);
    let (file, document) = take("表.html", &[form.as_slice(), &zeros].concat());
    assert_eq!(text(&document), text(&take("表.html", &form).1));
    assert_eq!(kinds(&file, &document), []);
    let cut = form.get(..form.len() * 6 / 10).unwrap();
    let (file, document) = take("表.html", &[cut, &zeros].concat());
    assert!(kinds(&file, &document).contains(&TroubleKind::Unreadable));
    let (file, document) = take("表.csv", &[&sample("workbooks/card-sheetjs.csv"), zeros.as_slice()].concat());
    assert_eq!(kinds(&file, &document), [TroubleKind::Unreadable]);
    assert!(document.grids().next().is_some_and(|grid| !grid.cells.is_empty()));
}

#[test]
fn an_archive_that_is_cut_is_not_taken_for_the_one_inside_it() {
    // Two documents, stored; the file ends behind the first, whose own directory then stands at the end.
    let document = sample("twins/form.docx");
    let crc = crc32fast::hash(&document).to_le_bytes();
    let length = u32::try_from(document.len()).unwrap().to_le_bytes();
    let header = [b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0".as_slice(), &crc, &length, &length, b"\x06\0\0\0a.docx"].concat();
    let (file, _) = take("包.zip", &[header.as_slice(), &document].concat());
    assert_eq!(file.format, Format::Zip);
}

#[test]
fn xml_whose_beginning_is_lost_is_no_text_of_a_form() {
    let form = sample("workbooks/card-sheetjs.xml");
    let (file, _) = take("表.xml", form.get(300..).unwrap());
    assert_eq!(file.format, Format::Unknown);
    assert_eq!(file.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Unreadable]);
}

#[test]
fn a_page_whose_beginning_is_lost_is_read_and_said_to_be_cut() {
    let page = sample("twins/form.html");
    let head = String::from_utf8_lossy(&page).find("<table").unwrap();
    let (file, document) = take("申报表.html", page.get(head + 5..).unwrap());
    assert_eq!(
        (file.format, file.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>()),
        (Format::Html, vec![TroubleKind::Unreadable])
    );
    assert!(text(&document).concat().contains("申报单位"));
}

#[test]
fn a_mail_behind_a_lead_is_a_mail() {
    let mail = "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n见附件\r\n";
    for lead in
        ["\r\n", "HTTP/1.1 200 OK\r\nDate: Mon, 2 Nov 2026 09:00:00 GMT\r\n\r\n", "<br />\nWarning: readfile()<br />\n"]
    {
        assert_eq!(
            InboxFile::from_bytes("邮件.eml", Arc::from(format!("{lead}{mail}").as_bytes())).format,
            Format::Mail,
            "{lead}"
        );
    }
    let written = format!("以下是转发的邮件：\n{mail}");
    assert_eq!(InboxFile::from_bytes("说明.txt", Arc::from(written.as_bytes())).format, Format::Text);
}

#[test]
fn a_document_in_base64_behind_an_address_is_decoded() {
    use base64::Engine;
    let form = sample("twins/form.docx");
    let coded = base64::prelude::BASE64_STANDARD.encode(&form);
    let (file, _) = take("申报表.docx", format!("data:application/octet-stream;base64,{coded}").as_bytes());
    assert_eq!(file.format, Format::Docx);
}

#[test]
fn a_page_or_pdf_without_its_end_is_said_to_be_cut() {
    for name in ["twins/form.html", "twins/form.pdf"] {
        let whole = sample(name);
        for part in [50, 80, 97] {
            let (file, document) = take(name, whole.get(..whole.len() * part / 100).unwrap());
            assert!(kinds(&file, &document).contains(&TroubleKind::Unreadable), "{name} {part}");
        }
    }
}

#[test]
fn an_archive_behind_a_program_or_a_lead_is_that_archive() {
    let stub = [b"MZ\x90\0".as_slice(), &[0; 3_000]].concat();
    let lead = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    for (front, archive, format) in [
        (&stub, "packed-lzma.zip", Format::Zip),
        (&lead, "packed-lzma.zip", Format::Zip),
        (&stub, "packed-ppmd.7z", Format::SevenZip),
    ] {
        let bytes = [front.as_slice(), &sample(archive)].concat();
        let file = InboxFile::from_bytes("材料.exe", Arc::from(bytes));
        assert_eq!((file.format, file.troubles.len()), (format, 1), "{archive}");
        assert!(file.has_trouble(TroubleKind::Disguised));
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("材料.exe"), [front.as_slice(), &sample(archive)].concat()).unwrap();
        let printed = crate::harness::check_folder(folder.path());
        let paths: Vec<&str> =
            printed["files"].as_array().unwrap().iter().filter_map(|file| file["path"].as_str()).collect();
        assert!(paths.contains(&"材料.exe!/海港区总工会/申报表.txt"), "{paths:?}");
    }
    let rar = [stub.as_slice(), b"Rar!\x1a\x07\x01\0...."].concat();
    assert_eq!(InboxFile::from_bytes("材料.exe", Arc::from(rar)).format, Format::Rar);
}

#[test]
fn a_file_with_another_behind_it_says_so() {
    for name in [
        "twins/form.docx",
        "twins/form.doc",
        "twins/form.pdf",
        "workbooks/card-xlwt.xls",
        "workbooks/card-sheetjs.xls",
        "workbooks/card-libreoffice.ods",
        "workbooks/card-sheetjs.xlsb",
        "packed.7z",
        "names-gbk.zip",
    ] {
        let whole = sample(name);
        assert!(!holds_two(name, &whole), "{name}");
        for filler in [&b""[..], b"\r\n", &[0; 700]] {
            assert!(holds_two(name, &[&whole, filler, &whole].concat()), "{name}");
        }
        assert!(!holds_two(name, &[&whole[..], b"\r\n", &[0; 700]].concat()), "{name}");
    }
    let mail = b"From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"part\"\r\n\r\n--part\r\n\r\ntext\r\n--part--\r\n";
    assert!(!holds_two("信.eml", mail));
    assert!(holds_two("信.eml", &[&mail[..], b"\r\n", mail].concat()));
}

#[test]
fn a_package_inside_another_is_no_second_file() {
    let inner = sample("twins/form.docx");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["申报表.docx", "副本.docx"] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(&inner).unwrap();
    }
    assert!(!holds_two("材料.zip", &zip.finish().unwrap().into_inner()));
}

fn holds_two(name: &str, bytes: &[u8]) -> bool {
    let file = InboxFile::from_bytes(name, Arc::from(bytes));
    file.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Incomplete && trouble.detail.contains("两份文件"))
}

#[test]
fn warnings_of_a_web_server_before_a_text_are_left_away_and_said() {
    let warning = "<br />\n<b>Warning</b>:  readfile() in <b>/a.php</b> on line <b>3</b><br />\n";
    let table = "申报单位,海港区总工会,,\n项目名称,工友驿站,,\n";
    let (file, document) = take("申报表.csv", format!("{warning}{warning}{table}").as_bytes());
    assert_eq!(file.format, Format::Csv);
    assert_eq!(text(&document), text(&take("申报表.csv", table.as_bytes()).1));
    assert_eq!(kinds(&file, &document), [TroubleKind::Incomplete]);
}

#[test]
fn a_file_of_nothing_but_white_space_is_empty_and_an_archive_without_files_says_so() {
    for (name, bytes) in [("申报表.txt", "\u{feff} \r\n\u{3000}\t\n".as_bytes()), ("申报表.docx", b"\r\n\r\n")] {
        let file = InboxFile::from_bytes(name, Arc::from(bytes));
        assert_eq!((file.format, file.troubles.len()), (Format::Empty, 1), "{name}");
    }
    let zip = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    assert!(InboxFile::from_bytes("材料.zip", Arc::from(zip)).has_trouble(TroubleKind::Unreadable));
}

#[test]
fn a_text_that_went_over_the_net_is_read_without_what_it_came_with() {
    let text = "申报单位：海港区总工会\r\n项目名称：职工驿站\r\n";
    let part = format!(
        "------WebKitFormBoundaryAb\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n{text}\r\n------WebKitFormBoundaryAb--\r\n"
    );
    for sent in [part, format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{text}")] {
        let read = sniff_readable("申报表.txt", sent.as_bytes());
        assert_eq!(String::from_utf8_lossy(&read.bytes).trim_end(), text.trim_end());
        assert_eq!(read.sniffed.troubles.len(), 1, "{:?}", read.sniffed.troubles);
    }
    let twice = sniff_readable("说明.txt", text.repeat(8).as_bytes()).sniffed.troubles.len();
    assert_eq!((twice, sniff_readable("说明.txt", text.repeat(9).as_bytes()).sniffed.troubles.len()), (1, 0));
}
