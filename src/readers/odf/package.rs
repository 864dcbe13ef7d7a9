//! What all OpenDocument packages share (ODF 1.3 part 2): passwords, macros, signatures, and what a file says of itself.

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::model::is_of_macro_library;
use crate::readers::Limits;
use crate::readers::drawing::embedded::words_in_object;
use crate::readers::package::Package;
use crate::readers::package::carries_macros;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::signatures::read_signatures_of_part;
use crate::readers::xml::Element;
use crate::readers::xml::Fault;
use crate::readers::xml::Xml;

/// Opens a package, adding to the Document what is in it beside the content; None where nothing can be read of it.
pub fn open_odf<'b>(document: &mut Document, bytes: &'b [u8], limits: &Limits) -> Option<Package<'b>> {
    let mut package = Package::open_for(document, bytes, limits)?;
    let listed = read_manifest(&mut package);
    if listed.encrypted {
        let detail = "文件有打开密码；请去掉密码后重新报送".to_owned();
        document.troubles.push(Trouble { kind: TroubleKind::Encrypted, detail, spot: None });
        return None;
    }
    if has_macros(&package) {
        package.note(carries_macros());
    }
    if listed.embeds {
        package.note(words_in_object());
    }
    if let Some(text) = package.aside("meta.xml") {
        document.properties = read_meta(&mut Xml::new(&text, limits.depth));
    }
    document.digital_signatures = read_signatures_of_part(&mut package, "META-INF/documentsignatures.xml");
    Some(package)
}

/// What the manifest says of the parts.
#[derive(Default)]
struct Manifest {
    /// A part that is no library of macros is under a password.
    encrypted: bool,
    /// A workbook or a text is embedded.
    embeds: bool,
}

fn read_manifest(package: &mut Package) -> Manifest {
    let mut manifest = Manifest::default();
    let Some(text) = package.text("META-INF/manifest.xml") else { return manifest };
    let mut xml = Xml::new(&text, package.limits().depth);
    let mut of_library = false;
    while let Some(element) = xml.next_open() {
        match element.name() {
            "file-entry" => {
                let [path, kind] = element.attributes_of(["full-path", "media-type"]).map(Option::unwrap_or_default);
                of_library = is_of_macro_library(&path);
                let kind = kind.strip_prefix("application/vnd.oasis.opendocument.");
                manifest.embeds |= path.len() > 1
                    && path.ends_with('/')
                    && kind.is_some_and(|kind| kind.starts_with("spreadsheet") || kind.starts_with("text"));
            }
            "encryption-data" if !of_library => manifest.encrypted = true,
            _ => {}
        }
    }
    manifest
}

/// Libraries are listed in parts of their own; a module is any other part beside them.
fn has_macros(package: &Package) -> bool {
    let lists = ["script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"];
    let is_module = |part: &str| {
        let inside = part.strip_prefix("Basic/").or_else(|| part.strip_prefix("Scripts/"));
        inside.is_some_and(|inside| !lists.iter().any(|list| inside.ends_with(list)))
    };
    package.part_names().any(is_module)
}

/// Whether this element is `office:body`, opened last: a table's template in the styles has a body too.
pub fn is_main_body(element: &Element, xml: &Xml) -> bool {
    element.name() == "body" && xml.depth() == 2
}

/// Names of the standard, and those that Office files have for the same.
const PROPERTIES: [(&str, &str); 8] = [
    ("title", "title"),
    ("subject", "subject"),
    ("description", "description"),
    ("initial-creator", "creator"),
    ("creator", "lastModifiedBy"),
    ("creation-date", "created"),
    ("date", "modified"),
    ("generator", "Application"),
];

/// What a file says of itself: the elements inside `office:meta`.
pub fn read_meta(xml: &mut Xml) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    while let Some(element) = xml.next_open() {
        if element.name() != "meta" {
            if is_main_body(&element, xml) {
                break;
            }
            continue;
        }
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            if element.name() == "document-statistic" {
                let count = element.attribute("non-whitespace-character-count");
                properties.extend(count.map(|count| ("Characters".to_owned(), count.into_owned())));
                continue;
            }
            let known = PROPERTIES.iter().find(|(name, _)| *name == element.name());
            let value = xml.text().trim().to_owned();
            if let Some((_, name)) = known
                && !value.is_empty()
            {
                properties.push(((*name).to_owned(), value));
            }
        }
        break;
    }
    properties
}

/// What to say where a part could not be read to its end.
pub fn note_fault(part: &str, fault: Option<Fault>, limits: &Limits) -> Option<Trouble> {
    fault.map(|fault| match fault {
        Fault::Truncated => unreadable(format!("{part} 被截断")),
        Fault::Malformed => unreadable(format!("{part} 的 XML 有误")),
        Fault::WebPage => unreadable(format!("{part} 被换成了一个网页（可能被网关或杀毒软件拦截）")),
        Fault::TooDeep => unsafe_because(format!("{part} 嵌套超过 {} 层", limits.depth)),
        Fault::Stray => {
            incomplete(format!("{part} 里有不在任何段落或单元格里的文字，标签可能已损坏，这些文字没有读出"))
        }
        Fault::Doubtful => incomplete(format!(
            "{part} 里有代表不了文字的内容（零字节、单独的 & 或自定义的实体），这些地方的文字可能不对"
        )),
    })
}

/// What is wrong with a part that should hold the content of a paper and holds something else.
pub fn note_foreign_root(part: &str, root: &str) -> Option<Trouble> {
    let known = matches!(root, "" | "document-content" | "document");
    (!known).then(|| unreadable(format!("{part} 不是文件的正文，内容读不出")))
}
