//! The package of a docx: Open Packaging Conventions (ECMA-376 part 2) with the least of parts, every time stamp fixed, so that
//! the same paper is the same bytes.

use std::io::Cursor;
use std::io::Write;

use jiff::Timestamp;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::writers::official::markup::Markup;
use crate::writers::zip_origin::set_origin;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a person sees under 属性.
pub(super) struct Properties<'paper> {
    pub(super) title: &'paper str,
    pub(super) author: &'paper str,
    pub(super) as_of: Timestamp,
}

/// The main parts, each a whole XML text.
pub(super) struct Parts {
    pub(super) document: Vec<u8>,
    pub(super) styles: Vec<u8>,
    pub(super) font_table: Vec<u8>,
    pub(super) settings: Vec<u8>,
    pub(super) odd_footer: Vec<u8>,
    pub(super) even_footer: Vec<u8>,
}

/// Zips the parts.
pub(super) fn pack(properties: &Properties<'_>, parts: Parts) -> Vec<u8> {
    let files = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relationships()),
        ("docProps/app.xml", app_properties()),
        ("docProps/core.xml", core_properties(properties)),
        ("word/_rels/document.xml.rels", document_relationships()),
        ("word/document.xml", parts.document),
        ("word/styles.xml", parts.styles),
        ("word/settings.xml", parts.settings),
        ("word/fontTable.xml", parts.font_table),
        ("word/footer1.xml", parts.odd_footer),
        ("word/footer2.xml", parts.even_footer),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).expect("a short name, and memory takes every byte");
        zip.write_all(&bytes).expect("memory takes every byte");
    }
    let mut bytes = zip.finish().expect("memory takes every byte").into_inner();
    set_origin(&mut bytes);
    bytes
}

fn content_types() -> Vec<u8> {
    let overrides = [
        ("/word/document.xml", format!("{WORD_TYPE}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD_TYPE}.styles+xml")),
        ("/word/settings.xml", format!("{WORD_TYPE}.settings+xml")),
        ("/word/fontTable.xml", format!("{WORD_TYPE}.fontTable+xml")),
        ("/word/footer1.xml", format!("{WORD_TYPE}.footer+xml")),
        ("/word/footer2.xml", format!("{WORD_TYPE}.footer+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
    ];
    let mut part = Markup::part();
    part.element("Types", &[("xmlns", CONTENT_TYPES)], |types| {
        let relationships = "application/vnd.openxmlformats-package.relationships+xml";
        types.empty("Default", &[("Extension", "rels"), ("ContentType", relationships)]);
        types.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        for (name, content_type) in &overrides {
            types.empty("Override", &[("PartName", name), ("ContentType", content_type)]);
        }
    });
    part.finish()
}

fn package_relationships() -> Vec<u8> {
    let document = format!("{OFFICE}/officeDocument");
    let app = format!("{OFFICE}/extended-properties");
    relationships(&[
        (document.as_str(), "word/document.xml"),
        (PACKAGE_CORE, "docProps/core.xml"),
        (app.as_str(), "docProps/app.xml"),
    ])
}

/// Ids follow the order: the footers are rId4 and rId5.
fn document_relationships() -> Vec<u8> {
    let kinds = ["styles", "settings", "fontTable", "footer", "footer"];
    let targets = ["styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml"];
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("{OFFICE}/{kind}")).collect();
    let pairs: Vec<(&str, &str)> = kinds.iter().map(String::as_str).zip(targets).collect();
    relationships(&pairs)
}

fn relationships(pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut part = Markup::part();
    part.element("Relationships", &[("xmlns", RELATIONSHIPS)], |list| {
        for (index, (kind, target)) in pairs.iter().enumerate() {
            let id = format!("rId{}", index + 1);
            list.empty("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
        }
    });
    part.finish()
}

fn app_properties() -> Vec<u8> {
    let mut part = Markup::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    part.element("Properties", &[("xmlns", namespace)], |properties| {
        properties.element("Application", &[], |name| name.text("Shenping"));
    });
    part.finish()
}

fn core_properties(properties: &Properties<'_>) -> Vec<u8> {
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let instant = properties.as_of.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut part = Markup::part();
    part.element("cp:coreProperties", &namespaces, |core| {
        core.element("dc:title", &[], |text| text.text(properties.title));
        core.element("dc:creator", &[], |text| text.text(properties.author));
        core.element("cp:lastModifiedBy", &[], |text| text.text(properties.author));
        for name in ["dcterms:created", "dcterms:modified"] {
            core.element(name, &[("xsi:type", "dcterms:W3CDTF")], |text| text.text(&instant));
        }
    });
    part.finish()
}
