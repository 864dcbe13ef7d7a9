//! Reading the register: entries in the order of their numbers, their versions, the seasons it knows.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::Application;
use crate::model::Assessment;
use crate::model::Entry;
use crate::model::Receipt;
use crate::model::Ruling;
use crate::model::RulingVerdict;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::rows::from_json;
use crate::register::rows::instant;

/// One version of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionLine {
    /// From 1.
    pub revision: u32,
    /// The intake that brought it.
    pub at: Timestamp,
    /// What its papers meant, as last read.
    pub application: Application,
    /// What the rules said of it; None where it was superseded as it came.
    pub assessment: Option<Assessment>,
    /// What people settled about it, oldest first.
    pub rulings: Vec<Ruling>,
}

impl Register {
    /// The number of every application that ever spoke for an entry of a season, by its id; the last entry counts.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn numbers_of_applications(&self, year: i16) -> Result<BTreeMap<String, String>, RegisterError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version.application, entry.number FROM version JOIN entry ON entry.id = version.entry
             WHERE entry.year = ?1 ORDER BY version.id",
        )?;
        let rows = statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All entries of a season, by number.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn entries(&self, year: i16) -> Result<Vec<Entry>, RegisterError> {
        let mut entries = Vec::new();
        self.visit_entries(year, |entry| entries.push(entry))?;
        Ok(entries)
    }

    /// Shows all entries of a season one after another, by number; memory does not grow with them. An entry stands as its
    /// last version, with what people settled about that one: a ruling on earlier papers does not hold for corrected ones.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn visit_entries(&self, year: i16, mut visit: impl FnMut(Entry)) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.number, receipt.submission, receipt.received, reading.application, reading.assessment,
                    version.id
             FROM entry
             JOIN receipt ON receipt.id = (SELECT max(id) FROM receipt WHERE receipt.entry = entry.id)
             JOIN version ON version.id = (SELECT max(id) FROM version WHERE version.entry = entry.id)
             JOIN reading ON reading.id =
                  (SELECT max(id) FROM reading WHERE reading.version = version.id AND assessment IS NOT NULL)
             WHERE entry.year = ?1 ORDER BY entry.serial",
        )?;
        let mut rows = statement.query([year])?;
        while let Some(row) = rows.next()? {
            let number: String = row.get(0)?;
            visit(Entry {
                application: from_json(&number, &row.get::<_, String>(3)?)?,
                receipt: Receipt { submission: row.get(1)?, received: instant(&row.get::<_, String>(2)?)? },
                assessment: from_json(&number, &row.get::<_, String>(4)?)?,
                rulings: self.rulings_of(row.get(5)?)?,
                number,
            });
        }
        Ok(())
    }

    /// All versions of an entry, oldest first.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn versions(&self, number: &str) -> Result<Vec<VersionLine>, RegisterError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version.revision, intake.at, reading.application, reading.assessment, version.id
             FROM version JOIN entry ON entry.id = version.entry JOIN intake ON intake.id = version.intake
             JOIN reading ON reading.id = (SELECT max(id) FROM reading WHERE reading.version = version.id)
             WHERE entry.number = ?1 ORDER BY version.revision",
        )?;
        let mut rows = statement.query([number])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let assessment: Option<String> = row.get(3)?;
            versions.push(VersionLine {
                revision: row.get(0)?,
                at: instant(&row.get::<_, String>(1)?)?,
                application: from_json(number, &row.get::<_, String>(2)?)?,
                assessment: assessment.map(|text| from_json(number, &text)).transpose()?,
                rulings: self.rulings_of(row.get(4)?)?,
            });
        }
        Ok(versions)
    }

    /// The years that the register knows, oldest first.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn years(&self) -> Result<Vec<i16>, RegisterError> {
        let mut statement = self.connection.prepare_cached("SELECT year FROM season ORDER BY year")?;
        let years = statement.query_map([], |row| row.get(0))?;
        Ok(years.collect::<Result<Vec<i16>, rusqlite::Error>>()?)
    }

    fn rulings_of(&self, version: i64) -> Result<Vec<Ruling>, RegisterError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT verdict, note, by, at FROM ruling WHERE version = ?1 ORDER BY id")?;
        let mut rows = statement.query([version])?;
        let mut rulings = Vec::new();
        while let Some(row) = rows.next()? {
            rulings.push(Ruling {
                verdict: ruling_verdict(&row.get::<_, String>(0)?)?,
                note: row.get(1)?,
                by: row.get(2)?,
                at: instant(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(rulings)
    }
}

fn ruling_verdict(text: &str) -> Result<RulingVerdict, RegisterError> {
    let mut verdicts = RulingVerdict::ALL.into_iter();
    let found = verdicts.find(|verdict| verdict.chinese() == text);
    found.ok_or_else(|| RegisterError::Value { what: "人工核定", value: text.to_owned() })
}
