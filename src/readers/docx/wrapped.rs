//! A document that only wraps a web page or an RTF text (`w:altChunk`, ECMA-376 part 1, 17.17.2), as web systems export theirs: what a
//! person sees in it is the one part that it takes in.

use crate::model::Block;
use crate::model::Document;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::html::read_html;
use crate::readers::html::read_mhtml;
use crate::readers::package::Package;
use crate::readers::package::relationships::Relationships;
use crate::readers::rtf::read_rtf;

/// Reads the part that the document takes in, where it has no text of its own beside it; else the part stays unread and said to be.
pub fn read_wrapped(document: &mut Document, package: &mut Package, relationships: &Relationships) {
    let mut chunks = relationships.of_kind("aFChunk");
    let (Some(chunk), None) = (chunks.next(), chunks.next()) else { return };
    let own_text = document.body.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Grid(_) => true,
    });
    if own_text || !document.stories.is_empty() {
        return;
    }
    let limits = package.limits().clone();
    let Some(bytes) = relationships.part(&chunk.id).map(str::to_owned).and_then(|part| package.bytes(&part)) else {
        return;
    };
    let Some(read) = reader_of(&bytes) else { return };
    document.troubles.retain(|trouble| trouble.kind != TroubleKind::Unsupported);
    read(document, &bytes, &limits);
}

/// What reads such a part, by its first bytes; Word goes by the content type, which exporting systems often leave at `text/plain`.
fn reader_of(bytes: &[u8]) -> Option<fn(&mut Document, &[u8], &Limits)> {
    let head = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("{\\rtf") {
        Some(read_rtf)
    } else if head.starts_with("mime-version") || head.contains("content-type: multipart/") {
        Some(read_mhtml)
    } else if head.starts_with('<') && head.contains("html") {
        Some(read_html)
    } else {
        None
    }
}
