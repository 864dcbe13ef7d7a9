//! Bytes to [`Document`]: what stands on the paper, with places. A table from format to reader; no reader knows a label.
//!
//! A reader never panics and never fails: what is wrong with a file goes into [`Document::troubles`], and what could be read
//! is kept.
//!
//! | what | where |
//! |---|---|
//! | one format each | `xlsx`, `xlsb`, `xls`, `ods`, `spreadsheet_xml`, `csv`; `docx`, `doc`, `rtf`, `odt`, `word_xml`, `html`, `plain_text`; `pdf` |
//! | packages of Office Open XML, their parts and signatures | `package`, `signatures` |
//! | XML | `markup` (slices of a part), `xml` (elements), `flat_text`, `flat_odf` |
//! | what all OpenDocument shares | `odf` |
//! | the binary formats of Office 97 | `ole`, `binary` |
//! | what all word processing shares | `flow`: a text as it was parsed, then given its places |
//! | what all spreadsheets share | `sheets`, `number_format`, `span_grid`, `displayed` (WPS's pictures in cells) |
//! | shapes and pictures | `drawing` |
//! | what all share | `limits`, `struck` (crossed-out text), `stored_count` (text that a reader lost), `mojibake` (text decoded wrongly before), `base64` |

pub mod base64;
pub mod binary;
pub mod csv;
pub mod displayed;
pub mod doc;
pub mod docx;
pub mod drawing;
pub mod flat_odf;
mod flat_text;
pub mod flow;
pub mod html;
pub mod limits;
mod lost_letter;
pub mod markup;
mod mojibake;
pub mod number_format;
pub mod odf;
pub mod ods;
pub mod odt;
pub mod ole;
pub mod package;
pub mod pdf;
pub mod plain_text;
mod repeated;
pub mod rtf;
pub mod sheets;
pub mod signatures;
pub mod span_grid;
pub mod spreadsheet_xml;
mod stored_count;
pub mod struck;
pub mod word_xml;
pub mod xls;
pub mod xlsb;
pub mod xlsx;
pub mod xml;

use std::sync::Arc;

use crate::model::Document;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::displayed::take_displayed_pictures;
use crate::readers::struck::lift_struck;

pub use limits::Limits;

/// What a reader is: it adds what it sees to a Document that is still empty.
type ReadInto = fn(&mut Document, &[u8], &Limits);

/// Which reader reads which format.
const READERS: &[(Format, ReadInto)] = &[
    (Format::Xlsx, xlsx::read_xlsx),
    (Format::Xlsm, xlsx::read_xlsx),
    (Format::Xlsb, xlsb::read_xlsb),
    (Format::Xls, xls::read_xls),
    (Format::Ods, ods::read_ods),
    (Format::FlatOdf, flat_odf::read_flat_odf),
    (Format::Odt, odt::read_odt),
    (Format::SpreadsheetMl, spreadsheet_xml::read_spreadsheet_xml),
    (Format::Csv, csv::read_csv),
    (Format::Docx, docx::read_docx),
    (Format::Docm, docx::read_docx),
    (Format::WordMl, word_xml::read_word_ml),
    (Format::FlatOpc, word_xml::read_flat_opc),
    (Format::Html, html::read_html),
    (Format::Mhtml, html::read_mhtml),
    (Format::Text, plain_text::read_text),
    (Format::Doc, doc::read_doc),
    (Format::Rtf, rtf::read_rtf),
    (Format::Pdf, pdf::read_pdf),
];

/// Reads a file of a known format. The path is what places will name.
pub fn read(file: &Arc<str>, bytes: &[u8], format: Format, limits: &Limits) -> Document {
    let mut document = Document::empty(file, format);
    match READERS.iter().find(|(known, _)| *known == format) {
        Some((_, read_into)) => {
            read_into(&mut document, bytes, limits);
            take_displayed_pictures(&mut document);
            stored_count::notice_lost_text(&mut document);
            mojibake::notice_mojibake(&mut document);
            repeated::notice_repetition(&mut document);
        }
        None => document.troubles.push(unsupported(format)),
    }
    lift_struck(&mut document);
    document
}

/// What is wrong with a paper of a format that is not read.
pub fn unsupported(format: Format) -> Trouble {
    let detail = match format {
        Format::Unknown => {
            "认不出是什么格式，可能已损坏，或被加密软件加密；请用原来的程序打开，另存为 .xlsx 或 .docx 后重新报送"
                .to_owned()
        }
        _ => format!("{format} 格式不能读取；请另存为 .xlsx 或 .docx 后重新报送"),
    };
    Trouble { kind: TroubleKind::Unsupported, detail, spot: None }
}
