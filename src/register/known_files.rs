//! What files held when they were last read, by path, size and time, so that what did not change is not read again; and
//! stamps, by which a whole run knows that nothing changed. Both can be derived again, and are the only rows rewritten.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::register::Register;
use crate::register::RegisterError;

/// A file as it was last read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Its size.
    pub bytes: u64,
    /// Its time of modification, in nanoseconds since 1970.
    pub modified: i64,
    /// SHA-256 of its bytes; None where they could not be had.
    pub sha256: Option<String>,
    /// What reading it gave, in the pipeline's own words; None where nothing is kept.
    pub result: Option<String>,
}

impl Register {
    /// What was read from this file, where its size and time are still the same.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn known_file(
        &self,
        year: i16,
        path: &str,
        bytes: u64,
        modified: i64,
    ) -> Result<Option<KnownFile>, RegisterError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes, modified, sha256, result FROM known_file WHERE year = ?1 AND path = ?2")?;
        let found = statement.query_row(params![year, path], read_known).optional()?;
        Ok(found.filter(|known| known.bytes == bytes && known.modified == modified))
    }

    /// All files of a season as they were last read, by path, without what reading them gave.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn known_files(&self, year: i16) -> Result<BTreeMap<String, KnownFile>, RegisterError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes, modified, sha256, NULL, path FROM known_file WHERE year = ?1")?;
        let rows = statement.query_map([year], |row| Ok((row.get(4)?, read_known(row)?)))?;
        Ok(rows.collect::<Result<_, rusqlite::Error>>()?)
    }

    /// Remembers what files held; those of the season that are not named are forgotten.
    ///
    /// # Errors
    /// The register cannot be written.
    pub fn remember_files<'file>(
        &mut self,
        year: i16,
        files: impl IntoIterator<Item = (&'file str, &'file KnownFile)>,
    ) -> Result<(), RegisterError> {
        let transaction = self.begin()?;
        transaction.execute("DELETE FROM known_file WHERE year = ?1", [year])?;
        let mut insert = transaction.prepare_cached(
            "INSERT INTO known_file (year, path, bytes, modified, sha256, result) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO NOTHING",
        )?;
        for (path, file) in files {
            let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
            insert.execute(params![year, path, bytes, file.modified, file.sha256, file.result])?;
        }
        drop(insert);
        Ok(transaction.commit()?)
    }

    /// The stamp of this name: whatever the pipeline left to know by that nothing changed.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn stamp(&self, year: i16, name: &str) -> Result<Option<String>, RegisterError> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM stamp WHERE year = ?1 AND name = ?2")?;
        Ok(statement.query_row(params![year, name], |row| row.get(0)).optional()?)
    }

    /// Stamps whose names begin so: the rest of the name, and the stamp; by name.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn stamps(&self, year: i16, beginning: &str) -> Result<Vec<(String, String)>, RegisterError> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, value FROM stamp WHERE year = ?1 ORDER BY name")?;
        let rows = statement.query_map([year], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut stamps = Vec::new();
        for row in rows {
            let (name, value) = row?;
            if let Some(rest) = name.strip_prefix(beginning) {
                stamps.push((rest.to_owned(), value));
            }
        }
        Ok(stamps)
    }

    /// Leaves a stamp.
    ///
    /// # Errors
    /// The register cannot be written.
    pub fn set_stamp(&mut self, year: i16, name: &str, value: &str) -> Result<(), RegisterError> {
        self.connection.execute(
            "INSERT INTO stamp (year, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (year, name) DO UPDATE SET value = excluded.value",
            params![year, name, value],
        )?;
        Ok(())
    }
}

fn read_known(row: &rusqlite::Row<'_>) -> Result<KnownFile, rusqlite::Error> {
    let bytes: i64 = row.get(0)?;
    Ok(KnownFile {
        bytes: u64::try_from(bytes).unwrap_or(0),
        modified: row.get(1)?,
        sha256: row.get(2)?,
        result: row.get(3)?,
    })
}
