//! Whether the register is whole: the database, its numbers and versions, and every original that it speaks of, by hash.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rusqlite::types::FromSql;

use crate::model::Application;
use crate::model::Assessment;
use crate::model::Decision;
use crate::model::ReceivedFile;
use crate::model::ScoreSheet;
use crate::register::Register;
use crate::register::RegisterError;
use crate::register::rows::from_json;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it concerns: a number, a path, a table.
    pub subject: String,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl Register {
    /// Everything about the register that does not hold; empty where it is whole.
    ///
    /// # Errors
    /// The database is too damaged to be read.
    pub fn verify(&self) -> Result<Vec<Fault>, RegisterError> {
        let mut faults = Vec::new();
        self.verify_database(&mut faults)?;
        self.verify_numbers(&mut faults)?;
        self.verify_versions(&mut faults)?;
        self.verify_contents(&mut faults)?;
        self.verify_decisions(&mut faults)?;
        self.verify_originals(&mut faults)?;
        Ok(faults)
    }

    fn verify_database(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        for row in self.column::<String>("PRAGMA integrity_check")? {
            if row != "ok" {
                faults.push(fault(Self::DATABASE, format!("数据库不完整：{row}")));
            }
        }
        for table in self.column::<String>("SELECT \"table\" FROM pragma_foreign_key_check")? {
            faults.push(fault(Self::DATABASE, format!("表 {table} 有一行指向不存在的记录")));
        }
        Ok(())
    }

    fn verify_numbers(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare("SELECT year, serial, number FROM entry ORDER BY year, serial")?;
        let mut rows = statement.query([])?;
        let mut last: (i64, i64) = (0, 0);
        while let Some(row) = rows.next()? {
            let (year, serial, number): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let expected = if year == last.0 { last.1 + 1 } else { 1 };
            if serial != expected {
                faults.push(fault(&number, format!("编号不连续：应为第 {expected} 个，实为第 {serial} 个")));
            }
            if number != format!("{year}-{serial:03}") {
                faults.push(fault(&number, format!("编号与序号 {serial} 不符")));
            }
            last = (year, serial);
        }
        Ok(())
    }

    fn verify_versions(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        let broken = [
            (
                "SELECT number FROM entry WHERE (SELECT count(*) FROM version WHERE entry = entry.id) <>
                        coalesce((SELECT max(revision) FROM version WHERE entry = entry.id), -1)",
                "版本不连续或没有版本",
            ),
            (
                "SELECT DISTINCT number FROM entry JOIN version ON version.entry = entry.id
                 WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.version = version.id)",
                "有一个版本没有读取结果",
            ),
            (
                "SELECT number FROM entry WHERE NOT EXISTS
                        (SELECT 1 FROM reading WHERE assessment IS NOT NULL AND version =
                                (SELECT max(id) FROM version WHERE version.entry = entry.id))",
                "最新版本没有审查结果",
            ),
            (
                "SELECT number FROM entry WHERE NOT EXISTS (SELECT 1 FROM receipt WHERE entry = entry.id)",
                "没有收件时间",
            ),
        ];
        for (question, message) in broken {
            faults.extend(self.column::<String>(question)?.iter().map(|number| fault(number, message.to_owned())));
        }
        Ok(())
    }

    /// Every document of the model can be understood, and every value is one that the program writes.
    fn verify_contents(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        self.verify_json::<Application>("SELECT application FROM reading", "申报内容", faults)?;
        let assessments = "SELECT assessment FROM reading WHERE assessment IS NOT NULL";
        self.verify_json::<Assessment>(assessments, "审查结果", faults)?;
        self.verify_json::<ReceivedFile>("SELECT file FROM ledger", "材料台账", faults)?;
        self.verify_json::<ScoreSheet>("SELECT sheet FROM score", "评分", faults)?;
        self.verify_json::<Decision>("SELECT decision FROM decision", "决定", faults)?;
        let strangers = "SELECT DISTINCT verdict FROM ruling WHERE verdict NOT IN ('通过', '不通过', '待补正')";
        for verdict in self.column::<String>(strangers)? {
            faults.push(fault("人工核定", format!("不认识的结论“{verdict}”")));
        }
        Ok(())
    }

    fn verify_json<T: serde::de::DeserializeOwned>(
        &self,
        question: &str,
        what: &str,
        faults: &mut Vec<Fault>,
    ) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare(question)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Err(error) = from_json::<T>(what, &row.get::<_, String>(0)?) {
                faults.push(fault(what, error.to_string()));
            }
        }
        Ok(())
    }

    fn verify_decisions(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        let numbers: BTreeSet<String> = self.column("SELECT number FROM entry")?.into_iter().collect();
        for text in self.column::<String>("SELECT decision FROM decision")? {
            let Ok(decision) = from_json::<Decision>("决定", &text) else { continue };
            let strangers = decision.awards.iter().filter(|award| !numbers.contains(&award.number));
            faults.extend(strangers.map(|award| fault(&award.number, "决定中的编号不在登记簿里".to_owned())));
        }
        Ok(())
    }

    /// Every file that a version consists of lies in the store, whole; each original is read once.
    fn verify_originals(&self, faults: &mut Vec<Fault>) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare(
            "SELECT entry.number, paper.path, paper.original FROM paper
             JOIN version ON version.id = paper.version JOIN entry ON entry.id = version.entry
             WHERE paper.sha256 IS NOT NULL ORDER BY entry.serial, paper.path",
        )?;
        let mut rows = statement.query([])?;
        let mut checked: BTreeMap<String, Option<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (number, path, original): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(original) = original else {
                faults.push(fault(&number, format!("{path} 没有存档")));
                continue;
            };
            let verdict = checked
                .entry(original)
                .or_insert_with_key(|original| self.originals.check(original).err().map(|error| error.to_string()));
            if let Some(message) = verdict {
                faults.push(fault(&number, format!("{path}：{message}")));
            }
        }
        Ok(())
    }

    fn column<T: FromSql>(&self, question: &str) -> Result<Vec<T>, RegisterError> {
        let mut statement = self.connection.prepare(question)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, rusqlite::Error>>()?)
    }
}

fn fault(subject: &str, message: String) -> Fault {
    Fault { subject: subject.to_owned(), message }
}
