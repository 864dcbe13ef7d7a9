//! Taking in: numbers in order of receipt that never change, corrected versions, a second run that changes nothing, a run
//! that fails half-way and leaves nothing.

use std::path::Path;

use shenping::model::RulingVerdict;
use shenping::model::Signature;
use shenping::model::SignatureState;
use shenping::model::Verdict;
use shenping::register::Arrival;
use shenping::register::Batch;
use shenping::register::Lineage;
use shenping::register::Register;
use shenping::register::RegisterError;
use shenping::register::Returns;

use crate::made_register::Parcel;
use crate::made_register::Season;
use crate::made_register::first_hour;
use crate::made_register::hours_later;
use crate::made_register::ruling;

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(number, id)| ((*number).to_owned(), (*id).to_owned())).collect()
}

#[test]
fn entries_are_numbered_in_order_of_receipt_and_path_and_keep_their_numbers() {
    let mut season = Season::new();
    let row = |number: u32| season.parcel(&format!("汇总.xlsx#row {number}"), "丙", &format!("项目{number}"), "rows");
    let first = [row(10), row(9), season.parcel("乙", "乙", "b", "b")];
    assert_eq!(season.take_in(&first).new, ["2026-001", "2026-002", "2026-003"]);
    let early = season.parcel("A甲", "甲", "a", "a");
    let all = [&[early], &first[..]].concat();
    assert_eq!(season.take_in(&all).new, ["2026-004"]);
    let expected =
        [("2026-001", "乙"), ("2026-002", "汇总.xlsx#row 9"), ("2026-003", "汇总.xlsx#row 10"), ("2026-004", "A甲")];
    assert_eq!(season.entries(), pairs(&expected));
    season.assert_whole();
}

#[test]
fn a_second_run_on_the_same_papers_changes_not_one_byte() {
    let mut season = Season::new();
    let parcels = [season.parcel("甲", "甲", "a", "a"), season.parcel("乙", "乙", "b", "b")];
    let first = season.take_in(&parcels);
    assert_eq!((first.new.len(), first.files), (2, 2));
    let before = season.bytes();
    let second = season.take_in(&parcels);
    assert!(second.is_nothing());
    assert_eq!(second.unchanged, 2);
    assert_eq!(season.bytes(), before);
}

#[test]
fn corrected_papers_under_the_same_path_make_a_new_version_and_the_old_one_stays() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "项目", "first")]);
    let corrected = season.parcel("甲", "甲", "改名的项目", "second");
    assert_eq!(
        season.trace(std::slice::from_ref(&corrected)),
        [Lineage::Known { number: "2026-001".to_owned(), received: hours_later(1) }]
    );
    assert_eq!(season.take_in(&[corrected]).corrected, ["2026-001"]);
    let versions = season.register().versions("2026-001").unwrap();
    let projects: Vec<_> = versions.iter().map(|version| version.application.text("project")).collect();
    assert_eq!(projects, [Some("项目".to_owned()), Some("改名的项目".to_owned())]);
    assert_eq!(versions[1].revision, 2);
    let entry = &season.register().entries(2026).unwrap()[0];
    assert_eq!(entry.application.text("project").as_deref(), Some("改名的项目"));
    assert_eq!(entry.receipt.received, hours_later(1));
    season.assert_whole();
}

#[test]
fn a_corrected_version_sent_in_another_file_is_the_same_entry() {
    let mut season = Season::new();
    let old = season.parcel("海港区", "秦皇岛市海港区总工会", "五心 服务", "first");
    season.take_in(std::slice::from_ref(&old));
    let new = season.parcel("海港区补正.zip", "海港区总工会", "“五心服务”", "second");
    let both = [old, new];
    let number = "2026-001".to_owned();
    let received = hours_later(1);
    let lineage = season.trace(&both);
    assert_eq!(
        lineage,
        [Lineage::Superseded { number: number.clone() }, Lineage::Corrects { number: number.clone(), received }]
    );
    assert_eq!(season.take_in(&both).corrected, ["2026-001"]);
    assert_eq!(season.entries(), pairs(&[("2026-001", "海港区补正.zip")]));
    // And so it stays, run after run.
    let again = season.trace(&both);
    assert_eq!(again, [Lineage::Superseded { number: number.clone() }, Lineage::Known { number, received }]);
    assert!(season.take_in(&both).is_nothing());
    season.assert_whole();
}

#[test]
fn the_old_file_written_over_with_newer_papers_leads_again() {
    let mut season = Season::new();
    let old = season.parcel("甲", "甲", "项目", "first");
    season.take_in(std::slice::from_ref(&old));
    let zip = season.parcel("甲补正.zip", "甲", "项目", "second");
    season.take_in(&[old, zip.clone()]);
    let third = season.parcel("甲", "甲", "项目", "third");
    let now = [third, zip];
    assert_eq!(season.take_in(&now).corrected, ["2026-001"]);
    assert_eq!(season.entries(), pairs(&[("2026-001", "甲")]));
    assert!(season.take_in(&now).is_nothing());
    assert_eq!(season.register().versions("2026-001").unwrap().len(), 3);
}

#[test]
fn old_and_corrected_papers_that_change_in_one_run_are_both_kept() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "项目", "first")]);
    let now = [season.parcel("甲", "甲", "项目", "second"), season.parcel("甲补正.zip", "甲", "项目", "third")];
    season.take_in(&now);
    assert_eq!(season.register().versions("2026-001").unwrap().len(), 3);
    assert_eq!(season.entries(), pairs(&[("2026-001", "甲补正.zip")]));
    assert!(season.take_in(&now).is_nothing());
}

#[test]
fn the_same_project_twice_in_one_run_is_two_entries_for_people_to_settle() {
    let mut season = Season::new();
    let twins = [season.parcel("甲", "甲", "项目", "one"), season.parcel("甲二", "甲", "项目", "two")];
    assert_eq!(season.take_in(&twins).new.len(), 2);
    assert!(season.take_in(&twins).is_nothing());
    // A third cannot be said to correct the one or the other.
    let third = season.parcel("甲三", "甲", "项目", "three");
    let new = Lineage::New { number: "2026-003".to_owned(), received: hours_later(3) };
    assert_eq!(season.trace(std::slice::from_ref(&third)), [new]);
}

#[test]
fn a_correction_that_comes_with_what_it_corrects_makes_one_entry_of_two_versions() {
    let mut season = Season::new();
    let both = [season.parcel("甲", "甲", "项目", "first"), season.parcel("甲（补正）", "甲", "项目", "second")];
    season.received = vec![("甲".to_owned(), first_hour())];
    let number = "2026-001".to_owned();
    let expected =
        [Lineage::Superseded { number: "2026-001".to_owned() }, Lineage::New { number, received: first_hour() }];
    assert_eq!(season.trace(&both), expected);
    assert_eq!(season.take_in(&both).new, ["2026-001"]);
    assert_eq!(season.entries(), pairs(&[("2026-001", "甲（补正）")]));
    let numbers = season.register().numbers_of_applications(2026).unwrap();
    assert_eq!(numbers["甲"], "2026-001", "the older one is known as a version of it");
    assert!(season.take_in(&both).is_nothing());
    assert_eq!(season.register().versions("2026-001").unwrap().len(), 2);
    season.assert_whole();
}

#[test]
fn a_correction_signed_before_what_it_should_correct_stays_in_doubt() {
    let mut season = Season::new();
    let mut both = [season.parcel("甲", "甲", "项目", "first"), season.parcel("甲（补正）", "甲", "项目", "second")];
    for (parcel, day) in both.iter_mut().zip([20, 10]) {
        let date = Some(jiff::civil::date(2026, 10, day));
        let state = SignatureState::Picture;
        let (signer, place, look, digital, doubts) = (None, None, None, vec![], vec![]);
        parcel.shelf[0].signature = Some(Signature {
            state,
            signer,
            date,
            place,
            stray: None,
            page_elsewhere: false,
            day_drawn: false,
            look,
            digital,
            doubts,
        });
    }
    assert_eq!(season.take_in(&both).new, ["2026-001", "2026-002"]);
}

#[test]
fn two_corrections_that_come_together_stay_in_doubt_unless_they_are_numbered() {
    for (names, entries) in [(["甲", "甲补正", "甲修改版"], 3), (["甲", "甲补正1", "甲补正2"], 1)] {
        let mut season = Season::new();
        let parcels = names.map(|id| season.parcel(id, "甲", "项目", id));
        assert_eq!(season.take_in(&parcels).new.len(), entries, "{names:?}");
        let leads = season.entries().into_iter().any(|(_, lead)| lead == names[2]);
        assert!(leads, "{names:?}");
    }
}

#[test]
fn the_numbers_that_are_told_beforehand_are_those_that_are_given() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let parcels = ["丁", "丙#row 10", "丙#row 9", "甲"].map(|id| season.parcel(id, id, id, id));
    season.received = vec![("丁".to_owned(), hours_later(9))];
    let told: Vec<String> = season
        .trace(&parcels)
        .into_iter()
        .filter_map(|lineage| if let Lineage::New { number, .. } = lineage { Some(number) } else { None })
        .collect();
    season.take_in(&parcels);
    let given = season.entries();
    let number = |id: &str| given.iter().find(|(_, other)| other == id).map(|(number, _)| number.clone());
    assert_eq!(told, ["丁", "丙#row 10", "丙#row 9"].map(|id| number(id).unwrap()));
    assert_eq!(told, ["2026-004", "2026-003", "2026-002"]);
}

#[test]
fn two_files_that_could_both_be_the_correction_are_not_taken_for_it() {
    let mut season = Season::new();
    let old = season.parcel("甲", "甲", "项目", "one");
    season.take_in(std::slice::from_ref(&old));
    let rivals = [old, season.parcel("甲二", "甲", "项目", "two"), season.parcel("甲三", "甲", "项目", "three")];
    let lineage = season.trace(&rivals);
    let received = hours_later(2);
    // In the order of their paths: 三 goes before 二.
    let new = ["2026-003", "2026-002"].map(|number| Lineage::New { number: number.to_owned(), received });
    assert_eq!(lineage[1..], new);
}

#[test]
fn a_renamed_folder_is_the_same_entry_and_the_same_version() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "项目", "papers")]);
    season
        .register()
        .record_returns(
            Returns {
                rulings: &[("2026-001".to_owned(), ruling(RulingVerdict::Accepted, "看过"))],
                ..Returns::default()
            },
            "丙",
            hours_later(3),
        )
        .unwrap();
    let moved = [season.parcel("甲（已核）", "甲", "项目", "papers")];
    let taken = season.take_in(&moved);
    assert_eq!((taken.new.len(), taken.corrected.len(), taken.reread.len()), (0, 0, 1));
    assert_eq!(taken.gone, ["甲/申报表.xlsx"]);
    let entries = season.register().entries(2026).unwrap();
    assert_eq!(entries[0].rulings.len(), 1);
    assert!(season.take_in(&moved).is_nothing());
}

#[test]
fn a_file_that_vanished_is_kept_and_noted() {
    let mut season = Season::new();
    let parcels = [season.parcel("甲", "甲", "a", "a"), season.parcel("乙", "乙", "b", "b")];
    season.take_in(&parcels);
    let taken = season.take_in(&parcels[..1]);
    assert_eq!(taken.gone, ["乙/申报表.xlsx"]);
    assert_eq!(season.entries().len(), 2);
    let ledger = season.register().ledger(2026).unwrap();
    assert_eq!(ledger.len(), 2);
    assert_eq!((ledger[0].gone, ledger[0].first_seen), (Some(hours_later(2)), hours_later(1)));
    assert!(season.take_in(&parcels[..1]).is_nothing());
    assert_eq!(season.take_in(&parcels).files, 1);
    assert_eq!(season.register().ledger(2026).unwrap()[0].gone, None);
    season.assert_whole();
}

#[test]
fn another_row_of_a_list_leaves_this_rows_version_and_ruling_alone() {
    let mut season = Season::new();
    let list = |content: &str, second: &str| {
        let ids = ["汇总.xlsx#row 3", "汇总.xlsx#row 4"];
        let mut parcels = [season.parcel(ids[0], "甲", "a", "x"), season.parcel(ids[1], "乙", second, "x")];
        for parcel in &mut parcels {
            parcel.files = vec![season.file("汇总.xlsx", content, &ids)];
        }
        parcels
    };
    let (first, second) = (list("list", "b"), list("list with another b", "b2"));
    season.take_in(&first);
    let accepted = [("2026-001".to_owned(), ruling(RulingVerdict::Accepted, ""))];
    season
        .register()
        .record_returns(Returns { rulings: &accepted, ..Returns::default() }, "丙", hours_later(3))
        .unwrap();
    let taken = season.take_in(&second);
    assert_eq!(taken.corrected, ["2026-002"]);
    assert_eq!(season.register().entries(2026).unwrap()[0].rulings.len(), 1);
    assert_eq!(season.register().versions("2026-001").unwrap().len(), 1);
    assert!(season.take_in(&second).is_nothing());
    season.assert_whole();
}

#[test]
fn the_same_papers_judged_otherwise_are_the_same_version() {
    let mut season = Season::new();
    let mut parcel = season.parcel("甲", "甲", "a", "a");
    season.take_in(std::slice::from_ref(&parcel));
    parcel.assessment.verdict = Verdict::ToDecide;
    assert_eq!(season.take_in(std::slice::from_ref(&parcel)).reread, ["2026-001"]);
    let register = season.register();
    assert_eq!(register.entries(2026).unwrap()[0].assessment.verdict, Verdict::ToDecide);
    assert_eq!(register.versions("2026-001").unwrap().len(), 1);
}

#[test]
fn a_ruling_holds_for_the_papers_it_was_made_on_and_not_for_corrected_ones() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "first")]);
    let rulings = [("2026-001".to_owned(), ruling(RulingVerdict::ToCorrect, "缺签字"))];
    let returns = Returns { rulings: &rulings, ..Returns::default() };
    let mut register = season.register();
    assert_eq!(register.record_returns(returns, "丙", hours_later(3)).unwrap().rulings, 1);
    assert_eq!(register.record_returns(returns, "丙", hours_later(4)).unwrap().rulings, 0);
    assert_eq!(register.entries(2026).unwrap()[0].standing(), Verdict::ToCorrect);
    season.take_in(&[season.parcel("甲", "甲", "a", "second")]);
    assert_eq!(season.register().entries(2026).unwrap()[0].standing(), Verdict::Qualified);
    assert_eq!(season.register().versions("2026-001").unwrap()[0].rulings.len(), 1);
}

#[test]
fn a_receipt_stated_in_the_settings_counts_and_goes_when_it_is_taken_out() {
    let mut season = Season::new();
    let parcels = [season.parcel("乙", "乙", "b", "b"), season.parcel("甲", "甲", "a", "a")];
    season.received = vec![("甲".to_owned(), first_hour())];
    season.take_in(&parcels);
    let received = |season: &Season| season.register().entries(2026).unwrap()[0].receipt.received;
    assert_eq!(season.entries()[0].1, "甲", "received earlier, so numbered first");
    assert_eq!(received(&season), first_hour());
    season.received = vec![];
    assert_eq!(season.take_in(&parcels).receipts, 1);
    assert_eq!(received(&season), hours_later(1));
    season.received = vec![("2026-001".to_owned(), first_hour())];
    assert_eq!(season.take_in(&parcels).receipts, 1);
    assert!(season.take_in(&parcels).is_nothing());
}

#[test]
fn an_intake_that_fails_half_way_leaves_nothing() {
    let mut season = Season::new();
    season.take_in(&[season.parcel("甲", "甲", "a", "a")]);
    let before = season.bytes();
    let parcels = [season.parcel("乙", "乙", "b", "b"), season.parcel("丙", "丙", "c", "c")];
    let mut arrivals: Vec<Arrival<'_>> = parcels.iter().map(Parcel::arrival).collect();
    arrivals[0].assessment = None;
    let batch = Batch { year: 2026, at: hours_later(9), policy: "p", received: &[], arrivals: &arrivals, files: &[] };
    let error = season.register().take_in(&batch).unwrap_err();
    assert!(matches!(error, RegisterError::Unassessed(ref id) if id == "乙"), "{error}");
    assert_eq!(season.bytes(), before);
    assert_eq!(season.entries().len(), 1);
}

#[test]
fn another_connection_reads_what_was_written_and_two_seasons_do_not_mix() {
    let mut season = Season::new();
    let parcel = season.parcel("甲", "甲", "a", "a");
    season.take_in(std::slice::from_ref(&parcel));
    let arrivals = [parcel.arrival()];
    let next = Batch { year: 2027, at: hours_later(9999), policy: "p", received: &[], arrivals: &arrivals, files: &[] };
    assert_eq!(season.register().take_in(&next).unwrap().new, ["2027-001"]);
    let reader = Register::open_to_read(season.folder.path()).unwrap().expect("it is there");
    assert_eq!(reader.years().unwrap(), [2026, 2027]);
    let entry = &reader.entries(2026).unwrap()[0];
    assert_eq!(entry.application, parcel.shelf[0]);
    assert_eq!(entry.assessment, parcel.assessment);
    assert_eq!(reader.entries(2028).unwrap(), []);
    assert!(Register::open_to_read(Path::new("/nowhere")).unwrap().is_none());
}
