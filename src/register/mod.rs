//! The register of a season: entries with stable numbers, every version of their papers, the ledger, what people settled,
//! in one SQLite file; the originals by hash beside it. The only room with SQL. What was said is appended, never changed.

mod error;
mod intake;
mod known_files;
mod ledger;
mod letters;
mod lineage;
mod originals;
mod papers;
mod query;
mod returns;
mod rows;
mod store;
mod verify;

pub use error::RegisterError;
pub use intake::Batch;
pub use intake::TakenIn;
pub use known_files::KnownFile;
pub use ledger::LedgerLine;
pub use letters::IssuedLetter;
pub use lineage::Arrival;
pub use lineage::Lineage;
pub use originals::Originals;
pub use query::VersionLine;
pub use returns::Appended;
pub use returns::RecordedDecision;
pub use returns::RecordedScore;
pub use returns::Returns;
pub use store::Register;
pub use verify::Fault;
