//! Word documents of old (.doc of Word 97–2003, WPS .wps): an OLE container with a text in pieces and tables beside it, after [MS-DOC].
//!
//! Text with tracked changes accepted, fields as their results, hidden text out; tables on the grid of all their rows' edges. Of Word 6.0 and 95
//! the text alone is read.

mod drawing;
mod fib;
mod file;
mod fonts;
mod form_data;
mod formatting;
mod notes;
mod pieces;
mod properties;
mod shading;
mod sprm;
mod styles;
mod text;
mod word_6;

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::doc::fib::Kind;
use crate::readers::doc::fib::Story;
use crate::readers::doc::fib::kind_of;
use crate::readers::doc::file::WordFile;
use crate::readers::doc::notes::header_texts;
use crate::readers::doc::text::read_story;
use crate::readers::doc::word_6::read_word_6;
use crate::readers::drawing::embedded::note_objects;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::settle::settle;
use crate::readers::ole::Container;
use crate::readers::ole::properties::read_ole_properties;
use crate::readers::package::carries_macros;
use crate::readers::package::incomplete;
use crate::readers::package::too_many_paragraphs;
use crate::readers::package::unreadable;
use crate::readers::package::zeros_in_text;
use crate::readers::signatures::read_signatures_of_container;

/// Reads a .doc or .wps.
pub fn read_doc(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if let Err(trouble) = read_container(document, bytes, limits) {
        document.troubles.push(trouble);
    }
}

fn read_container(document: &mut Document, bytes: &[u8], limits: &Limits) -> Result<(), Trouble> {
    let mut container = Container::open(bytes, limits)?;
    if container.find("EncryptedPackage").is_some() {
        return Err(encrypted());
    }
    if container.find("Macros").is_some() || container.find("_VBA_PROJECT_CUR").is_some() {
        document.troubles.push(carries_macros());
    }
    note_objects(document, &mut container, "ObjectPool");
    document.properties = read_ole_properties(&mut container);
    document.digital_signatures = read_signatures_of_container(&mut container, limits);
    let main = stream(document, &mut container, "WordDocument");
    if main.is_empty() {
        return Err(unreadable("文件中没有 Word 正文（WordDocument）".to_owned()));
    }
    match kind_of(&main) {
        Kind::Word97 { first_table } => {
            let table = stream(document, &mut container, if first_table { "1Table" } else { "0Table" });
            let data = stream(document, &mut container, "Data");
            read_word_97(document, &main, &table, &data, limits)
        }
        Kind::Word6 => read_word_6(document, &main),
        Kind::Encrypted => Err(encrypted()),
        Kind::Unknown => Err(unreadable("Word 正文的文件头无法识别，文件已损坏".to_owned())),
    }
}

/// Word keeps a header for first and even pages also where nobody wrote one.
fn are_blank(blocks: &[FlowBlock]) -> bool {
    blocks.iter().all(|block| match block {
        FlowBlock::Paragraph(paragraph) => paragraph.line.text.trim().is_empty() && paragraph.asides.is_empty(),
        FlowBlock::Table(_) => false,
    })
}

/// Whether the main text holds a sentence's worth of letters, shown or not; codes of fields are ASCII.
fn is_written(file: &WordFile) -> bool {
    const SENTENCE: usize = 10;
    let text = file.pieces.text.get(file.fib.main.start..file.fib.main.end).unwrap_or(&file.pieces.text);
    text.iter().filter(|unit| (0x4E00..=0x9FFF).contains(*unit)).count() >= SENTENCE
}

/// The bytes of a stream; empty where it is not there.
fn stream(document: &mut Document, container: &mut Container<'_>, name: &str) -> Vec<u8> {
    let Some(stored) = container.find(name).map(str::to_owned) else { return Vec::new() };
    let Some((bytes, whole)) = container.stream(&stored) else { return Vec::new() };
    if !whole {
        document.troubles.push(unreadable(format!("文件中的 {stored} 部分已损坏")));
    }
    bytes
}

fn encrypted() -> Trouble {
    Trouble { kind: TroubleKind::Encrypted, detail: "文件有打开密码".to_owned(), spot: None }
}

/// So many zeros one behind the other stand in no text of Word's: a piece of the file is lost.
const HOLE: usize = 8;

fn read_word_97(
    document: &mut Document,
    main: &[u8],
    table: &[u8],
    data: &[u8],
    limits: &Limits,
) -> Result<(), Trouble> {
    let damaged = || unreadable("Word 正文的文字索引已损坏，读不出文字".to_owned());
    let file = WordFile::read(main, table, data, limits.characters).ok_or_else(damaged)?;
    // The ends of paragraphs and of cells ([MS-DOC] 2.4.1).
    let paragraphs = file.pieces.text.iter().filter(|unit| matches!(unit, 0x0D | 0x07)).count();
    if paragraphs > limits.paragraphs {
        return Err(too_many_paragraphs(limits.paragraphs));
    }
    if file.pieces.text.len() < file.fib.main.end {
        document.troubles.push(unreadable("Word 正文不完整，只读出了一部分".to_owned()));
    }
    if file.pieces.text.windows(HOLE).any(|units| units.iter().all(|unit| *unit == 0)) {
        document.troubles.push(zeros_in_text());
    }
    if file.is_torn() {
        document.troubles.push(incomplete("Word 正文的段落格式有损坏，表格可能没有还原，文字可能没有读全".to_owned()));
    }
    let read = |story: Story| read_story(&file, story, 0);
    let all = |stories: Vec<Story>| stories.into_iter().map(read).filter(|blocks| !are_blank(blocks)).collect();
    let (headers, footers) = header_texts(&file.fib);
    let flow = Flow {
        body: read(file.fib.main),
        headers: all(headers),
        footers: all(footers),
        coloured: file.is_coloured(),
        hidden: false,
    };
    if are_blank(&flow.body) && is_written(&file) {
        let detail = "正文的文字全部标为修订中删除或隐藏，没有读出文字；请接受或拒绝修订后重新报送";
        document.troubles.push(incomplete(detail.to_owned()));
    }
    settle(document, flow);
    Ok(())
}
