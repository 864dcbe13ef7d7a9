//! What staff and committee settled, taken back again: in a season that the built program runs, with the old books still lying
//! in the folder; and two commands on one season.

use std::fs;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use shenping::model::Verdict;
use shenping::register::Register;

use crate::harness::copy_tree;

/// A season of two sound submissions, taken in.
struct Settled {
    folder: tempfile::TempDir,
}

impl Settled {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026");
        fs::create_dir_all(folder.path().join("回收")).unwrap();
        copy_tree(&sample.join("season.toml"), &folder.path().join("season.toml"));
        for name in ["卢龙县总工会", "海港区总工会"] {
            copy_tree(&sample.join("收件").join(name), &folder.path().join("收件").join(name));
        }
        let season = Self { folder };
        assert_eq!(season.run().0, 0);
        season
    }

    fn run(&self) -> (i32, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_shenping"));
        program.arg("run").arg(self.folder.path()).args(["--quiet", "--as-of", "2026-12-16T09:00:00+08:00"]);
        let output = program.output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap(), told)
    }

    /// A book with one word for the first project, in the folder of what comes back.
    fn fill(&self, name: &str, column: &str, word: &str, note: &str) {
        let notes = if column == "人工核定" { "核定说明" } else { "调整说明" };
        let text = format!("2026年度,,\n编号,{column},{notes}\n2026-001,{word},{note}\n2026-002,,\n");
        fs::write(self.folder.path().join("回收").join(name), text).unwrap();
    }

    fn register(&self) -> Register {
        Register::open(self.folder.path()).unwrap()
    }

    fn standing(&self) -> Verdict {
        self.register().entries(2026).unwrap()[0].standing()
    }
}

#[test]
fn a_ruling_can_be_taken_back_and_what_was_ruled_before_is_kept() {
    let season = Settled::new();
    let before = season.standing();
    season.fill("甲.csv", "人工核定", "不予受理", "材料不实");
    assert_eq!(season.run().0, 0);
    assert_eq!(season.standing(), Verdict::Rejected);

    season.fill("乙.csv", "人工核定", "撤回核定", "查明属实");
    let (code, told) = season.run();
    assert!(code == 0 && told.contains("不通过（材料不实） → 撤回核定（查明属实）"), "{told}");
    assert_eq!(season.standing(), before);
    let entry = season.register().entries(2026).unwrap().remove(0);
    assert_eq!(entry.rulings.len(), 2, "{:?}", entry.rulings);
    assert!(entry.ruling().is_none());
    assert_eq!(entry.rulings[0].note, "材料不实");

    // The book of before, saved anew beside the one that took it back, is asked about.
    season.fill("甲.csv", "人工核定", "不通过", "材料不实");
    let (code, told) = season.run();
    assert!(code == 1 && told.contains("在两份表里不一致"), "{told}");
    assert_eq!(season.standing(), before);
}

#[test]
fn a_ruling_on_papers_that_were_corrected_since_is_not_taken_again_from_the_old_book() {
    let season = Settled::new();
    season.fill("核定.csv", "人工核定", "待补正", "电话无人接听");
    assert_eq!(season.run().0, 0);
    let ruled = |season: &Settled| season.register().entries(2026).unwrap()[0].rulings.len();
    assert_eq!(ruled(&season), 1);
    let papers = season.folder.path().join("收件/卢龙县总工会");
    copy_tree(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/blank/申报表.xlsx"),
        &papers.join("证明材料/附表.xlsx"),
    );
    let (code, told) = season.run();
    assert_eq!(code, 0, "{told}");
    assert_eq!(ruled(&season), 0, "{told}");
    assert!(told.contains("材料补正后须重新核定"), "{told}");
}

#[test]
fn a_settled_tier_can_be_taken_back() {
    let season = Settled::new();
    season.fill("甲.csv", "最终等次", "一等", "评委会议定");
    assert_eq!(season.run().0, 0);
    season.fill("乙.csv", "最终等次", "撤回等次", "复议");
    let (code, told) = season.run();
    assert!(code == 0 && told.contains("一等奖（评委会议定） → 撤回等次（复议）"), "{told}");
    let rulings = season.register().tier_rulings(2026).unwrap();
    assert_eq!(
        rulings.iter().map(|ruling| (ruling.tier.as_deref(), ruling.withdrawn)).collect::<Vec<_>>(),
        [(Some("一等奖"), false), (None, true)]
    );
    assert!(season.run().1.contains("没有需要更新的内容"));
}

#[test]
fn a_condition_behind_a_consent_and_a_bare_withdrawal_are_asked_about() {
    let season = Settled::new();
    for word in ["通过（补正后）", "撤回"] {
        season.fill("甲.csv", "人工核定", word, "");
        let (code, told) = season.run();
        assert!(code == 1 && told.contains("要恢复为未核定，写“撤回核定”"), "{told}");
    }
    season.fill("甲.csv", "人工核定", "撤回核定", "");
    let (code, told) = season.run();
    assert!(code == 0 && told.contains("没有登记过，不须撤回"), "{told}");
}

#[test]
fn a_second_command_on_a_season_is_told_so_and_changes_nothing() {
    let season = Settled::new();
    let held = File::options().write(true).open(season.folder.path().join("登记簿.lock")).unwrap();
    held.lock().unwrap();
    let (code, told) = season.run();
    assert!(code == 2 && told.contains("两个命令不能同时运行"), "{told}");
    drop(held);
    assert_eq!(season.run().0, 0);
}
