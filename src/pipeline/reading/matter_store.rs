//! Forms and texts of all files between reading and building, and the applications that were built of them: encoded, in memory
//! while they are few, in an unnamed temporary file from then on, so that memory does not grow with the season. The file goes
//! with the process.

use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::sync::Mutex;
use std::sync::PoisonError;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::SpooledTempFile;

use super::paper::Matter;

/// Bytes that are held in memory.
const HELD: usize = 8 << 20;

/// Where all matter of a run lies.
#[derive(Debug)]
pub struct MatterStore {
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    file: SpooledTempFile,
    end: u64,
}

/// Where the matter of one file lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatterPlace {
    start: u64,
    forms: usize,
    text: usize,
}

/// Where one thing lies by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    start: u64,
    length: usize,
}

impl MatterStore {
    /// An empty store.
    pub fn new() -> Self {
        Self { kept: Mutex::new(Kept { file: SpooledTempFile::new(HELD), end: 0 }) }
    }

    /// Keeps the matter of one file.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn keep(&self, matter: &Matter) -> io::Result<MatterPlace> {
        let start = self.append(&[&matter.forms, &matter.text])?;
        Ok(MatterPlace { start, forms: matter.forms.len(), text: matter.text.len() })
    }

    /// Keeps one thing.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn keep_one<T: Serialize>(&self, thing: &T) -> io::Result<Stretch> {
        let bytes = postcard::to_stdvec(thing).map_err(io::Error::other)?;
        Ok(Stretch { start: self.append(&[&bytes])?, length: bytes.len() })
    }

    /// The thing that lies there.
    ///
    /// # Errors
    /// As [`Self::forms`].
    pub fn one<T: DeserializeOwned>(&self, stretch: Stretch) -> io::Result<T> {
        let found = self.decode(stretch.start, stretch.length)?;
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Writes pieces behind all that is kept; where they begin.
    fn append(&self, pieces: &[&[u8]]) -> io::Result<u64> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let start = kept.end;
        kept.file.seek(SeekFrom::Start(start))?;
        for piece in pieces {
            kept.file.write_all(piece)?;
            kept.end += piece.len() as u64;
        }
        Ok(start)
    }

    /// The forms of a file.
    ///
    /// # Errors
    /// The temporary file cannot be read, or holds something else.
    pub fn forms<T: DeserializeOwned + Default>(&self, place: MatterPlace) -> io::Result<T> {
        let found: Option<T> = self.decode(place.start, place.forms)?;
        Ok(found.unwrap_or_default())
    }

    /// The text of a file; None where it has none.
    ///
    /// # Errors
    /// As [`Self::forms`].
    pub fn text<T: DeserializeOwned>(&self, place: MatterPlace) -> io::Result<Option<T>> {
        self.decode(place.start + place.forms as u64, place.text)
    }

    fn decode<T: DeserializeOwned>(&self, start: u64, length: usize) -> io::Result<Option<T>> {
        if length == 0 {
            return Ok(None);
        }
        let mut bytes = vec![0; length];
        {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.file.seek(SeekFrom::Start(start))?;
            kept.file.read_exact(&mut bytes)?;
        }
        postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
    }
}

impl Default for MatterStore {
    fn default() -> Self {
        Self::new()
    }
}
