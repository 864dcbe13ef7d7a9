//! Hashes what the program is built from into `SHENPING_SOURCE`, so that a season that was read by other code of the same version
//! is read anew.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::Hash;
use std::hash::Hasher;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// What the program is built from, beside its features.
const SOURCES: [&str; 3] = ["Cargo.lock", "Cargo.toml", "src"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        hash_below(Path::new(source), &mut hasher)?;
    }
    let mut features: Vec<String> = env::vars().map(|(name, _)| name).collect();
    features.retain(|name| name.starts_with("CARGO_FEATURE_"));
    features.sort();
    features.hash(&mut hasher);
    println!("cargo::rustc-env=SHENPING_SOURCE={:016x}", hasher.finish());
    Ok(())
}

/// Path and content of a file, or of all files below a folder, by name.
fn hash_below(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        path.to_string_lossy().replace('\\', "/").hash(hasher);
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut below: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    below.sort();
    below.iter().try_for_each(|path| hash_below(path, hasher))
}
