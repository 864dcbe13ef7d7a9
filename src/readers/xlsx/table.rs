//! Tables of a sheet (list objects; ECMA-376 part 1, 18.5): only what their filter hides.

use crate::readers::package::Package;
use crate::readers::package::relationships::Relationships;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::parse_area;
use crate::readers::xml::Xml;

/// Rows that the filter of a table hides from view are on the paper all the same, as with a sheet's own filter.
pub fn show_filtered_rows(package: &mut Package, relationships: &Relationships, hidden: &mut HiddenParts) {
    if !hidden.hides_rows() {
        return;
    }
    for found in relationships.of_kind("table") {
        let Some(text) = package.text(&found.target) else { continue };
        let mut xml = Xml::new(&text, package.limits().depth);
        if let Some(area) = filtered_area(&mut xml) {
            hidden.show_rows(area.top.saturating_add(1), area.bottom);
        }
        package.note_fault(&found.target, xml.fault());
    }
}

/// The area of a table's filter, where one is set.
fn filtered_area(xml: &mut Xml) -> Option<Area> {
    let mut area = None;
    while let Some(element) = xml.next_open() {
        match element.name() {
            "autoFilter" => area = element.attribute("ref").and_then(|reference| parse_area(&reference)),
            "filterColumn" => return area,
            _ => {}
        }
    }
    None
}
