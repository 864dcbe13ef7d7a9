//! Word documents made by hand, part by part, for what no program at hand writes.

use std::io::Cursor;
use std::io::Write;
use std::sync::Arc;

use shenping::model::Cell;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::readers::Limits;
use shenping::readers::read;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package in the making.
pub struct Made {
    main: String,
    parts: Vec<(String, Vec<u8>)>,
    relationships: Vec<(String, String, String, bool)>,
}

/// A document whose body holds this.
pub fn body(inside: &str) -> Made {
    main("word/document.xml", format!("<w:document><w:body>{inside}</w:body></w:document>"))
}

/// A document whose main part has this name and content.
pub fn main(name: &str, content: impl AsRef<[u8]>) -> Made {
    Made { main: name.to_owned(), parts: Vec::new(), relationships: Vec::new() }.with_part(name, content)
}

impl Made {
    /// With another part.
    pub fn with_part(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// With a part that the main part refers to by this id and kind.
    pub fn with(self, id: &str, kind: &str, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.with_part(&format!("word/{name}"), content).with_relation(id, kind, name)
    }

    /// With a relationship of the main part to a part that need not be there.
    pub fn with_relation(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.relationships.push((id.to_owned(), kind.to_owned(), target.to_owned(), false));
        self
    }

    /// With a reference to something outside the package.
    pub fn with_link(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.relationships.push((id.to_owned(), kind.to_owned(), target.to_owned(), true));
        self
    }

    /// With these styles.
    pub fn with_styles(self, styles: &str) -> Self {
        self.with("styles", "styles", "styles.xml", format!("<w:styles>{styles}</w:styles>"))
    }

    /// The package.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let relation = |(id, kind, target, external): &(String, String, String, bool)| {
            let mode = if *external { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>")
        };
        let main = ("rId1".to_owned(), "officeDocument".to_owned(), self.main.clone(), false);
        let list =
            |relations: Vec<String>| format!("<Relationships>{}</Relationships>", relations.concat()).into_bytes();
        let app = ("rId2".to_owned(), "extended-properties".to_owned(), "docProps/app.xml".to_owned(), false);
        let has_app = self.parts.iter().any(|(name, _)| *name == app.2);
        let root = std::iter::once(&main).chain(has_app.then_some(&app)).map(relation).collect();
        let root = ("_rels/.rels".to_owned(), list(root));
        let own = list(self.relationships.iter().map(relation).collect());
        let own = (self.main.replace("word/", "word/_rels/") + ".rels", own);
        for (name, content) in [root, own].iter().chain(&self.parts) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("in memory");
            zip.write_all(content).expect("in memory");
        }
        zip.finish().expect("in memory").into_inner()
    }

    /// What the reader sees.
    pub fn read(&self) -> Document {
        read_bytes(&self.bytes())
    }
}

/// Reads a .docx.
pub fn read_bytes(bytes: &[u8]) -> Document {
    read(&Arc::from("表.docx"), bytes, Format::Docx, &Limits::default())
}

/// A paragraph with one run of text.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A cell with properties and text.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// The cells of a grid: spot, height, width, text.
pub fn cells(grid: &Grid) -> Vec<(String, u32, u32, &str)> {
    let told = |cell: &Cell| grid.spot(cell.row, cell.column).to_string();
    grid.cells.iter().map(|cell| (told(cell), cell.height, cell.width, cell.text.as_str())).collect()
}

/// The kinds and details of what was wrong.
pub fn troubles(document: &Document) -> Vec<(&'static str, &str)> {
    document.troubles.iter().map(|trouble| (trouble.kind.code(), trouble.detail.as_str())).collect()
}
