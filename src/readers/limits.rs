//! How much of an untrusted file a reader takes in before it stops: sizes, counts and depths.
//!
//! A form with its pictures is some hundred kilobytes; the defaults leave room for a hundred times that. Breaking one costs the
//! file (a [`Trouble`] of kind Unsafe that names the limit), never the run.
//!
//! [`Trouble`]: crate::model::Trouble

use serde::Deserialize;
use serde::Serialize;

/// The limits that every reader keeps to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Inflated bytes of one part of a package.
    pub part_bytes: u64,
    /// Inflated bytes of all parts of a package that are read.
    pub inflated_bytes: u64,
    /// Inflated bytes to packed bytes, for parts above [`Limits::ratio_from`].
    pub ratio: u64,
    /// Inflated bytes of a part from which the ratio is looked at: small parts full of blanks are harmless.
    pub ratio_from: u64,
    /// Parts of a package.
    pub entries: usize,
    /// Elements within elements, tables within tables.
    pub depth: usize,
    /// Cells of all sheets and tables of a document.
    pub cells: usize,
    /// Paragraphs of a document, those in its tables with them.
    pub paragraphs: usize,
    /// Bytes of all pictures of a document.
    pub picture_bytes: u64,
    /// Characters of text of a document.
    pub characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            file_bytes: 256 * MIB,
            part_bytes: 96 * MIB,
            inflated_bytes: 192 * MIB,
            ratio: 400,
            ratio_from: 8 * MIB,
            entries: 20_000,
            depth: 200,
            cells: 500_000,
            paragraphs: 1_000_000,
            picture_bytes: 96 * MIB,
            characters: 16_000_000,
        }
    }
}
