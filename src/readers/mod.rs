//! Bytes to [`Document`]: what stands on the paper, with places. A table from format to reader; no reader knows a label.
//!
//! A reader never panics and never fails: what is wrong with a file goes into [`Document::troubles`], and what could be read
//! is kept.
//!
//! | what | where |
//! |---|---|
//! | one format each | `xlsx`, `xlsb`, `xls`, `ods`, `spreadsheet_xml`, `csv`; `docx`, `doc`, `rtf`, `odt`, `word_xml`, `html`, `plain_text`; `pdf` |
//! | packages of Office Open XML and OpenDocument | `package`, `package_store`, `part_names`, `part_text`, `inflate`, `relationships`, `properties`, `pictures`, `signatures` |
//! | XML | `markup` (slices of a part), `xml` (elements), `flat_text`, `flat_odf` |
//! | what all OpenDocument shares | `odf_package`, `odf_text`, `odf_length`, `odf_pictures`, `odf_graphic` |
//! | the binary formats of Office 97 | `ole`, `ole_properties`, `ole_remains`, `office_art`, `little_endian`, `binary` |
//! | what all word processing shares | `flow` and `settle` (parsed, then given places), `story_draft`, `table_rows`, `region`, `field`, `eq_field`, `look`, `symbol`, `heading`, `line` |
//! | what all spreadsheets share | `sheets`, `number_format`, `span_grid`, `displayed` (WPS's pictures in cells) |
//! | what DrawingML and VML share | `blip` (which picture, and what of it is seen), `freeform`, `ink`, `shape_text`, `embedded` |
//! | what all share | `limits`, `struck` (crossed-out text), `stored_count` (text that a reader lost), `mojibake` (text decoded wrongly before), `base64` |

pub mod base64;
pub mod binary;
mod blip;
pub mod csv;
pub mod displayed;
pub mod doc;
pub mod docx;
pub mod embedded;
pub mod eq_field;
pub mod field;
pub mod flat_odf;
mod flat_text;
pub mod flow;
mod freeform;
pub mod heading;
pub mod html;
mod inflate;
mod ink;
pub mod limits;
pub mod line;
pub mod little_endian;
pub mod look;
pub mod markup;
mod mojibake;
pub mod number_format;
mod odf_graphic;
pub mod odf_length;
pub mod odf_package;
pub mod odf_pictures;
pub mod odf_text;
pub mod ods;
pub mod odt;
pub mod office_art;
pub mod ole;
pub mod ole_properties;
mod ole_remains;
pub mod package;
mod package_store;
mod part_names;
pub mod part_text;
pub mod pdf;
pub mod pictures;
pub mod plain_text;
pub mod properties;
pub mod region;
pub mod relationships;
pub mod rtf;
pub mod settle;
pub mod shape_text;
pub mod sheets;
pub mod signatures;
pub mod span_grid;
pub mod spreadsheet_xml;
mod stored_count;
pub mod story_draft;
pub mod struck;
pub mod symbol;
pub mod table_rows;
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
            "认不出是什么格式，可能已损坏；请用原来的程序打开，另存为 .xlsx 或 .docx 后重新报送".to_owned()
        }
        _ => format!("{format} 格式不能读取；请另存为 .xlsx 或 .docx 后重新报送"),
    };
    Trouble { kind: TroubleKind::Unsupported, detail, spot: None }
}
