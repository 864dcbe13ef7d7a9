//! What a paper means: from a Document and the measure to an Application, typed and located.

mod words;

pub use words::count_words;
