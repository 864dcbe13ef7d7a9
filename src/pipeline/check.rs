//! `check`: look at files or folders and keep nothing.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use thiserror::Error;

use crate::award::calendar::CalendarError;
use crate::check::Context;
use crate::check::assess;
use crate::check::assess_file;
use crate::inbox::InboxError;
use crate::model::Assessment;
use crate::model::Finding;
use crate::model::ReceivedFile;
use crate::pipeline::examine::Examination;
use crate::pipeline::inherit::inherit_papers;
use crate::pipeline::inherit::list_named;
use crate::pipeline::output::OutputError;
use crate::pipeline::reading::Reading;
use crate::pipeline::settings::LoadError;
use crate::pipeline::stored::StoredApplications;
use crate::pipeline::system_error::explain_system_error;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::Season;
use crate::register::RegisterError;
use crate::writers::workbook::BookError;

/// What a command could not do.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// A path cannot be read.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// What was read cannot be kept while the run goes on, or no worker can be started to read it.
    #[error("读取材料时出错：{0}。请确认临时文件夹所在磁盘没有写满，程序文件没有被移动或删除")]
    Reading(#[source] std::io::Error),
    /// The register cannot be used.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// An output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A book cannot be made.
    #[error("工作簿无法生成：{0}")]
    Book(#[from] BookError),
    /// The notice's days cannot be counted.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// There is no season.toml.
    #[error("此命令需要一届的文件夹（其中有 season.toml）")]
    NoSeason,
    /// There is no 收件.
    #[error("没有找到收件文件夹 {}。请建立“收件”文件夹，把收到的材料放进去", path.display())]
    NoInbox {
        /// Where it should be.
        path: PathBuf,
    },
    /// There is a season already.
    #[error("{} 已经存在，没有改动任何文件。要新建一届，请换一个文件夹名", path.display())]
    SeasonExists {
        /// Its settings.
        path: PathBuf,
    },
    /// Another command works on the season.
    #[error("{holder} 正在处理 {}，两个命令不能同时运行。请等它结束后再运行本命令；本次没有改动任何文件", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
        /// The command that runs.
        holder: String,
    },
    /// There is no register.
    #[error("{} 中没有登记簿（登记簿.db）。请先运行 shenping run", path.display())]
    NoRegister {
        /// The folder.
        path: PathBuf,
    },
    /// Settings of an earlier season cannot be used.
    #[error(transparent)]
    Settings(#[from] Box<LoadError>),
    /// A file or folder cannot be read or made.
    #[error("无法读写 {}：{}", path.display(), explain_system_error(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What to look at and by which rules.
pub struct CheckRequest<'r> {
    /// Files and folders.
    pub paths: &'r [PathBuf],
    /// The measure.
    pub policy: &'r Policy,
    /// The season, where one is given.
    pub season: Option<&'r Season>,
    /// The roster, where there is one.
    pub roster: &'r [RosterUnit],
    /// What now is.
    pub as_of: Timestamp,
    /// How files are read.
    pub reading: &'r Reading,
}

/// What was found.
#[derive(Debug)]
pub struct Checked {
    /// Short name of the measure.
    pub policy: String,
    /// The year that was judged by.
    pub year: i16,
    /// In the order of their ids.
    pub applications: StoredApplications,
    /// What the rules say of each of them.
    pub assessments: Vec<Assessment>,
    /// Every file with its own findings, in the order of their paths.
    pub files: Vec<(ReceivedFile, Vec<Finding>)>,
}

impl Checked {
    /// Whether anything was found.
    pub fn found_something(&self) -> bool {
        self.assessments.iter().any(|assessment| !assessment.findings.is_empty())
            || self.files.iter().any(|(_, findings)| !findings.is_empty())
    }
}

/// Looks at files and folders. `advance` is told of each file on disk that is done.
pub fn check(request: &CheckRequest<'_>, advance: &(dyn Fn(&str) + Sync)) -> Result<Checked, PipelineError> {
    let (policy, roster, reading) = (request.policy, request.roster, request.reading);
    let mut examined =
        Examination { policy, roster, reading, advance, keep: &|_, _| () }.examine(request.paths, false)?;
    let named = list_named(examined.applications.heads());
    inherit_papers(&mut examined.applications, &named).map_err(PipelineError::Reading)?;
    let year = request.season.map_or_else(|| year_of(request.as_of), |season| season.year);
    let context = Context {
        policy: request.policy,
        season: request.season,
        roster: request.roster,
        as_of: request.as_of,
        year: Some(year),
        arrivals: &[],
        earlier: &[],
        files: &examined.files,
    };
    let assessments = assess(&examined.applications, &context).map_err(PipelineError::Reading)?;
    let with_findings = |file: ReceivedFile| {
        let findings = assess_file(&file, policy);
        (file, findings)
    };
    Ok(Checked {
        policy: request.policy.id.clone(),
        year,
        applications: examined.applications,
        assessments,
        files: examined.files.into_iter().map(with_findings).collect(),
    })
}

/// The year in China's time, in which the office lives.
fn year_of(moment: Timestamp) -> i16 {
    let zone = TimeZone::fixed(jiff::tz::offset(8));
    moment.to_zoned(zone).year()
}
