//! What a paper means: from a Document and the measure to an Application, typed and located.
//!
//! [`read_forms`] finds the forms on a document and reads each, [`read_narrative`] reads a description, [`TopicFinder`]
//! looks for what the measure lets go first. A form is read in this order, each step in files of its own:
//!
//! | step | where |
//! |---|---|
//! | which parts of the document may be forms: sheets, tables, runs of paragraphs | `parts`, `text_parts`, `form_starts`, `paper_behind`, `columns`, `earlier_years`, `page`, `grid_index` |
//! | which texts are labels, and of which field | `lexicon`, `label_core`, `label_words`, `traditional`, `stacked`; `form_words`, `numbering` for what is none |
//! | where the value of each label stands: a candidate | `card`, `list`, `list_rows`, `sub_table`, `lines`, `further_line`, `inline`, `tab_columns`, `boxed`, `text_box`, `named_cells`, by `slot`, `slot_below`, `answer` |
//! | what a candidate's text says: prompts and blanks off, then typed | `values`, `divide`, `repeated_label` |
//! | one reading a field out of its candidates, doubts kept | `resolve`, `joint_units` |
//! | the mark or text on the line, and the day beside it | `signature`, `typed_name`, `mark_nearness`, `stray_mark`, `signing_day`, `picture_look`, `picture_ink`, `triangle` |
//! | parts that are one form between them; what no field claimed | `part_read`, `unclaimed` |

mod answer;
mod beside_value;
mod boxed;
mod boxed_name;
mod candidate;
mod card;
mod columns;
mod continued;
mod description;
mod divide;
mod earlier_years;
mod form;
mod form_starts;
mod form_words;
mod framed;
mod further_line;
mod grid_index;
mod inline;
mod joint_units;
mod label_core;
mod label_words;
mod lexicon;
mod lines;
mod list;
mod list_goes_on;
mod list_rows;
mod mark_nearness;
mod metafile;
mod money_unit;
mod named_cells;
mod notes_table;
mod numbering;
mod page;
mod paper_behind;
mod paper_names;
mod part_read;
mod parts;
mod picture_content;
mod picture_ink;
mod picture_look;
mod plausible;
mod repeated_label;
mod resolve;
mod sense;
mod signature;
mod signing_day;
mod slot;
mod slot_below;
mod split_title;
mod stacked;
mod stray_mark;
mod sub_table;
mod tab_columns;
mod text_box;
mod text_parts;
mod topics;
mod traditional;
mod triangle;
mod typed_name;
mod unclaimed;
mod values;
mod words;
mod written_sheet;
mod written_tail;

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
