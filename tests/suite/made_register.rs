//! A season folder with a register in it, and parcels to be taken in, for the tests of the register.

use std::fs;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use shenping::model::Application;
use shenping::model::Assessment;
use shenping::model::FileOutcome;
use shenping::model::Format;
use shenping::model::Place;
use shenping::model::ReceivedFile;
use shenping::model::Ruling;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::model::Shelved;
use shenping::model::Verdict;
use shenping::register::Arrival;
use shenping::register::Batch;
use shenping::register::Lineage;
use shenping::register::Register;
use shenping::register::TakenIn;
use tempfile::TempDir;

use crate::made_season;

/// What lies in 收件 for one application.
#[derive(Clone)]
pub struct Parcel {
    pub id: String,
    pub unit: String,
    pub project: String,
    /// Its only application.
    pub shelf: Vec<Application>,
    pub assessment: Assessment,
    pub files: Vec<ReceivedFile>,
}

/// A season folder with its register, and a clock that strikes once an intake.
pub struct Season {
    pub folder: TempDir,
    pub hour: i64,
    pub received: Vec<(String, Timestamp)>,
}

/// Before the first intake.
pub fn first_hour() -> Timestamp {
    "2026-11-10T08:00:00+08:00".parse().expect("an instant")
}

/// The first intake strikes one.
pub fn hours_later(hours: i64) -> Timestamp {
    first_hour() + jiff::SignedDuration::from_hours(hours)
}

impl Season {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), hour: 0, received: vec![] }
    }

    pub fn register(&self) -> Register {
        Register::open(self.folder.path()).expect("the register opens")
    }

    /// A parcel of one form, its original kept.
    pub fn parcel(&self, id: &str, unit: &str, project: &str, content: &str) -> Parcel {
        let mut application = made_season::entry(1, unit, project).application;
        application.id = id.to_owned();
        application.form = Some(Place::whole(&Arc::from(format!("{id}/申报表.xlsx"))));
        let assessment = Assessment { findings: vec![], outcomes: vec![], verdict: Verdict::Qualified };
        let files = vec![self.file(&format!("{id}/申报表.xlsx"), content, &[id])];
        Parcel {
            id: id.to_owned(),
            unit: unit.to_owned(),
            project: project.to_owned(),
            shelf: vec![application],
            assessment,
            files,
        }
    }

    pub fn file(&self, path: &str, content: &str, applications: &[&str]) -> ReceivedFile {
        let sha256 = self.register().originals().keep_bytes(content.as_bytes()).expect("kept");
        ReceivedFile {
            path: Arc::from(path),
            sha256: Some(sha256),
            bytes: content.len() as u64,
            format: Some(Format::Xlsx),
            role: Some("form".to_owned()),
            applications: applications.iter().map(|id| (*id).to_owned()).collect(),
            outcome: FileOutcome::Read,
            reason: None,
            troubles: vec![],
        }
    }

    pub fn take_in(&mut self, parcels: &[Parcel]) -> TakenIn {
        self.hour += 1;
        let mut files: Vec<ReceivedFile> = parcels.iter().flat_map(|parcel| parcel.files.clone()).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|one, other| one.path == other.path);
        let arrivals: Vec<Arrival<'_>> = parcels.iter().map(Parcel::arrival).collect();
        let batch = Batch {
            year: 2026,
            at: hours_later(self.hour),
            policy: "qinhuangdao-2020",
            received: &self.received,
            arrivals: &arrivals,
            files: &files,
        };
        self.register().take_in(&batch).expect("taken in")
    }

    pub fn trace(&self, parcels: &[Parcel]) -> Vec<Lineage> {
        let files: Vec<ReceivedFile> = parcels.iter().flat_map(|parcel| parcel.files.clone()).collect();
        let arrivals: Vec<Arrival<'_>> = parcels.iter().map(Parcel::arrival).collect();
        let batch = Batch {
            year: 2026,
            at: hours_later(self.hour + 1),
            policy: "qinhuangdao-2020",
            received: &self.received,
            arrivals: &arrivals,
            files: &files,
        };
        self.register().trace(&batch).expect("traced")
    }

    /// Number and application id of every entry.
    pub fn entries(&self) -> Vec<(String, String)> {
        let entries = self.register().entries(2026).expect("entries");
        entries.into_iter().map(|entry| (entry.number, entry.application.id)).collect()
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.folder.path().join(Register::DATABASE)).expect("the database")
    }

    pub fn assert_whole(&self) {
        assert_eq!(self.register().verify().expect("verified"), vec![]);
    }
}

impl Parcel {
    pub fn arrival(&self) -> Arrival<'_> {
        Arrival {
            submission: self.id.split('#').next().unwrap_or_default(),
            unit: Some(&self.unit),
            project: Some(&self.project),
            id: &self.id,
            signed: self.shelf[0].day_of_signing(),
            application: Shelved { shelf: &self.shelf, at: 0 },
            assessment: Some(&self.assessment),
        }
    }
}

pub fn ruling(verdict: RulingVerdict, note: &str) -> Ruling {
    Ruling { verdict, note: note.to_owned(), by: "评审工作簿.xlsx".to_owned(), at: hours_later(50) }
}

pub fn score(judge: u32, number: &str, points: &[i64]) -> ScoreSheet {
    ScoreSheet {
        judge,
        number: number.to_owned(),
        scores: points.iter().map(|points| Some(Decimal::from(*points))).collect(),
        recused: false,
        comment: String::new(),
        place: Place::whole(&Arc::from("评委01.xlsx")),
    }
}
