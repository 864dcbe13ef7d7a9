//! What a paper means: from a Document and the measure to an Application, typed and located.

mod description;
mod topics;
mod values;
mod words;

pub use description::KnownNames;
pub use description::read_narrative;
pub use topics::TopicFinder;
pub use topics::TopicMentions;
pub use words::count_words;
