//! The pictures of an OpenDocument file: in parts of the package, or in the file itself in base64 (`office:binary-data`).

use crate::model::Picture;
use crate::readers::Limits;
use crate::readers::base64::decode_base64;
use crate::readers::odf::clip::Clip;
use crate::readers::package::Package;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::resolve_target;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// Where a picture's bytes are.
#[derive(Clone, Debug)]
pub enum Image {
    /// In a part of the package, or outside of it.
    Link(String),
    /// In the file itself (flat files), in base64.
    Inline(String),
}

/// Reads the `draw:image` opened last.
pub fn read_image(xml: &mut Xml, element: &Element) -> Image {
    let link = element.attribute("href").map(|link| link.into_owned());
    let mut inline = String::new();
    let level = xml.depth();
    while let Some(inner) = xml.open_within(level) {
        match inner.name() {
            "binary-data" => inline = xml.text(),
            _ => xml.skip(),
        }
    }
    match link {
        Some(link) if inline.is_empty() => Image::Link(link),
        _ => Image::Inline(inline),
    }
}

/// Where the pictures of a file come from.
pub struct Images<'i, 'b> {
    /// None: the file is flat.
    package: Option<&'i mut Package<'b>>,
    pictures: Pictures,
    /// Bytes of pictures that stood in the file itself.
    inline: u64,
    limits: &'i Limits,
}

impl<'i, 'b> Images<'i, 'b> {
    /// None taken yet.
    pub fn new(package: Option<&'i mut Package<'b>>, limits: &'i Limits) -> Self {
        Self { package, pictures: Pictures::default(), inline: 0, limits }
    }

    /// The limits that they are taken under.
    pub fn limits(&self) -> &'i Limits {
        self.limits
    }

    /// A picture, shown as far as it is not cut off; without bytes where they are not in the file, or over the limit.
    pub fn take(&mut self, image: Image, clip: Clip) -> Picture {
        let mut picture = self.take_whole(image);
        clip.cut(&mut picture);
        picture
    }

    fn take_whole(&mut self, image: Image) -> Picture {
        match (image, self.package.as_deref_mut()) {
            (Image::Link(link), Some(package)) if !link.contains("://") => {
                self.pictures.take(package, &resolve_target("", &link))
            }
            (Image::Link(link), _) => Picture::whole(link, []),
            (Image::Inline(text), _) => {
                let room = self.inline < self.limits.picture_bytes;
                let bytes = room.then(|| decode_base64(&text)).flatten().unwrap_or_default();
                self.inline = self.inline.saturating_add(bytes.len() as u64);
                Picture::whole("office:binary-data", bytes)
            }
        }
    }
}
