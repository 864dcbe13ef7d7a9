//! OpenDocument spreadsheets (ODF 1.3), in a package or as one flat file. Written by LibreOffice, WPS, SheetJS, Excel.

mod cell;
mod content;
mod shapes;
mod styles;

use std::sync::Arc;

use crate::model::Document;
use crate::model::Picture;
use crate::readers::Limits;
use crate::readers::base64::decode_base64;
use crate::readers::odf_package::note_fault;
use crate::readers::odf_package::open_odf;
use crate::readers::odf_package::read_meta;
use crate::readers::package::Package;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::part_text::decode_part;
use crate::readers::pictures::Pictures;
use crate::readers::relationships::resolve_target;
use crate::readers::sheets::budget::Budget;
use crate::readers::xml::Xml;

use content::read_content;
use shapes::Image;

/// Reads a packed spreadsheet into a Document that is still empty.
pub fn read_ods(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(mut package) = open_odf(document, bytes, limits) else { return };
    let Some(text) = package.text("content.xml") else {
        document.troubles.push(unreadable("部件 content.xml 缺失，不是完整的表格文件".to_owned()));
        return;
    };
    let mut images = Images { package: Some(&mut package), pictures: Pictures::default(), inline: 0, limits };
    read_tables(document, &text, "content.xml", &mut images);
    document.troubles.extend(package.take_troubles());
}

/// Reads a flat spreadsheet into a Document that is still empty.
pub fn read_flat_ods(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if bytes.len() as u64 > limits.file_bytes {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        return;
    }
    let (text, replaced) = decode_part(bytes.to_vec());
    if replaced {
        document.troubles.push(unreadable("文件中有无法解码的字节".to_owned()));
    }
    document.properties = read_meta(&mut Xml::new(&text, limits.depth));
    let mut images = Images { package: None, pictures: Pictures::default(), inline: 0, limits };
    read_tables(document, &text, "文件", &mut images);
}

fn read_tables(document: &mut Document, text: &str, part: &str, images: &mut Images) {
    let limits = images.limits;
    let mut budget = Budget::new(limits);
    let mut xml = Xml::new(text, limits.depth);
    read_content(&mut xml, document, images, &mut budget);
    document.troubles.extend(note_fault(part, xml.fault(), limits));
    document.troubles.extend(budget.trouble());
}

/// Where the pictures of a spreadsheet come from.
pub struct Images<'i, 'b> {
    package: Option<&'i mut Package<'b>>,
    pictures: Pictures,
    /// Bytes of pictures that stood in the file itself.
    inline: u64,
    limits: &'i Limits,
}

impl Images<'_, '_> {
    /// A picture's bytes; none where they are not in the file, or over the limit.
    fn take(&mut self, image: Image) -> Picture {
        match (image, self.package.as_deref_mut()) {
            (Image::Link(link), Some(package)) if !link.contains("://") => {
                self.pictures.take(package, &resolve_target("", &link))
            }
            (Image::Link(link), _) => Picture { part: link, bytes: Arc::from([]) },
            (Image::Inline(text), _) => {
                let room = self.inline < self.limits.picture_bytes;
                let bytes = room.then(|| decode_base64(&text)).flatten().unwrap_or_default();
                self.inline = self.inline.saturating_add(bytes.len() as u64);
                Picture { part: "office:binary-data".to_owned(), bytes: Arc::from(bytes) }
            }
        }
    }
}
