//! A scene for the rules: a clean application under the built-in measure, and all that stands around it, to be spoilt.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::date;
use shenping::check::Arrival;
use shenping::check::Context;
use shenping::check::EarlierProject;
use shenping::check::assess;
use shenping::model::Application;
use shenping::model::Assessment;
use shenping::model::Coverage;
use shenping::model::Evidence;
use shenping::model::FieldReading;
use shenping::model::FieldValue;
use shenping::model::FileOutcome;
use shenping::model::Finding;
use shenping::model::Format;
use shenping::model::InkNature;
use shenping::model::Located;
use shenping::model::NarrativeDocument;
use shenping::model::PictureLook;
use shenping::model::Place;
use shenping::model::ReceivedFile;
use shenping::model::SectionRead;
use shenping::model::Signature;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Trouble;
use shenping::model::TroubleKind;
use shenping::model::Value;
use shenping::policy::Policy;
use shenping::policy::RosterUnit;
use shenping::policy::Season;
use shenping::policy::builtin;

pub const UNIT: &str = "秦皇岛市海港区总工会";
pub const PROJECT: &str = "“五心”职工之家建设";

/// All that the rules look at.
pub struct Scene {
    pub policy: Policy,
    pub applications: Vec<Application>,
    pub files: Vec<ReceivedFile>,
    pub roster: Vec<RosterUnit>,
    pub season: Season,
    pub arrivals: Vec<Arrival>,
    pub earlier: Vec<EarlierProject>,
    pub year: Option<i16>,
    pub as_of: Timestamp,
}

impl Scene {
    /// One application in which nothing is wrong.
    pub fn clean() -> Self {
        Self {
            policy: builtin().clone(),
            applications: vec![clean_application("海港区总工会", UNIT, PROJECT, 0)],
            files: vec![],
            roster: vec![],
            season: season(),
            arrivals: vec![],
            earlier: vec![],
            year: Some(2026),
            as_of: instant("2026-11-20T12:00:00+08:00"),
        }
    }

    /// The application that is spoilt.
    pub fn one(&mut self) -> &mut Application {
        self.applications.first_mut().expect("a scene has one")
    }

    /// Puts a value into a field.
    pub fn fill(&mut self, key: &str, value: Value) {
        let raw = value.to_string();
        self.fill_as(key, value, &raw);
    }

    /// Puts a value into a field, read from this text.
    pub fn fill_as(&mut self, key: &str, value: Value, raw: &str) {
        let file = format!("{}/申报表.xlsx", self.one().id);
        self.one().fields.insert(key.to_owned(), FieldReading::Read(read(&file, value, raw)));
    }

    /// The value of a field, to be changed.
    pub fn field(&mut self, key: &str) -> &mut FieldValue {
        match self.one().fields.get_mut(key) {
            Some(FieldReading::Read(field)) => field,
            _ => panic!("{key} is not filled"),
        }
    }

    /// Leaves a field empty.
    pub fn empty(&mut self, key: &str, prompt: Option<&str>) {
        let place = at(&format!("{}/申报表.xlsx", self.one().id), 2);
        let prompt = prompt.map(str::to_owned);
        self.one().fields.insert(
            key.to_owned(),
            FieldReading::Empty { place, prompt, struck: None, uncalculated: false, comment: None, doubts: Vec::new() },
        );
    }

    /// Takes a field with its label off the form.
    pub fn remove(&mut self, key: &str) {
        self.one().fields.insert(key.to_owned(), FieldReading::NotFound);
    }

    /// The description, to be changed.
    pub fn description(&mut self) -> &mut NarrativeDocument {
        self.one().documents.get_mut("description").expect("a clean application has one")
    }

    /// The signature, to be changed.
    pub fn signature(&mut self) -> &mut Signature {
        self.one().signature.as_mut().expect("a clean application has one")
    }

    /// Sets the limits of the scene: what the rules say of each application.
    pub fn assess(&self) -> Vec<Assessment> {
        let context = Context {
            policy: &self.policy,
            season: Some(&self.season),
            roster: &self.roster,
            as_of: self.as_of,
            year: self.year,
            arrivals: &self.arrivals,
            earlier: &self.earlier,
            files: &self.files,
        };
        assess(&self.applications, &context).expect("a list gives what it holds")
    }

    /// What the rules say of the first application.
    pub fn assess_one(&self) -> Assessment {
        self.assess().swap_remove(0)
    }

    /// The findings on the first application.
    pub fn findings(&self) -> Vec<Finding> {
        self.assess_one().findings
    }

    /// Their codes.
    pub fn codes(&self) -> Vec<String> {
        self.findings().into_iter().map(|finding| finding.code).collect()
    }

    /// Adds a file of the first application that could not be read.
    pub fn add_unread(&mut self, name: &str, role: Option<&str>, kind: TroubleKind) {
        let id = self.one().id.clone();
        let mut file = received(&format!("{id}/{name}"), kind);
        file.applications = vec![id];
        file.role = role.map(str::to_owned);
        self.files.push(file);
    }
}

/// A file with a trouble.
pub fn received(path: &str, kind: TroubleKind) -> ReceivedFile {
    let format = match kind {
        TroubleKind::Encrypted => Format::Encrypted,
        TroubleKind::Unsupported => Format::Rar,
        _ => Format::Docx,
    };
    ReceivedFile {
        path: path.into(),
        sha256: Some("0".repeat(64)),
        bytes: 1,
        format: Some(format),
        role: None,
        applications: vec![],
        outcome: if kind.loses_content() { FileOutcome::Unreadable } else { FileOutcome::Read },
        reason: None,
        troubles: vec![Trouble { kind, detail: "说明".to_owned(), spot: None }],
    }
}

/// A season without anything granted.
fn season() -> Season {
    Season {
        year: 2026,
        deadline: Some(instant("2026-11-20T17:30:00+08:00")),
        judges: vec![],
        budget: None,
        quotas: IndexMap::new(),
        publicity: None,
        confirmation: None,
        calendar: vec![],
        exceptions: vec![],
        recusals: vec![],
        receipts: vec![],
        correction_days: None,
        provincial_places: None,
    }
}

pub fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A place in a form.
pub fn at(file: &str, row: u32) -> Place {
    Place::at(&Arc::from(file), Spot::SheetCell { sheet: "申报表".into(), row, column: 1 })
}

/// A value as read from a form.
pub fn read(file: &str, value: Value, raw: &str) -> FieldValue {
    FieldValue::plain(Located { value, raw: raw.to_owned(), place: at(file, 2) })
}

/// Text of its own for each `seed`, so that no two are alike.
pub fn prose(seed: u32, sentences: u32) -> String {
    let word = |number: u32| {
        let first = 0x4e00 + (number.wrapping_mul(2_654_435_761) >> 7) % 8000;
        let second = 0x4e00 + (number.wrapping_mul(40_503) + 977) % 8000;
        [first, second].into_iter().filter_map(char::from_u32).collect::<String>()
    };
    (0..sentences).map(|at| format!("{}工会{}。", word(seed * 1000 + at), word(seed * 7919 + at * 31))).collect()
}

/// An application in which nothing is wrong; `seed` makes its texts and picture its own.
pub fn clean_application(id: &str, unit: &str, project: &str, seed: u32) -> Application {
    let form = format!("{id}/申报表.xlsx");
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<String>>();
    let mut fields: IndexMap<String, FieldReading> =
        builtin().fields.iter().map(|field| (field.key.clone(), FieldReading::NotFound)).collect();
    let text = |part: u32| Value::Text(prose(seed * 10 + part, 12));
    for (key, value) in [
        ("unit", Value::Organisation(unit.to_owned())),
        ("project", Value::Text(project.to_owned())),
        ("leaders", Value::People(list(&["甲某", "乙某"]))),
        ("phone", Value::Phones(list(&["13800001111"]))),
        ("reason", text(1)),
        ("innovation", text(2)),
        ("measures", text(3)),
        ("effect", text(4)),
        ("sign_date", Value::Date(date(2026, 10, 12))),
    ] {
        let raw = value.to_string();
        fields.insert(key.to_owned(), FieldReading::Read(read(&form, value, &raw)));
    }
    Application {
        id: id.to_owned(),
        form: Some(Place::whole(&Arc::from(form.as_str()))),
        heading: None,
        other_forms: vec![],
        fields,
        signature: Some(clean_signature(&form, seed)),
        documents: IndexMap::from([("description".to_owned(), clean_description(id, unit, project, seed))]),
        photograph: None,
        evidence: vec![Evidence {
            role: "evidence".to_owned(),
            place: Place::whole(&Arc::from(format!("{id}/证明.jpg").as_str())),
        }],
        priorities: vec![],
        areas: vec![],
        unclaimed: vec![],
        characters: Coverage { held: 500, claimed: 500 },
    }
}

fn clean_signature(form: &str, seed: u32) -> Signature {
    Signature {
        state: SignatureState::Picture,
        signer: None,
        date: Some(date(2026, 10, 12)),
        place: Some(at(form, 1)),
        stray: None,
        page_elsewhere: false,
        day_drawn: false,
        look: Some(PictureLook {
            sha256: format!("{seed:064x}"),
            width: 300,
            height: 120,
            blank: false,
            ink: (280, 100),
            hash: u64::from(seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            strokes: String::new(),
            nature: InkNature::Strokes,
        }),
        digital: vec![],
        doubts: vec![],
    }
}

fn clean_description(id: &str, unit: &str, project: &str, seed: u32) -> NarrativeDocument {
    let file: Arc<str> = format!("{id}/文字说明.docx").into();
    let located = |value: &str| Located { value: value.to_owned(), raw: value.to_owned(), place: Place::whole(&file) };
    let sections = ["project_name", "main_content", "innovation", "outcome"].map(|key| SectionRead {
        key: key.to_owned(),
        heading: builtin().label_of(key).to_owned(),
        place: Place::whole(&file),
        characters: 100,
        text_may_follow: false,
    });
    NarrativeDocument {
        place: Place::whole(&file),
        words: 1800,
        words_other_reading: 1800,
        characters: 1820,
        coverage: Coverage { held: 1820, claimed: 1820 },
        sections: sections.to_vec(),
        others: Vec::new(),
        has_headings: true,
        other_headings: vec![],
        unit: Some(located(unit)),
        project: Some(located(project)),
        text: prose(seed * 10 + 5, 60),
    }
}
