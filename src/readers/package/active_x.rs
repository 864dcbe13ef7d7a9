//! ActiveX controls of a form ([MS-OFORMS]; ECMA-376 part 1, 15.2.18 calls them embedded controls): what was ticked or typed in one stands in a
//! part of its own, mostly binary, which is not read. That it is there is told, for its field looks empty.

use super::Package;
use super::relationships::Relationships;
use crate::readers::drawing::embedded::words_in_controls;

/// Classes of the controls that people tick, choose from or type in: text box, list, combo box, check box, option.
const FILLED: [&str; 5] = ["8BD21D10", "8BD21D20", "8BD21D30", "8BD21D40", "8BD21D50"];

/// Notes that a part refers to controls that are filled in.
pub fn note_controls(package: &mut Package, relationships: &Relationships) {
    let parts: Vec<String> = relationships.of_kind("control").map(|found| found.target.clone()).collect();
    let is_filled = |part: &String| {
        let text = package.text(part).map(|text| text.to_ascii_uppercase()).unwrap_or_default();
        FILLED.iter().any(|class| text.contains(class))
    };
    if parts.iter().any(is_filled) {
        package.note(words_in_controls());
    }
}
