//! Ink drawn by hand, in a part of its own (InkML): whether anything is drawn in it. Undoing the strokes, or opening the
//! drawing tools and closing them, leaves a part without any.

use crate::readers::package::Package;
use crate::readers::xml::Xml;

/// Whether the ink in a part holds a stroke. A part that is lost or damaged may have held one.
pub fn holds_strokes(package: &mut Package<'_>, part: Option<&str>) -> bool {
    let Some(text) = part.and_then(|part| package.text(part)) else { return true };
    let mut xml = Xml::new(&text, package.limits().depth);
    while let Some(element) = xml.next_open() {
        if element.name() == "trace" && !xml.text().trim().is_empty() {
            return true;
        }
    }
    xml.fault().is_some()
}
