//! What a file is by its content, never by its name; the name only says whether it is a lock or system file and whether the
//! content is what it promises.

mod code;
mod container;
mod disguise;
mod magic;
mod markup;
mod ole;
mod stand_in;
mod system_file;
mod text;

pub use system_file::is_leftover_name;

use std::borrow::Cow;

use crate::inbox::joined::holds_another;
use crate::inbox::joined::is_twice;
use crate::inbox::mend::end_of_warnings;
use crate::inbox::mend::find_archive;
use crate::inbox::mend::find_leads;
use crate::inbox::mend::mend_package;
use crate::inbox::mend::repack;
use crate::inbox::mend::without_base64;
use crate::inbox::mend::without_headers;
use crate::inbox::mend::without_zeros;
use crate::inbox::unlock::unlock;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// What a file is, and what is wrong with it as far as its first look tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// By content.
    pub format: Format,
    /// Encrypted, disguised, with macros, empty, damaged beyond recognition.
    pub troubles: Vec<Trouble>,
}

impl Sniffed {
    fn plain(format: Format) -> Self {
        Self { format, troubles: Vec::new() }
    }

    fn troubled(format: Format, kind: TroubleKind, detail: impl Into<String>) -> Self {
        Self { format, troubles: vec![trouble(kind, detail)] }
    }
}

/// A trouble of a whole file.
pub fn trouble(kind: TroubleKind, detail: impl Into<String>) -> Trouble {
    Trouble { kind, detail: detail.into(), spot: None }
}

/// Says what a file is. `name` is its name or its path in the inbox; folders in it count for system files alone.
pub fn sniff(name: &str, bytes: &[u8]) -> Sniffed {
    if system_file::is_system_name(name, bytes) {
        return Sniffed::plain(Format::System);
    }
    if bytes.is_empty() {
        return Sniffed::troubled(Format::Empty, TroubleKind::Unreadable, "文件是空的（0 字节）");
    }
    let mut sniffed = sniff_content(bytes);
    // Titles over the table, notes below it or one long column: where lines differ, the name says what the separators are.
    let is_table =
        || text::mostly_separated(bytes) || text::quotes_several_lines(bytes) || text::quotes_each_line(bytes);
    if sniffed.format == Format::Text && disguise::promises_separated(name) && is_table() {
        sniffed.format = Format::Csv;
    }
    disguise::compare_with_name(name, &mut sniffed);
    if is_leftover_name(name) && sniffed.format.holds_text() {
        let detail = "名称像是办公软件的临时文件，内容却是文档，已按文档读取；可能是旧稿，请核对";
        sniffed.troubles.push(trouble(TroubleKind::Disguised, detail));
    }
    sniffed
}

/// A file as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable<'b> {
    /// What it is.
    pub sniffed: Sniffed,
    /// The bytes that it is read by.
    pub bytes: Cow<'b, [u8]>,
    /// Put together again from what is left of it: read as far as it goes, although a trouble says that content is lost.
    pub salvaged: bool,
}

/// The same, with the bytes that the file is read by: of one that Office opens without asking for a password, as it opens it; of
/// one with something before its beginning, from there on; of a package without its directory, with one.
pub fn sniff_readable<'b>(name: &str, bytes: &'b [u8]) -> Readable<'b> {
    let mut readable = find_readable(name, bytes);
    let format = readable.sniffed.format;
    let is_text = matches!(format, Format::Text | Format::Csv);
    let another = (format.holds_text() || format.is_archive()) && holds_another(bytes);
    if another || is_text && is_twice(bytes) {
        let detail = "这里像是两份文件连成了一份，只读了其中一份；请分开后重新放入";
        readable.sniffed.troubles.push(trouble(TroubleKind::Incomplete, detail));
    }
    readable
}

fn find_readable<'b>(name: &str, bytes: &'b [u8]) -> Readable<'b> {
    let sniffed = sniff(name, bytes);
    match sniffed.format {
        Format::Encrypted => unlocked(name, sniffed, bytes),
        // A package that is not read is no archive with something in front of it.
        Format::Unknown if container::starts_like_zip(bytes) => as_it_is(sniffed, bytes),
        // What stands in an archive that is not read may look like a file with something in front of it.
        Format::Unknown if magic::match_not_read(bytes).is_some() => as_it_is(sniffed, bytes),
        Format::Unknown | Format::Text | Format::Html => {
            let decoded = || decoded(name, bytes);
            let warned = || behind_warnings(name, bytes);
            let sent = || behind_headers(name, bytes);
            let lead = behind_lead(name, bytes, &sniffed).or_else(warned).or_else(sent).or_else(decoded);
            let filled = || without_filler(name, bytes);
            lead.or_else(filled).or_else(|| unpacking_itself(bytes)).unwrap_or_else(|| as_it_is(sniffed, bytes))
        }
        Format::Rtf => behind_lead(name, bytes, &sniffed).unwrap_or_else(|| mended(sniffed, Cow::Borrowed(bytes))),
        Format::Executable => unpacking_itself(bytes).unwrap_or_else(|| as_it_is(sniffed, bytes)),
        _ => mended(sniffed, Cow::Borrowed(bytes)),
    }
}

fn unlocked<'b>(name: &str, sniffed: Sniffed, bytes: &'b [u8]) -> Readable<'b> {
    match unlock(bytes) {
        Some(plain) => Readable { sniffed: sniff(name, &plain), bytes: Cow::Owned(plain), salvaged: false },
        None => as_it_is(sniffed, bytes),
    }
}

fn as_it_is(sniffed: Sniffed, bytes: &[u8]) -> Readable<'_> {
    Readable { sniffed, bytes: Cow::Borrowed(bytes), salvaged: false }
}

/// From where the file begins, where something stands before that. What was told to be a page without its beginning may have one.
fn behind_lead<'b>(name: &str, bytes: &'b [u8], sniffed: &Sniffed) -> Option<Readable<'b>> {
    let is_page = sniffed.format == Format::Html && sniffed.troubles.iter().all(|known| !known.kind.loses_content());
    find_leads(bytes).into_iter().find_map(|lead| without_lead(name, bytes, lead, is_page))
}

/// A text from where it begins, where the program of a web server that sent it has put its warnings in front.
fn behind_warnings<'b>(name: &str, bytes: &'b [u8]) -> Option<Readable<'b>> {
    let lead = Some(end_of_warnings(bytes)).filter(|lead| *lead > 0)?;
    let rest = bytes.get(lead..).filter(|rest| !rest.trim_ascii().is_empty())?;
    let mut readable = mended(sniff(name, rest), Cow::Borrowed(rest));
    let detail = "文件开头多出网站程序的出错信息，已跳过；文件可能没有导出完整，请对照原件";
    readable.sniffed.troubles.push(trouble(TroubleKind::Incomplete, detail));
    Some(readable)
}

/// A text as it was before it went over the net.
fn behind_headers<'b>(name: &str, bytes: &'b [u8]) -> Option<Readable<'b>> {
    let rest = without_headers(bytes).filter(|rest| !rest.trim_ascii().is_empty())?;
    let sniffed = sniff(name, rest);
    if !matches!(sniffed.format, Format::Text | Format::Csv) {
        return None;
    }
    let mut readable = as_it_is(sniffed, rest);
    let detail = "文件开头多出传送用的文字（像是下载或上传时带上的），已跳过";
    readable.sniffed.troubles.push(trouble(TroubleKind::Disguised, detail));
    Some(readable)
}

/// From where the file begins, where so much stands before that. A page in a page is part of it.
fn without_lead<'b>(name: &str, bytes: &'b [u8], lead: usize, is_page: bool) -> Option<Readable<'b>> {
    let rest = bytes.get(lead..)?;
    let behind = sniff(name, rest);
    let begins = match behind.format {
        Format::Text | Format::Csv => false,
        Format::Html => !is_page,
        Format::Mail => true,
        format => format.holds_text(),
    };
    if !begins {
        return None;
    }
    let mut readable = mended(behind, Cow::Borrowed(rest));
    // Where parts are lost, what stands in front may be one of them, and the file's own trouble says more.
    if readable.sniffed.troubles.iter().all(|known| !known.kind.loses_content()) {
        let detail = format!("文件开头多出 {lead} 个字节的别的内容（像是下载或转发时带上的），已跳过");
        readable.sniffed.troubles.push(trouble(TroubleKind::Disguised, detail));
    }
    Some(readable)
}

/// The archive behind a program that unpacks itself, or behind something that was put in front of it.
fn unpacking_itself(bytes: &[u8]) -> Option<Readable<'_>> {
    let (format, at) = find_archive(bytes)?;
    let detail = match bytes.starts_with(b"MZ") {
        true => "这是自解压程序，没有运行，按里面的压缩包处理",
        false => "压缩包开头多出别的内容（像是下载或转发时带上的），已跳过",
    };
    let sniffed = Sniffed::troubled(format, TroubleKind::Disguised, detail);
    Some(Readable { sniffed, bytes: Cow::Borrowed(bytes.get(at..)?), salvaged: false })
}

/// What a text in base 64 stands for.
fn decoded<'b>(name: &str, bytes: &[u8]) -> Option<Readable<'b>> {
    let plain = without_base64(bytes)?;
    let sniffed = sniff(name, &plain);
    let mut readable = mended(sniffed, Cow::Owned(plain));
    let detail = "内容是邮件用的编码（base64），已解开";
    readable.sniffed.troubles.push(trouble(TroubleKind::Disguised, detail));
    Some(readable)
}

/// A text without the zeros at its end. Markup says by itself whether it is whole; other text does not.
fn without_filler<'b>(name: &str, bytes: &'b [u8]) -> Option<Readable<'b>> {
    let written = without_zeros(bytes)?;
    let mut sniffed = sniff(name, written);
    if !sniffed.format.holds_text() {
        return None;
    }
    let zeros = bytes.len() - written.len();
    if matches!(sniffed.format, Format::Text | Format::Csv) {
        let detail = format!("文件末尾有 {zeros} 个零字节，复制或下载可能没有完成");
        sniffed.troubles.push(trouble(TroubleKind::Unreadable, detail));
    }
    Some(Readable { sniffed, bytes: Cow::Borrowed(written), salvaged: true })
}

/// A package gets its directory back, where that is lost, and parts that its readers know how to unpack.
fn mended(mut sniffed: Sniffed, bytes: Cow<'_, [u8]>) -> Readable<'_> {
    let package = sniffed.format.holds_text() && container::starts_like_zip(&bytes);
    let Some(mended) = package.then(|| mend_package(&bytes)).flatten() else {
        let bytes = package.then(|| repack(&bytes)).flatten().map_or(bytes, Cow::Owned);
        return Readable { sniffed, bytes, salvaged: false };
    };
    if let Some(found) = mended.found {
        let detail = format!("文件不完整，末尾的目录缺失（下载、复制或转发没有完成？），只找回 {found} 个部件");
        sniffed.troubles.push(trouble(TroubleKind::Unreadable, detail));
    }
    Readable { sniffed, bytes: Cow::Owned(mended.bytes), salvaged: true }
}

fn sniff_content(bytes: &[u8]) -> Sniffed {
    if container::starts_like_zip(bytes) {
        return container::sniff_zip(bytes);
    }
    if ole::starts_like_ole(bytes) {
        return ole::sniff_ole(bytes);
    }
    if let Some(format) = magic::match_magic(bytes) {
        return Sniffed::plain(format);
    }
    if let Some((kind, detail)) = magic::match_not_read(bytes) {
        return Sniffed::troubled(Format::Unknown, kind, detail);
    }
    let sniffed = text::sniff_text(bytes);
    if sniffed.format == Format::Unknown && container::is_last_volume(bytes) {
        container::sniff_split()
    } else {
        sniffed
    }
}
