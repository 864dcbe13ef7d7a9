//! Return letters over several runs: what may be in the mail keeps its date, what changed is a new letter beside the old one.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use shenping::register::Register;

const UNIT: &str = "临港石化工会";

/// A season with one submission of the sample that must be corrected.
fn season(folder: &Path) -> PathBuf {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026");
    let season = folder.join("2026");
    copy(&sample.join("收件").join(UNIT), &season.join("收件").join(UNIT));
    fs::write(season.join("season.toml"), settings("")).unwrap();
    season
}

fn settings(more: &str) -> String {
    format!("schema = 1\nyear = 2026\n[correction]\nworking_days = 5\n{more}")
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// What the program says, and whether it did all of its work.
fn run(season: &Path, day: &str) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg("run").arg(season).args(["--as-of", &format!("{day}T09:00:00+08:00")]);
    let output = command.output().unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success())
}

/// Names and bytes of the letters in a folder of the outputs.
fn letters(season: &Path, folder: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(listed) = fs::read_dir(season.join("输出").join(folder)) else { return Vec::new() };
    let files = listed.flatten().filter(|entry| entry.path().is_file());
    let mut found: Vec<(String, Vec<u8>)> =
        files.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect();
    found.sort();
    found
}

#[test]
fn a_letter_that_says_the_same_keeps_its_date_and_a_changed_one_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let season = season(folder.path());
    assert!(run(&season, "2026-11-22").1);
    let first = letters(&season, "补正通知");
    assert_eq!(first.len(), 1);
    assert!(crate::official::text_of(&first[0].1).contains("请于2026年11月27日前（5个工作日内）"));
    assert!(run(&season, "2026-11-25").1);
    assert_eq!(letters(&season, "补正通知"), first, "it may be in the mail");
    assert_eq!(letters(&season, "补正通知/以前的通知"), []);

    fs::remove_dir_all(season.join("收件").join(UNIT).join("证明材料")).unwrap();
    let (told, _) = run(&season, "2026-11-26");
    let second = letters(&season, "补正通知");
    let kept = letters(&season, "补正通知/以前的通知");
    assert!(told.contains("内容有变，已重新出具") && told.contains(&kept[0].0), "{told}");
    assert_eq!((second[0].0.as_str(), kept.len()), (first[0].0.as_str(), 1));
    assert_eq!(kept[0].1, first[0].1, "what was sent is still there");
    assert!(kept[0].0.ends_with("（2026-11-22出具）.docx"));
    assert!(crate::official::text_of(&second[0].1).contains("请于2026年12月3日前"));

    let before = fs::read(season.join(Register::DATABASE)).unwrap();
    assert!(run(&season, "2026-11-26").1);
    assert_eq!((letters(&season, "补正通知"), letters(&season, "补正通知/以前的通知")), (second, kept));
    assert_eq!(fs::read(season.join(Register::DATABASE)).unwrap(), before);
}

/// Doubles, likeness and a day of signature to come are said in words that hold on the next day too.
#[test]
fn a_run_on_a_later_day_reads_nothing_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let season = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026");
    let run = |day: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
        command.arg("run").arg(&season).arg("--into").arg(folder.path());
        let output = command.args(["--as-of", &format!("{day}T09:00:00+08:00")]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(run("2026-12-01").contains("新登记 40"));
    let told = run("2026-12-02");
    assert!(told.contains("收件：未变 40"), "{told}");
}

#[test]
fn a_letter_whose_last_day_no_calendar_knows_leaves_it_blank_and_says_why_until_it_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let season = season(folder.path());
    let (told, whole) = run(&season, "2026-12-30");
    assert!(!whole && told.contains("没有 2027 年的安排"), "{told}");
    assert!(crate::official::text_of(&letters(&season, "补正通知")[0].1).contains("请于　　　　年　　月　　日前"));
    fs::write(season.join("season.toml"), settings("[[calendar]]\nday = 2027-01-01\nkind = \"off\"\n")).unwrap();
    assert!(run(&season, "2026-12-30").1);
    assert!(crate::official::text_of(&letters(&season, "补正通知")[0].1).contains("请于2027年1月7日前"));
}
