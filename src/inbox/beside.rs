//! A web page that was saved with its pictures and style sheets beside it (`申报表.files`, `申报表_files`, `申报表_html_….png`): held together
//! with them as the single-file web page that the same program would have written (MHTML, RFC 2557). Only what lies in the page's own folder
//! or below it is looked at; nothing is fetched.

use std::fs;
use std::io::Read;
use std::path::Component;
use std::path::Path;
use std::sync::Arc;

use memchr::memchr_iter;
use memchr::memmem;

use super::archive::entry_name::decode_name;
use super::file::Content;
use super::file::InboxFile;
use crate::model::Format;
use crate::model::resolve_percent;

/// Stands between the parts; a page that holds it is left as it is.
const BOUNDARY: &str = "----=_page_and_what_lies_beside_it_5f0c2d71";
/// How many parts, and how many bytes of them, are held with a page.
const MOST_PARTS: usize = 256;
const MOST_BYTES: usize = 64 << 20;

/// Finds a file by its path from the page's folder.
pub type FindBeside<'f> = dyn Fn(&str) -> Option<Vec<u8>> + 'f;

/// Holds a page with what it shows from beside it; any other file, and a page that shows nothing from there, stays as it is.
pub fn hold_with_parts(file: &mut InboxFile, find: &FindBeside<'_>) {
    if file.format == Format::Html
        && let Content::Held(page) = &file.content
        && page.len() < MOST_BYTES
        && let Some(together) = bundle(page, find)
    {
        file.content = Content::Held(Arc::from(together));
    }
}

/// Reads a file below the folder of a page on disk; links are not followed.
pub fn read_beside(page: &Path, name: &str) -> Option<Vec<u8>> {
    let mut path = page.parent()?.to_owned();
    for part in Path::new(name).components() {
        let Component::Normal(part) = part else { return None };
        path.push(part);
        if fs::symlink_metadata(&path).ok()?.file_type().is_symlink() {
            return None;
        }
    }
    // Opening a pipe waits for whoever writes to it.
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    fs::File::open(&path).ok()?.take(MOST_BYTES as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn bundle(page: &[u8], find: &FindBeside<'_>) -> Option<Vec<u8>> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut held = 0;
    for location in parts_beside(page) {
        if parts.len() >= MOST_PARTS || parts.iter().any(|(known, _)| *known == location) {
            continue;
        }
        let Some(bytes) = find(&decode_path(&location)) else { continue };
        held += bytes.len();
        if held > MOST_BYTES {
            break;
        }
        parts.push((location, bytes));
    }
    let all = || std::iter::once(page).chain(parts.iter().map(|(_, bytes)| bytes.as_slice()));
    if parts.is_empty() || all().any(|bytes| memmem::find(bytes, BOUNDARY.as_bytes()).is_some()) {
        return None;
    }
    let mut together =
        format!("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"{BOUNDARY}\"\r\n").into_bytes();
    add_part(&mut together, "", "text/html", page);
    for (location, bytes) in &parts {
        let kind = if is_style_sheet(location) { "text/css" } else { "image/*" };
        add_part(&mut together, location, kind, bytes);
    }
    together.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    Some(together)
}

fn add_part(together: &mut Vec<u8>, location: &str, kind: &str, bytes: &[u8]) {
    let head = [
        &format!("\r\n--{BOUNDARY}"),
        &format!("Content-Location: {location}"),
        &format!("Content-Type: {kind}"),
        "Content-Transfer-Encoding: binary",
        "\r\n",
    ];
    together.extend_from_slice(head.join("\r\n").as_bytes());
    together.extend_from_slice(bytes);
}

/// The addresses, as the page writes them, of pictures and style sheets in its folder or below.
fn parts_beside(page: &[u8]) -> Vec<String> {
    let is_named = |at: usize, name: &[u8]| {
        let before = page.get(at.saturating_sub(name.len() + 1)..at).unwrap_or_default();
        before.split_first().is_some_and(|(_, before)| before.eq_ignore_ascii_case(name))
    };
    let values = memchr_iter(b'=', page).filter_map(|at| {
        let shows: fn(&str) -> bool = match () {
            () if is_named(at, b"src") => is_picture_name,
            () if is_named(at, b"href") => is_style_sheet,
            () => return None,
        };
        attribute_value(page.get(at + 1..)?).filter(|location| shows(&decode_path(location)))
    });
    values.filter(|location| is_below(&decode_path(location))).collect()
}

fn is_style_sheet(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("css"))
}

fn attribute_value(rest: &[u8]) -> Option<String> {
    const LONGEST: usize = 1_024;
    let rest = rest.get(..rest.len().min(LONGEST))?.trim_ascii_start();
    let value = match rest.first()? {
        quote @ (b'"' | b'\'') => rest.get(1..)?.split(|byte| byte == quote).next()?,
        _ => rest.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next()?,
    };
    let text = std::str::from_utf8(value).map_or_else(|_| decode_name(value), str::to_owned);
    let text = text.replace("&amp;", "&");
    (!text.is_empty() && !text.contains(char::is_control)).then_some(text)
}

/// The path that an address stands for: `%E7%AD%BE.png`, `.\\a.files\\image001.png`.
fn decode_path(location: &str) -> String {
    let text = String::from_utf8(resolve_percent(location)).unwrap_or_else(|error| decode_name(error.as_bytes()));
    let text = text.replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

fn is_below(path: &str) -> bool {
    !path.contains(':') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Whether a name is that of a picture.
pub fn is_picture_name(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "png" | "jpg" | "jpeg" | "jpe" | "jfif" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "emf" | "wmf"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_held_with_the_pictures_of_its_folder_and_nothing_from_elsewhere() {
        let page = b"<img src=\"%E7%AD%BE.files/image001.png\"><img src='../b.png'><img src=http://x/c.png>\
            <img src=d.png><img src=\"/e.png\"><a href=\"sheet001.htm\"><link rel=Stylesheet href=look.css>";
        let asked = std::cell::RefCell::new(Vec::new());
        let together = bundle(page, &|path| {
            asked.borrow_mut().push(path.to_owned());
            path.starts_with('\u{7b7e}').then(|| b"PNG".to_vec())
        });
        assert_eq!(asked.into_inner(), ["签.files/image001.png", "d.png", "look.css"]);
        let together = String::from_utf8(together.unwrap()).unwrap();
        assert!(together.contains("Content-Location: %E7%AD%BE.files/image001.png\r\n"));
        assert_eq!(bundle(page, &|_| None), None);
    }
}
