//! The season as plain calls: what each room makes is handed to the next one here, and nowhere else.
//!
//! `examine` turns what lies below some paths into applications and a ledger; `check` adds what the rules say of them.

mod award;
mod build;
mod check;
mod collect;
mod examine;
mod history;
mod inherit;
mod init;
mod intake;
mod letters;
mod output;
mod papers;
mod reading;
mod run;
mod season_folder;
mod season_lock;
mod settings;
mod stored;
mod system_error;
mod thumbnails;
mod verify;

pub use crate::policy::RuleLine;
pub use crate::register::Appended;
pub use check::CheckRequest;
pub use check::Checked;
pub use check::PipelineError;
pub use check::check;
pub use examine::Examined;
pub use history::History;
pub use history::tell_history;
pub use init::init_season;
pub use output::Manifest;
pub use output::Outputs;
pub use papers::PapersWritten;
pub use papers::is_paper;
pub use papers::write_papers;
pub use reading::ReadBy;
pub use reading::Reading;
pub use reading::ReadingLimits;
pub use reading::Workers;
pub use reading::serve_reading;
pub use run::CollectReport;
pub use run::RunReport;
pub use run::Steps;
pub use run::collect_books;
pub use run::run_season;
pub use season_folder::SeasonFolder;
pub use settings::LoadError;
pub use settings::Settings;
pub use settings::lint_policy_file;
pub use settings::list_policy_rules;
pub use stored::Head;
pub use stored::StoredApplications;
pub use verify::verify_season;
