//! What a text file with markup is: Word 2003 XML, SpreadsheetML, flat OPC, flat OpenDocument, HTML, or a mail in MIME (of
//! which Word's and Excel's single-file web page is one).

use crate::model::Format;

/// The format that the markup tells; None for plain text.
pub fn match_markup(text: &str) -> Option<Format> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.starts_with("{\\rtf") || text.starts_with("{\\urtf") {
        return Some(Format::Rtf);
    }
    if text.starts_with('<') {
        return match_root_element(text);
    }
    is_web_archive(text).then_some(Format::Mhtml)
}

/// Whether the text is a mail with its headers, other than a single-file web page.
pub fn is_mail(text: &str) -> bool {
    let headers = mail_headers(text);
    let has = |name: &str| headers.iter().any(|(known, _)| known == name);
    let sent = ["received", "mime-version", "message-id", "date", "to"].into_iter().filter(|name| has(name)).count();
    // A draft has no subject yet, a note sent by a script no more than who, to whom and what.
    let is_told = has("from") && (has("subject") && sent > 0 || sent > 1);
    // Nor does a script tell more than that several parts follow; related ones are a saved page's.
    let of_parts = |(name, value): &(String, &str)| {
        let value = value.to_ascii_lowercase();
        name == "content-type" && value.starts_with("multipart/") && !value.starts_with("multipart/related")
    };
    is_told || has("mime-version") && headers.iter().any(of_parts)
}

/// A root element, or an HTML element that may start a page without one.
fn match_root_element(text: &str) -> Option<Format> {
    let (tag, attributes) = first_element(text)?;
    let local = tag.rsplit(':').next().unwrap_or(tag);
    let declares = |namespace: &str| attributes.contains(namespace);
    let office_2003 = "schemas.microsoft.com/office/word/2003";
    match local {
        "wordDocument" if declares(office_2003) => Some(Format::WordMl),
        "Workbook" if declares("urn:schemas-microsoft-com:office:spreadsheet") => Some(Format::SpreadsheetMl),
        "package" if declares("schemas.microsoft.com/office/2006/xmlPackage") => Some(Format::FlatOpc),
        "document" if declares("urn:oasis:names:tc:opendocument:xmlns:office") => Some(Format::FlatOdf),
        "svg" if declares("www.w3.org/2000/svg") => Some(Format::Image),
        _ => is_html_element(tag).then_some(Format::Html),
    }
}

/// Name and attributes of the first element, after declarations, processing instructions, comments and document types.
/// A document type of HTML is an element of HTML for our purpose.
fn first_element(mut text: &str) -> Option<(&str, &str)> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        if let Some(comment) = text.strip_prefix("!--") {
            // Excel starts pages with conditional comments that may be cut off here: what follows is not known then.
            text = comment.split_once("-->")?.1;
        } else if let Some(declaration) = text.strip_prefix('!') {
            let (declared, rest) = declaration.split_once('>')?;
            let mut words = declared.split_ascii_whitespace();
            let is_doctype = words.next().is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
            if is_doctype && words.next().is_some_and(|word| word.eq_ignore_ascii_case("html")) {
                return Some(("html", ""));
            }
            // An internal subset holds declarations of its own; the document type ends behind its bracket.
            text = if declared.contains('[') { rest.split_once("]>").map_or(rest, |(_, after)| after) } else { rest };
        } else if let Some(instruction) = text.strip_prefix('?') {
            text = instruction.split_once("?>").or_else(|| instruction.split_once('>'))?.1;
        } else {
            let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let (tag, rest) = text.split_at(end);
            return Some((tag, rest.split_once('>').map_or(rest, |(attributes, _)| attributes)));
        }
    }
}

fn is_html_element(tag: &str) -> bool {
    const ELEMENTS: &str = "html head body meta title base style link script table thead tbody tr td div section article \
                            header main nav p span font center h1 h2 h3 h4 h5 h6 br hr a b i u em strong img form ul ol \
                            dl pre iframe";
    ELEMENTS.split_ascii_whitespace().any(|element| tag.eq_ignore_ascii_case(element))
}

fn is_web_archive(text: &str) -> bool {
    let headers = mail_headers(text);
    // A mail that was sent says to whom and by whom it was carried; a saved page at most who saved it.
    let sent = |name: &str| headers.iter().any(|(known, _)| known == name);
    let addressed = headers.iter().any(|(name, value)| name == "from" && value.contains('@'));
    if sent("to") && (addressed || sent("message-id") || sent("received")) {
        return false;
    }
    headers
        .iter()
        .any(|(name, value)| name == "content-type" && value.to_ascii_lowercase().starts_with("multipart/related"))
        || (headers.iter().any(|(name, _)| name == "mime-version")
            && headers
                .iter()
                .any(|(name, value)| name == "content-type" && value.to_ascii_lowercase().starts_with("text/html")))
}

/// The header lines at the top (RFC 5322), names in lower case; empty where the text does not start with any.
fn mail_headers(text: &str) -> Vec<(String, &str)> {
    const MOST_HEADERS: usize = 200;
    let mut headers = Vec::new();
    for (at, line) in text.lines().take(MOST_HEADERS).enumerate() {
        // A mail out of a mailbox file begins with who sent it and when.
        if at == 0 && line.starts_with("From ") {
            continue;
        }
        if line.starts_with([' ', '\t']) && !headers.is_empty() {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { break };
        // AbiWord writes a blank before the colon.
        let name = name.trim_end();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            break;
        }
        headers.push((name.to_ascii_lowercase(), value.trim()));
    }
    headers
}
