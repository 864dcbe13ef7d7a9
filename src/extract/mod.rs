//! What a paper means: from a Document and the measure to an Application, typed and located.
//!
//! [`read_forms`] finds the forms on a document and reads each, [`read_narrative`] reads a description, [`TopicFinder`]
//! looks for what the measure lets go first.

mod boxed;
mod candidate;
mod card;
mod columns;
mod description;
mod form;
mod grid_index;
mod inline;
mod label_words;
mod lexicon;
mod lines;
mod list;
mod list_rows;
mod named_cells;
mod page;
mod paper_names;
mod part_read;
mod parts;
mod picture_look;
mod plausible;
mod resolve;
mod sense;
mod signature;
mod signing_day;
mod slot;
mod stacked;
mod sub_table;
mod topics;
mod traditional;
mod unclaimed;
mod values;
mod words;
mod written_sheet;

pub use description::KnownNames;
pub use description::read_narrative;
pub use form::FormRead;
pub use form::FormStrength;
pub use form::read_forms;
pub use lexicon::Lexicon;
pub use part_read::says_the_same;
pub use picture_look::sha256_hex;
pub use picture_look::shrink_picture;
pub use sense::sense_paper;
pub use topics::TopicFinder;
pub use topics::TopicMentions;
pub use words::count_words;
