//! Filled books in a season that the built program runs: taken in once, never undone by an older book, named in the manifest;
//! a book that cannot be taken in ends a run with 1; a confirmed result that would come out otherwise leaves its papers alone.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use rust_decimal::Decimal;
use shenping::register::Register;

use crate::harness::copy_tree;

/// The judges of the sample season, in their order.
const JUDGES: [&str; 6] = ["周岚", "郑立新", "冯雨桐", "褚志强", "卫海波", "蒋春梅"];
/// Submissions of the sample that pass the formal check.
const SOUND: [&str; 3] = ["卢龙县总工会", "山海关区总工会.zip", "海港区总工会"];

/// A season of three sound submissions, in a folder of its own.
struct SmallSeason {
    folder: tempfile::TempDir,
}

impl SmallSeason {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026");
        fs::create_dir_all(folder.path().join("回收")).unwrap();
        copy_tree(&sample.join("season.toml"), &folder.path().join("season.toml"));
        for name in SOUND {
            copy_tree(&sample.join("收件").join(name), &folder.path().join("收件").join(name));
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on the season: its exit code and what it said.
    fn run(&self, command: &str, more: &[&str]) -> (i32, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_shenping"));
        program.arg(command).arg(self.folder.path()).args(more).args([
            "--quiet",
            "--as-of",
            "2026-12-16T09:00:00+08:00",
        ]);
        let output = program.output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap(), told)
    }

    fn numbers(&self) -> Vec<String> {
        let register = Register::open(self.folder.path()).unwrap();
        register.entries(2026).unwrap().into_iter().map(|entry| entry.number).collect()
    }

    /// A judge's book as separated values, with these scores for the political criterion and 15 for each other.
    fn book(&self, name: &str, judge: usize, political: &[&str]) -> PathBuf {
        let mut text = format!(
            "2026年度工会工作创新成果评分表　评委{judge:02} {},,,,,,,\n编号,政治性,科学性,创新性,实效性,示范性,回避,评语\n",
            JUDGES[judge - 1]
        );
        for (number, score) in self.numbers().iter().zip(political) {
            text.push_str(&format!("{number},{score},15,15,15,15,,\n"));
        }
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// What the register has of the first judge for the first project.
    fn first_score(&self) -> Option<Decimal> {
        let number = self.numbers()[0].clone();
        let register = Register::open(self.folder.path()).unwrap();
        let scores = register.scores(2026).unwrap();
        scores.iter().find(|sheet| sheet.judge == 1 && sheet.number == number).and_then(|sheet| sheet.scores[0])
    }
}

#[test]
fn a_correction_is_not_undone_by_the_book_that_still_lies_in_the_folder() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    season.book("回收/评委01_周岚.csv", 1, &["18", "17", "16"]);
    assert_eq!(season.run("run", &[]).0, 0);
    assert_eq!(season.first_score(), Some(Decimal::from(18)));

    let corrected = season.book("更正.csv", 1, &["12", "17", "16"]);
    let (code, told) = season.run("collect", &[corrected.to_str().unwrap(), "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert!(code == 0 && listed["applied"].is_null(), "{told}");
    assert_eq!(listed["changes"][0]["subject"], "评委01");
    assert_eq!(season.first_score(), Some(Decimal::from(18)));
    let (code, told) = season.run("collect", &[corrected.to_str().unwrap(), "--apply"]);
    assert!(code == 0 && told.contains("更改评分 1"), "{told}");
    let (code, told) = season.run("run", &[]);
    assert!(code == 0 && told.contains("较早的"), "{told}");
    assert!(!told.contains("没有需要更新的内容"), "{told}");
    assert_eq!(season.first_score(), Some(Decimal::from(12)));

    let manifest = fs::read_to_string(season.path("输出/manifest.json")).unwrap();
    assert!(manifest.contains("回收/评委01_周岚.csv") && manifest.contains("回收/更正.csv"), "{manifest}");
    assert!(season.run("run", &[]).1.contains("没有需要更新的内容"));
}

#[test]
fn an_old_book_saved_anew_beside_its_correction_is_not_taken_in_without_a_word() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    season.book("回收/评委01_周岚.csv", 1, &["18", "17", "16"]);
    assert_eq!(season.run("run", &[]).0, 0);
    let corrected = season.book("回收/评委01_更正.csv", 1, &["12", "17", "16"]);
    assert_eq!(season.run("run", &[]).0, 0);
    assert_eq!(season.first_score(), Some(Decimal::from(12)));

    // The old book again, with another score changed: other bytes.
    season.book("回收/评委01_周岚.csv", 1, &["18", "17", "15"]);
    let (code, told) = season.run("run", &[]);
    assert!(code == 1 && told.contains("在两份表里不一致"), "{told}");
    assert_eq!(season.first_score(), Some(Decimal::from(12)));

    fs::remove_file(corrected).unwrap();
    let (code, told) = season.run("run", &[]);
    assert!(code == 0 && told.contains("改回了先前登记过的评分"), "{told}");
    assert_eq!(season.first_score(), Some(Decimal::from(18)));
}

#[test]
fn a_book_in_a_mail_and_one_in_an_archive_are_taken_in_and_what_came_with_them_keeps_nothing_back() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    let text = fs::read_to_string(season.book("评委01_周岚.csv", 1, &["18", "17", "16"])).unwrap();
    let part = |kind: &str, name: &str, text: &str| {
        format!(
            "--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename*=UTF-8''{name}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        )
    };
    let mail = format!(
        "From: a@example.cn\r\nSubject: scores\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n评分表见附件。\r\n{}{}--b--\r\n",
        part("text/csv; charset=utf-8", "%E8%AF%84%E5%A7%9401.csv", &text),
        part("text/plain; charset=utf-8", "%E7%AD%BE%E5%90%8D.txt", "某某单位"),
    );
    fs::write(season.path("回收/评分.eml"), mail).unwrap();
    let (code, told) = season.run("run", &[]);
    assert!(code == 0 && told.contains("签名.txt 不是评分表"), "{code} {told}");
    assert_eq!(season.first_score(), Some(Decimal::from(18)));
    // A mail without a book is still to be settled.
    fs::write(season.path("回收/别的.eml"), "From: a@example.cn\r\nSubject: x\r\n\r\n评分表明天送来。\r\n").unwrap();
    let (code, told) = season.run("run", &[]);
    assert!(code == 1 && told.contains("别的.eml 不是评分表"), "{code} {told}");
}

#[test]
fn a_run_that_cannot_take_the_books_in_ends_with_1_until_it_can() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    season.book("回收/评委01_周岚.csv", 1, &["18", "17", "16"]);
    season.book("回收/评委02_郑立新.csv", 2, &["18", "约17", "16"]);
    for _ in 0..2 {
        let (code, told) = season.run("run", &[]);
        assert!(code == 1 && told.contains("“约17”，不是分数"), "{code} {told}");
        assert_eq!(season.first_score(), None);
    }
    season.book("回收/评委02_郑立新.csv", 2, &["18", "17", "16"]);
    assert_eq!(season.run("run", &[]).0, 0);
    assert_eq!(season.first_score(), Some(Decimal::from(18)));
}

#[test]
fn of_many_faults_of_one_kind_the_first_are_shown_and_the_rest_counted() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    let book = season.book("评委01_周岚.csv", 1, &["99", "99", "99"]);
    let wrong = fs::read_to_string(&book).unwrap().replace(",15", ",99");
    fs::write(&book, wrong).unwrap();
    let (code, told) = season.run("collect", &[book.to_str().unwrap()]);
    assert_eq!((code, told.matches("应在 0 至 20 之间").count()), (1, 10), "{told}");
    assert!(told.contains("另有 5 处"), "{told}");
}

#[test]
fn papers_of_a_confirmed_result_are_left_alone_when_the_scores_change() {
    let season = SmallSeason::new();
    assert_eq!(season.run("intake", &[]).0, 0);
    for judge in 1..=JUDGES.len() {
        season.book(&format!("回收/评委{judge:02}_{}.csv", JUDGES[judge - 1]), judge, &["18", "17", "16"]);
    }
    let settings = fs::read_to_string(season.path("season.toml")).unwrap();
    let stray = "[[recusals]]\njudge = \"周岚\"\nsubmission = \"2026-099\"\nreason = \"亲属\"\n";
    let confirmed =
        format!("{settings}\n{stray}[award]\nconfirmed_on = 2026-12-15\nconfirmed_by = \"市总工会党组会议\"\n");
    fs::write(season.path("season.toml"), confirmed).unwrap();
    let (code, told) = season.run("run", &[]);
    assert!(code == 0 && told.contains("所写的“2026-099”不是本年度的申报"), "{told}");
    let papers = ["评审情况报告.docx", "公示.docx", "表彰通报.docx", "补助资金预算表.xlsx"];
    let read = || papers.map(|paper| fs::read(season.path("输出").join(paper)).unwrap());
    let before = read();

    let changed: Vec<PathBuf> = (1..=JUDGES.len())
        .map(|judge| season.book(&format!("改{judge}_{}.csv", JUDGES[judge - 1]), judge, &["1", "17", "20"]))
        .collect();
    let mut arguments: Vec<&str> = changed.iter().map(|path| path.to_str().unwrap()).collect();
    arguments.push("--apply");
    let (code, told) = season.run("collect", &arguments);
    assert_eq!(code, 0, "{told}");
    let (code, told) = season.run("award", &[]);
    assert!(code == 2 && told.contains("已确认的结果与现在算出的不同"), "{code} {told}");
    assert!(before == read(), "papers of a confirmed result were changed");
    // Until the office settles it, what was put out and what the register says are two things.
    assert_eq!(season.run("verify", &[]).0, 1);
}

#[test]
fn outputs_without_a_readable_manifest_are_not_called_whole() {
    let season = SmallSeason::new();
    assert_eq!(season.run("run", &[]).0, 0);
    assert_eq!(season.run("verify", &[]).0, 0);
    let manifest = season.path("输出/manifest.json");
    fs::write(&manifest, "{").unwrap();
    let (code, told) = season.run("verify", &[]);
    assert!(code == 1 && told.contains("manifest.json"), "{code} {told}");
    fs::remove_file(&manifest).unwrap();
    assert_eq!(season.run("verify", &[]).0, 1);
}
