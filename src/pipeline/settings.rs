//! The settings of a run: the measure, the season and the roster, from a season folder, a policy file, or built in.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::inbox::Readable;
use crate::inbox::sniff_readable;
use crate::pipeline::system_error::explain_system_error;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::RuleLine;
use crate::policy::Season;
use crate::policy::SettingsError;
use crate::policy::builtin;
use crate::policy::builtin_text;
use crate::policy::lint_policy;
use crate::policy::list_rules;
use crate::policy::load_policy;
use crate::policy::load_season;
use crate::policy::read_roster;
use crate::readers::Limits;
use crate::readers::read;

/// Name of the measure's file in a season folder.
pub const POLICY_FILE: &str = "policy.toml";
/// Name of the year's settings.
pub const SEASON_FILE: &str = "season.toml";
/// Name of the roster, without its extension.
const ROSTER_NAME: &str = "单位名册";

/// Why settings cannot be used.
#[derive(Debug, Error)]
pub enum LoadError {
    /// A file cannot be read.
    #[error("无法读取 {}：{}", path.display(), explain_system_error(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no season.toml.
    #[error("没有找到 {}。请检查文件夹是否写对；新的一届请先运行 shenping init {}", path.display(), folder.display())]
    NoSeason {
        /// Where it should be.
        path: PathBuf,
        /// The folder that was given.
        folder: PathBuf,
    },
    /// A file is not UTF-8.
    #[error("{} 不是 UTF-8 编码的文本。请用记事本另存为 UTF-8 后再试", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// A file says something wrong.
    #[error("{0}")]
    Settings(Box<SettingsError>),
}

impl From<SettingsError> for LoadError {
    fn from(error: SettingsError) -> Self {
        Self::Settings(Box::new(error))
    }
}

/// The settings of a run, with the texts that they were read from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The measure.
    pub policy: Policy,
    /// Its text.
    pub policy_text: String,
    /// The season, where a folder was given.
    pub season: Option<Season>,
    /// Its text.
    pub season_text: String,
    /// The roster; empty where there is none.
    pub roster: Vec<RosterUnit>,
    /// Name and bytes of the roster's file.
    pub roster_file: Option<(String, Vec<u8>)>,
}

impl Settings {
    /// The built-in measure, or one by the name `qinhuangdao-2020` or a file's path.
    pub fn of_policy(policy: Option<&Path>) -> Result<Self, LoadError> {
        let (policy, policy_text) = match policy {
            None => (builtin().clone(), builtin_text().to_owned()),
            Some(name) if name.as_os_str() == builtin().id.as_str() && !name.exists() => {
                (builtin().clone(), builtin_text().to_owned())
            }
            Some(path) => {
                let text = read_text(path)?;
                (load_policy(&text, &path.display().to_string())?, text)
            }
        };
        Ok(Self {
            policy,
            policy_text,
            season: None,
            season_text: String::new(),
            roster: Vec::new(),
            roster_file: None,
        })
    }

    /// Those of a season folder: its measure or the built-in one, its season.toml, its roster.
    pub fn of_season(folder: &Path) -> Result<Self, LoadError> {
        let own = folder.join(POLICY_FILE);
        let mut settings = Self::of_policy(own.exists().then_some(own.as_path()))?;
        let path = folder.join(SEASON_FILE);
        if !path.exists() {
            return Err(LoadError::NoSeason { path, folder: folder.to_owned() });
        }
        let text = read_text(&path)?;
        settings.season = Some(load_season(&text, &path.display().to_string(), &settings.policy)?);
        settings.season_text = text;
        if let Some((name, bytes)) = load_roster(folder)? {
            let Readable { sniffed, bytes: opened, .. } = sniff_readable(&name, &bytes);
            let document = read(&Arc::from(name.as_str()), &opened, sniffed.format, &Limits::default());
            settings.roster = read_roster(&document);
            settings.roster_file = Some((name, bytes));
        }
        Ok(settings)
    }
}

fn read_text(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|_| LoadError::NotUtf8 { path: path.to_owned() })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// 单位名册.* of a season folder, in whatever workbook format it is.
fn load_roster(folder: &Path) -> Result<Option<(String, Vec<u8>)>, LoadError> {
    let listed = fs::read_dir(folder).map_err(|source| LoadError::Read { path: folder.to_owned(), source })?;
    let mut files: Vec<PathBuf> = listed
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_stem().is_some_and(|stem| stem == ROSTER_NAME))
        .collect();
    files.sort();
    let Some(path) = files.first() else { return Ok(None) };
    let bytes = fs::read(path).map_err(|source| LoadError::Read { path: path.clone(), source })?;
    let name = path.file_name().map_or_else(|| ROSTER_NAME.to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Some((name, bytes)))
}

/// All problems of a policy file, warnings included; None where there is none.
pub fn lint_policy_file(path: &Path) -> Result<Option<SettingsError>, LoadError> {
    Ok(lint_policy(&read_text(path)?, &path.display().to_string()))
}

/// The rules of a measure as a list for people.
pub fn list_policy_rules(settings: &Settings) -> Vec<RuleLine> {
    list_rules(&settings.policy)
}
