//! Files that a PDF carries along (ISO 32000-1, 7.11.4): those of its own list and those pinned to its pages.

use hayro_syntax::Pdf;
use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::Object;
use hayro_syntax::object::String as PdfString;

use crate::readers::pdf::MOST_ANNOTATIONS;
use crate::readers::pdf::signature::decode_text;

/// Nodes of the tree of names, and names of each, that are looked through.
const MOST_NODES: usize = 200;
const MOST_NAMES: usize = 1000;
/// What papers are called; programs attach data of their own (an invoice its XML), which is none.
const PAPERS: [&str; 14] =
    ["doc", "docx", "wps", "xls", "xlsx", "et", "ods", "odt", "rtf", "pdf", "zip", "rar", "7z", "csv"];

/// The name of a paper that is attached; an attachment that does not say its name is taken for one.
pub fn attached_paper(pdf: &Pdf) -> Option<String> {
    let listed = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let listed = listed.and_then(|root| root.get::<Dict<'_>>("Names")?.get::<Dict<'_>>("EmbeddedFiles"));
    let mut names = listed.map(listed_names).unwrap_or_default();
    for page in pdf.pages().iter() {
        let annotations = page.raw().get::<Array<'_>>("Annots");
        let annotations = annotations.iter().flat_map(|array| array.iter::<Dict<'_>>()).take(MOST_ANNOTATIONS);
        let pinned = annotations.filter(|one| one.get::<Name<'_>>("Subtype").as_deref() == Some(b"FileAttachment"));
        names.extend(pinned.map(|one| one.get::<Dict<'_>>("FS").map(|file| name_of(&file)).unwrap_or_default()));
    }
    names.into_iter().find(|name| is_paper(name))
}

/// The names in a tree, whose nodes may hold themselves.
fn listed_names(root: Dict<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let mut nodes = vec![root];
    for _ in 0..MOST_NODES {
        let Some(node) = nodes.pop() else { break };
        let leaves = node.get::<Array<'_>>("Names");
        let files = leaves.iter().flat_map(|array| array.iter::<Object<'_>>()).take(MOST_NAMES);
        names.extend(files.filter_map(|object| match object {
            Object::Dict(file) => Some(name_of(&file)),
            _ => None,
        }));
        let kids = node.get::<Array<'_>>("Kids");
        nodes.extend(kids.iter().flat_map(|array| array.iter::<Dict<'_>>()).take(MOST_NODES));
    }
    names
}

fn name_of(file: &Dict<'_>) -> String {
    let name = ["UF", "F"].iter().find_map(|key| file.get::<PdfString<'_>>(*key));
    name.map(|name| decode_text(name.as_bytes())).unwrap_or_default()
}

fn is_paper(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending.trim());
    ending.is_empty() || PAPERS.iter().any(|paper| ending.eq_ignore_ascii_case(paper))
}
