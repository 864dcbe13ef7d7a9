//! Papers that say otherwise than the decision do not go out, and those that went out before stay as they are.

use std::fs;
use std::path::Path;

use shenping::award::papers::PaperKind;
use shenping::award::papers::write_paper;
use shenping::model::Money;
use shenping::model::ScoreSheet;
use shenping::model::Value;
use shenping::pipeline::Manifest;
use shenping::pipeline::Outputs;
use shenping::pipeline::PapersWritten;
use shenping::pipeline::is_paper;
use shenping::pipeline::write_papers;
use shenping::policy::TierAmount;
use shenping::register::Register;

use crate::award::papers::MadeSeason;
use crate::award::papers::made;
use crate::made_season;

/// Decides as `season` and puts out papers that are written as of `on_paper`, where they are of the kinds named.
fn put_out(folder: &Path, season: &MadeSeason, on_paper: &MadeSeason, altered: &[PaperKind]) -> PapersWritten {
    let mut register = Register::open(folder).expect("a register");
    let mut outputs = Outputs::open(&folder.join("输出"));
    let other = on_paper.record();
    let written = write_papers(&season.record(), &mut register, &mut outputs, &|kind, record| {
        write_paper(kind, if altered.contains(&kind) { &other } else { record })
    });
    outputs.finish(is_paper, Manifest::default()).expect("the manifest");
    written.expect("a writable folder")
}

fn papers_in(folder: &Path) -> Vec<Option<Vec<u8>>> {
    PaperKind::ALL.map(|kind| fs::read(folder.join("输出").join(kind.file_name())).ok()).to_vec()
}

/// What is altered on the paper, and what of it must be named.
fn alterations() -> Vec<(MadeSeason, &'static str)> {
    let season = || made(5, (1, 1, 1), 100_000);
    let mut unit = season();
    unit.entries[1] = made_season::entry(2, "另一家工会", "户外劳动者驿站");
    let mut project = season();
    let title = Value::Text("另一个项目".into());
    project.entries[0] = made_season::with_field(project.entries[0].clone(), "project", title);
    let mut amount = season();
    amount.policy.tiers[2].amount = TierAmount::Fixed(Money::from_yuan(10_001));
    vec![
        (unit, "另一家工会"),
        (project, "另一个项目"),
        (made(5, (2, 1, 0), 100_000), "等次"),
        (amount, "10001"),
        (made(5, (1, 1, 2), 100_000), "项数"),
    ]
}

#[test]
fn one_altered_paper_of_any_kind_keeps_all_of_them_back_and_leaves_the_old_ones() {
    let season = made(5, (1, 1, 1), 100_000);
    for (altered, named) in alterations() {
        for kind in PaperKind::ALL {
            // The notice speaks of no money.
            if kind == PaperKind::Notice && named == "10001" {
                continue;
            }
            let folder = tempfile::tempdir().expect("a folder");
            assert!(!put_out(folder.path(), &season, &season, &[]).withheld);
            let before = papers_in(folder.path());
            assert!(before.iter().all(Option::is_some));
            let written = put_out(folder.path(), &season, &altered, &[kind]);
            assert!(written.withheld, "{kind:?} {named}");
            let notes = written.notes.join("\n");
            assert!(notes.contains(kind.file_name()) && notes.contains(named), "{kind:?} {named} in {notes}");
            assert_eq!(papers_in(folder.path()), before, "{kind:?} {named}");
        }
    }
}

#[test]
fn nothing_goes_out_where_the_first_paper_ever_written_is_altered_and_nothing_is_frozen() {
    let mut season = made(5, (1, 1, 1), 100_000);
    season.season.confirmation =
        Some(shenping::policy::Confirmation { on: jiff::civil::date(2026, 12, 15), by: "评审委员会".into() });
    let folder = tempfile::tempdir().expect("a folder");
    let altered = made(5, (1, 2, 1), 100_000);
    assert!(put_out(folder.path(), &season, &altered, &[PaperKind::Commendation]).withheld);
    assert_eq!(papers_in(folder.path()), [None, None, None, None]);
    let register = Register::open(folder.path()).expect("a register");
    assert!(register.decisions(2026).expect("readable").is_empty());
}

#[test]
fn a_notice_whose_days_cannot_be_counted_is_kept_back_alone() {
    let mut season = made(5, (1, 1, 1), 100_000);
    let folder = tempfile::tempdir().expect("a folder");
    assert!(!put_out(folder.path(), &season, &season, &[]).withheld);
    let before = papers_in(folder.path());
    if let Some(publicity) = &mut season.season.publicity {
        publicity.starts = jiff::civil::date(2026, 12, 28);
    }
    let written = put_out(folder.path(), &season, &season, &[]);
    assert!(written.withheld && written.notes[0].contains("公示.docx 没有生成") && written.notes[0].contains("2027"));
    let after = papers_in(folder.path());
    assert!(after[0] != before[0] && after[1] == before[1], "the report is new, the notice stays");
}

#[test]
fn what_keeps_a_confirmed_result_from_being_fixed_is_named() {
    let mut season = made(6, (1, 2, 1), 100_000);
    let of_fourth: Vec<ScoreSheet> = season.sheets.iter().filter(|sheet| sheet.number == "2026-004").cloned().collect();
    season.sheets.retain(|sheet| sheet.number != "2026-005");
    let same = of_fourth.into_iter().map(|sheet| ScoreSheet { number: "2026-005".into(), recused: false, ..sheet });
    season.sheets.extend(same);
    season.season.confirmation =
        Some(shenping::policy::Confirmation { on: jiff::civil::date(2026, 12, 15), by: "评审委员会".into() });
    let folder = tempfile::tempdir().expect("a folder");
    let notes = put_out(folder.path(), &season, &season, &[]).notes.join("\n");
    assert!(notes.contains("还有 1 件事项") && notes.contains("2026-004、2026-005"), "{notes}");
    let register = Register::open(folder.path()).expect("a register");
    assert!(register.decisions(2026).expect("readable").is_empty());
}
