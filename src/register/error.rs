//! What keeps the register from being used: said in Chinese, with the file and the next step.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why the register could not do its work.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// The file could not be opened as a register.
    #[error("打不开登记簿 {path}：{source}。请确认文件没有损坏，所在文件夹可以写入")]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// A database of something else.
    #[error("{path} 不是申评的登记簿。请换一个文件夹，或移走该文件")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Written by a later version of the program.
    #[error("登记簿 {path} 由更新版本的程序写成（格式 {found}，本程序只认到 {known}）。请使用更新的程序")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest that is understood.
        known: i64,
    },
    /// Another run holds it.
    #[error("登记簿正被另一个程序使用。请等它结束后再试")]
    Busy,
    /// The database refused.
    #[error("登记簿读写失败：{0}")]
    Sql(rusqlite::Error),
    /// A document of the model in it could not be understood, or could not be written.
    #[error("登记簿中 {what} 的内容无法识别：{source}。请用 shenping verify 检查")]
    Content {
        /// Which.
        what: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A value in it is not what it should be.
    #[error("登记簿中 {what} 的内容不对：{value}。请用 shenping verify 检查")]
    Value {
        /// Which.
        what: &'static str,
        /// As it stands there.
        value: String,
    },
    /// An application cannot be fetched from where the run keeps it.
    #[error("读不回本次读到的材料：{0}。请确认临时文件夹所在磁盘没有写满")]
    Fetched(#[source] io::Error),
    /// A number that no entry has.
    #[error("登记簿中没有编号 {0}")]
    UnknownNumber(String),
    /// An application that leads its entry came without an assessment.
    #[error("{0} 还没有审查结果，不能登记")]
    Unassessed(String),
    /// An original could not be stored or read.
    #[error("存档文件 {path}：{source}")]
    Original {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The bytes that should be stored are not those that were read before.
    #[error("文件 {path} 在读取之后被改动，没有存档。请重新运行")]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The bytes in the store are not what their name says.
    #[error("存档文件 {path} 已损坏（内容与名称的校验值不符）。请从原始材料重新收件")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

impl From<rusqlite::Error> for RegisterError {
    fn from(error: rusqlite::Error) -> Self {
        let busy = [rusqlite::ErrorCode::DatabaseBusy, rusqlite::ErrorCode::DatabaseLocked];
        match error.sqlite_error_code() {
            Some(code) if busy.contains(&code) => Self::Busy,
            _ => Self::Sql(error),
        }
    }
}
