//! `intake`: read what lies in 收件, check it, keep the originals, and take all of it into the register at once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;

use crate::check::Arrival as CheckedArrival;
use crate::check::Context;
use crate::check::EarlierProject;
use crate::check::assess;
use crate::model::Application;
use crate::model::Assessment;
use crate::model::Entry;
use crate::model::FieldReading;
use crate::model::ReceivedFile;
use crate::model::Shelf;
use crate::model::Shelved;
use crate::model::Value;
use crate::pipeline::check::PipelineError;
use crate::pipeline::examine::Examination;
use crate::pipeline::examine::Examined;
use crate::pipeline::inherit::inherit_papers;
use crate::pipeline::inherit::list_traced;
use crate::pipeline::reading::PaperRead;
use crate::pipeline::reading::Reading;
use crate::pipeline::season_folder::SeasonFolder;
use crate::pipeline::settings::Settings;
use crate::pipeline::stored::Head;
use crate::pipeline::stored::StoredApplications;
use crate::policy::Policy;
use crate::policy::Season;
use crate::register::Arrival;
use crate::register::Batch;
use crate::register::Lineage;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::TakenIn;

/// Reads 收件 into the register. `advance` is told of each file on disk that is done.
pub fn take_in_inbox(
    folder: &SeasonFolder,
    settings: &Settings,
    season: &Season,
    register: &mut Register,
    as_of: Timestamp,
    reading: &Reading,
    advance: &(dyn Fn(&str) + Sync),
) -> Result<(TakenIn, BTreeMap<String, String>), PipelineError> {
    let policy = &settings.policy;
    let keeper = Keeper { register: register.originals(), failed: Mutex::new(None) };
    let keep = |file: &PaperRead, disk: &Path| keeper.keep(file, disk);
    let examination = Examination { policy, roster: &settings.roster, reading, advance, keep: &keep };
    let mut examined = examination.examine(&[folder.inbox()], true)?;
    keeper.finish()?;
    let lineages = {
        let arrivals = arrivals(&examined, None);
        register.trace(&batch_of(&arrivals, &examined.files, settings, season, as_of))?
    };
    inherit_papers(&mut examined.applications, &list_traced(&lineages)).map_err(PipelineError::Reading)?;
    let earlier = list_earlier(folder, season.year, policy)?;
    let assessments = assess_leading(&examined, &lineages, settings, season, as_of, &earlier);
    let assessments = assessments.map_err(PipelineError::Reading)?;
    let arrivals = arrivals(&examined, Some(&assessments));
    let taken = register.take_in(&batch_of(&arrivals, &examined.files, settings, season, as_of))?;
    let inputs = examined.files.iter().filter_map(|file| Some((file.path.to_string(), file.sha256.clone()?))).collect();
    Ok((taken, inputs))
}

fn batch_of<'b>(
    arrivals: &'b [Arrival<'b>],
    files: &'b [ReceivedFile],
    settings: &'b Settings,
    season: &'b Season,
    as_of: Timestamp,
) -> Batch<'b> {
    Batch { year: season.year, at: as_of, policy: &settings.policy.id, received: &season.receipts, arrivals, files }
}

/// Keeps the originals of files on disk; an archive's entries are kept with the archive.
struct Keeper<'r> {
    register: &'r crate::register::Originals,
    failed: Mutex<Option<RegisterError>>,
}

impl Keeper<'_> {
    fn keep(&self, file: &PaperRead, disk: &Path) {
        let Some(hash) = &file.sha256 else { return };
        // One after the other: two files of the same content would meet in the same place.
        let Ok(mut failed) = self.failed.lock() else { return };
        if let Err(error) = self.register.keep_file(disk, hash, file.size) {
            failed.get_or_insert(error);
        }
    }

    fn finish(self) -> Result<(), RegisterError> {
        match self.failed.into_inner() {
            Ok(Some(error)) => Err(error),
            _ => Ok(()),
        }
    }
}

fn arrivals<'a>(examined: &'a Examined, assessments: Option<&'a [Option<Assessment>]>) -> Vec<Arrival<'a>> {
    let arrival = |(at, head): (usize, &'a Head)| Arrival {
        id: &head.id,
        submission: &head.submission,
        unit: head.unit.as_deref(),
        project: head.project.as_deref(),
        signed: head.signed,
        application: Shelved { shelf: &examined.applications, at },
        assessment: assessments.and_then(|all| all.get(at)).and_then(Option::as_ref),
    };
    examined.applications.heads().iter().enumerate().map(arrival).collect()
}

/// The applications that lead; a superseded version is kept, not judged.
#[derive(Debug)]
struct Leading<'e> {
    all: &'e StoredApplications,
    /// Their places among all.
    places: Vec<usize>,
}

impl Shelf for Leading<'_> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn fetch(&self, at: usize) -> io::Result<Cow<'_, Application>> {
        self.all.fetch(*self.places.get(at).ok_or(io::ErrorKind::NotFound)?)
    }
}

/// What the rules say of the applications that lead; None of the others.
fn assess_leading(
    examined: &Examined,
    lineages: &[Lineage],
    settings: &Settings,
    season: &Season,
    as_of: Timestamp,
    earlier: &[EarlierProject],
) -> io::Result<Vec<Option<Assessment>>> {
    let heads = examined.applications.heads();
    let leads = |at: &usize| !matches!(lineages.get(*at), Some(Lineage::Superseded { .. }));
    let leading = Leading { all: &examined.applications, places: (0..heads.len()).filter(leads).collect() };
    let told = |&at: &usize| {
        let submission = heads.get(at).map_or("", |head| &head.submission);
        arrival_of(submission, lineages.get(at), season, as_of)
    };
    let told: Vec<CheckedArrival> = leading.places.iter().map(told).collect();
    let context = Context {
        policy: &settings.policy,
        season: Some(season),
        roster: &settings.roster,
        as_of,
        year: Some(season.year),
        arrivals: &told,
        earlier,
        files: &examined.files,
    };
    let mut assessments = assess(&leading, &context)?.into_iter();
    Ok((0..heads.len()).map(|at| if leads(&at) { assessments.next() } else { None }).collect())
}

/// When and as what an application came: what the office knows goes before the first intake.
fn arrival_of(submission: &str, lineage: Option<&Lineage>, season: &Season, as_of: Timestamp) -> CheckedArrival {
    let (number, received) = match lineage {
        Some(
            Lineage::New { number, received }
            | Lineage::Known { number, received }
            | Lineage::Corrects { number, received },
        ) => (Some(number.clone()), *received),
        Some(Lineage::Superseded { .. }) | None => (None, as_of),
    };
    let known = season.receipts.iter().find(|(id, _)| id == submission || Some(id) == number.as_ref());
    CheckedArrival { submission: submission.to_owned(), number, received: Some(known.map_or(received, |(_, at)| *at)) }
}

/// Projects of earlier seasons: of this register, and of the registers in the folders beside the season's.
fn list_earlier(folder: &SeasonFolder, year: i16, policy: &Policy) -> Result<Vec<EarlierProject>, PipelineError> {
    let mut projects = Vec::new();
    for (register, years) in earlier_registers(folder, year)? {
        for year in years {
            projects.extend(register.entries(year)?.iter().map(|entry| earlier_project(entry, year, policy)));
        }
    }
    Ok(projects)
}

/// Registers with years before this one: that of the season itself and those of its neighbours, in the order of their paths.
pub fn earlier_registers(folder: &SeasonFolder, year: i16) -> Result<Vec<(Register, Vec<i16>)>, PipelineError> {
    let mut folders = vec![folder.into.clone()];
    let beside = folder.season.canonicalize().ok().and_then(|own| own.parent().map(Path::to_owned));
    if let Some(listed) = beside.and_then(|beside| std::fs::read_dir(beside).ok()) {
        folders
            .extend(listed.flatten().map(|entry| entry.path()).filter(|path| path.join(Register::DATABASE).exists()));
    }
    let mut known: Vec<i16> = Vec::new();
    let mut registers = Vec::new();
    folders.sort();
    folders.dedup();
    for folder in folders {
        let Ok(Some(register)) = Register::open_to_read(&folder) else { continue };
        let years: Vec<i16> =
            register.years()?.into_iter().filter(|&other| other < year && !known.contains(&other)).collect();
        if !years.is_empty() {
            known.extend(&years);
            registers.push((register, years));
        }
    }
    Ok(registers)
}

fn earlier_project(entry: &Entry, year: i16, policy: &Policy) -> EarlierProject {
    let head = Head::of(&entry.application, "", policy);
    let fields = entry.application.fields.values().filter_map(|reading| match reading {
        FieldReading::Read(field) => match &field.read.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        },
        _ => None,
    });
    let texts: Vec<&str> =
        fields.chain(entry.application.documents.values().map(|document| document.text.as_str())).collect();
    EarlierProject {
        number: entry.number.clone(),
        year,
        unit: head.unit.unwrap_or_default(),
        project: head.project.unwrap_or_default(),
        texts: texts.join("\n"),
    }
}
