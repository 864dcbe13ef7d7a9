//! Corrected papers that come alone: the rest of what the unit sent before goes on to count, through the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::harness::check_folder;
use crate::harness::copy_tree;

const OWN: &str = "海港区总工会";

/// A season whose inbox holds a sound submission of the sample.
fn season() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("season.toml"), "schema = 1\nyear = 2026\n").unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件").join(OWN);
    copy_tree(&sample, &folder.path().join("收件").join(OWN));
    folder
}

/// What `run` prints on a day of November.
fn run(season: &TempDir, day: u32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg("run").arg(season.path()).args(["--quiet", "--as-of", &format!("2026-11-{day}T09:00:00+08:00")]);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn send(season: &TempDir, paper: &str, to: &str) {
    let inbox = season.path().join("收件");
    copy_tree(&inbox.join(OWN).join(paper), &inbox.join(to));
}

/// Sends a paper saved anew: the same in other bytes, by a comment of one character at the end of the package.
fn send_saved_anew(season: &TempDir, paper: &str, to: &str) {
    send(season, paper, to);
    let path = season.path().join("收件").join(to);
    let mut bytes = fs::read(&path).unwrap();
    let length = bytes.len();
    bytes[length - 2] = 1;
    bytes.push(b' ');
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_corrected_form_alone_keeps_the_other_papers() {
    for folder in ["海港区总工会（补正）", "1118收/海港区"] {
        let season = season();
        assert!(run(&season, 10).contains("通过　1"));
        send_saved_anew(&season, "申报表.xlsx", &format!("{folder}/申报表.xlsx"));
        let second = run(&season, 18);
        assert!(second.contains("补正后更新 1") && second.contains("通过　1"), "{folder}: {second}");
        let third = run(&season, 19);
        assert!(third.contains("未变 2") && third.contains("通过　1"), "{folder}: {third}");
    }
}

#[test]
fn where_there_is_no_register_the_folders_name_tells_of_what_it_corrects() {
    let season = season();
    send(&season, "申报表.xlsx", "海港区总工会（补正）/申报表.xlsx");
    let printed = check_folder(&season.path().join("收件"));
    for application in printed["applications"].as_array().unwrap() {
        assert_eq!(application["findings"].as_array().unwrap().len(), 0, "{application:#}");
    }
}

#[test]
fn a_correction_that_comes_with_what_it_corrects_keeps_the_other_papers() {
    let season = season();
    send_saved_anew(&season, "申报表.xlsx", "海港区总工会（修改后）/申报表.xlsx");
    let first = run(&season, 10);
    assert!(first.contains("新登记 1") && first.contains("通过　1"), "{first}");
}

#[test]
fn where_there_is_no_register_a_correction_that_differs_is_told_of_both() {
    let season = season();
    send_saved_anew(&season, "申报表.xlsx", "海港区总工会修改/申报表.xlsx");
    let printed = check_folder(&season.path().join("收件"));
    let applications = printed["applications"].as_array().unwrap();
    assert_eq!(applications.len(), 2);
    for application in applications {
        let findings = application["findings"].as_array().unwrap();
        let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
        assert_eq!(codes, ["form-repeated"], "{application:#}");
        let later = application["id"].as_str().unwrap().ends_with("修改");
        assert_eq!(findings[0]["message"].as_str().unwrap().contains("本份按名称是更正版"), later);
    }
}

#[test]
fn of_two_descriptions_the_corrected_one_counts() {
    let season = season();
    send(&season, "文字说明.docx", "海港区总工会（补正）/文字说明.docx");
    fs::write(season.path().join("收件").join(OWN).join("文字说明.docx"), b"").unwrap();
    let printed = check_folder(&season.path().join("收件"));
    let file = &printed["applications"][0]["description"]["file"];
    assert_eq!(file, "海港区总工会（补正）/文字说明.docx", "{printed:#}");
}

#[test]
fn the_second_correction_corrects_the_first() {
    let season = season();
    for folder in ["海港区总工会（补正1）", "海港区总工会（补正2）"] {
        send(&season, "申报表.xlsx", &format!("{folder}/申报表.xlsx"));
    }
    let printed = check_folder(&season.path().join("收件"));
    for application in printed["applications"].as_array().unwrap() {
        assert_eq!(application["findings"].as_array().unwrap().len(), 0, "{application:#}");
    }
    assert!(run(&season, 10).contains("申报项目 1 项"));
}
