//! The season as plain calls: what each room makes is handed to the next one here, and nowhere else.
//!
//! `examine` turns what lies below some paths into applications and a ledger; `check` adds what the rules say of them.

mod build;
mod check;
mod examine;
mod settings;

pub use check::CheckRequest;
pub use check::Checked;
pub use check::PipelineError;
pub use check::check;
pub use examine::Examined;
pub use settings::LoadError;
pub use settings::Settings;
