//! What a picture's bytes hold: pixels, or a drawing by lines of which it is told whether anything is drawn at all.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::extract::signature::metafile::content_of_metafile;

/// What a picture holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Content<'b> {
    /// Pixels: a file that is decoded as such.
    Raster(Cow<'b, [u8]>),
    /// Lines, curves or text.
    Drawn,
    /// Text and straight lines alone.
    Printed,
    /// A drawing in which nothing is drawn.
    Nothing,
}

/// What these bytes hold; what is no drawing is taken for pixels.
pub fn content_of(bytes: &[u8]) -> Content<'_> {
    content_of_metafile(bytes).or_else(|| content_of_svg(bytes)).unwrap_or(Content::Raster(Cow::Borrowed(bytes)))
}

/// What an SVG draws, if this is one. A filled rectangle is a background.
fn content_of_svg(bytes: &[u8]) -> Option<Content<'static>> {
    const STROKES: [&str; 9] =
        ["<text", "<path", "<polyline", "<polygon", "<line", "<circle", "<ellipse", "<use", "<foreignObject"];
    const TEXT: usize = 0;
    static DRAWS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(STROKES).ok());
    let head = bytes.get(..1024).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok().filter(|_| memchr::memmem::find(head, b"<svg").is_some())?;
    // gradients are named like lines
    let whole = |end: usize| text[end..].starts_with([' ', '\n', '\r', '\t', '>', '/']);
    let found = DRAWS.as_ref().map(|draws| draws.find_iter(text).filter(|found| whole(found.end())));
    let mut found = found.into_iter().flatten().map(|found| found.pattern().as_usize()).peekable();
    if found.peek().is_some() {
        return Some(if found.all(|which| which == TEXT) { Content::Printed } else { Content::Drawn });
    }
    let Some(image) = text.find("<image").and_then(|at| text.get(at..)) else { return Some(Content::Nothing) };
    let data = image.split_once("base64,").and_then(|(_, data)| data.split(['"', '\'']).next());
    let packed: Vec<u8> = data.unwrap_or_default().bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let file = STANDARD.decode(packed).ok().filter(|file| !file.is_empty());
    Some(file.map_or(Content::Drawn, |file| Content::Raster(file.into())))
}
