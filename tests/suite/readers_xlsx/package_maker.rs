//! Makes workbooks out of parts written in the test, for what no program at hand writes.

use std::io::Cursor;
use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A picture of one pixel.
pub const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x18\xdd\x8d\xb0\0\0\0\0IEND\xaeB`\x82";

/// A workbook being made.
pub struct PackageMaker {
    parts: Vec<(String, Vec<u8>)>,
}

impl PackageMaker {
    /// A package without any part.
    pub fn empty() -> Self {
        Self { parts: Vec::new() }
    }

    /// A workbook with one sheet 申报表 whose part holds this between `<worksheet>` and `</worksheet>`.
    pub fn with_sheet(inside: &str) -> Self {
        let mut maker = Self::empty();
        maker.put(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        );
        maker.relate("", &[("rId1", "officeDocument", "xl/workbook.xml")]);
        maker.put(
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='申报表' sheetId='1' r:id='rId1'/></sheets></workbook>",
        );
        maker.relate("xl/workbook.xml", &[("rId1", "worksheet", "worksheets/sheet1.xml")]);
        maker.put("xl/worksheets/sheet1.xml", format!("<worksheet xmlns:r='r'>{inside}</worksheet>"));
        maker
    }

    /// A workbook whose sheet holds these rows.
    pub fn with_rows(rows: &str) -> Self {
        Self::with_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// Puts a part in, in the place of one of the same name.
    pub fn put(&mut self, name: &str, content: impl AsRef<[u8]>) -> &mut Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// Writes something else where this stands in a part.
    pub fn replace(&mut self, name: &str, from: &str, to: &str) -> &mut Self {
        let part = self.parts.iter_mut().find(|(known, _)| known == name).expect("a part of this name");
        let text = String::from_utf8(part.1.clone()).expect("text");
        assert!(text.contains(from), "{name} holds no {from}");
        part.1 = text.replace(from, to).into_bytes();
        self
    }

    /// Puts in the relationships of a part: id, kind, target.
    pub fn relate(&mut self, part: &str, relationships: &[(&str, &str, &str)]) -> &mut Self {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let all: String = relationships
            .iter()
            .map(|(id, kind, target)| {
                let mode = if target.starts_with("http") { " TargetMode='External'" } else { "" };
                format!("<Relationship Id='{id}' Type='http://x/relationships/{kind}' Target='{target}'{mode}/>")
            })
            .collect();
        self.put(&format!("{folder}_rels/{name}.rels"), format!("<Relationships>{all}</Relationships>"))
    }

    /// The workbook as a file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a new part");
            zip.write_all(content).expect("written to memory");
        }
        zip.finish().expect("a whole archive").into_inner()
    }
}
