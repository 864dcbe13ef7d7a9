//! How fast `check` is: packages a second and peak memory, with worker processes and in one process, beside the floor (read,
//! hash and inflate the needed parts, nothing else) and beside a Python program that does the same extraction with openpyxl
//! and python-docx, all in one run. The peak of a variant with workers is its own and theirs together.
//!
//! `cargo bench --bench check [-- PACKAGES]`. Needs python3 with openpyxl, python-docx and pillow, which also make the packages
//! (make_packages.py). Every variant runs in a process of its own, so that peaks are its own; each runs three times in turn
//! and the fastest counts, for other work on the machine only ever adds.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures time and prints it")]

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use jiff::Timestamp;
use rayon::ThreadPoolBuilder;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use sha2::Digest;
use sha2::Sha256;
use shenping::pipeline::CheckRequest;
use shenping::pipeline::ReadBy;
use shenping::pipeline::Reading;
use shenping::pipeline::Settings;
use shenping::pipeline::Workers;
use shenping::pipeline::check;
use zip::ZipArchive;

/// Packages where no number is given.
const PACKAGES: usize = 2_000;
/// Packages that the Python program reads: its pace does not depend on how many there are.
const PEER_PACKAGES: usize = 120;
/// How often each variant runs.
const ROUNDS: usize = 3;
/// First argument of a process that measures one variant.
const MEASURE: &str = "--measure";
/// Parts that a reader of forms and descriptions cannot do without.
const NEEDED: &[&str] = &[
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/",
    "xl/drawings/",
    "xl/media/",
    "word/document.xml",
    "word/_rels/",
    "word/styles.xml",
    "word/numbering.xml",
];

type Failed = Box<dyn Error + Send + Sync>;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Variant {
    Floor,
    /// `check` in one process.
    Check,
    /// `check` as the program does it.
    Workers,
    Peer,
}

const VARIANTS: [(Variant, &str); 4] =
    [(Variant::Floor, "floor"), (Variant::Check, "check"), (Variant::Workers, "workers"), (Variant::Peer, "peer")];

/// What came of it.
#[derive(Clone, Copy)]
struct Measured {
    packages: usize,
    seconds: f64,
    peak_kb: u64,
}

impl Measured {
    fn pace(&self) -> f64 {
        self.packages as f64 / self.seconds
    }
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [measure, variant, folder, workers] if measure == MEASURE => {
            let measured = measure_here(variant, Path::new(folder), workers.parse()?)?;
            println!("{} {:.6} {}", measured.packages, measured.seconds, measured.peak_kb);
            Ok(())
        }
        [count] => compare(count.parse()?),
        _ => compare(PACKAGES),
    }
}

/// Makes the packages, runs every variant, prints the table.
fn compare(count: usize) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let made = script("make_packages.py").arg(folder.path()).arg(count.to_string()).status()?;
    if !made.success() {
        return Err("make_packages.py failed".into());
    }
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{count} packages; the Python program reads {} of them; load {}", PEER_PACKAGES.min(count), load.trim());
    println!("workers  variant  packages/s  x peer  x floor time  peak MB");
    for workers in [1, 2] {
        let measured = fastest_of_each(folder.path(), workers)?;
        let [floor, _, _, peer] = measured;
        for ((_, name), measured) in VARIANTS.iter().zip(measured) {
            println!(
                "{workers:>7}  {name:<7}  {:>10.1}  {:>6.1}  {:>12.2}  {:>7.1}",
                measured.pace(),
                measured.pace() / peer.pace(),
                floor.pace() / measured.pace(),
                measured.peak_kb as f64 / 1024.0,
            );
        }
    }
    Ok(())
}

/// The variants in turn, so that all meet the same machine.
fn fastest_of_each(folder: &Path, workers: usize) -> Result<[Measured; 4], Failed> {
    let mut fastest: [Option<Measured>; 4] = [None; 4];
    for _ in 0..ROUNDS {
        for (best, (variant, name)) in fastest.iter_mut().zip(VARIANTS) {
            let measured = measure_apart(variant, name, folder, workers)?;
            *best = best.filter(|best| best.pace() >= measured.pace()).or(Some(measured));
        }
    }
    match fastest {
        [Some(floor), Some(check), Some(workers), Some(peer)] => Ok([floor, check, workers, peer]),
        _ => Err("no round was run".into()),
    }
}

/// Runs a variant in a process of its own and reads what it prints.
fn measure_apart(variant: Variant, name: &str, folder: &Path, workers: usize) -> Result<Measured, Failed> {
    let mut command =
        if variant == Variant::Peer { script("peer_check.py") } else { Command::new(env::current_exe()?) };
    if variant != Variant::Peer {
        command.args([MEASURE, name]);
    }
    command.arg(folder).arg(workers.to_string());
    if variant == Variant::Peer {
        command.arg(PEER_PACKAGES.to_string());
    }
    let output = command.output()?;
    let told = String::from_utf8(output.stdout)?;
    let mut figures = told.split_whitespace();
    match (output.status.success(), figures.next(), figures.next(), figures.next()) {
        (true, Some(packages), Some(seconds), Some(peak)) => {
            Ok(Measured { packages: packages.parse()?, seconds: seconds.parse()?, peak_kb: peak.parse()? })
        }
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}

/// A script beside this file, ready to run.
fn script(name: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg("-B").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join(name));
    command
}

/// Runs a variant in this process.
fn measure_here(variant: &str, folder: &Path, workers: usize) -> Result<Measured, Failed> {
    let pool = ThreadPoolBuilder::new().num_threads(workers).build()?;
    let by = match variant {
        "workers" => {
            ReadBy::Workers(Workers { program: PathBuf::from(env!("CARGO_BIN_EXE_shenping")), count: workers })
        }
        _ => ReadBy::ThisProcess,
    };
    let theirs = Arc::new(Mutex::new(BTreeMap::new()));
    if variant == "workers" {
        let theirs = Arc::clone(&theirs);
        thread::spawn(move || watch_children(&theirs));
    }
    let start = Instant::now();
    let packages = match variant {
        "floor" => pool.install(|| reach_floor(folder))?,
        _ => pool.install(|| check_all(folder, by))?,
    };
    let seconds = start.elapsed().as_secs_f64();
    let peaks: u64 = theirs.lock().map_or(0, |theirs| theirs.values().sum());
    Ok(Measured { packages, seconds, peak_kb: peak_of("self") + peaks })
}

/// The whole of `check`, without printing; how many applications it saw.
fn check_all(folder: &Path, by: ReadBy) -> Result<usize, Failed> {
    let settings = Settings::of_policy(None)?;
    let paths = [folder.to_owned()];
    let as_of: Timestamp = "2026-11-22T09:00:00+08:00".parse()?;
    let request = CheckRequest {
        paths: &paths,
        policy: &settings.policy,
        season: settings.season.as_ref(),
        roster: &settings.roster,
        as_of,
        reading: &Reading { by, ..Reading::default() },
    };
    Ok(check(&request, &|_| ())?.assessments.len())
}

/// Reads, hashes and inflates what must be; how many packages there were.
fn reach_floor(folder: &Path) -> Result<usize, Failed> {
    let packages: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failed>>()?;
    packages
        .par_iter()
        .map(|package| inflate_needed(package))
        .collect::<Result<Vec<usize>, Failed>>()
        .map(|all| all.len())
}

fn inflate_needed(package: &Path) -> Result<usize, Failed> {
    let mut inflated = Vec::new();
    let mut length = 0;
    for entry in fs::read_dir(package)? {
        let bytes = fs::read(entry?.path())?;
        std::hint::black_box(Sha256::digest(&bytes));
        let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
        for at in 0..archive.len() {
            let mut part = archive.by_index(at)?;
            if part.name().is_ok_and(|name| NEEDED.iter().any(|needed| name.starts_with(needed))) {
                inflated.clear();
                length += part.read_to_end(&mut inflated)?;
            }
        }
    }
    Ok(std::hint::black_box(length))
}

/// The peak of a process in KB, where the system tells it.
fn peak_of(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Notes the peaks of all processes that this one starts, until it ends.
fn watch_children(peaks: &Mutex<BTreeMap<String, u64>>) {
    loop {
        for task in fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            for child in children.split_whitespace() {
                let peak = peak_of(child);
                if let Ok(mut peaks) = peaks.lock() {
                    let known = peaks.entry(child.to_owned()).or_insert(0);
                    *known = peak.max(*known);
                }
            }
        }
        thread::sleep(Duration::from_millis(20));
    }
}
