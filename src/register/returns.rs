//! What people put into the books that come back, and what was decided: appended with who, when and from which file. What
//! stood there before stays; the last counts.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::model::Decision;
use crate::model::Ruling;
use crate::model::ScoreSheet;
use crate::model::TierRuling;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::rows::from_json;
use crate::register::rows::instant;
use crate::register::rows::to_json;

/// All that is taken in from filled books at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Returns<'books> {
    /// Judges' lines; each knows the file it was read in.
    pub scores: &'books [ScoreSheet],
    /// 人工核定, by number.
    pub rulings: &'books [(String, Ruling)],
    /// 最终等次
    pub tiers: &'books [TierRuling],
}

/// What was appended; what stood there already is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Lines of judges that are new.
    pub scores_new: usize,
    /// Lines of judges that say otherwise than before.
    pub scores_changed: usize,
    /// Rulings.
    pub rulings: usize,
    /// Tiers.
    pub tiers: usize,
}

/// A judge's line with who took it in and when.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedScore {
    /// The line.
    pub sheet: ScoreSheet,
    /// Who took it in.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A decision with who froze it, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedDecision {
    /// The decision.
    pub decision: Decision,
    /// Who froze it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why, where it is not the first.
    pub why: String,
}

impl Register {
    /// Takes in what the books say, all of it or nothing. A line that says what stood there before is not appended.
    ///
    /// # Errors
    /// A number that no entry has, or the register cannot be written.
    pub fn record_returns(&mut self, returns: Returns<'_>, by: &str, at: Timestamp) -> Result<Appended, RegisterError> {
        let transaction = self.begin()?;
        let mut appended = Appended::default();
        for sheet in returns.scores {
            match append_score(&transaction, sheet, by, at)? {
                Some(true) => appended.scores_new += 1,
                Some(false) => appended.scores_changed += 1,
                None => {}
            }
        }
        for (number, ruling) in returns.rulings {
            appended.rulings += usize::from(append_ruling(&transaction, number, ruling)?);
        }
        for ruling in returns.tiers {
            appended.tiers += usize::from(append_tier(&transaction, ruling)?);
        }
        transaction.commit()?;
        Ok(appended)
    }

    /// The lines that count, of every judge for every entry; by number, then judge.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn scores(&self, year: i16) -> Result<Vec<ScoreSheet>, RegisterError> {
        self.list_scores(
            year,
            "SELECT score.sheet FROM score JOIN entry ON entry.id = score.entry
             WHERE entry.year = ?1 AND score.id =
                   (SELECT max(id) FROM score AS later WHERE later.entry = score.entry AND later.judge = score.judge)
             ORDER BY entry.serial, score.judge",
        )
    }

    /// The lines that were replaced by later ones, oldest first.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn replaced_scores(&self, year: i16) -> Result<Vec<ScoreSheet>, RegisterError> {
        self.list_scores(
            year,
            "SELECT score.sheet FROM score JOIN entry ON entry.id = score.entry
             WHERE entry.year = ?1 AND score.id <
                   (SELECT max(id) FROM score AS later WHERE later.entry = score.entry AND later.judge = score.judge)
             ORDER BY score.id",
        )
    }

    /// What a query for a year's lines gives, in its order.
    fn list_scores(&self, year: i16, query: &str) -> Result<Vec<ScoreSheet>, RegisterError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([year])?;
        let mut scores = Vec::new();
        while let Some(row) = rows.next()? {
            scores.push(from_json("评分", &row.get::<_, String>(0)?)?);
        }
        Ok(scores)
    }

    /// All lines of one judge for one entry, oldest first.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn score_history(&self, number: &str, judge: u32) -> Result<Vec<RecordedScore>, RegisterError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sheet, by, at FROM score
             WHERE entry = (SELECT id FROM entry WHERE number = ?1) AND judge = ?2 ORDER BY id",
        )?;
        let mut rows = statement.query(params![number, judge])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(RecordedScore {
                sheet: from_json("评分", &row.get::<_, String>(0)?)?,
                by: row.get(1)?,
                at: instant(&row.get::<_, String>(2)?)?,
            });
        }
        Ok(history)
    }

    /// What the committee settled on tiers, all of it, oldest first; the last of a number counts.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn tier_rulings(&self, year: i16) -> Result<Vec<TierRuling>, RegisterError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.number, tier, withdrawn, note, by, at FROM tier_ruling JOIN entry ON entry.id = tier_ruling.entry
             WHERE entry.year = ?1 ORDER BY tier_ruling.id",
        )?;
        let mut rows = statement.query([year])?;
        let mut rulings = Vec::new();
        while let Some(row) = rows.next()? {
            rulings.push(TierRuling {
                number: row.get(0)?,
                tier: row.get(1)?,
                withdrawn: row.get(2)?,
                note: row.get(3)?,
                by: row.get(4)?,
                at: instant(&row.get::<_, String>(5)?)?,
            });
        }
        Ok(rulings)
    }

    /// Freezes a decision; false where the last one is the same.
    ///
    /// # Errors
    /// The register cannot be written.
    pub fn freeze_decision(
        &mut self,
        decision: &Decision,
        by: &str,
        at: Timestamp,
        why: &str,
    ) -> Result<bool, RegisterError> {
        let text = to_json("决定", decision)?;
        let transaction = self.begin()?;
        let last: Option<String> = transaction
            .query_row(
                "SELECT decision FROM decision WHERE year = ?1 ORDER BY id DESC LIMIT 1",
                [decision.year],
                |row| row.get(0),
            )
            .optional()?;
        if last.as_ref() == Some(&text) {
            return Ok(false);
        }
        transaction.execute(
            "INSERT INTO decision (year, decision, by, at, why) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![decision.year, text, by, at.to_string(), why],
        )?;
        transaction.commit()?;
        Ok(true)
    }

    /// All decisions of a season, oldest first; the last counts.
    ///
    /// # Errors
    /// The register cannot be read.
    pub fn decisions(&self, year: i16) -> Result<Vec<RecordedDecision>, RegisterError> {
        let mut statement =
            self.connection.prepare_cached("SELECT decision, by, at, why FROM decision WHERE year = ?1 ORDER BY id")?;
        let mut rows = statement.query([year])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(RecordedDecision {
                decision: from_json("决定", &row.get::<_, String>(0)?)?,
                by: row.get(1)?,
                at: instant(&row.get::<_, String>(2)?)?,
                why: row.get(3)?,
            });
        }
        Ok(decisions)
    }
}

fn entry_of(connection: &Connection, number: &str) -> Result<i64, RegisterError> {
    let mut statement = connection.prepare_cached("SELECT id FROM entry WHERE number = ?1")?;
    let found = statement.query_row([number], |row| row.get(0)).optional()?;
    found.ok_or_else(|| RegisterError::UnknownNumber(number.to_owned()))
}

/// None: it stood there; true: the first line of this judge for this entry.
fn append_score(
    connection: &Connection,
    sheet: &ScoreSheet,
    by: &str,
    at: Timestamp,
) -> Result<Option<bool>, RegisterError> {
    let entry = entry_of(connection, &sheet.number)?;
    let mut statement = connection
        .prepare_cached("SELECT sheet FROM score WHERE entry = ?1 AND judge = ?2 ORDER BY id DESC LIMIT 1")?;
    let last: Option<String> = statement.query_row(params![entry, sheet.judge], |row| row.get(0)).optional()?;
    let last: Option<ScoreSheet> = last.map(|text| from_json("评分", &text)).transpose()?;
    // The same figures read in another cell or file are the same figures.
    let moved = last.as_ref().map(|last| ScoreSheet { place: last.place.clone(), ..sheet.clone() });
    if last.is_some() && last == moved {
        return Ok(None);
    }
    connection
        .prepare_cached("INSERT INTO score (entry, judge, sheet, by, at, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![entry, sheet.judge, to_json("评分", sheet)?, by, at.to_string(), sheet.place.file.as_ref()])?;
    Ok(Some(last.is_none()))
}

/// A ruling is about the version that counts now; false where the last one about it says the same.
fn append_ruling(connection: &Connection, number: &str, ruling: &Ruling) -> Result<bool, RegisterError> {
    let entry = entry_of(connection, number)?;
    let mut statement = connection.prepare_cached("SELECT max(id) FROM version WHERE entry = ?1")?;
    let version: i64 = statement.query_row([entry], |row| row.get(0))?;
    let mut statement =
        connection.prepare_cached("SELECT verdict, note FROM ruling WHERE version = ?1 ORDER BY id DESC LIMIT 1")?;
    let last: Option<(String, String)> =
        statement.query_row([version], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let verdict = ruling.verdict.chinese();
    if last.is_some_and(|(last, note)| last == verdict && note == ruling.note) {
        return Ok(false);
    }
    connection
        .prepare_cached("INSERT INTO ruling (version, verdict, note, by, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![version, verdict, ruling.note, ruling.by, ruling.at.to_string()])?;
    Ok(true)
}

fn append_tier(connection: &Connection, ruling: &TierRuling) -> Result<bool, RegisterError> {
    let entry = entry_of(connection, &ruling.number)?;
    let mut statement = connection
        .prepare_cached("SELECT tier, withdrawn, note FROM tier_ruling WHERE entry = ?1 ORDER BY id DESC LIMIT 1")?;
    let last: Option<(Option<String>, bool, String)> =
        statement.query_row([entry], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let said = |(tier, withdrawn, note): (Option<String>, bool, String)| {
        (tier, withdrawn, note) == (ruling.tier.clone(), ruling.withdrawn, ruling.note.clone())
    };
    if last.is_some_and(said) {
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT INTO tier_ruling (entry, tier, withdrawn, note, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![entry, ruling.tier, ruling.withdrawn, ruling.note, ruling.by, ruling.at.to_string()])?;
    Ok(true)
}
