//! A part of a package unpacked straight from the file's bytes into one buffer, with one decoder for all parts: a form has a
//! dozen of them, and setting up a decoder for each costs as much as inflating it.

use flate2::Decompress;
use flate2::FlushDecompress;
use flate2::Status;

/// A part as it lies in the file.
pub struct StoredPart<'b> {
    /// Its bytes, packed or not.
    pub packed: &'b [u8],
    /// Whether they are deflated.
    pub deflated: bool,
    /// How long it says it is when unpacked.
    pub size: u64,
    /// CRC-32 of what it is when unpacked.
    pub checksum: u32,
}

/// Why a part could not be unpacked whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is larger than it may be.
    TooLarge,
    /// It is cut off, or not what its checksum says.
    Damaged,
    /// It is packed in a way that is not read.
    Method,
    /// It is under a password.
    Password,
}

/// Unpacks parts.
pub struct Inflater(Decompress);

impl Default for Inflater {
    fn default() -> Self {
        Self(Decompress::new(false))
    }
}

impl Inflater {
    /// What can be had of a part, at most so many bytes, and whether that is all of it.
    pub fn unpack(&mut self, stored: &StoredPart, cap: usize) -> (Vec<u8>, Result<(), Broken>) {
        let (bytes, whole) = match stored.deflated {
            true => self.inflate(stored, cap),
            false => {
                let kept = stored.packed.get(..cap).unwrap_or(stored.packed);
                (kept.to_vec(), if kept.len() < stored.packed.len() { Err(Broken::TooLarge) } else { Ok(()) })
            }
        };
        let outcome = whole.and_then(|()| check(&bytes, stored));
        (bytes, outcome)
    }

    fn inflate(&mut self, stored: &StoredPart, cap: usize) -> (Vec<u8>, Result<(), Broken>) {
        const FIRST: usize = 1 << 20;
        self.0.reset(false);
        let declared = usize::try_from(stored.size).unwrap_or(usize::MAX);
        let mut bytes = Vec::with_capacity(declared.min(cap).min(FIRST).saturating_add(1));
        loop {
            let taken = usize::try_from(self.0.total_in()).unwrap_or(usize::MAX);
            let rest = stored.packed.get(taken..).unwrap_or_default();
            let before = bytes.len();
            match self.0.decompress_vec(rest, &mut bytes, FlushDecompress::None) {
                Ok(Status::StreamEnd) if bytes.len() <= cap => return (bytes, Ok(())),
                Ok(_) if bytes.len() > cap => {
                    bytes.truncate(cap);
                    return (bytes, Err(Broken::TooLarge));
                }
                Ok(_) if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len().min(cap - bytes.len()) + 1),
                Ok(_) if bytes.len() > before => {}
                Ok(_) | Err(_) => return (bytes, Err(Broken::Damaged)),
            }
        }
    }
}

fn check(bytes: &[u8], stored: &StoredPart) -> Result<(), Broken> {
    let whole = bytes.len() as u64 == stored.size && crc32fast::hash(bytes) == stored.checksum;
    if whole { Ok(()) } else { Err(Broken::Damaged) }
}
