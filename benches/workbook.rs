//! How long the review workbook of 10,000 scored projects takes, how much memory, and how long XlsxWriter takes for the same
//! cells: `cargo bench --bench workbook [-- PROJECTS]`. The peer is benches/peer_workbook.py, run on what was just written.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use shenping::review::workbook::write_workbook;

#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../tests/suite/review/made_books.rs"]
mod made_books;
#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../tests/suite/made_season.rs"]
mod made_season;

/// Highest resident memory so far, in MB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark tells times")]
fn main() -> io::Result<()> {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let projects: usize = wanted.unwrap_or(10_000);
    let made = made_books::scored(projects);
    let before = peak_memory();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("workbook-bench.xlsx");
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        write_workbook(&made.view(), io::BufWriter::new(fs::File::create(&path)?)).map_err(io::Error::other)?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    let (peak, bytes) = (peak_memory(), fs::metadata(&path)?.len());
    println!("{projects} projects: {best:.2} s, {} MB, peak {peak} MB ({before} MB before writing)", bytes >> 20);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peer_workbook.py");
    let peer = Command::new("python3").arg(script).arg(&path).output()?;
    let said = String::from_utf8_lossy(&peer.stdout);
    match said.trim().parse::<f64>() {
        Ok(seconds) => println!("XlsxWriter, the same cells: {seconds:.2} s, {:.1} times as long", seconds / best),
        Err(_) => println!("XlsxWriter could not be run: {}", String::from_utf8_lossy(&peer.stderr)),
    }
    Ok(())
}
