//! What a text of the paper asks for: the policy's labels and their aliases, how a label is folded to its core before it is
//! compared, the words that stand about labels and are none.

pub mod form_words;
pub mod heading;
pub mod kin;
pub mod label_core;
pub mod label_words;
pub mod last_words;
pub mod lexicon;
pub mod numbering;
pub mod repeated_label;
pub mod side_notes;
pub mod stacked;
pub mod traditional;
