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

/// Exit code and what stands on stderr.
fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_shenping")).args(arguments).output().expect("the program starts");
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn what_cannot_be_done_is_said_in_chinese_with_the_next_step_and_ends_with_2() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (season, empty, taken) = (path("2026"), path("空"), path("占用"));
    fs::create_dir_all(&empty).expect("made");
    fs::write(&taken, "x").expect("written");
    assert_eq!(refused(&["init", &season, "--year", "2026"]).0, Some(0));
    let cases: [(&[&str], &[&str]); 14] = [
        (&["frobnicate"], &["没有“frobnicate”这个命令", "--help"]),
        (&["runn"], &["没有“runn”这个命令", "是不是“run”"]),
        (&["run"], &["缺少 <文件夹>", "用法："]),
        (&["run", &season, "--quite"], &["没有“--quite”这个选项", "是不是“--quiet”"]),
        (&["check", &empty, "--format", "xml"], &["不能是“xml”", "text、json"]),
        (&["check", &empty, "--as-of", "2026"], &["不能是“2026”", "2026-12-01T09:00:00+08:00"]),
        (&["check", &empty, "--season", &season, "--policy", "x"], &["不能与", "同时使用"]),
        (&["run", &season, "--jobs", "0"], &["至少为 1"]),
        (&["run", &empty], &["没有找到", "season.toml", "shenping init"]),
        (&["run", &season, "--into", &taken], &["已有同名的文件"]),
        (&["check", &path("无")], &["无法读取", "请检查路径"]),
        (&["policy", "check", &path("无.toml")], &["无法读取", "请检查路径"]),
        (&["init", &season], &["已经存在", "换一个文件夹名"]),
        (&["init", &path("旧"), "--year", "20"], &["不能是“20”"]),
    ];
    for (arguments, words) in cases {
        let (code, told) = refused(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {told}");
        for word in words {
            assert!(told.contains(word), "{arguments:?} should say {word}: {told}");
        }
        assert!(!told.contains("error") && !told.contains("os error"), "{arguments:?}: {told}");
    }
}

#[test]
fn help_speaks_chinese() {
    for arguments in [&["--help"][..], &["run", "--help"], &["check", "-h"]] {
        let run = Command::new(env!("CARGO_BIN_EXE_shenping")).args(arguments).output().expect("the program starts");
        let page = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success() && page.contains("用法：") && page.contains("选项："), "{page}");
        assert!(!["Usage", "Options:", "Print", "Reads", "possible"].iter().any(|word| page.contains(word)), "{page}");
    }
}

#[test]
fn an_empty_inbox_is_a_season_without_projects() {
    let folder = TempDir::new().expect("a folder");
    let season = folder.path().join("2026").display().to_string();
    assert_eq!(refused(&["init", &season, "--year", "2026"]).0, Some(0));
    let run = shenping(&["run", &season]);
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && told.contains("没有申报材料") && told.contains("评审工作簿.xlsx"), "{told}");
}
