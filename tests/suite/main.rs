//! The one integration binary: a file per room, run through the library or the built program.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may unwrap, and says aloud what it skips")]

mod architecture;
mod award;
mod check;
mod collect;
mod commands;
mod corpus;
mod description;
mod extract;
mod form_layouts;
mod form_signature;
mod inbox;
mod inbox_group;
mod inbox_sniff;
mod killed;
mod made_form;
mod made_register;
mod made_season;
mod made_settings;
mod official;
mod policy;
mod policy_lists;
mod readers_doc;
mod readers_docx;
mod readers_html;
mod readers_odt;
mod readers_rtf;
mod readers_signatures;
mod readers_twins;
mod readers_word_xml;
mod readers_workbooks;
mod readers_xls;
mod readers_xlsx;
mod reading;
mod register;
mod register_memory;
mod returned_books;
mod review;
mod samples;
mod season;
mod signature_states;
mod topics;
mod unread_papers;
mod words;
