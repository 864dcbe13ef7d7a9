//! What all fuzz targets do: bytes through one reader, and what was read through the search for forms; or a file through
//! the inbox. Nothing may panic, hang, or take more than the limits allow.

use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::OnceLock;

use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::extract::sense_paper;
use shenping::inbox::InboxLimits;
use shenping::inbox::open;
use shenping::inbox::sniff;
use shenping::inbox::walk;
use shenping::model::Format;
use shenping::policy::builtin;
use shenping::readers::Limits;
use shenping::readers::read;
use tempfile::TempDir;
use zip::CompressionMethod;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(builtin()));

/// Limits under which no input takes long.
fn limits() -> Limits {
    Limits { part_bytes: 1 << 20, inflated_bytes: 4 << 20, cells: 5_000, characters: 200_000, ..Limits::default() }
}

/// Reads a file of this format and looks for forms on it.
pub fn read_file(bytes: &[u8], format: Format) {
    let document = read(&Arc::from("申报表"), bytes, format, &limits());
    let forms = read_forms(&document, builtin(), &LEXICON);
    sense_paper(&document, &forms, builtin(), &LEXICON);
}

/// A package of which one part is fuzzed: a sample, and the part's name.
#[derive(Clone, Copy, Debug)]
pub enum PackageKind {
    /// The first sheet of a workbook.
    Xlsx,
    /// The first sheet of a binary workbook.
    Xlsb,
    /// The main text.
    Docx,
    /// The content.
    Odt,
    /// The content.
    Ods,
}

impl PackageKind {
    fn sample(self) -> (&'static [u8], &'static str) {
        match self {
            Self::Xlsx => (include_bytes!("../../samples/blank/申报表.xlsx"), "xl/worksheets/sheet1.xml"),
            Self::Xlsb => (include_bytes!("../../samples/odd/workbooks/card-sheetjs.xlsb"), "xl/worksheets/sheet1.bin"),
            Self::Docx => (include_bytes!("../../samples/odd/twins/form.docx"), "word/document.xml"),
            Self::Odt => (include_bytes!("../../samples/odd/twins/form.odt"), "content.xml"),
            Self::Ods => (include_bytes!("../../samples/odd/workbooks/card-libreoffice.ods"), "content.xml"),
        }
    }
}

/// Reads a package, or one whose main part is what was given.
pub fn read_package(bytes: &[u8], format: Format, kind: PackageKind) {
    static PARTS: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    if bytes.starts_with(b"PK") {
        return read_file(bytes, format);
    }
    let (sample, fuzzed) = kind.sample();
    // a process fuzzes one kind alone
    let parts = PARTS.get_or_init(|| parts_of(sample));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name, stored).expect("the name was one of a package");
        writer.write_all(if name == fuzzed { bytes } else { content }).expect("memory takes it");
    }
    read_file(&writer.finish().expect("memory takes it").into_inner(), format);
}

fn parts_of(sample: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(sample)).expect("the sample is a package");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("the sample is sound");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("the sample is sound");
        parts.push((part.name().expect("the sample is sound").into_owned(), content));
    }
    parts
}

/// Takes in a file as it arrives.
pub fn take_in(bytes: &[u8]) {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().expect("a folder for what arrives"));
    let limits = InboxLimits { file_bytes: 1 << 20, archive_bytes: 4 << 20, entries: 200, ..InboxLimits::default() };
    let told = sniff("材料.zip", bytes).format;
    let path: PathBuf = FOLDER.path().join("材料.zip");
    std::fs::write(&path, bytes).expect("the folder takes it");
    let mut taken = 0;
    for parcel in walk(&[path], &limits).expect("the file is there") {
        open(&parcel, &limits, &mut |_| taken += 1);
    }
    assert!(taken > 0, "a file of format {told} is not in the ledger");
}
