//! A spreadsheet_xml file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shenping::model::Format;

fuzz_target!(|bytes: &[u8]| shenping_fuzz::read_file(bytes, Format::SpreadsheetMl));
