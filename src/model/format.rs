//! The formats that files have, by their content.

use std::fmt;

use serde::Deserialize;
use serde::Serialize;

/// The format of a file by its content, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Office Open XML workbook (also its strict form and templates).
    Xlsx,
    /// The same with macros.
    Xlsm,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// Excel 2–2003 and WPS .et: BIFF, with or without an OLE container.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Office Open XML document.
    Docx,
    /// The same with macros.
    Docm,
    /// Word 6–2003 and WPS .wps.
    Doc,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Word 2003 XML.
    WordMl,
    /// Excel 2003 XML (SpreadsheetML).
    SpreadsheetMl,
    /// Flat OPC (a docx as one XML file).
    FlatOpc,
    /// Flat OpenDocument.
    FlatOdf,
    /// HTML, also where it calls itself .doc or .xls.
    Html,
    /// MHTML (Word's and Excel's single-file web page).
    Mhtml,
    /// PDF.
    Pdf,
    /// Plain text.
    Text,
    /// Comma or tab separated values.
    Csv,
    /// Presentation, Office Open XML.
    Pptx,
    /// Presentation, OLE.
    Ppt,
    /// A picture (PNG, JPEG, GIF, BMP, TIFF, WebP …).
    Image,
    /// Sound or film.
    Media,
    /// zip archive.
    Zip,
    /// 7z archive.
    SevenZip,
    /// rar archive.
    Rar,
    /// gzip, tar, bzip2, xz.
    Tar,
    /// A mail with its attachments (.eml, .msg).
    Mail,
    /// Open Fixed-layout Document (GB/T 33190).
    Ofd,
    /// An Office file under a password.
    Encrypted,
    /// An OLE container that is none of the above.
    Ole,
    /// A program or script.
    Executable,
    /// No byte at all.
    Empty,
    /// Lock files, .DS_Store, Thumbs.db, desktop.ini, __MACOSX.
    System,
    /// Nothing known.
    Unknown,
}

impl Format {
    /// Lower-case name as printed in JSON and the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Docm => "docm",
            Self::Doc => "doc",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::WordMl => "wordml",
            Self::SpreadsheetMl => "spreadsheetml",
            Self::FlatOpc => "flatopc",
            Self::FlatOdf => "flatodf",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Pdf => "pdf",
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Pptx => "pptx",
            Self::Ppt => "ppt",
            Self::Image => "image",
            Self::Media => "media",
            Self::Zip => "zip",
            Self::SevenZip => "7z",
            Self::Rar => "rar",
            Self::Tar => "tar",
            Self::Mail => "mail",
            Self::Ofd => "ofd",
            Self::Encrypted => "encrypted",
            Self::Ole => "ole",
            Self::Executable => "executable",
            Self::Empty => "empty",
            Self::System => "system",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a unit's text may be expected in it (a workbook or a written document).
    pub fn holds_text(self) -> bool {
        matches!(
            self,
            Self::Xlsx
                | Self::Xlsm
                | Self::Xlsb
                | Self::Xls
                | Self::Ods
                | Self::Docx
                | Self::Docm
                | Self::Doc
                | Self::Odt
                | Self::Rtf
                | Self::WordMl
                | Self::SpreadsheetMl
                | Self::FlatOpc
                | Self::FlatOdf
                | Self::Html
                | Self::Mhtml
                | Self::Pdf
                | Self::Text
                | Self::Csv
        )
    }

    /// Whether it is a workbook of sheets.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xlsm | Self::Xlsb | Self::Xls | Self::Ods | Self::SpreadsheetMl | Self::Csv)
    }

    /// Whether other files may be packed in it.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::SevenZip | Self::Rar | Self::Tar | Self::Mail)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
