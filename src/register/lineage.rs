//! Which entry an arriving application belongs to: the one that had its id before, else the only one of the same unit and
//! project, as its corrected version sent in another file. Where several could be meant none is; people see duplicates.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;

use crate::model::Assessment;
use crate::model::Shelved;
use crate::model::is_named_correction;
use crate::model::project_key;
use crate::model::same_unit;
use crate::model::was_signed_before;
use crate::register::Batch;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::intake::next_serial;
use crate::register::intake::number_of;
use crate::register::intake::order_of_work;
use crate::register::papers::Papers;
use crate::register::papers::digest_text;
use crate::register::papers::gather_papers;
use crate::register::rows::instant;
use crate::register::rows::to_json;

/// An application as it arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'batch> {
    /// Its id.
    pub id: &'batch str,
    /// The submission's id.
    pub submission: &'batch str,
    /// The applying unit, as the policy's role finds it.
    pub unit: Option<&'batch str>,
    /// The project, likewise.
    pub project: Option<&'batch str>,
    /// The day of its signature.
    pub signed: Option<Date>,
    /// What its papers mean.
    pub application: Shelved<'batch>,
    /// What the rules said; None where it is superseded, and for tracing.
    pub assessment: Option<&'batch Assessment>,
}

impl Arrival<'_> {
    /// The application as the register keeps it.
    pub(super) fn application_json(&self) -> Result<String, RegisterError> {
        to_json("application", &*self.application.fetch().map_err(RegisterError::Fetched)?)
    }
}

/// What an arriving application is to the season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// Not seen before.
    New {
        /// The number that it gets when it is taken in with these.
        number: String,
        /// When it is received, or where it corrects another that came with it, when that one is.
        received: Timestamp,
    },
    /// It was here before, with these papers or earlier ones.
    Known {
        /// The entry's number.
        number: String,
        /// When the entry was received.
        received: Timestamp,
    },
    /// The corrected version of an entry, sent in another file.
    Corrects {
        /// The entry's number.
        number: String,
        /// When the entry was received.
        received: Timestamp,
    },
    /// A later version of the same application leads; this one is kept, not judged.
    Superseded {
        /// The entry's number.
        number: String,
    },
}

/// An entry as tracing needs it.
#[derive(Clone, Debug)]
pub(super) struct KnownEntry {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) received: Timestamp,
    pub(super) submission: String,
    pub(super) first_intake: Timestamp,
    pub(super) versions: Vec<KnownVersion>,
}

/// A version with the last reading of it.
#[derive(Clone, Debug)]
pub(super) struct KnownVersion {
    pub(super) id: i64,
    pub(super) application: String,
    pub(super) own_papers: String,
    pub(super) all_papers: String,
    pub(super) unit: String,
    pub(super) project_key: String,
    /// Of the application as it was read.
    pub(super) digest: String,
    /// Of what the rules said.
    pub(super) assessment: Option<String>,
}

/// Where one arrival goes.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// Index of the known entry; None for a new one.
    pub(super) entry: Option<usize>,
    /// Index of the known version whose papers these are; None where they make a new version.
    pub(super) version: Option<usize>,
    /// Whether the arrival speaks for its entry.
    pub(super) leads: bool,
    /// Whether it was found by unit and project.
    pub(super) corrects: bool,
    /// Of a new one, the arrival that is its corrected version.
    pub(super) corrected_by: Option<usize>,
}

impl Register {
    /// What each of a batch's arrivals is to the season, before anything is taken in; in their order.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn trace(&self, batch: &Batch<'_>) -> Result<Vec<Lineage>, RegisterError> {
        let known = load_known(&self.connection, batch.year)?;
        let traces = trace_all(&known, batch.arrivals, &gather_papers(batch.files))?;
        let mut serial = next_serial(&self.connection, batch.year)?;
        let mut lineages: Vec<Lineage> = Vec::with_capacity(traces.len());
        lineages.extend(traces.iter().map(|trace| lineage_of(trace, &known)));
        for at in order_of_work(batch, &traces) {
            let speaks = traces.get(at).is_some_and(|trace| trace.entry.is_none() && trace.leads);
            if let Some(lineage) = lineages.get_mut(at).filter(|_| speaks) {
                let number = number_of(batch.year, serial);
                let received = batch.receipt_of(&versions_of(&traces, at), &number).unwrap_or(batch.at);
                *lineage = Lineage::New { number, received };
                serial += 1;
            }
        }
        name_corrected(&mut lineages, &traces);
        Ok(lineages)
    }
}

/// Gives those that a new one corrects its number, which they had none of.
fn name_corrected(lineages: &mut [Lineage], traces: &[Trace]) {
    for (at, trace) in traces.iter().enumerate() {
        let lead = trace.corrected_by.and_then(|lead| lineages.get(lead));
        let Some(Lineage::New { number, .. }) = lead else { continue };
        let superseded = Lineage::Superseded { number: number.clone() };
        lineages.get_mut(at).into_iter().for_each(|lineage| *lineage = superseded.clone());
    }
}

/// An arrival and those that came with it and that it corrects, these first.
pub(super) fn versions_of(traces: &[Trace], lead: usize) -> Vec<usize> {
    let corrected = traces.iter().enumerate().filter(|(_, trace)| trace.corrected_by == Some(lead));
    corrected.map(|(at, _)| at).chain([lead]).collect()
}

/// The number of a new one is not known here.
fn lineage_of(trace: &Trace, known: &[KnownEntry]) -> Lineage {
    let entry = trace.entry.and_then(|at| known.get(at));
    let number = entry.map(|entry| entry.number.clone()).unwrap_or_default();
    let received = entry.map_or(Timestamp::MIN, |entry| entry.received);
    match (trace.leads, trace.corrects) {
        (false, _) => Lineage::Superseded { number },
        (true, true) => Lineage::Corrects { number, received },
        (true, false) => Lineage::Known { number, received },
    }
}

/// All entries of a season with their versions, by number.
pub(super) fn load_known(connection: &Connection, year: i16) -> Result<Vec<KnownEntry>, RegisterError> {
    let mut entries = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT entry.id, entry.number, receipt.received, receipt.submission, intake.at
         FROM entry JOIN intake ON intake.id = entry.intake
         JOIN receipt ON receipt.id = (SELECT max(id) FROM receipt WHERE receipt.entry = entry.id)
         WHERE entry.year = ?1 ORDER BY entry.serial",
    )?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        entries.push(KnownEntry {
            id: row.get(0)?,
            number: row.get(1)?,
            received: instant(&row.get::<_, String>(2)?)?,
            submission: row.get(3)?,
            first_intake: instant(&row.get::<_, String>(4)?)?,
            versions: Vec::new(),
        });
    }
    let places: BTreeMap<i64, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
    let mut statement = connection.prepare_cached(
        "SELECT version.entry, version.id, version.application, version.own_papers,
                reading.all_papers, reading.unit, reading.project_key, reading.digest, reading.assessment_digest
         FROM version JOIN entry ON entry.id = version.entry
         JOIN reading ON reading.id = (SELECT max(id) FROM reading WHERE reading.version = version.id)
         WHERE entry.year = ?1 ORDER BY version.entry, version.revision",
    )?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        let version = KnownVersion {
            id: row.get(1)?,
            application: row.get(2)?,
            own_papers: row.get(3)?,
            all_papers: row.get(4)?,
            unit: row.get(5)?,
            project_key: row.get(6)?,
            digest: row.get(7)?,
            assessment: row.get(8)?,
        };
        if let Some(entry) = places.get(&row.get(0)?).and_then(|at| entries.get_mut(*at)) {
            entry.versions.push(version);
        }
    }
    Ok(entries)
}

/// Where every arrival goes, in their order.
pub(super) fn trace_all(
    known: &[KnownEntry],
    arrivals: &[Arrival<'_>],
    papers: &BTreeMap<&str, Papers<'_>>,
) -> Result<Vec<Trace>, RegisterError> {
    let by_id = ids_of(known);
    let mut traces = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let seen = by_id.get(arrival.id).copied();
        let entry = seen.or_else(|| find_same_project(known, arrival));
        let corrects = seen.is_none() && entry.is_some();
        traces.push(Trace { entry, version: None, leads: true, corrects, corrected_by: None });
    }
    drop_ambiguous(&mut traces);
    for (trace, arrival) in traces.iter_mut().zip(arrivals) {
        let Some(entry) = trace.entry.and_then(|at| known.get(at)) else { continue };
        let held = papers.get(arrival.id).cloned().unwrap_or_default();
        trace.version = find_version(entry, arrival, &held, trace.corrects)?;
        // The same papers in another place are no correction.
        trace.corrects = trace.corrects && trace.version.is_none();
    }
    choose_leads(&mut traces, known, arrivals);
    join_corrections(&mut traces, arrivals);
    Ok(traces)
}

/// The entry that last had each application id.
fn ids_of(known: &[KnownEntry]) -> BTreeMap<&str, usize> {
    let mut latest: BTreeMap<&str, (i64, usize)> = BTreeMap::new();
    for (at, entry) in known.iter().enumerate() {
        for version in &entry.versions {
            let held = latest.entry(&version.application).or_insert((version.id, at));
            if held.0 <= version.id {
                *held = (version.id, at);
            }
        }
    }
    latest.into_iter().map(|(id, (_, at))| (id, at)).collect()
}

/// The only entry of the same unit and project.
fn find_same_project(known: &[KnownEntry], arrival: &Arrival<'_>) -> Option<usize> {
    let (unit, project) = (arrival.unit?, project_key(arrival.project?));
    if unit.trim().is_empty() || project.is_empty() {
        return None;
    }
    let same = |entry: &KnownEntry| {
        entry.versions.last().is_some_and(|version| version.project_key == project && same_unit(&version.unit, unit))
    };
    let mut found = known.iter().enumerate().filter(|(_, entry)| same(entry)).map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Two arrivals that could both be the corrected version of one entry: neither is taken for it.
fn drop_ambiguous(traces: &mut [Trace]) {
    let mut claims: BTreeMap<usize, usize> = BTreeMap::new();
    for entry in traces.iter().filter(|trace| trace.corrects).filter_map(|trace| trace.entry) {
        *claims.entry(entry).or_default() += 1;
    }
    for trace in traces.iter_mut().filter(|trace| trace.corrects) {
        if trace.entry.is_some_and(|entry| claims.get(&entry).is_some_and(|count| *count > 1)) {
            (trace.entry, trace.corrects) = (None, false);
        }
    }
}

/// New arrivals of one unit and project of which one is by its name the corrected version of all others: it leads, they are
/// its earlier versions. Where its own paper was signed before another's, the doubt stays and they remain two.
fn join_corrections(traces: &mut [Trace], arrivals: &[Arrival<'_>]) {
    let mut by_project: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (trace, arrival)) in traces.iter().zip(arrivals).enumerate() {
        let project = arrival.project.map(project_key).filter(|project| !project.is_empty());
        if let Some(project) = project.filter(|_| trace.entry.is_none() && arrival.unit.is_some()) {
            by_project.entry(project).or_default().push(at);
        }
    }
    for alike in by_project.into_values().filter(|alike| alike.len() > 1) {
        for &lead in &alike {
            let of_one_unit = alike.iter().copied().filter(|&at| at != lead && is_one_unit(arrivals, at, lead));
            let others: Vec<usize> = of_one_unit.collect();
            if others.is_empty() || !others.iter().all(|&other| corrects(arrivals, lead, other)) {
                continue;
            }
            for other in others {
                if let Some(trace) = traces.get_mut(other) {
                    (trace.leads, trace.corrected_by) = (false, Some(lead));
                }
            }
        }
    }
}

fn is_one_unit(arrivals: &[Arrival<'_>], one: usize, other: usize) -> bool {
    let unit = |at: usize| arrivals.get(at).and_then(|arrival| arrival.unit);
    unit(one).zip(unit(other)).is_some_and(|(one, other)| same_unit(one, other))
}

fn corrects(arrivals: &[Arrival<'_>], later: usize, earlier: usize) -> bool {
    let Some((later, earlier)) = arrivals.get(later).zip(arrivals.get(earlier)) else { return false };
    is_named_correction(later.submission, earlier.submission) && !was_signed_before(later.signed, earlier.signed)
}

/// The version that these papers are, where they are none that is new.
fn find_version(
    entry: &KnownEntry,
    arrival: &Arrival<'_>,
    papers: &Papers<'_>,
    elsewhere: bool,
) -> Result<Option<usize>, RegisterError> {
    let own = |version: &KnownVersion| version.application == arrival.id;
    let at = if elsewhere { entry.versions.len().checked_sub(1) } else { entry.versions.iter().rposition(own) };
    let Some((at, version)) = at.and_then(|at| Some((at, entry.versions.get(at)?))) else { return Ok(None) };
    if version.own_papers != papers.own {
        return Ok(None);
    }
    if version.all_papers == papers.all {
        return Ok(Some(at));
    }
    // What it shares with others has changed: that concerns this one only where its own part reads otherwise.
    let same = version.digest == digest_text(&arrival.application_json()?);
    Ok(same.then_some(at))
}

/// How new an arrival's papers are to its entry: new papers, then the last version, then the id that version came under,
/// then the last id.
fn rank<'batch>(
    trace: &Trace,
    entry: &KnownEntry,
    arrival: &Arrival<'batch>,
) -> (bool, Option<usize>, bool, &'batch str) {
    let id = arrival.id;
    let version = trace.version.and_then(|at| entry.versions.get(at));
    (trace.version.is_none(), trace.version, version.is_some_and(|version| version.application == id), id)
}

/// Of several arrivals of one entry the newest papers lead. What is older than the entry's last version never does, also
/// where that one is no longer there.
fn choose_leads(traces: &mut [Trace], known: &[KnownEntry], arrivals: &[Arrival<'_>]) {
    let mut newest = BTreeMap::new();
    for (trace, arrival) in traces.iter().zip(arrivals) {
        let Some((at, entry)) = trace.entry.and_then(|at| Some((at, known.get(at)?))) else { continue };
        let rank = rank(trace, entry, arrival);
        let held = newest.entry(at).or_insert(rank);
        *held = rank.max(*held);
    }
    for (trace, arrival) in traces.iter_mut().zip(arrivals) {
        let Some((at, entry)) = trace.entry.and_then(|at| Some((at, known.get(at)?))) else { continue };
        let outdated = trace.version.is_some_and(|version| version + 1 < entry.versions.len());
        trace.leads = !outdated && newest.get(&at) == Some(&rank(trace, entry, arrival));
    }
}
