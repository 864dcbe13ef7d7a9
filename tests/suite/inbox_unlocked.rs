//! Files that Office opens without asking for a password although they are encrypted: read as what they hold, kept as they came.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use shenping::inbox::InboxFile;
use shenping::inbox::Readable;
use shenping::inbox::sniff_readable;
use shenping::model::Document;
use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::Numbers;

const PROTECTED: [(&str, Format); 3] = [
    ("protected-libreoffice.xls", Format::Xls),
    ("protected-msoffcrypto.xlsx", Format::Xlsx),
    ("protected-standard.xlsx", Format::Xlsx),
];

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd").join(name)).unwrap()
}

fn cells(document: &Document) -> Vec<(u32, u32, String)> {
    let grid = document.grids().next().expect("a sheet");
    let filled = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    filled.map(|cell| (cell.row, cell.column, cell.text.clone())).collect()
}

#[test]
fn a_workbook_with_a_protected_structure_reads_like_one_without() {
    let plain = read(&Arc::from("表"), &sample("workbooks/card-openpyxl.xlsx"), Format::Xlsx, &Limits::default());
    for (name, format) in PROTECTED {
        let bytes = sample(&format!("protected/{name}"));
        let Readable { sniffed, bytes: opened, .. } = sniff_readable(name, &bytes);
        assert_eq!((sniffed.format, sniffed.troubles), (format, vec![]), "{name}");
        let document = read(&Arc::from(name), &opened, format, &Limits::default());
        assert_eq!(document.troubles, [], "{name}");
        // openpyxl stores no results of formulas; the programs that saved it again may.
        let opened = cells(&document);
        let lost: Vec<_> = cells(&plain).into_iter().filter(|cell| !opened.contains(cell)).collect();
        assert_eq!(lost, [], "{name}");
    }
}

#[test]
fn hash_and_size_are_those_of_the_file_as_it_came() {
    let bytes = sample("protected/protected-msoffcrypto.xlsx");
    let file = InboxFile::from_bytes("表.xlsx", Arc::from(bytes.as_slice()));
    assert_eq!((file.format, file.size), (Format::Xlsx, bytes.len() as u64));
    assert_eq!(file.sha256, Some(shenping::extract::sha256_hex(&bytes)));
    assert_ne!(file.bytes().unwrap().as_ref(), bytes);
}

#[test]
fn a_password_of_somebodys_own_stays_a_password() {
    let mut bytes = sample("protected/protected-libreoffice.xls");
    let salt = bytes.windows(6).position(|window| window == [1, 0, 1, 0, 1, 0]).expect("FilePass") + 6;
    bytes[salt] ^= 1;
    let Readable { sniffed, bytes: opened, .. } = sniff_readable("表.xls", &bytes);
    assert_eq!(sniffed.format, Format::Encrypted);
    assert_eq!(opened.as_ref(), bytes);
}

#[test]
fn damage_to_an_encrypted_file_ends_in_a_file_that_stays_closed_or_is_read() {
    let mut numbers = Numbers(2_026);
    for (name, _) in PROTECTED {
        let whole = sample(&format!("protected/{name}"));
        for _ in 0..25 {
            let damaged = numbers.damage(&whole);
            let Readable { sniffed, bytes: opened, .. } = sniff_readable(name, &damaged);
            read(&Arc::from(name), &opened, sniffed.format, &Limits::default());
        }
    }
}
