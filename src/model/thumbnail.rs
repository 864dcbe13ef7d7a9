//! A picture made small, to be looked at beside the line of a list.

/// A small picture, re-encoded: bounded in pixels, and so in bytes, whatever arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// PNG in shades of grey; the same picture gives the same bytes.
    pub png: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}
