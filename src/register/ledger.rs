//! 材料台账: every file that ever lay in 收件, as it was last seen, and since when it lies there no longer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::params;

use crate::model::ReceivedFile;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::intake::Intake;
use crate::register::rows::from_json;
use crate::register::rows::instant;
use crate::register::rows::to_json;

/// A file of the season.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// As it was last seen.
    pub file: ReceivedFile,
    /// The intake that first saw a file of this path.
    pub first_seen: Timestamp,
    /// The intake that first missed it; None while it lies there.
    pub gone: Option<Timestamp>,
}

impl Register {
    /// All files of a season, by path.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn ledger(&self, year: i16) -> Result<Vec<LedgerLine>, RegisterError> {
        let mut lines = Vec::new();
        for (_, row) in load_ledger(&self.connection, year)? {
            let file = from_json("材料台账", &row.file)?;
            lines.push(LedgerLine { file, first_seen: row.first_seen, gone: (!row.present).then_some(row.seen) });
        }
        Ok(lines)
    }
}

/// The last row of a path.
struct LedgerRow {
    file: String,
    present: bool,
    seen: Timestamp,
    first_seen: Timestamp,
}

fn load_ledger(connection: &Connection, year: i16) -> Result<BTreeMap<String, LedgerRow>, RegisterError> {
    let mut statement = connection.prepare_cached(
        "SELECT ledger.path, ledger.file, ledger.present, intake.at
         FROM ledger JOIN intake ON intake.id = ledger.intake WHERE ledger.year = ?1 ORDER BY ledger.id",
    )?;
    let mut rows = statement.query([year])?;
    let mut ledger: BTreeMap<String, LedgerRow> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(0)?;
        let seen = instant(&row.get::<_, String>(3)?)?;
        let first_seen = ledger.get(&path).map_or(seen, |earlier| earlier.first_seen);
        ledger.insert(path, LedgerRow { file: row.get(1)?, present: row.get(2)?, seen, first_seen });
    }
    Ok(ledger)
}

/// Notes files that are new, otherwise than before, or gone.
pub(super) fn record_ledger(intake: &mut Intake<'_>) -> Result<(), RegisterError> {
    let mut known = load_ledger(intake.transaction, intake.batch.year)?;
    for file in intake.batch.files {
        let line = to_json("材料台账", file)?;
        let same = known.remove(file.path.as_ref()).is_some_and(|row| row.present && row.file == line);
        if !same {
            add_line(intake, &file.path, true, &line)?;
            intake.taken.files += 1;
        }
    }
    for (path, row) in known.into_iter().filter(|(_, row)| row.present) {
        add_line(intake, &path, false, &row.file)?;
        intake.taken.gone.push(path);
    }
    Ok(())
}

fn add_line(intake: &mut Intake<'_>, path: &str, present: bool, file: &str) -> Result<(), RegisterError> {
    let id = intake.id()?;
    intake
        .transaction
        .prepare_cached("INSERT INTO ledger (year, intake, path, present, file) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![intake.batch.year, id, path, present, file])?;
    Ok(())
}
