//! What the program and a worker say to each other over the worker's stdin and stdout: blocks of a length (four bytes, little
//! endian) and so many bytes, which are a postcard-encoded message, or the forms or the text that follow one.

use std::io;
use std::io::Read;
use std::io::Write;
use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::limits::ReadingLimits;
use super::paper::Matter;
use super::paper::PaperRead;
use crate::inbox::Parcel;
use crate::model::Document;
use crate::model::Trouble;
use crate::policy::Policy;

/// The first thing that a worker is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The measure.
    pub policy: Policy,
    /// What it must keep to.
    pub limits: ReadingLimits,
}

/// What a worker is to do next.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Read these, and answer when it is convenient.
    Batch(Vec<Parcel>),
    /// Read this one, and say aloud what is read next, so that it is known which file a worker died of. Some of its files are
    /// not to be read.
    Alone {
        /// The parcel.
        parcel: Parcel,
        /// Paths of files that are not to be read, and why.
        closed: Vec<(String, Trouble)>,
    },
    /// Read a book that came back filled.
    Book {
        /// What it is called.
        name: Arc<str>,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// It begins to read the file of this path.
    Reading(String),
    /// It has read a file; its forms and its text follow in a block each.
    Read(PaperRead),
    /// It has done with a parcel.
    Done,
    /// It has read a book, or those in an archive.
    Book(Vec<Document>),
}

/// Largest block that is taken, in bytes: a text at its limit of characters, with places.
const LARGEST: usize = 1 << 30;

/// Sends a message.
///
/// # Errors
/// The other side is gone.
pub fn send<T: Serialize>(out: &mut impl Write, message: &T) -> io::Result<()> {
    send_block(out, &postcard::to_stdvec(message).map_err(io::Error::other)?)
}

/// Sends a file's matter after [`Answer::Read`].
///
/// # Errors
/// The other side is gone.
pub fn send_matter(out: &mut impl Write, matter: &Matter) -> io::Result<()> {
    send_block(out, &matter.forms)?;
    send_block(out, &matter.text)
}

fn send_block(out: &mut impl Write, block: &[u8]) -> io::Result<()> {
    let length = u32::try_from(block.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(block)
}

/// Takes the next message.
///
/// # Errors
/// The other side is gone, or says something that is no message.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    postcard::from_bytes(&receive_block(from)?).map_err(io::Error::other)
}

/// Takes the matter after [`Answer::Read`].
///
/// # Errors
/// As [`receive`].
pub fn receive_matter(from: &mut impl Read) -> io::Result<Matter> {
    Ok(Matter { forms: receive_block(from)?, text: receive_block(from)? })
}

fn receive_block(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > LARGEST {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut block = Vec::new();
    // Grown as it comes, so that a false length costs nothing.
    from.take(length as u64).read_to_end(&mut block)?;
    if block.len() == length { Ok(block) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) }
}
