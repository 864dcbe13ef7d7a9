//! A xlsb file, or the bytes of its main part alone, put into a package that is sound.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shenping::model::Format;
use shenping_fuzz::PackageKind;

fuzz_target!(|bytes: &[u8]| shenping_fuzz::read_package(bytes, Format::Xlsb, PackageKind::Xlsb));
