//! The database itself: opened, its schema made or brought up to date, locked while it is written. One plain file that is
//! whole after every transaction (rollback journal, full synchronisation), so that it can be copied, mailed and opened.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::Transaction;
use rusqlite::TransactionBehavior;

use crate::register::Originals;
use crate::register::RegisterError;

/// `SPSP`: tells a register from other databases.
const APPLICATION_ID: i64 = 0x5350_5350;

/// The steps that bring a database from version n to n + 1; a released step is never changed.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("letters.sql"), include_str!("withdrawn.sql")];

/// How long to wait for another run to let go.
const PATIENCE: Duration = Duration::from_secs(5);

/// The register of a season folder: 登记簿.db with 存档/ beside it.
#[derive(Debug)]
pub struct Register {
    pub(super) connection: Connection,
    pub(super) originals: Originals,
}

impl Register {
    /// Its file in a season folder.
    pub const DATABASE: &'static str = "登记簿.db";

    /// The folder of originals in a season folder.
    pub const ORIGINALS: &'static str = "存档";

    /// Opens the register of a folder, and makes it where there is none.
    ///
    /// # Errors
    /// The file is no register, is damaged, was written by a later program, or cannot be written.
    pub fn open(folder: &Path) -> Result<Self, RegisterError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let register = Self::open_with(folder, flags)?;
        register.originals.sweep();
        Ok(register)
    }

    /// Opens the register of a folder only to read; None where there is none, or nothing in it yet. What a run that was killed left half written
    /// is taken back first, which is the only thing that is ever written here.
    ///
    /// # Errors
    /// The file is no register, is damaged, or was written by a later program.
    pub fn open_to_read(folder: &Path) -> Result<Option<Self>, RegisterError> {
        let database = folder.join(Self::DATABASE);
        if !database.exists() {
            return Ok(None);
        }
        let mut journal = database.clone().into_os_string();
        journal.push("-journal");
        if Path::new(&journal).exists() {
            // To open it for writing takes the unfinished transaction back. It may also be that of a run that goes on.
            drop(Self::open_with(folder, OpenFlags::SQLITE_OPEN_READ_WRITE));
        }
        // A run that was killed before its first transaction leaves an empty file.
        if fs::metadata(&database).is_ok_and(|file| file.len() == 0) {
            return Ok(None);
        }
        Self::open_with(folder, OpenFlags::SQLITE_OPEN_READ_ONLY).map(Some)
    }

    fn open_with(folder: &Path, flags: OpenFlags) -> Result<Self, RegisterError> {
        let path = folder.join(Self::DATABASE);
        let opened = |source| RegisterError::Open { path: path.clone(), source };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(&path, flags).map_err(opened)?;
        connection.busy_timeout(PATIENCE).map_err(opened)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(opened)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(opened)?;
        connection.set_prepared_statement_cache_capacity(64);
        bring_up_to_date(&mut connection, &path)?;
        Ok(Self { connection, originals: Originals::in_folder(&folder.join(Self::ORIGINALS)) })
    }

    /// The store of originals.
    pub fn originals(&self) -> &Originals {
        &self.originals
    }

    /// A transaction that no other run can come between; dropped without commit it leaves nothing. The originals that it may
    /// speak of are on the disk by then.
    pub(super) fn begin(&mut self) -> Result<Transaction<'_>, RegisterError> {
        self.originals.settle()?;
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), RegisterError> {
    let opened = |source| RegisterError::Open { path: path.to_owned(), source };
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found = read_version(connection, path)?;
    if found == known {
        return Ok(());
    }
    if found > known {
        return Err(RegisterError::Newer { path: path.to_owned(), found, known });
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive).map_err(opened)?;
    // Another run may have done it while this one waited.
    let found = usize::try_from(read_version(&transaction, path)?).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step).map_err(opened)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(opened)?;
    transaction.pragma_update(None, "user_version", known).map_err(opened)?;
    transaction.commit().map_err(opened)
}

/// The version of the schema; 0 for a database that is still empty.
fn read_version(connection: &Connection, path: &Path) -> Result<i64, RegisterError> {
    let opened = |source| RegisterError::Open { path: path.to_owned(), source };
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(opened);
    let (id, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(opened)?;
    if id == APPLICATION_ID || (id == 0 && version == 0 && tables == 0) {
        return Ok(version);
    }
    Err(RegisterError::Foreign { path: path.to_owned() })
}
