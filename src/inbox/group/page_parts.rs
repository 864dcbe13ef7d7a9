//! What a web page keeps beside it (`申报表.files/image001.png`, `申报表_html_….png`) is part of the page, which was read with it: no evidence, no
//! form of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;

/// How the folder of a page is called after the page (Word, Excel, WPS; browsers), and how LibreOffice calls a page's pictures.
const ENDINGS: [&str; 3] = [".files/", "_files/", "_html_"];

/// What programs lay there beside pictures.
const EXTENSIONS: [&str; 18] = [
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "webp", "emf", "wmf", "emz", "wmz", "css", "js",
    "mso", "thmx",
];
const NAMES: [&str; 6] =
    ["tabstrip.htm", "tabstrip.html", "filelist.xml", "colorschememapping.xml", "header.htm", "header.html"];

/// The role of such a part here; outside it is one of the others.
pub const PAGE_PART: &str = "page-part";

/// Makes parts of pages into what is passed over, and gives their paths. A page that is only a frame round sheets of its folder is one itself: the
/// sheets speak for it.
pub fn set_page_parts_aside(files: &mut [Sensed]) -> BTreeSet<Arc<str>> {
    let pages = files.iter().filter(|file| file.format == Format::Html);
    let starts: BTreeSet<String> =
        pages.flat_map(|page| ENDINGS.map(|ending| format!("{}{ending}", without_extension(&page.path)))).collect();
    let mut parts = BTreeSet::new();
    let mut frames = BTreeSet::new();
    for file in files.iter() {
        let start =
            ENDINGS.iter().find_map(|ending| Some((file.path.get(..file.path.rfind(ending)? + ending.len())?, ending)));
        let Some((start, ending)) = start.filter(|(start, _)| starts.contains(*start)) else { continue };
        let name = file.path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if EXTENSIONS.contains(&extension) || NAMES.contains(&name.as_str()) {
            parts.insert(Arc::clone(&file.path));
        } else if name.starts_with("sheet") && file.format == Format::Html {
            frames.insert(start.trim_end_matches(ending).to_owned());
        }
    }
    for file in files {
        let is_frame =
            file.format == Format::Html && is_nothing(&file.sense) && frames.contains(without_extension(&file.path));
        if is_frame || parts.contains(&file.path) {
            parts.insert(Arc::clone(&file.path));
            file.format = Format::System;
        }
    }
    parts
}

fn is_nothing(sense: &PaperSense) -> bool {
    matches!(sense, PaperSense::NotRead | PaperSense::Text { .. })
}

fn without_extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    path.rfind('.').filter(|at| *at > name).and_then(|at| path.get(..at)).unwrap_or(path)
}
