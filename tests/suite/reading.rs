//! Reading a whole inbox: one grouping however many there are, the same in this process and in workers, and a file that costs
//! a worker costs nothing else.

use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use shenping::model::Application;
use shenping::model::FileOutcome;
use shenping::model::ReceivedFile;
use shenping::model::Shelf;
use shenping::model::TroubleKind;
use shenping::pipeline::CheckRequest;
use shenping::pipeline::Checked;
use shenping::pipeline::ReadBy;
use shenping::pipeline::Reading;
use shenping::pipeline::ReadingLimits;
use shenping::pipeline::Settings;
use shenping::pipeline::Workers;
use shenping::pipeline::check;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WHO: [&str; 10] = ["海", "港", "青", "卢", "昌", "抚", "北", "戴", "山", "秦"];
const WHAT: [&str; 10] = ["维权", "竞赛", "关爱", "积分", "协商", "管理", "安全", "入会", "援助", "帮扶"];

fn unit_of(number: usize) -> String {
    let digits = [number / 100 % 10, number / 10 % 10, number % 10];
    format!("{}机械厂工会委员会", digits.map(|digit| WHO[digit]).concat())
}

fn project_of(number: usize) -> String {
    format!("{}{}{}服务站建设", WHAT[number / 100 % 10], WHAT[number / 10 % 10], WHAT[number % 10])
}

fn form_of(number: usize) -> String {
    format!(
        "秦皇岛市工会创新工作立项申报表,\n申报单位,{}\n项目名称,{}\n项目负责,王一\n联系电话,13800001111\n立项理由,职工需要\n\
         创新点,办法新\n主要措施,逐月推进\n预期效果,职工满意\n",
        unit_of(number),
        project_of(number)
    )
}

/// A description that names its unit and project.
fn description_of(number: usize) -> Vec<u8> {
    let lines = [
        project_of(number),
        format!("申报单位：{}", unit_of(number)),
        "一、主要内容".to_owned(),
        "服务站为职工提供帮助。".to_owned(),
        "二、创新特点".to_owned(),
        "办法新。".to_owned(),
        "三、工作成效".to_owned(),
        "职工满意。".to_owned(),
    ];
    let body: String = lines.iter().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let types = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    zip_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", links.as_bytes()),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()),
    ])
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An inbox of so many folders with a form each.
fn inbox_of(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let own = folder.path().join(format!("{number:03}{}", unit_of(number)));
        fs::create_dir(&own).unwrap();
        fs::write(own.join("申报表.csv"), form_of(number)).unwrap();
    }
    folder
}

fn check_with(folder: &Path, reading: &Reading) -> Checked {
    let settings = Settings::of_policy(None).unwrap();
    let request = CheckRequest {
        paths: &[folder.to_owned()],
        policy: &settings.policy,
        season: None,
        roster: &[],
        as_of: "2026-11-22T09:00:00+08:00".parse().unwrap(),
        reading,
    };
    check(&request, &|_| ()).unwrap()
}

fn in_workers(program: &Path) -> Reading {
    Reading { by: ReadBy::Workers(Workers { program: program.to_owned(), count: 2 }), limits: ReadingLimits::default() }
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_shenping"))
}

fn applications_of(checked: &Checked) -> Vec<Application> {
    (0..checked.applications.count()).map(|at| checked.applications.fetch(at).unwrap().into_owned()).collect()
}

fn file<'c>(checked: &'c Checked, path: &str) -> &'c ReceivedFile {
    &checked.files.iter().find(|(file, _)| file.path.as_ref() == path).unwrap_or_else(|| panic!("{path}")).0
}

/// A loose description finds the form in its folder, and the one of nobody is nobody's.
fn loose_papers_find_their_forms(count: usize) {
    let inbox = inbox_of(count);
    fs::write(inbox.path().join("文字说明.docx"), description_of(count - 1)).unwrap();
    fs::write(inbox.path().join("说明.docx"), description_of(count / 2)).unwrap();
    let checked = check_with(inbox.path(), &in_workers(&program()));
    assert_eq!(checked.applications.count(), count);
    for (path, number) in [("文字说明.docx", count - 1), ("说明.docx", count / 2)] {
        let id = format!("{number:03}{}", unit_of(number));
        assert_eq!(file(&checked, path).applications, std::slice::from_ref(&id));
        let at = checked.applications.heads().iter().position(|head| head.id == id).unwrap();
        let application = checked.applications.fetch(at).unwrap();
        assert_eq!(application.documents["description"].place.file.as_ref(), path);
    }
}

#[test]
fn a_loose_paper_finds_its_folders_form_among_three_and_among_two_hundred() {
    loose_papers_find_their_forms(3);
    loose_papers_find_their_forms(200);
}

#[test]
fn workers_and_this_process_read_the_same() {
    let inbox = inbox_of(40);
    let archive = zip_of(&[("申报表.csv", form_of(41).as_bytes()), ("说明.docx", &description_of(41))]);
    fs::write(inbox.path().join("材料.zip"), archive).unwrap();
    fs::write(inbox.path().join("坏.docx"), b"PK\x03\x04 cut").unwrap();
    let (here, there) =
        (check_with(inbox.path(), &Reading::default()), check_with(inbox.path(), &in_workers(&program())));
    assert_eq!(applications_of(&here), applications_of(&there));
    assert_eq!(here.files, there.files);
    assert_eq!(here.applications.count(), 41);
}

#[test]
fn what_is_seen_before_and_while_reading_is_told_once() {
    let sample = "samples/season-2026/收件/市快递行业工会联合会";
    let checked = check_with(&Path::new(env!("CARGO_MANIFEST_DIR")).join(sample), &Reading::default());
    let troubles = &file(&checked, "申报表.xlsm").troubles;
    assert_eq!(troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Macros]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_over_the_limit_of_memory_costs_itself_alone() {
    let inbox = inbox_of(20);
    let own = inbox.path().join("007北海北机械厂工会委员会");
    fs::create_dir_all(&own).unwrap();
    // 110 MB of nothing, which the disk does not hold: over the limit once it is in memory.
    fs::File::create(own.join("扫描件.dat")).unwrap().set_len(110 << 20).unwrap();
    let mut reading = in_workers(&program());
    reading.limits.memory = 224 << 20;
    let checked = check_with(inbox.path(), &reading);
    let (lost, whole): (Vec<_>, Vec<_>) =
        checked.files.iter().map(|(file, _)| file).partition(|file| file.outcome == FileOutcome::Unreadable);
    assert_eq!(whole.len(), 20);
    let [lost] = lost.as_slice() else { panic!("{lost:?}") };
    assert_eq!((lost.path.rsplit('/').next(), lost.bytes), (Some("扫描件.dat"), 110 << 20));
    assert!(lost.sha256.is_some());
    assert_eq!(lost.troubles[0].kind, TroubleKind::Unsafe);
    assert!(lost.troubles[0].detail.contains("224 MB"), "{}", lost.troubles[0].detail);
}

/// A program that does this the first `times` it is started and is a worker from then on.
#[cfg(unix)]
fn faulty_program(folder: &Path, times: usize, fault: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("worker.sh");
    let (starts, program) = (folder.join("starts"), program());
    let script = format!(
        "#!/bin/sh\necho x >> '{starts}'\nif [ $(wc -l < '{starts}') -le {times} ]; then {fault}; fi\nexec '{program}' \"$@\"\n",
        starts = starts.display(),
        program = program.display()
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn a_worker_that_is_lost_by_itself_loses_nothing() {
    let inbox = inbox_of(12);
    let whole = check_with(inbox.path(), &Reading::default());
    for fault in ["kill -KILL $$", "exit 3", "exec sleep 600", "echo nonsense; exec sleep 600"] {
        let scripts = tempfile::tempdir().unwrap();
        let mut reading = in_workers(&faulty_program(scripts.path(), 2, fault));
        reading.limits.time = Duration::from_secs(5);
        let checked = check_with(inbox.path(), &reading);
        assert_eq!(checked.files, whole.files, "after {fault}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_no_worker_survives_says_which_limit_it_broke() {
    let hang = "exec sleep 600";
    let memory = "echo 'memory allocation of 5 bytes failed' >&2; kill -ABRT $$";
    let fault = "kill -SEGV $$";
    for (fault, kind, words) in [
        (hang, TroubleKind::Unsafe, "时间超过上限 1 秒"),
        (memory, TroubleKind::Unsafe, "内存超过上限"),
        (fault, TroubleKind::Unreadable, "意外中止"),
    ] {
        let inbox = inbox_of(1);
        let scripts = tempfile::tempdir().unwrap();
        let mut reading = in_workers(&faulty_program(scripts.path(), 1000, fault));
        reading.limits.time = Duration::from_millis(200);
        let checked = check_with(inbox.path(), &reading);
        let (file, findings) = &checked.files[0];
        assert_eq!((file.outcome, file.troubles[0].kind), (FileOutcome::Unreadable, kind));
        assert!(file.troubles[0].detail.contains(words), "{}", file.troubles[0].detail);
        assert!(file.sha256.is_some(), "it is in the ledger by its hash");
        assert_eq!(findings[0].code, kind.code());
    }
}

#[test]
fn a_program_that_cannot_be_started_is_an_error_and_not_an_empty_inbox() {
    let inbox = inbox_of(1);
    let settings = Settings::of_policy(None).unwrap();
    let request = CheckRequest {
        paths: &[inbox.path().to_owned()],
        policy: &settings.policy,
        season: None,
        roster: &[],
        as_of: "2026-11-22T09:00:00+08:00".parse().unwrap(),
        reading: &in_workers(Path::new("/nowhere/shenping")),
    };
    assert!(check(&request, &|_| ()).is_err());
}
