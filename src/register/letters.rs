//! Which return letters were issued, when, and with which deadline: a letter that may lie in a unit's mail is not to be dated
//! anew by a later run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;

use crate::register::Register;
use crate::register::RegisterError;
use crate::register::rows::instant;

/// A letter as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedLetter {
    /// The unit, by its key.
    pub unit: String,
    /// The file's name.
    pub name: String,
    /// Of what it says, its dates left out.
    pub digest: String,
    /// When it was first written.
    pub issued: Timestamp,
    /// The last day that it gives, where it gives working days.
    pub due: Option<Date>,
}

impl Register {
    /// The last letter of every unit, by its key.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn issued_letters(&self, year: i16) -> Result<BTreeMap<String, IssuedLetter>, RegisterError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT unit, name, digest, issued, due FROM letter WHERE year = ?1 ORDER BY id")?;
        let mut rows = statement.query([year])?;
        let mut letters = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let due: Option<String> = row.get(4)?;
            let day = |text: String| text.parse().map_err(|_| RegisterError::Value { what: "日期", value: text });
            let letter = IssuedLetter {
                unit: row.get(0)?,
                name: row.get(1)?,
                digest: row.get(2)?,
                issued: instant(&row.get::<_, String>(3)?)?,
                due: due.map(day).transpose()?,
            };
            letters.insert(letter.unit.clone(), letter);
        }
        Ok(letters)
    }

    /// Notes letters that were issued, all of them or none.
    ///
    /// # Errors
    /// The register cannot be written.
    pub fn record_letters(&mut self, year: i16, letters: &[IssuedLetter]) -> Result<(), RegisterError> {
        if letters.is_empty() {
            return Ok(());
        }
        let transaction = self.begin()?;
        for letter in letters {
            transaction.execute(
                "INSERT INTO letter (year, unit, name, digest, issued, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    year,
                    letter.unit,
                    letter.name,
                    letter.digest,
                    letter.issued.to_string(),
                    letter.due.map(|due| due.to_string())
                ],
            )?;
        }
        Ok(transaction.commit()?)
    }
}
