//! What goes to the committee and back to the units, from the register's nouns.

pub mod return_letter;
