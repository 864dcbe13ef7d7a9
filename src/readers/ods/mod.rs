//! OpenDocument spreadsheets (ODF 1.3), in a package or as one flat file. Written by LibreOffice, WPS, SheetJS, Excel.

mod cell;
mod content;
mod shapes;
mod styles;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::odf::package::note_fault;
use crate::readers::odf::package::note_foreign_root;
use crate::readers::odf::package::open_odf;
use crate::readers::odf::package::read_meta;
use crate::readers::odf::pictures::Images;
use crate::readers::package::unreadable;
use crate::readers::sheets::budget::Budget;
use crate::readers::xml::Xml;

use content::read_content;

/// Reads a packed spreadsheet into a Document that is still empty.
pub fn read_ods(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(mut package) = open_odf(document, bytes, limits) else { return };
    let Some(text) = package.text("content.xml") else {
        document.troubles.push(unreadable("部件 content.xml 缺失，不是完整的表格文件".to_owned()));
        return;
    };
    let mut images = Images::new(Some(&mut package), limits);
    read_tables(document, &text, "content.xml", &mut images);
    document.troubles.extend(package.take_troubles());
}

/// Reads the text of a flat spreadsheet into a Document that is still empty.
pub fn read_flat_ods(document: &mut Document, text: &str, limits: &Limits) {
    document.properties = read_meta(&mut Xml::new(text, limits.depth));
    let mut images = Images::new(None, limits);
    read_tables(document, text, "文件", &mut images);
}

fn read_tables(document: &mut Document, text: &str, part: &str, images: &mut Images) {
    let limits = images.limits();
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(text, limits.depth);
    read_content(&mut xml, document, images, &mut budget);
    document.troubles.extend(note_foreign_root(part, xml.root()));
    document.troubles.extend(note_fault(part, xml.fault(), limits));
    document.troubles.extend(budget.trouble());
}
