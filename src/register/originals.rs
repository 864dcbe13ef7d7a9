//! Originals by their hash: `存档/ab/cdef….bin` holds the bytes whose SHA-256 is `abcdef…`. Written to a temporary file
//! (`存档/写入中-…`, locked while it grows), brought to the disk and renamed, never changed, and checked against their name
//! whenever they are read. A transaction that speaks of originals waits until their folders are on the disk as well.

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use sha2::Digest;
use sha2::Sha256;

use crate::register::RegisterError;

/// Bytes copied at a time.
const CHUNK: usize = 1 << 16;

/// What the names of temporary files begin with.
const UNFINISHED: &str = "写入中-";

/// The store of originals beside a register.
#[derive(Clone, Debug)]
pub struct Originals {
    root: PathBuf,
    /// Folders with names that may not be on the disk yet.
    unsettled: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Originals {
    /// The store in this folder; made when the first original is kept.
    pub fn in_folder(root: &Path) -> Self {
        Self { root: root.to_owned(), unsettled: Arc::default() }
    }

    /// Where the original of this hash lies or would lie; None where it is no hash.
    pub fn path_of(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let (folder, rest) = is_hash.then(|| sha256.split_at_checked(2))??;
        Some(self.root.join(folder).join(format!("{rest}.bin")))
    }

    /// Whether an original of this hash and size is in the store; its content is not read.
    pub fn holds(&self, sha256: &str, bytes: u64) -> bool {
        let metadata = self.path_of(sha256).and_then(|path| fs::metadata(path).ok());
        metadata.is_some_and(|metadata| metadata.is_file() && metadata.len() == bytes)
    }

    /// Removes what runs that were killed left half written; what another run is writing now stays.
    pub(super) fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        let unfinished = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| name.starts_with(UNFINISHED));
        for entry in entries.flatten().filter(|entry| unfinished(&entry.file_name())) {
            let path = entry.path();
            let abandoned = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
            if abandoned {
                // It is of no use to anyone; should it not go, it does no harm either.
                fs::remove_file(&path).unwrap_or_default();
            }
        }
    }

    /// Keeps bytes; gives their hash.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn keep_bytes(&self, bytes: &[u8]) -> Result<String, RegisterError> {
        let sha256 = hex(&Sha256::digest(bytes));
        if !self.holds(&sha256, u64::try_from(bytes.len()).unwrap_or(u64::MAX)) {
            self.keep(&mut &bytes[..], &self.root, &sha256)?;
        }
        Ok(sha256)
    }

    /// Keeps a file whose hash and size are known from reading it. Memory does not grow with the file.
    ///
    /// # Errors
    /// The disk refuses, or the file is no longer what it was when it was read.
    pub fn keep_file(&self, file: &Path, sha256: &str, bytes: u64) -> Result<(), RegisterError> {
        if self.holds(sha256, bytes) {
            return Ok(());
        }
        let mut source = File::open(file).map_err(|source| failed(file, source))?;
        self.keep(&mut source, file, sha256)
    }

    fn keep(&self, source: &mut dyn Read, from: &Path, sha256: &str) -> Result<(), RegisterError> {
        let changed = || RegisterError::Changed { path: from.to_owned() };
        let target = self.path_of(sha256).ok_or_else(changed)?;
        let folder = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        let temporary = self.root.join(format!("{UNFINISHED}{sha256}.{}", std::process::id()));
        let copied = copy_hashing(source, &temporary);
        let kept = match copied {
            Ok(found) if found == sha256 => self.name(&temporary, &target),
            Ok(_) => Err(changed()),
            Err(source) => Err(failed(from, source)),
        };
        if kept.is_err() {
            // What is left of the attempt is of no use to anyone; that it cannot be removed changes nothing of the error.
            fs::remove_file(&temporary).unwrap_or_default();
        }
        kept
    }

    /// Gives what is written its name.
    fn name(&self, temporary: &Path, target: &Path) -> Result<(), RegisterError> {
        fs::rename(temporary, target).map_err(|source| failed(target, source))?;
        let mut unsettled = self.unsettled.lock().unwrap_or_else(PoisonError::into_inner);
        unsettled
            .extend(target.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)).map(Path::to_owned));
        unsettled.extend(self.root.parent().map(Path::to_owned));
        Ok(())
    }

    /// Brings the names of all originals that were kept to the disk: a power failure after this loses none of them.
    ///
    /// # Errors
    /// The disk refuses.
    pub(super) fn settle(&self) -> Result<(), RegisterError> {
        let mut unsettled = self.unsettled.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in unsettled.iter() {
            sync_folder(folder).map_err(|source| failed(folder, source))?;
        }
        unsettled.clear();
        Ok(())
    }

    /// The bytes of an original, checked against their hash.
    ///
    /// # Errors
    /// It is not there, or no longer what its name says.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>, RegisterError> {
        let path = self.path_of(sha256).ok_or_else(|| not_there(sha256))?;
        let bytes = fs::read(&path).map_err(|source| failed(&path, source))?;
        if hex(&Sha256::digest(&bytes)) == sha256 { Ok(bytes) } else { Err(RegisterError::Damaged { path }) }
    }

    /// Whether an original is there and whole; memory does not grow with it.
    ///
    /// # Errors
    /// It is not there, or no longer what its name says.
    pub fn check(&self, sha256: &str) -> Result<(), RegisterError> {
        let path = self.path_of(sha256).ok_or_else(|| not_there(sha256))?;
        let mut file = File::open(&path).map_err(|source| failed(&path, source))?;
        let found = copy_hashing_into(&mut file, &mut io::sink()).map_err(|source| failed(&path, source))?;
        if found == sha256 { Ok(()) } else { Err(RegisterError::Damaged { path }) }
    }
}

fn failed(path: &Path, source: io::Error) -> RegisterError {
    RegisterError::Original { path: path.to_owned(), source }
}

fn not_there(sha256: &str) -> RegisterError {
    failed(Path::new(sha256), io::Error::from(io::ErrorKind::NotFound))
}

fn copy_hashing(source: &mut dyn Read, target: &Path) -> io::Result<String> {
    let mut target = File::create(target)?;
    // Held until the file is closed. Where the disk knows no locks, sweeping cannot take one either.
    target.try_lock().unwrap_or_default();
    let sha256 = copy_hashing_into(source, &mut target)?;
    target.sync_all()?;
    Ok(sha256)
}

/// Brings a folder's names to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // The folder that a path without one lies in has no name of its own.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file is; NTFS keeps names in a journal of its own.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn copy_hashing_into(source: &mut dyn Read, target: &mut dyn Write) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = match source.read(&mut chunk) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let read = chunk.get(..count).unwrap_or_default();
        hasher.update(read);
        target.write_all(read)?;
    }
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}
