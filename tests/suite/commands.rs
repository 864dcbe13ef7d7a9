//! The program as a clerk runs it: what a season's run leaves behind.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use tempfile::TempDir;

use crate::review::seen;

/// What "now" is in every run of these tests.
const AS_OF: &str = "2026-11-22T09:00:00+08:00";

fn sample_season() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026")
}

fn shenping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shenping"))
        .args(arguments)
        .args(["--as-of", AS_OF])
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program starts")
}

#[test]
fn the_signature_that_people_must_look_at_is_shown_small_beside_its_finding() {
    let target = TempDir::new().expect("a folder");
    let into = target.path().to_str().expect("UTF-8");
    let run = shenping(&["run", sample_season().to_str().expect("UTF-8"), "--into", into]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let book = fs::read(target.path().join("输出/评审工作簿.xlsx")).expect("the workbook");
    let list = seen::cells(&book, "问题清单");
    let (header, column) = seen::find(&list, "签字图样");
    let (_, code) = seen::find(&list, "问题代码");
    let reused: Vec<u32> = list
        .iter()
        .filter(|((row, at), text)| *row > header && *at == code && *text == "signature-reused")
        .map(|((row, _), _)| *row)
        .collect();
    assert_eq!(reused.len(), 2);
    let drawings = seen::parts(&book, "xl/drawings/drawing");
    let anchors: Vec<(u32, u32, u32, u32)> = drawings.iter().flat_map(|(_, text)| corners(text)).collect();
    for row in reused {
        let cell = (column, row, column, row);
        assert!(anchors.contains(&cell), "wholly inside its cell, so that it sorts with it: {cell:?} {anchors:?}");
    }
    assert!(drawings.iter().all(|(_, text)| !text.contains("editAs")), "moved and sized with its cells");
    let pictures = seen::bytes_of(&book, "xl/media/");
    assert!(!pictures.is_empty());
    for (name, bytes) in pictures {
        let picture = image::load_from_memory(&bytes).expect("a picture");
        assert!(picture.width() <= 320 && picture.height() <= 112 && bytes.len() <= 40_000, "{name}");
    }
}

/// Column and row of both corners of every picture.
fn corners(drawing: &str) -> Vec<(u32, u32, u32, u32)> {
    let number = |text: &str, tag: &str| {
        let told = seen::between(text, &format!("<xdr:{tag}>"), "<").into_iter().next();
        told.and_then(|told| told.parse::<u32>().ok()).expect("a number")
    };
    let anchor = |anchor: &str| {
        let (from, to) = anchor.split_once("<xdr:to>").expect("two corners");
        (number(from, "col"), number(from, "row"), number(to, "col"), number(to, "row"))
    };
    seen::between(drawing, "<xdr:twoCellAnchor", "</xdr:twoCellAnchor>").into_iter().map(anchor).collect()
}
