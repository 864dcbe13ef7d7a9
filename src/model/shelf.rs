//! Where applications lie that are fetched one at a time: a season of ten thousand is never in memory at once.

use std::borrow::Cow;
use std::fmt::Debug;
use std::io;

use crate::model::Application;

/// Applications by their place among all.
pub trait Shelf: Debug + Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    ///
    /// # Errors
    /// It cannot be read, or there is none at this place.
    fn fetch(&self, at: usize) -> io::Result<Cow<'_, Application>>;
}

impl Shelf for Vec<Application> {
    fn count(&self) -> usize {
        self.len()
    }

    fn fetch(&self, at: usize) -> io::Result<Cow<'_, Application>> {
        self.get(at).map(Cow::Borrowed).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// One application on its shelf.
#[derive(Clone, Copy, Debug)]
pub struct Shelved<'s> {
    /// The shelf.
    pub shelf: &'s dyn Shelf,
    /// Its place there.
    pub at: usize,
}

impl<'s> Shelved<'s> {
    /// The application.
    ///
    /// # Errors
    /// As [`Shelf::fetch`].
    pub fn fetch(&self) -> io::Result<Cow<'s, Application>> {
        self.shelf.fetch(self.at)
    }
}
