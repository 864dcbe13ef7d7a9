//! Text in any encoding: what it holds (markup, a table of separated values, a script, prose), or that it is no
//! text at all.

use encoding_rs::WINDOWS_1252;

use super::Sniffed;
use super::code::sniff_code;
use super::markup::is_mail;
use super::markup::match_markup;
use super::stand_in::sniff_stand_in;
use crate::model::DecodedText;
use crate::model::Format;
use crate::model::TextEncoding;
use crate::model::TroubleKind;

/// What is looked at of a long text.
const HEAD: usize = 64 << 10;

/// Says what a text is; Unknown for what is none.
pub fn sniff_text(bytes: &[u8]) -> Sniffed {
    if bytes.iter().all(|&byte| byte == 0) {
        return Sniffed::troubled(Format::Unknown, TroubleKind::Unreadable, "文件内容全部为零，可能是复制或下载未完成");
    }
    let Some(text) = decode_head(bytes) else {
        let mail = || has_mail_headers(bytes).then_some(Format::Mail);
        return Sniffed::plain(match_faulty_markup(bytes).or_else(mail).unwrap_or(Format::Unknown));
    };
    let says_nothing = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    if bytes.len() <= HEAD && text.chars().all(says_nothing) {
        return Sniffed::troubled(Format::Empty, TroubleKind::Unreadable, "文件里只有空白，没有内容");
    }
    if let Some(stand_in) = sniff_stand_in(&text) {
        return stand_in;
    }
    if let Some(format) = match_markup(&text) {
        return Sniffed::plain(format);
    }
    if is_mail(&text) {
        return Sniffed::plain(Format::Mail);
    }
    if text.trim_start().starts_with("<?xml") {
        return sniff_foreign_xml(&text);
    }
    if is_part_of_package(&text) {
        return Sniffed::plain(Format::Unknown);
    }
    if let Some(coded) = sniff_code(&text) {
        return coded;
    }
    if is_headless_markup(&text) {
        let detail = "这是一段 XML 代码，开头缺失，不能读取";
        return Sniffed::troubled(Format::Unknown, TroubleKind::Unreadable, detail);
    }
    Sniffed::plain(classify_text(&text))
}

/// What is said of a paper of Apple's own office programs, packed or as the one file of XML that they wrote until 2009.
pub const APPLE: &str = "这是苹果电脑的 Pages、Numbers 或 Keynote 文件，不能读取；请导出为 .docx 或 .xlsx 后重新放入";

/// What is said of a paper in the Chinese office standard of 2007, as one file or packed.
pub const UOF: &str = "这是标文通（UOF）文件，不能读取；请用 WPS 或原程序另存为 .docx 或 .xlsx 后重新放入";

/// XML that no office program of ours writes: read as text, its tags would pass for what a form says.
fn sniff_foreign_xml(text: &str) -> Sniffed {
    let head = text.get(..2_000).unwrap_or(text);
    let detail = match () {
        () if head.contains("uof:UOF") || head.contains("schemas.uof.org") => UOF,
        () if head.contains("developer.apple.com/namespaces/") => APPLE,
        () if is_main_part(head) => "这是 Office 文件解开后的一个部件，不是文件本身；请放入原来的文件",
        () if head.contains("<plist") => {
            let detail = "这是苹果系统的快捷方式或设置文件，不是文件本身；请放入原文件";
            return Sniffed::troubled(Format::Unknown, TroubleKind::Elsewhere, detail);
        }
        () => return Sniffed::plain(Format::Unknown),
    };
    Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, detail)
}

/// Whether XML is a part of a package that was unpacked into a folder.
fn is_part_of_package(text: &str) -> bool {
    let head = text.get(..2_000).unwrap_or(text);
    text.trim_start().starts_with('<') && head.contains("schemas.openxmlformats.org/")
}

/// Whether it is the part that holds what the paper says.
fn is_main_part(head: &str) -> bool {
    let mains = ["<office:document-content", "<w:document", "<workbook", "<worksheet", "<x:workbook", "<x:worksheet"];
    mains.iter().any(|main| head.contains(main))
}

/// Whether a text is what is left of an office program's XML: words in the tags would pass for what a form says.
fn is_headless_markup(text: &str) -> bool {
    const TAGS: usize = 10;
    if text.trim_start().starts_with('<') {
        return false;
    }
    let prefixed = |rest: &&str| {
        let name: &str = rest.split([' ', '>', '/']).next().unwrap_or_default();
        name.split_once(':').is_some_and(|(prefix, local)| {
            !local.is_empty() && (1..=8).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    let opening = text.split('<').skip(1).filter(prefixed).count();
    opening >= TAGS || text.matches(" ss:").count() >= TAGS
}

/// The first part of the file as text; None where it is not text in any encoding.
fn decode_head(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let encoding = TextEncoding::tell(bytes);
    let DecodedText { text, lost, .. } = encoding.decode(head);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1a' | '\0' | '\u{85}');
    let zeros = text.chars().filter(|&c| c == '\0').count();
    let controls = text.chars().filter(|&c| control(c)).count();
    let letters = text.chars().count();
    // LibreOffice leaves the marks of fields, which are control characters, in the pages that it writes; exports of databases
    // hold what was typed there. Almost any bytes are GB 18030, so there none is borne.
    let few = controls == 0 || (!encoding.takes_anything() && controls * 100 <= text.len());
    // A letter may be cut at the end of what is looked at; of a text that was damaged, one in twenty at most.
    let cut = usize::from(head.len() < bytes.len());
    (few && zeros * 50 <= text.len() && lost.saturating_sub(cut) * 20 <= letters).then_some(text)
}

/// Markup in an encoding of its own declaring, or with bytes that are no text: it is still told by its first element.
fn match_faulty_markup(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let text = TextEncoding::tell(head).decode(head).text;
    let (letters, controls) = text.chars().fold((0, 0), |(letters, controls), c| match c.is_control() {
        true => (letters, controls + usize::from(!c.is_whitespace())),
        false => (letters + 1, controls),
    });
    match_markup(&text).filter(|format| *format != Format::Mhtml && controls * 10 <= letters)
}

/// Whether a mail begins here whose names or text are in an encoding of old days: its headers' own names are ASCII.
fn has_mail_headers(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    is_mail(&WINDOWS_1252.decode_without_bom_handling(head).0)
}

fn classify_text(text: &str) -> Format {
    let start = text.trim_start().get(..16).unwrap_or(text.trim_start()).to_ascii_lowercase();
    if start.starts_with("@echo ") || start.starts_with("#!/") {
        return Format::Executable;
    }
    let separated = [',', '\t', ';'].into_iter().any(|separator| is_separated(text, separator));
    if separated { Format::Csv } else { Format::Text }
}

/// Whether more than half of the first lines of a text hold a separator outside quotes, or two lines after one another hold many.
pub fn mostly_separated(bytes: &[u8]) -> bool {
    const LINES: usize = 40;
    const MANY: usize = 4;
    let Some(text) = decode_head(bytes) else { return false };
    [',', '\t', ';', '|', '^', '~'].into_iter().any(|separator| {
        let counts = count_separators(&text, separator, LINES);
        // a title above two rows, notes below them
        let like_the_last =
            |pair: &[(usize, usize)]| matches!(pair, [(one, _), (next, _)] if one == next && *one >= MANY);
        counts.windows(2).any(like_the_last) || counts.iter().filter(|(count, _)| *count > 0).count() * 2 > counts.len()
    })
}

/// Whether a field of several lines stands in quotes in the head of a text: a table of one column has no separators.
pub fn quotes_several_lines(bytes: &[u8]) -> bool {
    let Some(text) = decode_head(bytes) else { return false };
    let starts = text.match_indices("\n\"").filter_map(|(at, start)| text.get(at + start.len()..));
    text.strip_prefix('"').into_iter().chain(starts).any(|rest| {
        let end = rest.split_once('"').filter(|(inside, _)| inside.contains('\n'));
        end.is_some_and(|(_, behind)| behind.is_empty() || behind.starts_with(['\r', '\n']))
    })
}

/// Whether each line of the head of a text stands in quotes, but the last, which may be cut: a table that was written as one of a
/// single column once more.
pub fn quotes_each_line(bytes: &[u8]) -> bool {
    const FEW: usize = 3;
    let Some(text) = decode_head(bytes) else { return false };
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let is_quoted = |line: &&str| line.len() > 1 && line.starts_with('"') && line.ends_with('"');
    lines.len() >= FEW && lines.iter().take(lines.len() - 1).all(is_quoted)
}

/// Two lines or more, each with the same number of separators; with one separator only, its lines are short and no sentences.
fn is_separated(text: &str, separator: char) -> bool {
    const LINES: usize = 20;
    const LONG_LINE: usize = 60;
    // The last line of the head may be cut; a cell in quotes may hold lines of its own.
    let counts = count_separators(text, separator, LINES);
    let Some(&(first, _)) = counts.first() else { return false };
    let longest = counts.iter().map(|(_, length)| *length).max().unwrap_or(0);
    counts.len() >= 2
        && first >= 1
        && counts.iter().all(|(count, _)| *count == first)
        && (first > 1 || (longest <= LONG_LINE && !text.contains('。')))
}

/// Of each of the first lines that is not empty: separators outside quotes, and characters.
fn count_separators(text: &str, separator: char, most: usize) -> Vec<(usize, usize)> {
    let mut counts = Vec::new();
    let (mut quoted, mut count, mut length) = (false, 0, 0);
    for c in text.chars().chain(['\n']) {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                if length > 0 {
                    counts.push((count, length));
                }
                (count, length) = (0, 0);
                if counts.len() == most {
                    break;
                }
            }
            c => {
                count += usize::from(c == separator && !quoted);
                length += usize::from(!c.is_whitespace());
            }
        }
    }
    counts
}
