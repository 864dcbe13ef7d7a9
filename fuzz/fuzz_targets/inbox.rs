//! A file as it arrives: told by its content, opened if it is an archive, all that is in it accounted for.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shenping_fuzz::take_in(bytes));
