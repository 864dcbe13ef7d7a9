//! The kinds of rule, one a file: what it finds, under which article the built-in measure uses it, and the check.

pub(super) mod agrees;
pub(super) mod count_at_most;
pub(super) mod dated;
pub(super) mod document_present;
pub(super) mod field_ambiguous;
pub(super) mod form_missing;
pub(super) mod form_repeated;
pub(super) mod known_unit;
pub(super) mod lead_unit_named;
pub(super) mod matches;
pub(super) mod not_duplicate;
pub(super) mod not_repeated;
pub(super) mod one_of;
pub(super) mod per_unit_at_most;
pub(super) mod phone_valid;
pub(super) mod prompt_left_in;
pub(super) mod received_by_deadline;
pub(super) mod required;
pub(super) mod sections_present;
pub(super) mod signed;
pub(super) mod within_year;
pub(super) mod words_at_most;
