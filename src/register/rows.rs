//! Between columns of the database and nouns of the model: instants as RFC 3339, documents as JSON.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::register::RegisterError;

/// An instant from its column.
pub(super) fn instant(text: &str) -> Result<Timestamp, RegisterError> {
    text.parse().map_err(|_| RegisterError::Value { what: "时刻", value: text.to_owned() })
}

/// A document of the model as JSON.
pub(super) fn to_json<T: Serialize>(what: &str, document: &T) -> Result<String, RegisterError> {
    serde_json::to_string(document).map_err(|source| RegisterError::Content { what: what.to_owned(), source })
}

/// A document of the model from JSON.
pub(super) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, RegisterError> {
    serde_json::from_str(text).map_err(|source| RegisterError::Content { what: what.to_owned(), source })
}
