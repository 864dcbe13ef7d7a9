//! A value that knows where it came from.

use serde::Deserialize;
use serde::Serialize;

use crate::model::Place;

/// A value, the text it was read from, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// What was understood.
    pub value: T,
    /// The text as read, white space and all.
    pub raw: String,
    /// Where the text stands.
    pub place: Place,
}

impl<T> Located<T> {
    /// The same place and text with another value.
    pub fn with<U>(&self, value: U) -> Located<U> {
        Located { value, raw: self.raw.clone(), place: self.place.clone() }
    }
}
