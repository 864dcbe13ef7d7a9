//! Taking in what arrived, in one transaction: new entries get their numbers in order of receipt, corrected papers make a
//! new version, the ledger keeps every file. What is the same as before leaves no trace, so that a second run changes nothing.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::Transaction;
use rusqlite::params;

use crate::model::ReceivedFile;
use crate::model::project_key;
use crate::register::Arrival;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::ledger::record_ledger;
use crate::register::lineage::KnownEntry;
use crate::register::lineage::Trace;
use crate::register::lineage::load_known;
use crate::register::lineage::trace_all;
use crate::register::lineage::versions_of;
use crate::register::papers::Papers;
use crate::register::papers::digest_text;
use crate::register::papers::gather_papers;
use crate::register::papers::outermost;
use crate::register::rows::to_json;

/// What one look into 收件 found.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'batch> {
    /// The season.
    pub year: i16,
    /// What "now" is.
    pub at: Timestamp,
    /// Id of the policy it was read and assessed under.
    pub policy: &'batch str,
    /// Receipts that the office knows better: id of a submission or application, or number; instant.
    pub received: &'batch [(String, Timestamp)],
    /// Every application that lies there.
    pub arrivals: &'batch [Arrival<'batch>],
    /// Every file that lies there.
    pub files: &'batch [ReceivedFile],
}

/// What an intake changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Numbers of new entries.
    pub new: Vec<String>,
    /// Numbers of entries with corrected papers.
    pub corrected: Vec<String>,
    /// Numbers of entries whose papers are the same and were read or judged otherwise.
    pub reread: Vec<String>,
    /// How many applications are as they were.
    pub unchanged: usize,
    /// How many entries are received at another instant than before.
    pub receipts: usize,
    /// How many files are new or otherwise than before.
    pub files: usize,
    /// Paths of files that lie there no longer.
    pub gone: Vec<String>,
}

impl TakenIn {
    /// Whether everything was as before.
    pub fn is_nothing(&self) -> bool {
        *self == Self { unchanged: self.unchanged, ..Self::default() }
    }
}

impl Register {
    /// Takes a batch in as one: all of it or, where anything fails, nothing.
    ///
    /// # Errors
    /// The register cannot be written, or an application that leads its entry has no assessment.
    pub fn take_in(&mut self, batch: &Batch<'_>) -> Result<TakenIn, RegisterError> {
        let transaction = self.begin()?;
        let papers = gather_papers(batch.files);
        let known = load_known(&transaction, batch.year)?;
        let traces = trace_all(&known, batch.arrivals, &papers)?;
        let on_disk = batch.files.iter().map(|file| (file.path.as_ref(), file.sha256.as_deref())).collect();
        let mut intake = Intake { transaction: &transaction, batch, on_disk, id: None, taken: TakenIn::default() };
        for at in order_of_work(batch, &traces) {
            let Some(trace) = traces.get(at) else { continue };
            match trace.entry.and_then(|entry| known.get(entry)) {
                Some(entry) => intake.take(at, trace, entry, &papers)?,
                None if trace.leads => intake.take_new(&versions_of(&traces, at), &papers)?,
                // Taken in with the one that corrects it.
                None => {}
            }
        }
        intake.update_receipts(&known)?;
        record_ledger(&mut intake)?;
        let taken = intake.taken;
        if taken.is_nothing() {
            transaction.rollback()?;
        } else {
            transaction.commit()?;
        }
        Ok(taken)
    }
}

/// The next number of a season that was never given.
pub(super) fn next_serial(connection: &Connection, year: i16) -> Result<i64, RegisterError> {
    let sql = "SELECT coalesce(max(serial), 0) + 1 FROM entry WHERE year = ?1";
    Ok(connection.query_row(sql, [year], |row| row.get(0))?)
}

/// `2026-001`
pub(super) fn number_of(year: i16, serial: i64) -> String {
    format!("{year}-{serial:03}")
}

/// Known entries first, their leads last; then new ones in order of receipt and path.
pub(super) fn order_of_work(batch: &Batch<'_>, traces: &[Trace]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..traces.len().min(batch.arrivals.len())).collect();
    let known = |at: usize| traces.get(at).and_then(|trace| Some((trace.entry?, trace.leads)));
    let arrival = |at: usize| batch.arrivals.get(at);
    order.sort_by(|&one, &other| match (known(one), known(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => arrival(one).zip(arrival(other)).map_or(Ordering::Equal, |(one, other)| {
            let received = |arrival: &Arrival<'_>| batch.stated_receipt(arrival).unwrap_or(batch.at);
            received(one).cmp(&received(other)).then_with(|| compare_ids(one.id, other.id))
        }),
    });
    order
}

/// By path, with numbers in it by their size: `#row 5` before `#row 10`.
fn compare_ids(one: &str, other: &str) -> Ordering {
    let mut left = split_numbers(one);
    let mut right = split_numbers(other);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return one.cmp(other),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => {
                let order = left.cmp(&right);
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// Runs of digits (without leading zeros, by length then digits) and single other characters.
fn split_numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        let part = if first.is_ascii_digit() { part.trim_start_matches('0') } else { part };
        Some((if first.is_ascii_digit() { part.len() } else { 0 }, part))
    })
}

impl Batch<'_> {
    /// What season.toml says of an arrival's receipt.
    fn stated_receipt(&self, arrival: &Arrival<'_>) -> Option<Timestamp> {
        self.stated_for(&[Some(arrival.submission), Some(arrival.id)])
    }

    /// What season.toml says of the receipt of a new entry that came in these versions.
    pub(super) fn receipt_of(&self, versions: &[usize], number: &str) -> Option<Timestamp> {
        let arrivals: Vec<&Arrival<'_>> = versions.iter().filter_map(|&at| self.arrivals.get(at)).collect();
        let ids = arrivals.iter().map(|arrival| Some(arrival.id));
        let submission = arrivals.first().map(|first| first.submission);
        self.stated_for(&ids.chain([submission, Some(number)]).collect::<Vec<_>>())
    }

    fn stated_for(&self, names: &[Option<&str>]) -> Option<Timestamp> {
        let named = |(name, _): &&(String, Timestamp)| names.contains(&Some(name.as_str()));
        self.received.iter().find(named).map(|(_, received)| *received)
    }
}

/// One intake while it is written.
pub(super) struct Intake<'work> {
    pub(super) transaction: &'work Transaction<'work>,
    pub(super) batch: &'work Batch<'work>,
    /// Hash of every file of the batch, by path.
    on_disk: BTreeMap<&'work str, Option<&'work str>>,
    /// Its row, made when there is something to write.
    id: Option<i64>,
    pub(super) taken: TakenIn,
}

impl Intake<'_> {
    /// The intake's row.
    pub(super) fn id(&mut self) -> Result<i64, RegisterError> {
        if let Some(id) = self.id {
            return Ok(id);
        }
        let at = self.batch.at.to_string();
        self.transaction.execute(
            "INSERT INTO season (year, policy, opened_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![self.batch.year, self.batch.policy, at],
        )?;
        self.transaction.execute(
            "INSERT INTO intake (year, at, policy) VALUES (?1, ?2, ?3)",
            params![self.batch.year, at, self.batch.policy],
        )?;
        let id = self.transaction.last_insert_rowid();
        self.id = Some(id);
        Ok(id)
    }

    fn take(
        &mut self,
        at: usize,
        trace: &Trace,
        entry: &KnownEntry,
        papers: &BTreeMap<&str, Papers<'_>>,
    ) -> Result<(), RegisterError> {
        let Some(arrival) = self.batch.arrivals.get(at) else { return Ok(()) };
        let papers = papers.get(arrival.id).cloned().unwrap_or_default();
        if trace.leads {
            require_assessment(arrival)?;
        }
        let Some(version) = trace.version.and_then(|at| entry.versions.get(at)) else {
            let revision = self.next_revision(entry.id)?;
            let version = self.add_version(entry.id, revision, arrival, &papers)?;
            if trace.leads {
                self.taken.corrected.push(entry.number.clone());
            }
            return self.add_reading(version, arrival, &papers);
        };
        let digest = digest_text(&arrival.application_json()?);
        let assessment = digest_of_assessment(arrival)?;
        let same = version.digest == digest && version.all_papers == papers.all;
        if !trace.leads || (same && version.assessment == assessment) {
            self.taken.unchanged += 1;
            return Ok(());
        }
        self.taken.reread.push(entry.number.clone());
        self.add_reading(version.id, arrival, &papers)
    }

    /// A new entry with its versions, the one that speaks for it last.
    fn take_new(&mut self, versions: &[usize], papers: &BTreeMap<&str, Papers<'_>>) -> Result<(), RegisterError> {
        let arrivals: Vec<&Arrival<'_>> = versions.iter().filter_map(|&at| self.batch.arrivals.get(at)).collect();
        let Some((first, lead)) = arrivals.first().zip(arrivals.last()) else { return Ok(()) };
        require_assessment(lead)?;
        let intake = self.id()?;
        let year = self.batch.year;
        let serial = next_serial(self.transaction, year)?;
        let number = number_of(year, serial);
        self.transaction.execute(
            "INSERT INTO entry (year, serial, number, intake) VALUES (?1, ?2, ?3, ?4)",
            params![year, serial, number, intake],
        )?;
        let entry = self.transaction.last_insert_rowid();
        let received = self.batch.receipt_of(versions, &number).unwrap_or(self.batch.at);
        self.add_receipt(entry, first.submission, received)?;
        for (revision, arrival) in (1..).zip(arrivals) {
            let papers = papers.get(arrival.id).cloned().unwrap_or_default();
            let version = self.add_version(entry, revision, arrival, &papers)?;
            self.add_reading(version, arrival, &papers)?;
        }
        self.taken.new.push(number);
        Ok(())
    }

    fn add_receipt(&mut self, entry: i64, submission: &str, received: Timestamp) -> Result<(), RegisterError> {
        let intake = self.id()?;
        self.transaction
            .prepare_cached("INSERT INTO receipt (entry, intake, submission, received) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![entry, intake, submission, received.to_string()])?;
        Ok(())
    }

    fn next_revision(&self, entry: i64) -> Result<i64, RegisterError> {
        let mut statement =
            self.transaction.prepare_cached("SELECT max(revision) + 1 FROM version WHERE entry = ?1")?;
        Ok(statement.query_row([entry], |row| row.get(0))?)
    }

    fn add_version(
        &mut self,
        entry: i64,
        revision: i64,
        arrival: &Arrival<'_>,
        papers: &Papers<'_>,
    ) -> Result<i64, RegisterError> {
        let intake = self.id()?;
        self.transaction
            .prepare_cached(
                "INSERT INTO version (entry, revision, intake, application, own_papers) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![entry, revision, intake, arrival.id, papers.own])?;
        let version = self.transaction.last_insert_rowid();
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO paper (version, path, sha256, original) VALUES (?1, ?2, ?3, ?4)")?;
        for file in &papers.files {
            let original = self.on_disk.get(outermost(&file.path)).copied().flatten();
            insert.execute(params![version, file.path.as_ref(), file.sha256, original])?;
        }
        Ok(version)
    }

    fn add_reading(&mut self, version: i64, arrival: &Arrival<'_>, papers: &Papers<'_>) -> Result<(), RegisterError> {
        let intake = self.id()?;
        let application = arrival.application_json()?;
        let assessment = arrival.assessment.map(|assessment| to_json("assessment", assessment)).transpose()?;
        self.transaction
            .prepare_cached(
                "INSERT INTO reading (version, intake, all_papers, unit, project_key, digest, application,
                                      assessment_digest, assessment)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                version,
                intake,
                papers.all,
                arrival.unit.unwrap_or_default(),
                arrival.project.map(project_key).unwrap_or_default(),
                digest_text(&application),
                application,
                assessment.as_deref().map(digest_text),
                assessment,
            ])?;
        Ok(())
    }

    /// season.toml may say another receipt than before, or none any more.
    fn update_receipts(&mut self, known: &[KnownEntry]) -> Result<(), RegisterError> {
        for entry in known {
            let ids = entry.versions.iter().map(|version| Some(version.application.as_str()));
            let names: Vec<Option<&str>> = ids.chain([Some(entry.submission.as_str()), Some(&entry.number)]).collect();
            let received = self.batch.stated_for(&names).unwrap_or(entry.first_intake);
            if received != entry.received {
                self.add_receipt(entry.id, &entry.submission, received)?;
                self.taken.receipts += 1;
            }
        }
        Ok(())
    }
}

fn require_assessment(arrival: &Arrival<'_>) -> Result<(), RegisterError> {
    match arrival.assessment {
        Some(_) => Ok(()),
        None => Err(RegisterError::Unassessed(arrival.id.to_owned())),
    }
}

fn digest_of_assessment(arrival: &Arrival<'_>) -> Result<Option<String>, RegisterError> {
    let assessment = arrival.assessment.map(|assessment| to_json("assessment", assessment)).transpose()?;
    Ok(assessment.as_deref().map(digest_text))
}
