//! Web pages that stand for documents: HTML and MHTML as Word, Excel, WPS and LibreOffice save them, often under the name .doc or .xls, and what web
//! systems export as such. Nothing is ever fetched: a picture that is not in the file is a mark without bytes.

mod charset;
mod damage;
mod entity;
mod line;
mod mime;
mod page;
mod story;
mod style;
mod table;
mod token;
mod workbook;

use std::sync::Arc;

use memchr::memmem;

use crate::model::Document;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::base64::decode_base64;
use crate::readers::flow::Flow;
use crate::readers::flow::settle::settle;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::package::zeros_in_text;
use crate::readers::plain_text::judge_decoded;
use crate::readers::sheets::budget::Budget;

use charset::decode_page;
use damage::is_torn;
use mime::MimePart;
use mime::read_parts;
use page::Page;
use page::read_page;
use style::is_coloured;
use workbook::is_lone_table_of_workbook;
use workbook::is_workbook_page;
use workbook::sheet_names;
use workbook::tables_to_sheets;

/// How much of a page is looked at for the program that made it.
const HEAD: usize = 4_096;

/// Reads a page; one with pictures or sheets beside it is held with them as a single-file page.
pub fn read_html(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if bytes.starts_with(b"MIME-Version: ") {
        return read_mhtml(document, bytes, limits);
    }
    if is_too_large(document, bytes, limits) {
        return;
    }
    let decoded = decode_page(bytes, None);
    document.troubles.extend(judge_decoded(&decoded));
    let text = decoded.text;
    if text.trim_end_matches('\0').contains('\0') {
        document.troubles.push(zeros_in_text());
    }
    if is_cut(&text) {
        document.troubles.push(unreadable("网页不完整：结尾缺失".to_owned()));
    } else if is_torn(&text) {
        document.troubles.push(torn());
    }
    let mut budget = Budget::new(limits);
    let page = read_page(&text, &[], &picture_in_address, &mut budget);
    keep_pages(document, &text, vec![page]);
    document.troubles.extend(budget.trouble());
}

/// Reads a single-file web page.
pub fn read_mhtml(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if is_too_large(document, bytes, limits) {
        return;
    }
    let parts = read_parts(bytes, limits.entries);
    let find_picture = |source: &str| picture_in_address(source).or_else(|| find_part(&parts, source));
    // Excel keeps what all sheets of a book look like in a part of its own.
    let styles = parts.iter().filter(|part| part.kind == "text/css");
    let sheets: Vec<String> = styles.map(|part| String::from_utf8_lossy(&part.bytes).into_owned()).collect();
    let mut budget = Budget::new(limits);
    let mut pages = Vec::new();
    let mut first = String::new();
    for part in parts.iter().filter(|part| ["text/html", "application/xhtml+xml"].contains(&part.kind.as_str())) {
        // The frame around the sheets, its tabs, and Word's page headers are pages as well; the document's own come first.
        let name = part.location.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        if name.starts_with("tabstrip") || name.starts_with("header") || name.starts_with("plchdr") {
            continue;
        }
        let decoded = decode_page(&part.bytes, part.charset.as_deref());
        document.troubles.extend(judge_decoded(&decoded));
        let text = decoded.text;
        if document.format == Format::Html && is_cut(&text) {
            document.troubles.push(unreadable("网页不完整：结尾缺失".to_owned()));
        } else if part.damaged || is_torn(&text) {
            document.troubles.push(torn());
        }
        if text.contains('\0') {
            document.troubles.push(zeros_in_text());
        }
        pages.push(read_page(&text, &sheets, &find_picture, &mut budget));
        if first.is_empty() {
            first = text;
        }
    }
    if !is_closed(bytes) {
        document.troubles.push(unreadable("单一文件网页被截断：找不到结尾".to_owned()));
    }
    keep_pages(document, &first, pages);
    document.troubles.extend(budget.trouble());
}

fn is_too_large(document: &mut Document, bytes: &[u8], limits: &Limits) -> bool {
    let too_large = bytes.len() as u64 > limits.file_bytes;
    if too_large {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
    }
    too_large
}

fn torn() -> Trouble {
    incomplete("网页中间似乎缺了一段（标记不配对或编码中断），内容可能没有读全".to_owned())
}

/// Puts pages together: a frameset has no text of its own.
fn keep_pages(document: &mut Document, first: &str, pages: Vec<Page>) {
    let is_frameset = pages.first().is_some_and(|page| page.is_frameset);
    if pages.iter().any(|page| page.has_stray_words) && !document.troubles.contains(&torn()) {
        document.troubles.push(torn());
    }
    if let Some(name) = pages.iter().find_map(|page| page.unknown_name.as_ref()) {
        document.troubles.push(incomplete(format!("网页里有认不出的字符代号（&{name};），那里的字没有读出")));
    }
    let (mut flow, mut values) = (Flow::default(), Vec::new());
    let mut properties = Vec::new();
    for mut page in pages {
        flow.body.append(&mut page.flow.body);
        flow.headers.append(&mut page.flow.headers);
        flow.footers.append(&mut page.flow.footers);
        values.append(&mut page.values);
        if properties.is_empty() {
            properties = page.properties;
        }
    }
    flow.coloured = is_coloured(first);
    let is_empty = flow.body.is_empty();
    settle(document, flow);
    if is_empty && !is_frameset && document.troubles.is_empty() {
        document.troubles.push(incomplete("网页里没有读出任何文字".to_owned()));
    }
    if is_frameset && is_empty {
        let detail = "这个网页只是框架，内容在另外的文件夹里；请打开后另存为 .xlsx 或 .docx 重新报送".to_owned();
        document.troubles.push(Trouble { kind: TroubleKind::Unsupported, detail, spot: None });
    }
    if is_workbook_page(document, first, &properties) || is_lone_table_of_workbook(document) {
        tables_to_sheets(document, &sheet_names(first), &values);
    }
    document.properties = properties;
}

/// A picture that stands in its own address: `data:image/png;base64,…`.
fn picture_in_address(source: &str) -> Option<Arc<[u8]>> {
    let (kind, data) = source.strip_prefix("data:")?.split_once(',')?;
    kind.ends_with("base64").then(|| decode_base64(data)).flatten().map(Arc::from)
}

/// The part that a page refers to, by its whole location, its content id, or the last word of its name.
fn find_part(parts: &[MimePart], source: &str) -> Option<Arc<[u8]>> {
    if source.is_empty() {
        return None;
    }
    let by_id = source.strip_prefix("cid:");
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let exact = parts.iter().find(|part| part.location == source || by_id.is_some_and(|id| part.id == id));
    let named = || parts.iter().find(|part| !part.location.is_empty() && last(&part.location) == last(source));
    exact.or_else(named).map(|part| Arc::clone(&part.bytes))
}

/// Whether the end of a page is missing: it ends inside a tag or a table, or a program that closes its pages did not close it.
/// Web systems leave much open; a table they close, or at least the page.
fn is_cut(text: &str) -> bool {
    let mut lower = text.trim_end().to_ascii_lowercase();
    // Nothing is lost where the page's own end lacks no more than its bracket.
    if ["</html", "</body"].iter().any(|end| lower.ends_with(end)) {
        lower.push('>');
    }
    let count = |tag: &str| memmem::find_iter(lower.as_bytes(), tag.as_bytes()).count();
    let in_tag = lower.rfind('<').is_some_and(|at| at > lower.rfind('>').unwrap_or(0));
    let closes_all =
        ["libreoffice", "openoffice", "microsoft word", "microsoft excel", "progid\" content=word.document"]
            .iter()
            .any(|maker| lower.get(..HEAD.min(lower.len())).unwrap_or(&lower).contains(maker));
    let is_ended = ["</html>", "</body>"].iter().any(|end| lower.ends_with(end));
    let in_table = count("<table") > count("</table") && !is_ended;
    in_tag || in_table || closes_all && count("<html") > count("</html")
}

/// Whether the last boundary is the closing one; a single page without parts has none.
fn is_closed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(8_192)).unwrap_or_default()).to_ascii_lowercase();
    !head.contains("multipart/") || bytes.trim_ascii_end().ends_with(b"--")
}
