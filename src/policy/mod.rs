//! The measure and this year's settings as data, checked on loading with a clear message at the line that is wrong.

mod measure;
mod season;

pub use measure::Aggregate;
pub use measure::Criterion;
pub use measure::DocumentSpec;
pub use measure::FieldKind;
pub use measure::FieldSpec;
pub use measure::FigureSource;
pub use measure::Policy;
pub use measure::PublicityTerms;
pub use measure::Roles;
pub use measure::Rule;
pub use measure::RuleKind;
pub use measure::Scoring;
pub use measure::SectionSpec;
pub use measure::TieBreak;
pub use measure::Tier;
pub use measure::TierAmount;
pub use measure::Topic;
pub use season::Confirmation;
pub use season::Counting;
pub use season::Exception;
pub use season::Judge;
pub use season::Publicity;
pub use season::RosterUnit;
pub use season::Season;
