//! The review workbook shows the picture that a person must judge: a signature that lies in the wrong place, a scan of the signed
//! page. Nothing is shown where there is nothing to judge.

use std::fs;
use std::fs::File;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::copy_tree;

/// A form that openpyxl saved, with the picture on its line put this many rows further down.
fn move_picture(form: &Path, rows: u32) {
    let mut package = ZipArchive::new(Cursor::new(fs::read(form).unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut entry = package.by_index(index).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/drawings/drawing") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("<row>1</row>"), "{text}");
            bytes = text.replace("<row>1</row>", &format!("<row>{}</row>", 1 + rows)).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    fs::write(form, writer.finish().unwrap().into_inner()).unwrap();
}

/// Runs a season of one of the sample's submissions, and counts the pictures in its workbook.
fn pictures_in_workbook(submission: &str, change: impl Fn(&Path)) -> usize {
    let season = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件").join(submission);
    let folder = season.path().join("收件").join(submission);
    copy_tree(&sample, &folder);
    change(&folder);
    fs::write(season.path().join("season.toml"), "schema = 1\nyear = 2026\n").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_shenping"));
    program.arg("run").arg(season.path()).args(["--quiet", "--as-of", "2026-11-22T09:00:00+08:00"]);
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let book = ZipArchive::new(File::open(season.path().join("输出/评审工作簿.xlsx")).unwrap()).unwrap();
    book.file_names().filter(|name| name.as_ref().is_ok_and(|name| name.starts_with("xl/media/"))).count()
}

#[test]
fn a_signature_in_the_wrong_place_is_shown_and_one_on_its_line_is_not() {
    assert_eq!(pictures_in_workbook("海港区总工会", |_| {}), 0);
    assert_eq!(pictures_in_workbook("海港区总工会", |folder| move_picture(&folder.join("申报表.xlsx"), 40)), 1);
}

#[test]
fn a_picture_of_the_signed_page_is_shown() {
    assert_eq!(pictures_in_workbook("市妇幼保健院", |_| {}), 1);
}
