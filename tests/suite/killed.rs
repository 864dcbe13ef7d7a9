//! A run that is killed, whenever that is: the register opens, nothing of what was taken in is lost, and the next run ends with
//! the same outputs as one that nobody disturbed.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use shenping::register::Register;

use crate::harness::contents;
use crate::harness::copy_tree;

/// How often a run is killed.
const KILLS: u32 = 14;

fn command(what: &str, season: &Path, into: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg(what).arg(season).arg("--into").arg(into);
    command.args(["--quiet", "--as-of", "2026-12-01T09:00:00+08:00"]);
    command
}

/// A season with a few of the sample's submissions and all of its books.
fn small_season(folder: &Path) -> PathBuf {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026");
    let season = folder.join("2026");
    for name in ["season.toml", "单位名册.xlsx"] {
        copy_tree(&sample.join(name), &season.join(name));
    }
    for name in ["北方钢结构工会", "卢龙县总工会", "山海关区总工会.zip", "海港区总工会", "昌黎县总工会"]
    {
        copy_tree(&sample.join("收件").join(name), &season.join("收件").join(name));
    }
    season
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn numbers(into: &Path) -> Vec<String> {
    let Some(register) = Register::open_to_read(into).unwrap() else { return Vec::new() };
    register.entries(2026).unwrap().into_iter().map(|entry| entry.number).collect()
}

#[test]
fn a_run_that_is_killed_at_any_moment_loses_nothing_and_the_next_one_ends_whole() {
    let folder = tempfile::tempdir().unwrap();
    let season = small_season(folder.path());
    let (calm, disturbed) = (folder.path().join("calm"), folder.path().join("disturbed"));
    let run = command("run", &season, &calm).output().unwrap();
    assert!(run.status.success(), "{}", told(&run));
    let mut known: Vec<String> = Vec::new();
    for kill in 0..KILLS {
        let mut child =
            command("run", &season, &disturbed).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Later and later, past the end of a run on most machines; where exactly does not matter.
        thread::sleep(Duration::from_millis(u64::from(25 * kill * kill)));
        child.kill().unwrap();
        child.wait().unwrap();
        if disturbed.join(Register::DATABASE).exists() {
            let verified = command("verify", &season, &disturbed).output().unwrap();
            assert_ne!(verified.status.code(), Some(2), "after kill {kill}: {}", told(&verified));
            let now = numbers(&disturbed);
            assert!(known.iter().all(|number| now.contains(number)), "{known:?} became {now:?}");
            known = now;
        }
    }
    let run = command("run", &season, &disturbed).output().unwrap();
    assert!(run.status.success(), "{}", told(&run));
    let verified = command("verify", &season, &disturbed).output().unwrap();
    assert_eq!(verified.status.code(), Some(0), "{}", told(&verified));
    assert!(contents(&calm.join("输出")) == contents(&disturbed.join("输出")), "the outputs differ");
    assert!(contents(&calm.join("存档")) == contents(&disturbed.join("存档")), "the originals differ");
    assert_eq!(numbers(&calm), numbers(&disturbed));
}

/// A database in the middle of a transaction, as a run leaves it that is killed there: a copy of file and journal taken while
/// the transaction has written to both.
#[test]
fn a_register_that_was_left_half_written_opens_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, left) = (folder.path().join("whole"), folder.path().join("left"));
    fs::create_dir_all(&whole).unwrap();
    fs::create_dir_all(&left).unwrap();
    drop(Register::open(&whole).unwrap());
    let database = whole.join(Register::DATABASE);
    let writing = rusqlite::Connection::open(&database).unwrap();
    // A cache of one page is written out before the transaction ends.
    writing.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;").unwrap();
    for name in 0..400 {
        let value = "x".repeat(2000);
        writing
            .execute("INSERT INTO stamp (year, name, value) VALUES (2026, ?1, ?2)", rusqlite::params![name, value])
            .unwrap();
    }
    let journal = format!("{}-journal", Register::DATABASE);
    fs::copy(&database, left.join(Register::DATABASE)).unwrap();
    fs::copy(whole.join(&journal), left.join(&journal)).unwrap();
    let register = Register::open_to_read(&left).unwrap().unwrap();
    assert_eq!(register.stamp(2026, "7").unwrap(), None, "what was half written is taken back");
    assert!(register.verify().unwrap().is_empty());
    assert!(!left.join(&journal).exists());
}

/// What a killed run had written is its own: the next run writes it anew and sets nothing aside, also where its content is
/// another one by then.
#[test]
fn outputs_of_a_killed_run_are_not_taken_for_somebodys_change() {
    let folder = tempfile::tempdir().unwrap();
    let season = small_season(folder.path());
    let into = folder.path().join("into");
    let run = command("run", &season, &into).output().unwrap();
    assert!(run.status.success(), "{}", told(&run));
    // As it is when the run is killed just before its manifest: all outputs there, each announced.
    let outputs = into.join("输出");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(outputs.join("manifest.json")).unwrap()).unwrap();
    let written = manifest["outputs"].as_object().unwrap();
    let announced: String = written.iter().map(|(name, hash)| format!("{} {name}\n", hash.as_str().unwrap())).collect();
    fs::write(outputs.join("写入中.txt"), announced).unwrap();
    fs::remove_file(outputs.join("manifest.json")).unwrap();
    // Meanwhile a unit's papers went and another's came.
    fs::remove_dir_all(season.join("收件/昌黎县总工会")).unwrap();
    fs::write(season.join("收件/海港区总工会/补充.txt"), "补充说明").unwrap();
    let run = command("run", &season, &into).output().unwrap();
    assert!(run.status.success(), "{}", told(&run));
    let names: Vec<String> = contents(&outputs).into_keys().collect();
    assert!(!names.iter().any(|name| name.contains("人工修改") || name.contains("写入中")), "{names:?}");
    let verified = command("verify", &season, &into).output().unwrap();
    assert_eq!(verified.status.code(), Some(0), "{}", told(&verified));
}

#[test]
fn a_register_that_a_killed_run_left_empty_is_none_yet() {
    let folder = tempfile::tempdir().unwrap();
    let season = small_season(folder.path());
    let into = folder.path().join("into");
    std::fs::create_dir(&into).unwrap();
    std::fs::write(into.join(Register::DATABASE), b"").unwrap();
    assert!(Register::open_to_read(&into).unwrap().is_none());
    let verified = command("verify", &season, &into).output().unwrap();
    assert!(!told(&verified).contains("readonly"), "{}", told(&verified));
    let run = command("run", &season, &into).output().unwrap();
    assert!(run.status.success(), "{}", told(&run));
}
