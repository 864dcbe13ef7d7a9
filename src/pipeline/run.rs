//! `run`: the main job from end to end, and the single steps it is made of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::award::papers::write_paper;
use crate::award::record::AwardRecord;
use crate::model::Collected;
use crate::model::Entry;
use crate::model::FileOutcome;
use crate::model::Verdict;
use crate::model::china_time;
use crate::pipeline::award::PROGRAM;
use crate::pipeline::award::SeasonState;
use crate::pipeline::award::is_review_output;
use crate::pipeline::award::write_review;
use crate::pipeline::check::PipelineError;
use crate::pipeline::collect::apply_returns;
use crate::pipeline::collect::compare_returns;
use crate::pipeline::collect::list_returns;
use crate::pipeline::collect::list_taken_books;
use crate::pipeline::collect::load_books;
use crate::pipeline::intake::take_in_inbox;
use crate::pipeline::output::Manifest;
use crate::pipeline::output::Outputs;
use crate::pipeline::output::hex_of;
use crate::pipeline::papers::is_paper;
use crate::pipeline::papers::write_papers;
use crate::pipeline::reading::Reading;
use crate::pipeline::season_folder::INBOX;
use crate::pipeline::season_folder::RETURNS;
use crate::pipeline::season_folder::SeasonFolder;
use crate::pipeline::season_lock::SeasonLock;
use crate::pipeline::settings::POLICY_FILE;
use crate::pipeline::settings::SEASON_FILE;
use crate::pipeline::settings::Settings;
use crate::register::Appended;
use crate::register::Register;
use crate::register::TakenIn;

/// Name of the stamp by which a run knows that nothing changed.
const STAMP: &str = "run";
/// Name of the stamp that keeps the [`Tally`] of that run.
const TALLY: &str = "run-tally";

/// Which steps a command takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Read 收件.
    pub intake: bool,
    /// Take in what lies in 回收.
    pub collect: bool,
    /// Write workbook, score books and letters.
    pub review: bool,
    /// Write the papers of the award.
    pub award: bool,
}

impl Steps {
    /// The command that takes them.
    fn command(self) -> &'static str {
        match self {
            Self { intake: true, review: true, .. } => "run",
            Self { intake: true, .. } => "intake",
            Self { review: true, .. } => "review",
            _ => "award",
        }
    }
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunReport {
    /// What the intake changed; None where none was made or nothing had changed.
    pub taken: Option<TakenIn>,
    /// What the books in 回收 said; None where none lay there or nothing had changed.
    pub collected: Option<Collected>,
    /// What was taken in from them; None where something must be settled first.
    pub appended: Option<Appended>,
    /// What people must know of the papers.
    pub notes: Vec<String>,
    /// Whether a paper that should be there was not put out.
    pub withheld: bool,
    /// Entries by how they stand.
    pub standing: BTreeMap<Verdict, usize>,
    /// Files in all, unread, unassigned.
    pub files: (usize, usize, usize),
    /// Where the outputs lie.
    pub outputs: PathBuf,
    /// Names of what lies there.
    pub written: Vec<String>,
    /// Outputs that people had changed, and where they were kept.
    pub set_aside: Vec<(String, String)>,
    /// Whether nothing had changed since the last run.
    pub unchanged: bool,
}

/// How many entries stand how, and how many files there are. Kept beside the stamp of a run, so that one that finds nothing
/// changed need not load the season to say it again.
#[derive(Debug, Serialize, Deserialize)]
struct Tally {
    standing: BTreeMap<Verdict, usize>,
    files: (usize, usize, usize),
}

/// Takes the steps of a command on a season.
pub fn run_season(
    folder: &SeasonFolder,
    settings: &Settings,
    steps: Steps,
    as_of: Timestamp,
    reading: &Reading,
    advance: &(dyn Fn(&str) + Sync),
) -> Result<RunReport, PipelineError> {
    let season = settings.season.as_ref().ok_or(PipelineError::NoSeason)?;
    if steps.intake && !folder.inbox().is_dir() {
        return Err(PipelineError::NoInbox { path: folder.inbox() });
    }
    let _lock = SeasonLock::take(&folder.into, steps.command())?;
    let mut register = Register::open(&folder.into)?;
    let mut outputs = Outputs::open(&folder.outputs());
    let stamp = stamp_of(folder, settings, as_of, SOURCE);
    let unchanged = steps.intake
        && register.stamp(season.year, STAMP)?.as_ref() == Some(&stamp)
        && (!steps.review || outputs.are_whole());
    let mut report = RunReport { unchanged, ..RunReport::default() };
    if unchanged && let Some(tally) = Tally::recall(&register, season.year)? {
        describe(&mut report, tally, folder, &outputs);
        return Ok(report);
    }
    let mut inputs = outputs.before().inputs.clone();
    if steps.intake && !unchanged {
        let (taken, read) = take_in_inbox(folder, settings, season, &mut register, as_of, reading, advance)?;
        report.taken = Some(taken);
        inputs = read.into_iter().map(|(path, hash)| (format!("{INBOX}/{path}"), hash)).collect();
    }
    let mut state = SeasonState::load(&register, folder, season.year)?;
    if steps.collect && !unchanged {
        inputs.retain(|name, _| !name.starts_with(RETURNS));
        let record = state.award(settings, season, as_of)?;
        inputs.extend(collect_returns(folder, &mut register, &record, reading, &mut report)?);
        state = SeasonState::load(&register, folder, season.year)?;
    }
    if !unchanged && (steps.review || steps.award) {
        let record = state.award(settings, season, as_of)?;
        write_outputs(&record, steps, &mut register, &mut outputs, &mut report)?;
        for (name, hash) in list_taken_books(&register, season.year)? {
            if !inputs.values().any(|known| *known == hash) {
                inputs.insert(format!("{RETURNS}/{name}"), hash);
            }
        }
        let own = |name: &str| steps.review && is_review_output(name) || steps.award && is_paper(name);
        outputs.finish(own, manifest_of(settings, as_of, inputs))?;
    }
    let tally = Tally::of(&state);
    // What must be settled first is said again by every run until it is settled.
    let blocked = report.collected.as_ref().is_some_and(Collected::is_blocked);
    if steps.intake && steps.review && steps.award && !blocked && !report.withheld {
        tally.keep(&mut register, season.year)?;
        register.set_stamp(season.year, STAMP, &stamp)?;
    }
    describe(&mut report, tally, folder, &outputs);
    Ok(report)
}

/// Writes workbook, books and letters, and the papers, as far as these steps are taken.
fn write_outputs(
    record: &AwardRecord<'_>,
    steps: Steps,
    register: &mut Register,
    outputs: &mut Outputs,
    report: &mut RunReport,
) -> Result<(), PipelineError> {
    if steps.review {
        let letters = write_review(record, register, outputs)?;
        (report.notes, report.withheld) = (letters.notes, letters.without_deadline);
    }
    if steps.award {
        let written = write_papers(record, register, outputs, &write_paper)?;
        report.notes.extend(written.notes);
        report.withheld |= written.withheld;
    }
    Ok(())
}

/// Takes in what lies in 回收, or says what must be settled first.
fn collect_returns(
    folder: &SeasonFolder,
    register: &mut Register,
    record: &AwardRecord<'_>,
    reading: &Reading,
    report: &mut RunReport,
) -> Result<BTreeMap<String, String>, PipelineError> {
    let books = list_returns(&folder.returns())?;
    if books.is_empty() {
        return Ok(BTreeMap::new());
    }
    let collected = compare_returns(&books, record, register, reading)?;
    if !collected.is_blocked() {
        report.appended =
            Some(apply_returns(&books, &collected, register, RETURNS, (record.season().year, record.inputs.as_of))?);
    }
    report.collected = Some(collected);
    Ok(books.into_iter().map(|book| (format!("{RETURNS}/{}", book.name), book.hash)).collect())
}

impl Tally {
    fn of(state: &SeasonState) -> Self {
        let mut standing = BTreeMap::new();
        for verdict in state.entries.iter().map(Entry::standing) {
            *standing.entry(verdict).or_default() += 1;
        }
        let count = |outcome: FileOutcome| state.ledger.iter().filter(|file| file.outcome == outcome).count();
        Self { standing, files: (state.ledger.len(), count(FileOutcome::Unreadable), count(FileOutcome::Unassigned)) }
    }

    /// That of the last run; None where it was not kept as this program keeps it.
    fn recall(register: &Register, year: i16) -> Result<Option<Self>, PipelineError> {
        Ok(register.stamp(year, TALLY)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn keep(&self, register: &mut Register, year: i16) -> Result<(), PipelineError> {
        if let Ok(text) = serde_json::to_string(self) {
            register.set_stamp(year, TALLY, &text)?;
        }
        Ok(())
    }
}

fn describe(report: &mut RunReport, tally: Tally, folder: &SeasonFolder, outputs: &Outputs) {
    (report.standing, report.files) = (tally.standing, tally.files);
    report.outputs = folder.outputs();
    report.written = outputs.before().outputs.keys().cloned().collect();
    report.set_aside = outputs.set_aside().to_vec();
}

fn manifest_of(settings: &Settings, as_of: Timestamp, inputs: BTreeMap<String, String>) -> Manifest {
    let texts = [(POLICY_FILE, &settings.policy_text), (SEASON_FILE, &settings.season_text)];
    let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), hex_of(text.as_bytes())));
    let roster = settings.roster_file.iter().map(|(name, bytes)| (name.clone(), hex_of(bytes)));
    Manifest {
        program: PROGRAM.to_owned(),
        as_of: Some(as_of),
        policy: settings.policy.id.clone(),
        settings: texts.chain(roster).collect(),
        inputs,
        outputs: BTreeMap::new(),
    }
}

/// What the program was built from, as one hash: other code of the same version reads a season anew.
const SOURCE: &str = env!("SHENPING_SOURCE");

/// What a run depends on, as one hash: the program, the settings, the roster, the day, and every file below 收件 and 回收 by
/// path, size and time.
fn stamp_of(folder: &SeasonFolder, settings: &Settings, as_of: Timestamp, source: &str) -> String {
    let mut told = format!(
        "{PROGRAM} {source}\n{}\n{}\n{:?}\n{}\n",
        settings.policy_text,
        settings.season_text,
        settings.roster,
        china_time(as_of).date()
    );
    for root in [folder.inbox(), folder.returns()] {
        list_files(&root, &mut told);
    }
    hex_of(told.as_bytes())
}

fn list_files(folder: &Path, told: &mut String) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    let mut entries: Vec<fs::DirEntry> = listed.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            list_files(&entry.path(), told);
            continue;
        }
        let modified = metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
        told.push_str(&format!("{}\t{}\t{modified:?}\n", entry.path().display(), metadata.len()));
    }
}

/// What `collect` came to.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectReport {
    /// The difference.
    pub collected: Collected,
    /// What was taken in; None where nothing was to be, or something must be settled first.
    pub appended: Option<Appended>,
}

/// Reads filled books and shows how they differ from the register; with `apply` takes the difference in.
pub fn collect_books(
    folder: &SeasonFolder,
    settings: &Settings,
    files: &[PathBuf],
    apply: bool,
    as_of: Timestamp,
    reading: &Reading,
) -> Result<CollectReport, PipelineError> {
    let season = settings.season.as_ref().ok_or(PipelineError::NoSeason)?;
    let _lock = SeasonLock::take(&folder.into, "collect")?;
    let mut register = Register::open(&folder.into)?;
    let state = SeasonState::load(&register, folder, season.year)?;
    let record = state.award(settings, season, as_of)?;
    let books = load_books(files)?;
    let collected = compare_returns(&books, &record, &register, reading)?;
    let appended = if apply && !collected.is_blocked() {
        let names: Vec<&str> = books.iter().map(|book| book.name.as_ref()).collect();
        let appended = apply_returns(&books, &collected, &mut register, &names.join("、"), (season.year, as_of))?;
        // The outputs are older than the register now: the next run writes them anew.
        register.set_stamp(season.year, STAMP, "")?;
        Some(appended)
    } else {
        None
    };
    Ok(CollectReport { collected, appended })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_code_of_the_same_version_reads_a_season_anew() {
        let folder = SeasonFolder::new(Path::new("2026"), None);
        let settings = Settings::of_policy(None).expect("the built-in measure");
        let stamp = |source: &str| stamp_of(&folder, &settings, Timestamp::UNIX_EPOCH, source);
        assert_eq!(stamp(SOURCE), stamp(SOURCE));
        assert_ne!(stamp(SOURCE), stamp("0123456789abcdef"));
        assert_eq!(SOURCE.len(), 16);
    }
}
