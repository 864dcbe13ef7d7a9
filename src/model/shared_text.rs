//! Paths of files and names of sheets as they are decoded: one that is equal to the one before it is the same in memory, since
//! all places of a paper bear the same path.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;
use std::thread::LocalKey;

use serde::Deserializer;
use serde::de::Error;
use serde::de::Visitor;

thread_local! {
    static LAST_PATH: RefCell<Arc<str>> = RefCell::new(Arc::from(""));
    static LAST_SHEET: RefCell<Arc<str>> = RefCell::new(Arc::from(""));
}

/// Decodes the path of a file.
pub(super) fn decode_path<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    from.deserialize_str(Sharing(&LAST_PATH))
}

/// Decodes the name of a sheet.
pub(super) fn decode_sheet<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    from.deserialize_str(Sharing(&LAST_SHEET))
}

struct Sharing(&'static LocalKey<RefCell<Arc<str>>>);

impl Visitor<'_> for Sharing {
    type Value = Arc<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(self.0.with_borrow_mut(|last| {
            if **last != *text {
                *last = Arc::from(text);
            }
            Arc::clone(last)
        }))
    }
}
