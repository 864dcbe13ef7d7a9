//! What a file is by its content, and whether its name says so.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so loudly")]

use std::fs;
use std::io::Write;
use std::path::Path;

use shenping::inbox::sniff;
use shenping::inbox::sniff_readable;
use shenping::model::Format;
use shenping::model::TroubleKind;

fn format_of(name: &str, bytes: &[u8]) -> Format {
    sniff(name, bytes).format
}

fn kinds_of(name: &str, bytes: &[u8]) -> Vec<TroubleKind> {
    sniff(name, bytes).troubles.iter().map(|trouble| trouble.kind).collect()
}

fn corpus() -> Option<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn every_file_of_the_corpus_is_what_its_manifest_says() {
    let Some(folder) = corpus() else { return };
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).expect("manifest");
    let mut faults = Vec::new();
    for line in manifest.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [path, .., kind, _, _] = columns.as_slice() else { continue };
        let bytes = fs::read(folder.join(path)).expect("a file of the corpus");
        let found = sniff(path, &bytes);
        let fits = match *kind {
            "encrypted-ooxml" => found.format == Format::Encrypted,
            "odf-ods" => matches!(found.format, Format::Ods | Format::Encrypted),
            "odf-odt" => found.format == Format::Odt,
            "ole-doc" => matches!(found.format, Format::Doc | Format::Encrypted),
            "ole-xls" => matches!(found.format, Format::Xls | Format::Encrypted),
            "ooxml-docx" => matches!(found.format, Format::Docx | Format::Docm),
            "ooxml-pptx" => found.format == Format::Pptx,
            "ooxml-xlsb" => found.format == Format::Xlsb,
            "ooxml-xlsm" => found.format == Format::Xlsm,
            "ooxml-xlsx" => found.format == Format::Xlsx,
            "rtf" => found.format == Format::Rtf,
            "text" => matches!(found.format, Format::Text | Format::Csv),
            "xml-spreadsheet2003" => found.format == Format::SpreadsheetMl,
            "zip" => found.format == Format::Zip,
            _ => true,
        };
        if !fits {
            faults.push(format!("{path}: {kind} taken for {}", found.format));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Text in UTF-16 with or without a byte-order mark.
fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff_u16);
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn markup_is_told_by_its_root_in_any_encoding() {
    let word = r#"<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">"#;
    let excel = r#"<?xml version="1.0"?> <!-- c --> <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#;
    let opc = r#"<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">"#;
    let odf = r#"<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">"#;
    let page = "\r\n <!-- 导出 --><!DOCTYPE html PUBLIC \"-//W3C//DTD\">\n<html>";
    let table = "  <table><tr><td>申报单位</td></tr></table>";
    let cases = [
        (word, Format::WordMl),
        (excel, Format::SpreadsheetMl),
        (opc, Format::FlatOpc),
        (odf, Format::FlatOdf),
        (page, Format::Html),
        (table, Format::Html),
        ("From : <Saved by AbiWord>\nContent-Type : multipart/related;\n\tboundary=\"x\"\n\n", Format::Mhtml),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n", Format::Mhtml),
        ("\n {\\rtf1\\ansi}", Format::Rtf),
        ("<note>普通 XML</note>", Format::Text),
    ];
    for (text, format) in cases {
        assert_eq!(format_of("a", text.as_bytes()), format, "{text}");
        assert_eq!(format_of("a", &[b"\xef\xbb\xbf", text.as_bytes()].concat()), format, "with a mark: {text}");
        assert_eq!(format_of("a", &utf16(text, true)), format, "UTF-16: {text}");
        if text.starts_with('<') {
            assert_eq!(format_of("a", &utf16(text, false)), format, "UTF-16 without a mark: {text}");
        }
    }
    let gbk = encoding_rs::GBK.encode("<html><head><title>申报表</title>").0.into_owned();
    assert_eq!(format_of("a.xls", &gbk), Format::Html);
    assert_eq!(kinds_of("a.xls", &gbk), [TroubleKind::Disguised]);
}

#[test]
fn pictures_films_archives_and_programs_are_told_by_their_first_bytes() {
    let bitmap = [b"BM".as_slice(), &[0; 12], &40_u32.to_le_bytes(), &[0; 36]].concat();
    let metafile = [&[1, 0, 0, 0, 88, 0, 0, 0], [0; 32].as_slice(), b" EMF"].concat();
    let tar = [[0; 257].as_slice(), b"ustar\0"].concat();
    let program = [b"MZ".as_slice(), &[0; 58], &64_u32.to_le_bytes(), b"PE\0\0"].concat();
    let cases: [(&[u8], Format); 24] = [
        (b"\x89PNG\r\n\x1a\n....", Format::Image),
        (b"\xff\xd8\xff\xe0", Format::Image),
        (b"GIF89a", Format::Image),
        (&bitmap, Format::Image),
        (b"II*\0\x08\0\0\0", Format::Image),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Format::Image),
        (&metafile, Format::Image),
        (b"\x01\0\x09\0\0\x03\0\0", Format::Image),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Format::Image),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", Format::Media),
        (b"\0\0\0\x14ftypqt  ", Format::Media),
        (b"ID3\x03", Format::Media),
        (b"RIFF\x10\0\0\0WAVEfmt ", Format::Media),
        (b"#!AMR\n", Format::Media),
        (b"Rar!\x1a\x07\0", Format::Rar),
        (b"Rar!\x1a\x07\x01\0", Format::Rar),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Format::SevenZip),
        (b"\x1f\x8b\x08\0", Format::Tar),
        (&tar, Format::Tar),
        (&program, Format::Executable),
        (b"#!/bin/sh\n", Format::Executable),
        (b"@echo off\r\n", Format::Executable),
        (b"%PDF-1.4", Format::Pdf),
        (b"\n\n%PDF-1.7 after a little noise", Format::Pdf),
    ];
    for (bytes, format) in cases {
        assert_eq!(format_of("a", bytes), format, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn text_csv_and_what_is_neither_are_told_apart() {
    let gbk = encoding_rs::GBK.encode("申报单位：海港区总工会").0.into_owned();
    assert_eq!(format_of("a.txt", &gbk), Format::Text);
    assert_eq!(format_of("a.txt", &utf16("申报单位", true)), Format::Text);
    assert_eq!(format_of("a", "单位,项目\n甲,\"乙,丙\n丁\"\n".as_bytes()), Format::Csv);
    assert_eq!(format_of("a", "单位\t项目\t电话\n甲\t乙\t1\n".as_bytes()), Format::Csv);
    let prose = "今年以来，我们做了三件事,都有成效。\n其一是办实事，其二是解难题,其三是强基础。\n";
    assert_eq!(format_of("a", prose.as_bytes()), Format::Text);
    assert_eq!(format_of("a", b"\x01\x02\x03\x04\xff\xfe\x00binary"), Format::Unknown);
    assert_eq!(kinds_of("a.dat", &[0; 4096]), [TroubleKind::Unreadable], "a copy that never finished");
}

#[test]
fn titles_over_a_table_of_separated_values_are_told_by_the_name() {
    let table = "秦皇岛市工会创新工作立项申报表\n申报单位,海港区总工会\n项目申报理由,诉求渠道分散。需要统一。\n";
    assert_eq!(format_of("申报表.csv", table.as_bytes()), Format::Csv);
    let column = "申报表\n项目名称：甲\n申报理由\n\"一是……。\n二是……。\"\n";
    assert_eq!(format_of("申报表.csv", column.as_bytes()), Format::Csv, "one column, a cell of two lines");
    assert_eq!(format_of("申报表.txt", column.as_bytes()), Format::Text);
    assert_eq!(format_of("申报表.txt", table.as_bytes()), Format::Text);
    let noted = "汇总表\n申报单位,项目名称,负责人,电话,备注\n甲工会,书屋,张伟,138,无\n填表说明：\n1.项目名称不超过25字\n2.电话填手机\n";
    assert_eq!(format_of("申报表.csv", noted.as_bytes()), Format::Csv, "more notes than rows");
    assert_eq!(format_of("说明.csv", "一、背景\n诉求渠道分散。\n二、措施\n建站。\n".as_bytes()), Format::Text);
}

#[test]
fn a_long_text_is_text_though_its_head_ends_inside_a_character() {
    for start in ["", "a", "ab"] {
        let text = format!("{start}{}", "申报".repeat(20_000));
        assert_eq!(format_of("a", text.as_bytes()), Format::Text);
        assert_eq!(format_of("a", &encoding_rs::GBK.encode(&text).0), Format::Text);
    }
}

#[test]
fn an_empty_file_is_unreadable_and_nothing_else() {
    assert_eq!(format_of("申报表.docx", b""), Format::Empty);
    assert_eq!(kinds_of("申报表.docx", b""), [TroubleKind::Unreadable]);
}

#[test]
fn lock_and_system_files_are_known_by_name() {
    let owner = [b"\x05admin".as_slice(), &[0x20; 156]].concat();
    for name in [
        "收件/~$申报表.xlsx",
        "~$报表.doc",
        ".~lock.申报表.ods#",
        ".DS_Store",
        "a/Thumbs.db",
        "Desktop.ini",
        "~WRL0001.tmp",
    ] {
        let sniffed = sniff(name, &owner);
        assert_eq!((sniffed.format, sniffed.troubles.len()), (Format::System, 0), "{name}");
    }
    assert_eq!(format_of("a.zip!/__MACOSX/._申报表.xlsx", b"\0\x05\x16\x07\0\x02"), Format::System);
    assert_eq!(format_of("a/_申报表.xlsx", b"\0\x05\x16\x07\0\x02"), Format::System);
    assert_eq!(format_of("__MACOSX/申报/x.txt", b"x"), Format::System);
    assert_eq!(format_of("~$.DS_Store", b""), Format::System);
    assert_ne!(format_of("申报表~$.txt", b"text"), Format::System);
    assert_ne!(format_of("2026.tmp.txt", b"text"), Format::System);
}

#[test]
fn a_name_that_promises_something_else_is_a_disguise() {
    let Some(folder) = corpus() else { return };
    let read = |path: &str| fs::read(folder.join(path)).expect("a file of the corpus");
    let docx = read("python-docx/par-known-styles.docx");
    let xls = read("poi/namedinput.xls");
    let doc = read("poi/57603-seven_columns.doc");
    for name in ["a.doc", "a.zip", "a.xlsx", "a.docm", "a.wps", "a.PDF"] {
        assert_eq!(kinds_of(name, &docx), [TroubleKind::Disguised], "{name}");
    }
    for name in ["a.docx", "a.DOCX", "a.dotx", "申报表", "a.2026"] {
        assert_eq!(kinds_of(name, &docx), [], "{name}");
    }
    assert_eq!(kinds_of("a.et", &xls), []);
    assert_eq!(kinds_of("a.xlsx", &xls), [TroubleKind::Disguised]);
    assert_eq!(kinds_of("a.wps", &doc), []);
    assert_eq!(kinds_of("照片.jpg", b"\x89PNG\r\n\x1a\n...."), [], "a picture is a picture");
    assert_eq!(kinds_of("a.docx", b"\x01\x02\x03\xff\xfe"), [TroubleKind::Unreadable], "damage is no disguise");
    assert_eq!(kinds_of("a.docx", &docx[..200]), [TroubleKind::Unreadable]);
}

#[test]
fn a_document_that_was_cut_off_is_damage_and_no_archive() {
    let Some(folder) = corpus() else { return };
    for (path, format) in [
        ("poi/58325_lt.xlsx", Format::Xlsx),
        ("python-docx/par-known-styles.docx", Format::Docx),
        ("calamine/any_sheets.ods", Format::Ods),
    ] {
        let whole = fs::read(folder.join(path)).expect("a file of the corpus");
        for parts in 1..20 {
            let cut = sniff(path, &whole[..whole.len() * parts / 20]);
            let damaged =
                cut.format == format || cut.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unreadable);
            let archive = cut.format == Format::Zip && cut.troubles.is_empty();
            assert!(damaged && !archive, "{path} cut at {parts}/20: {cut:?}");
        }
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件/北方钢结构工会/申报表.xlsx");
    let cut = sniff("申报表.xlsx", &fs::read(sample).expect("the sample season"));
    assert_eq!((cut.format, cut.troubles.len()), (Format::Xlsx, 0), "openpyxl's last parts are lost first");
}

#[test]
fn old_documents_under_a_password_are_known() {
    for name in ["password.xls", "password.doc"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/broken").join(name);
        let found = sniff(name, &fs::read(path).expect("sample"));
        assert_eq!(found.format, Format::Encrypted, "{name}");
        assert_eq!(found.troubles.len(), 1);
    }
}

#[test]
fn a_file_under_a_password_is_only_encrypted() {
    let Some(folder) = corpus() else { return };
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).expect("manifest");
    let path = manifest.lines().find(|line| line.contains("encrypted-ooxml")).and_then(|line| line.split('\t').next());
    let bytes = fs::read(folder.join(path.expect("one is there"))).expect("read");
    for name in ["a.xlsx", "a.doc", "a.zip"] {
        assert_eq!(sniff(name, &bytes).format, Format::Encrypted);
        assert_eq!(kinds_of(name, &bytes), [TroubleKind::Encrypted], "{name}");
    }
}

#[test]
fn workbooks_without_a_container_are_told_by_their_first_record() {
    assert_eq!(format_of("a.xls", b"\x09\0\x04\0\x02\0\x10\0"), Format::Xls);
    assert_eq!(format_of("a.xls", b"\x09\x02\x06\0\0\0\x10\0\0\0"), Format::Xls);
    assert_eq!(format_of("a.xls", b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0"), Format::Xls);
}

#[test]
fn a_shortcut_says_what_to_hand_in_instead_and_a_mail_is_one() {
    assert_eq!(kinds_of("申报表.lnk", b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0"), [TroubleKind::Elsewhere]);
    assert_eq!(kinds_of("在线.url", b"\xef\xbb\xbf[InternetShortcut]\r\nURL=https://a.cn/"), [TroubleKind::Elsewhere]);
    let mail = "Received: by mx\r\nFrom: a@b.cn\r\nSubject: =?gbk?B?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\n";
    assert_eq!((format_of("申报.eml", mail.as_bytes()), kinds_of("申报.eml", mail.as_bytes())), (Format::Mail, vec![]));
    let by_script = "From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x--";
    assert_eq!(format_of("申报.eml", by_script.as_bytes()), Format::Mail);
    // Word saves a page with the head of a mail that nobody sent.
    let page = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--";
    assert_eq!(format_of("申报.mht", page.as_bytes()), Format::Mhtml);
    let sent = format!("To: a@b.cn\r\nMessage-ID: <1@b>\r\nFrom: c@d.cn\r\nSubject: x\r\n{page}");
    assert_eq!(format_of("申报.eml", sent.as_bytes()), Format::Mail);
}

#[test]
fn what_is_known_and_not_read_says_what_to_do() {
    let masked: Vec<u8> = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01".iter().map(|byte| byte ^ 0x5a).collect();
    let iso = [&[0; 0x8001], b"CD001\x01".as_slice(), &[0; 100]].concat();
    let xml = "<?xml version=\"1.0\"?><uof:UOF xmlns:uof=\"http://schemas.uof.org/cn/2003/uof\"><字:段落/></uof:UOF>";
    let pages = "<?xml version=\"1.0\"?><sl:document xmlns:sl=\"http://developer.apple.com/namespaces/sl\"><sl:p/></sl:document>";
    let files: [(&str, &[u8], &str); 9] = [
        ("申报表.xlsx", b"\0\x05\x16\x07\0\x02\0\0Mac OS X        ", "没有文件本身"),
        ("a1b2.dat", &masked, "微信"),
        ("材料.iso", &iso, "光盘映像"),
        ("材料.cab", b"MSCF\0\0\0\0\x10\0", "压缩包"),
        ("申报表.dif", b"TABLE\n0,1\n\"GNUMERIC\"\nVECTORS\n0,4\n\"\"\n", "DIF"),
        ("申报表.slk", b"ID;PWXL;N;E\r\nC;Y1;X1;K\"a\"\r\n", "SYLK"),
        ("申报表.uof", xml.as_bytes(), "标文通"),
        ("index.xml", pages.as_bytes(), "苹果"),
        ("申报表.docx.downloading", b"\x01\x02\x03\x04\xff\xfe\x80\x90", "没有下载完"),
    ];
    for (name, bytes, word) in files {
        let sniffed = sniff(name, bytes);
        assert_eq!(sniffed.format, Format::Unknown, "{name}");
        assert!(sniffed.troubles.iter().any(|trouble| trouble.detail.contains(word)), "{name}: {:?}", sniffed.troubles);
        assert_eq!(sniffed.troubles.len(), 1, "{name}");
    }
    // Another program's XML is known to nobody and harms nobody.
    assert_eq!(
        (format_of("a.xml", b"<?xml version='1.0'?><quick/>"), kinds_of("a.xml", b"<?xml version='1.0'?><quick/>")),
        (Format::Unknown, vec![])
    );
}

/// A package with these parts, none of which holds anything.
fn package_of(parts: &[&str]) -> Vec<u8> {
    let mut maker = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in parts {
        maker.start_file(*part, zip::write::SimpleFileOptions::default()).expect("a part");
    }
    maker.finish().expect("a package").into_inner()
}

#[test]
fn a_package_that_is_not_read_is_no_archive() {
    let packages: [(&str, &[&str], &str); 5] = [
        ("申报表.pages", &["Index/Document.iwa", "Metadata/Properties.plist", "preview.jpg"], "苹果"),
        ("申报表.pages", &["QuickLook/Preview.pdf", "buildVersionHistory.plist", "index.xml"], "苹果"),
        ("申报表.zip", &["申报.pages/Index.zip", "申报.pages/Metadata/Properties.plist"], "苹果"),
        ("申报表.uot", &["content.xml", "uof.xml"], "标文通"),
        ("图.docx", &["[Content_Types].xml", "visio/document.xml"], "已损坏"),
    ];
    for (name, parts, word) in packages {
        let found = sniff_readable(name, &package_of(parts)).sniffed;
        assert_eq!(found.format, Format::Unknown, "{name}");
        assert!(found.troubles.iter().any(|trouble| trouble.detail.contains(word)), "{name}: {:?}", found.troubles);
    }
    for parts in [
        ["mimetype", "META-INF/container.xml"].as_slice(),
        &["content.json", "manifest.json", "Thumbnails/thumbnail.png"],
        &["META-INF/MANIFEST.MF", "a/B.class"],
    ] {
        assert_eq!(sniff_readable("佐证", &package_of(parts)).sniffed.format, Format::Unknown, "{parts:?}");
    }
    // Of OpenOffice 1, whose packages have no first entry that says so.
    let mut maker = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    drop(maker.start_file("META-INF/manifest.xml", zip::write::SimpleFileOptions::default()));
    drop(maker.write_all(
        b"<manifest:file-entry manifest:media-type=\"application/vnd.sun.xml.writer\" manifest:full-path=\"/\"/>",
    ));
    let old = maker.finish().expect("a package").into_inner();
    assert!(sniff("申报表.sxw", &old).troubles.iter().any(|trouble| trouble.detail.contains("OpenOffice 1")));
    // What stands beside such a package is to be had.
    let parts = ["汇报.key/Index/Document.iwa", "汇报.key/Metadata/Properties.plist", "申报表.docx"];
    assert_eq!(sniff_readable("材料.zip", &package_of(&parts)).sniffed.format, Format::Zip);
}

#[test]
fn no_mutation_of_a_container_makes_sniffing_panic() {
    let Some(folder) = corpus() else { return };
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((state >> 33) % below as u64).expect("small")
    };
    for path in
        ["poi/namedinput.xls", "poi/57603-seven_columns.doc", "python-docx/par-known-styles.docx", "poi/SampleSS.xml"]
    {
        let whole = fs::read(folder.join(path)).expect("a file of the corpus");
        for round in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..=random(8) {
                let at = random(bytes.len().min(if round % 2 == 0 { 2048 } else { usize::MAX }));
                bytes[at] = u8::try_from(random(256)).expect("a byte");
            }
            bytes.truncate(if round % 3 == 0 { random(bytes.len()) } else { usize::MAX });
            sniff(path, &bytes);
        }
    }
}

#[test]
fn a_page_with_a_few_control_characters_is_a_page() {
    let page = format!("<!DOCTYPE html><html><body><p>{}\u{5}</p></body></html>", "申报".repeat(200));
    assert_eq!(format_of("申报表.html", page.as_bytes()), Format::Html);
    let noise = format!("<html>{}", "\u{5}\u{6}".repeat(400));
    assert_eq!(format_of("申报表.html", noise.as_bytes()), Format::Unknown);
}

#[test]
fn markup_with_bytes_that_are_no_text_is_told_by_its_first_element() {
    let broken = [b"<html><body><p>".as_slice(), &[0xc9, 0xff, 0xea, 0xb1], b"</p></body></html>"].concat();
    assert_eq!(format_of("申报表.doc", &broken), Format::Html);
    let cyrillic = [
        b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
            .as_slice(),
        &[0xcf, 0xf0, 0xe8, 0xff, 0xff],
        b"</Workbook>",
    ]
    .concat();
    assert_eq!(format_of("表.xml", &cyrillic), Format::SpreadsheetMl);
    let odd: Vec<u8> =
        "\u{feff}<table><tr><td>申报单位</td></tr></table>\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(format_of("表.xls", &odd[..odd.len() - 1]), Format::Html);
}

#[test]
fn separated_values_may_hold_a_control_character() {
    let table = format!("单位,项目,电话\n甲,{}\u{16}乙,1\n", "申报".repeat(40));
    assert_eq!(format_of("表.csv", table.as_bytes()), Format::Csv);
}

#[test]
fn letters_by_their_numbers_differences_and_bytes_cut_to_seven_bits_are_no_text() {
    let form = "申报单位：海港区总工会，项目名称：职工心理服务驿站建设；项目负责：张伟、李娜；联系电话：0335-3601234。把心理测评嵌入班前会，建立三级预警，服务职工群众！（试行）《办法》“互联网＋”——数字工会";
    let form = [form, "围绕职工群众反映的突出问题开展专题调研，走访企业，形成问题清单和责任清单。"].concat();
    let entities: String = form.chars().map(|letter| format!("&#{};", u32::from(letter))).collect();
    let escapes: String = form.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect();
    let lines: String = form.split('；').map(|line| format!("+{line}\n")).collect();
    let cut: Vec<u8> = encoding_rs::GBK.encode(&form).0.iter().map(|byte| byte & 0x7f).collect();
    for coded in [
        entities.into_bytes(),
        escapes.into_bytes(),
        format!("--- a/x\n+++ b/x\n@@ -1 +1 @@\n{lines}").into_bytes(),
        cut,
    ] {
        assert_eq!(kinds_of("申报表.txt", &coded), [TroubleKind::Unsupported], "{}", String::from_utf8_lossy(&coded));
    }
    let serials = "QHD-2026/001;A-3#B*2;C:4=D_5 13800001111,0335-3601234 (EX-77) [K8+L9]\n".repeat(9);
    let english =
        "The union's report: 35 \"stations\" (2026), services & training; see C:\\doc\\a.txt [draft]. ".repeat(9);
    for written in [form, serials, english] {
        assert_eq!(kinds_of("申报表.txt", written.as_bytes()), [], "{written}");
    }
}

#[test]
fn archives_and_papers_that_are_not_read_are_named_whatever_they_hold() {
    let package =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/twins/form.docx")).expect("a sample");
    let heads: [&[u8]; 6] = [
        b"ALZ\x01\n\0\0\0",
        b"EGGA\0\x01",
        b"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x04\x22\x4d\x18",
        b"HN\0\0",
        b"\xc8\0\0\0",
    ];
    for head in heads {
        let bytes = [head, &package].concat();
        let readable = sniff_readable("材料.bin", &bytes);
        let told = readable.sniffed.troubles;
        assert_eq!(readable.sniffed.format, Format::Unknown, "{head:?}");
        assert!(matches!(told.as_slice(), [trouble] if trouble.detail.contains("重新放入")), "{head:?} {told:?}");
    }
}
