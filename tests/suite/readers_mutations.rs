//! Damage over every format: each sample's raw bytes, and the inflated parts of each package, are flipped, cut and doubled by a seeded generator. No
//! reader panics, and none asks for more than the limits allow.

use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use shenping::inbox::sniff;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;
use zip::CompressionMethod;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::Numbers;

/// Mutations of each sample: of its raw bytes, and of a part of it.
const ROUNDS: usize = 12;

fn samples_of_formats() -> Vec<(PathBuf, Format, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples = Vec::new();
    for below in ["odd/twins", "odd/workbooks", "odd/forms", "odd/descriptions", "odd/pdf", "broken"] {
        let entries = std::fs::read_dir(folder.join(below)).expect("samples");
        let mut paths: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        paths.sort();
        for path in paths {
            let bytes = std::fs::read(&path).expect("a sample");
            let format = sniff(&path.to_string_lossy(), &bytes).format;
            if format.holds_text() {
                samples.push((path, format, bytes));
            }
        }
    }
    assert!(samples.len() > 25, "the samples are there");
    samples
}

/// Limits under which a damaged sample cannot take long.
fn small_limits() -> Limits {
    Limits { part_bytes: 4 << 20, inflated_bytes: 8 << 20, cells: 20_000, characters: 2_000_000, ..Limits::default() }
}

/// The package with one of its parts damaged, or given twice as long; None for what is no zip.
fn damage_part(bytes: &[u8], numbers: &mut Numbers) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let victim = numbers.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if at == victim && !content.is_empty() {
            content = match numbers.below(4) {
                0 => [content.as_slice(), content.as_slice()].concat(),
                _ => numbers.damage(&content),
            };
        }
        writer.start_file(String::from_utf8_lossy(part.name_raw()).into_owned(), options).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

#[test]
fn no_damage_to_any_sample_makes_its_reader_panic() {
    let mut numbers = Numbers(2_026);
    let limits = small_limits();
    for (path, format, bytes) in samples_of_formats() {
        for _ in 0..ROUNDS {
            let mut mutants = vec![numbers.damage(&bytes)];
            let start = numbers.below(bytes.len());
            let doubled = bytes.get(start..(start + numbers.below(400)).min(bytes.len())).unwrap_or_default();
            mutants.push(
                [bytes.get(..start).unwrap_or_default(), doubled, doubled, bytes.get(start..).unwrap_or_default()]
                    .concat(),
            );
            mutants.extend(damage_part(&bytes, &mut numbers));
            for mutant in mutants {
                let name: Arc<str> = Arc::from(path.to_string_lossy());
                let told = sniff(&name, &mutant).format;
                read(&name, &mutant, format, &limits);
                if told != format && told.holds_text() {
                    read(&name, &mutant, told, &limits);
                }
            }
        }
    }
}

#[test]
fn every_reader_reads_the_samples_of_every_other_without_a_panic() {
    let limits = small_limits();
    let samples = samples_of_formats();
    let formats: Vec<Format> = samples.iter().map(|(_, format, _)| *format).collect();
    for (path, _, bytes) in samples.iter().step_by(3) {
        for format in &formats {
            read(&Arc::from(path.to_string_lossy()), bytes, *format, &limits);
        }
    }
}
