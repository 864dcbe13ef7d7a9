//! What a paper means: from a Document and the measure to an Application, typed and located.
//!
//! [`read_forms`] finds the forms on a document and reads each, [`read_narrative`] reads a description, [`TopicFinder`]
//! looks for what the measure lets go first. A form is read in this order, each step in files of its own:
//!
//! | step | where |
//! |---|---|
//! | which parts of the document may be forms: sheets, tables, runs of paragraphs | `parts`, over the page as `page` and `grid_index` give it |
//! | which texts are labels, and of which field | `label`: `lexicon`, `label_core`, `label_words`; `form_words`, `numbering` for what is none |
//! | where the value of each label stands | `candidate`: `card`, `list`, `lines` by the paper's shape; `slot`, `slot_below`, `inline` for one label |
//! | a form that asks in other words, read again with more labels: plain words, a heading in a field's place or akin to its labels, answers in parentheses | `form` |
//! | what a candidate's text says: prompts and blanks off, then typed | `values`, one file a kind |
//! | one reading a field out of its candidates, doubts kept; all of them an Application | `resolve`, `joint_units`, `lent_phone`, `left_hint`, `assembly`, `left_out` |
//! | the mark or text on the line, and the day beside it | `signature` |
//! | parts that are one form between them; what no field claimed; a text that breaks off | `part_read`, `unclaimed`, `cut_text` |

mod assembly;
mod candidate;
mod cut_text;
mod description;
mod form;
mod grid_index;
mod issued;
mod joint_units;
mod label;
mod left_hint;
mod left_out;
mod lent_phone;
mod page;
mod paper_names;
mod part_read;
mod parts;
mod resolve;
mod sense;
mod signature;
mod topics;
mod unclaimed;
mod values;
mod words;

pub use cut_text::is_cut_text;
pub use description::KnownNames;
pub use description::read_narrative;
pub use form::FormRead;
pub use form::FormStrength;
pub use form::read_forms;
pub use label::lexicon::Lexicon;
pub use part_read::says_the_same;
pub use sense::sense_paper;
pub use signature::picture_look::sha256_hex;
pub use signature::picture_look::shrink_picture;
pub use topics::TopicFinder;
pub use topics::TopicMentions;
pub use words::count_words;
