//! What the register keeps: nothing that people said is ever overwritten, originals are checked against their hash, what
//! was cut short or tampered with is found out.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use shenping::model::Decision;
use shenping::model::Place;
use shenping::model::ScoreSheet;
use shenping::model::TierRuling;
use shenping::register::Appended;
use shenping::register::KnownFile;
use shenping::register::Register;
use shenping::register::RegisterError;
use shenping::register::Returns;

use crate::made_register::Season;
use crate::made_register::hours_later;
use crate::made_register::score;

#[test]
fn a_run_killed_in_the_middle_of_writing_is_rolled_back_by_the_next() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let copy = tempfile::tempdir().unwrap();
    let path = season.folder.path().join(Register::DATABASE);
    {
        // The state on disk while a transaction that has spilled is open is what a kill leaves behind.
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
        let long = "长".repeat(4_000);
        for at in 0..200 {
            other.execute("INSERT INTO stamp VALUES (2026, ?1, ?2)", (format!("{at}"), &long)).unwrap();
        }
        for entry in fs::read_dir(season.folder.path()).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    let journal = format!("{}-journal", Register::DATABASE);
    assert!(copy.path().join(&journal).exists(), "nothing was under way");
    assert_ne!(fs::read(copy.path().join(Register::DATABASE)).unwrap(), season.bytes(), "nothing had spilled");
    let register = Register::open(copy.path()).unwrap();
    assert_eq!(register.entries(2026).unwrap().len(), 1);
    assert_eq!(register.stamp(2026, "1").unwrap(), None);
    assert!(!copy.path().join(&journal).exists());
}

#[test]
fn what_was_written_cannot_be_changed_or_deleted_even_by_sql() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let mut register = season.register();
    let scores = [score(1, "2026-001", &[20])];
    register.record_returns(Returns { scores: &scores, ..Returns::default() }, "丙", hours_later(2)).unwrap();
    drop(register);
    let other = rusqlite::Connection::open(season.folder.path().join(Register::DATABASE)).unwrap();
    for statement in [
        "UPDATE score SET sheet = '{}'",
        "DELETE FROM score",
        "DELETE FROM entry",
        "UPDATE version SET revision = 2",
        "UPDATE reading SET application = '{}'",
        "DELETE FROM ledger",
        "UPDATE receipt SET received = ''",
    ] {
        let error = other.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
}

#[test]
fn scores_are_appended_the_last_counts_and_the_same_again_is_nothing() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a"), season.parcel("乙", "乙", "b", "b")]);
    let mut register = season.register();
    let first = [score(2, "2026-001", &[18, 19]), score(1, "2026-002", &[10, 10]), score(1, "2026-001", &[20, 20])];
    let record = |register: &mut Register, scores: &[ScoreSheet], hour: i64| {
        register.record_returns(Returns { scores, ..Returns::default() }, "丙", hours_later(hour)).unwrap()
    };
    assert_eq!(record(&mut register, &first, 2).scores_new, 3);
    let mut same = first.clone();
    same[0].place = Place::whole(&Arc::from("另存.xlsx"));
    assert_eq!(record(&mut register, &same, 3), Appended::default());
    let changed = [score(1, "2026-001", &[15, 15])];
    assert_eq!(record(&mut register, &changed, 4).scores_changed, 1);
    let order: Vec<(String, u32, Option<Decimal>)> =
        register.scores(2026).unwrap().iter().map(|sheet| (sheet.number.clone(), sheet.judge, sheet.total())).collect();
    let total = |points: i64| Some(Decimal::from(points));
    assert_eq!(
        order,
        [
            ("2026-001".to_owned(), 1, total(30)),
            ("2026-001".to_owned(), 2, total(37)),
            ("2026-002".to_owned(), 1, total(20))
        ]
    );
    let history = register.score_history("2026-001", 1).unwrap();
    assert_eq!(
        history.iter().map(|line| (line.sheet.total(), line.at)).collect::<Vec<_>>(),
        [(total(40), hours_later(2)), (total(30), hours_later(4))]
    );
}

#[test]
fn returned_books_are_taken_in_whole_or_not_at_all() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let mut register = season.register();
    let scores = [score(1, "2026-001", &[20]), score(1, "2026-999", &[20])];
    let error = register.record_returns(Returns { scores: &scores, ..Returns::default() }, "丙", hours_later(2));
    assert!(matches!(error, Err(RegisterError::UnknownNumber(ref number)) if number == "2026-999"));
    assert_eq!(register.scores(2026).unwrap(), []);
}

#[test]
fn tiers_and_decisions_are_kept_with_all_that_went_before() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let mut register = season.register();
    let tier = |tier: Option<&str>, note: &str| TierRuling {
        number: "2026-001".to_owned(),
        tier: tier.map(str::to_owned),
        withdrawn: false,
        note: note.to_owned(),
        by: "评审工作簿.xlsx".to_owned(),
        at: hours_later(5),
    };
    for tiers in [[tier(Some("二等奖"), "")], [tier(Some("二等奖"), "")], [tier(None, "委员会意见")]] {
        register.record_returns(Returns { tiers: &tiers, ..Returns::default() }, "丙", hours_later(5)).unwrap();
    }
    let tiers = register.tier_rulings(2026).unwrap();
    assert_eq!(tiers, [tier(Some("二等奖"), ""), tier(None, "委员会意见")]);

    let decision = Decision { year: 2026, confirmed_on: None, awards: vec![], standings: vec![] };
    let confirmed = Decision { confirmed_on: "2026-12-15".parse().ok(), ..decision.clone() };
    assert!(register.freeze_decision(&decision, "丙", hours_later(6), "").unwrap());
    assert!(!register.freeze_decision(&decision, "丙", hours_later(7), "").unwrap());
    assert!(register.freeze_decision(&confirmed, "丙", hours_later(8), "确认").unwrap());
    let decisions = register.decisions(2026).unwrap();
    assert_eq!(decisions.len(), 2);
    assert_eq!((&decisions[1].decision, decisions[1].why.as_str()), (&confirmed, "确认"));
}

#[test]
fn a_file_that_is_no_register_or_a_later_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(Register::DATABASE);
    fs::write(&path, "not a database, but long enough to be looked at as one".repeat(20)).unwrap();
    assert!(matches!(Register::open(folder.path()), Err(RegisterError::Open { .. })));
    fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    assert!(matches!(Register::open(folder.path()), Err(RegisterError::Foreign { .. })));
    fs::remove_file(&path).unwrap();
    drop(Register::open(folder.path()).unwrap());
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let error = Register::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("99"), "{error}");
}

#[test]
fn originals_are_checked_against_their_hash_and_lost_ones_are_named() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a"), season.parcel("乙", "乙", "b", "b")]);
    season.assert_whole();
    let register = season.register();
    let store = register.originals();
    let sha256 = store.keep_bytes(b"a").unwrap();
    assert_eq!(store.read(&sha256).unwrap(), b"a");
    fs::write(store.path_of(&sha256).unwrap(), "b").unwrap();
    assert!(matches!(store.read(&sha256), Err(RegisterError::Damaged { .. })));
    fs::remove_file(store.path_of(&store.keep_bytes(b"b").unwrap()).unwrap()).unwrap();
    let faults = register.verify().unwrap();
    let subjects: Vec<&str> = faults.iter().map(|fault| fault.subject.as_str()).collect();
    assert_eq!(subjects, ["2026-001", "2026-002"]);
    assert_eq!(store.path_of("../../etc/passwd"), None);
}

#[test]
fn a_file_that_changed_since_it_was_read_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::open(folder.path()).unwrap();
    let file = folder.path().join("申报表.xlsx");
    fs::write(&file, "as read").unwrap();
    let sha256 = register.originals().keep_bytes(b"as read").unwrap();
    fs::remove_file(register.originals().path_of(&sha256).unwrap()).unwrap();
    register.originals().keep_file(&file, &sha256, 7).unwrap();
    fs::remove_file(register.originals().path_of(&sha256).unwrap()).unwrap();
    fs::write(&file, "changed").unwrap();
    let kept = register.originals().keep_file(&file, &sha256, 7);
    assert!(matches!(kept, Err(RegisterError::Changed { .. })));
    assert_eq!(loose_files(folder.path()), Vec::<String>::new());
}

/// Names of the files that lie in the store itself, where only unfinished ones do.
fn loose_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join(Register::ORIGINALS)).expect("originals").flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn what_a_killed_run_left_half_written_is_removed_and_what_another_writes_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join(Register::ORIGINALS);
    fs::create_dir(&store).unwrap();
    fs::write(store.join("写入中-abc.1"), "half").unwrap();
    let growing = fs::File::create(store.join("写入中-def.2")).unwrap();
    growing.lock().unwrap();
    let register = Register::open(folder.path()).unwrap();
    assert_eq!(loose_files(folder.path()), ["写入中-def.2"]);
    drop(growing);
    drop(register);
    Register::open(folder.path()).unwrap();
    assert_eq!(loose_files(folder.path()), Vec::<String>::new());
}

#[test]
fn a_register_that_was_tampered_with_is_found_out() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a"), season.parcel("乙", "乙", "b", "b")]);
    let path = season.folder.path().join(Register::DATABASE);
    let other = rusqlite::Connection::open(path).unwrap();
    other
        .execute_batch(
            "DROP TRIGGER entry_refuses_update; DROP TRIGGER reading_refuses_update;
             UPDATE entry SET serial = 7 WHERE serial = 2; UPDATE reading SET application = '{' WHERE id = 1",
        )
        .unwrap();
    let faults = season.register().verify().unwrap();
    let messages: String = faults.iter().map(|fault| format!("{} {}\n", fault.subject, fault.message)).collect();
    assert!(messages.contains("编号不连续") && messages.contains("申报内容"), "{messages}");
}

#[test]
fn a_known_file_is_known_while_its_size_and_time_are_the_same() {
    let season = Season::new();
    let mut register = season.register();
    let known = KnownFile { bytes: 5, modified: 77, sha256: None, result: Some("{}".to_owned()) };
    register.remember_files(2026, [("a.xlsx", &known), ("b.xlsx", &known)]).unwrap();
    assert_eq!(register.known_file(2026, "a.xlsx", 5, 77).unwrap(), Some(known.clone()));
    assert_eq!(register.known_file(2026, "a.xlsx", 5, 78).unwrap(), None);
    assert_eq!(register.known_file(2026, "a.xlsx", 6, 77).unwrap(), None);
    assert_eq!(register.known_file(2027, "a.xlsx", 5, 77).unwrap(), None);
    register.remember_files(2026, [("b.xlsx", &known)]).unwrap();
    assert_eq!(register.known_files(2026).unwrap().keys().collect::<Vec<_>>(), ["b.xlsx"]);
    register.set_stamp(2026, "run", "one").unwrap();
    register.set_stamp(2026, "run", "two").unwrap();
    assert_eq!(register.stamp(2026, "run").unwrap().as_deref(), Some("two"));
}
