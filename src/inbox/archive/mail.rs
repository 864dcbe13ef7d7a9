//! The attachments of a mail (RFC 5322 with MIME) as Foxmail, QQ Mail, NetEase, Outlook and Thunderbird save it, through crate
//! mail-parser. What the mail itself says is a paper as well where it is more than a greeting: some units write their application
//! or their description there. Where it only says where the attachments are to be had, or quotes another mail, that is told.

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use mail_parser::Encoding;
use mail_parser::Message;
use mail_parser::MessageParser;
use mail_parser::MessagePart;
use mail_parser::MimeHeaders;
use mail_parser::PartType;
use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use memchr::memmem;

use super::Level;
use super::Unpacking;
use super::entry_name::EntryName;
use super::entry_name::decode_name;
use super::entry_name::split_name;
use super::explain_damage;
use crate::inbox::sniff::trouble;
use crate::model::MAIL_BODY;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// A picture shown in the text of a mail that is no larger than this is an ornament: a logo, a line.
pub(super) const ORNAMENT: usize = 10 << 10;
/// Characters of a mail's own text that may be a greeting and a signature; and of one that holds the mail which it answers.
const GREETING: usize = 120;
const GREETING_OVER_QUOTE: usize = 600;
/// What mail programs write above the mail that is answered or passed on.
const QUOTES: [&str; 6] = ["原始邮件", "Original Message", "原邮件", "写道：", "写道:", "wrote:"];
/// What mail programs write into a mail whose attachments lie on their server.
const LEFT_ON_SERVER: [&str; 4] = ["超大附件", "云附件", "文件中转站", "wx.mail.qq.com/ftn"];

impl Unpacking<'_> {
    /// Adds the attachments of a mail; gives what is wrong with it as a whole.
    pub(super) fn unpack_mail(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        let Some(message) = MessageParser::default().parse(level.bytes) else {
            return vec![trouble(TroubleKind::Unreadable, "邮件已损坏，内容无法读取")];
        };
        let raw = level.bytes;
        let mut attached = 0;
        for (at, part) in message.attachments().enumerate() {
            let content = content_of(part, raw);
            if is_ornament(part, content.as_deref()) {
                continue;
            }
            attached += 1;
            let name = name_attachment(part, raw, at + 1);
            let size = content.as_ref().map_or(0, Vec::len) as u64;
            let taken = self.take_entry(level, &name, size, |unpacking| match content {
                Some(content) if size <= unpacking.allowed_bytes() => Ok(content),
                Some(_) => Err(unpacking.explain_size(size)),
                None => Err(explain_damage()),
            });
            if !taken {
                return vec![self.explain_left_out(1)];
            }
        }
        let text = read_text(&message);
        if is_paper(&text, attached) {
            let taken = match page_of(&message) {
                Some(page) => self.take_body(level, "html", page.into_bytes()),
                None => self.take_body(level, "txt", text.into_bytes()),
            };
            if !taken {
                return vec![self.explain_left_out(1)];
            }
            return is_cut(&message, raw).then(explain_cut).into_iter().collect();
        }
        let mut troubles: Vec<Trouble> = judge_text(&text, attached).into_iter().collect();
        if is_cut(&message, raw) {
            troubles.push(explain_cut());
        }
        troubles
    }

    /// Adds what a mail itself says as a file. False where no more entries are allowed.
    pub(super) fn take_body(&mut self, level: &mut Level<'_>, extension: &str, body: Vec<u8>) -> bool {
        let size = body.len() as u64;
        self.take_entry(level, &split_name(&format!("{MAIL_BODY}.{extension}")), size, |unpacking| {
            if size <= unpacking.allowed_bytes() { Ok(body) } else { Err(unpacking.explain_size(size)) }
        })
    }
}

fn explain_cut() -> Trouble {
    trouble(TroubleKind::Unreadable, "邮件不完整：结尾缺失，附件可能不全；请让单位重新发送")
}

/// Whether what a mail says may be a paper: nothing is attached to it, or it says more than a greeting of its own.
pub(super) fn is_paper(text: &str, attached: usize) -> bool {
    let length = count_characters(text);
    let says_more = length > GREETING && !QUOTES.iter().any(|words| text.contains(words));
    length > 0 && (attached == 0 || says_more) && !is_left_on_server(text)
}

fn count_characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn is_left_on_server(text: &str) -> bool {
    LEFT_ON_SERVER.iter().any(|words| text.contains(words))
}

/// The mail's own page, with the mark that it is in UTF-8 now, whatever the page says of itself; one that begins with text as
/// what it is.
fn page_of(message: &Message<'_>) -> Option<String> {
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => Some(page.as_ref()),
        _ => None,
    });
    let page: String = pages.collect();
    let begin = if page.trim_start().starts_with('<') { "" } else { "<html>" };
    (!page.is_empty()).then(|| format!("\u{feff}{begin}{page}"))
}

/// An attachment's bytes as they were attached: a text keeps its own encoding. None where they cannot be decoded.
fn content_of(part: &MessagePart<'_>, raw: &[u8]) -> Option<Vec<u8>> {
    let (from, to) = (usize::try_from(part.offset_body).ok()?, usize::try_from(part.offset_end).ok()?);
    let packed = part.content_transfer_encoding().is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    match &part.body {
        PartType::Message(message) => Some(message.raw_message().to_vec()),
        PartType::Multipart(_) => None,
        _ if packed => decode_base64(raw.get(from..to)?),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(bytes.to_vec()),
        PartType::Text(_) | PartType::Html(_) => match part.encoding {
            Encoding::QuotedPrintable => quoted_printable_decode(raw.get(from..to)?),
            _ => raw.get(from..to).map(<[u8]>::to_vec),
        },
    }
}

/// What base 64 says, as far as it goes: that of a mail that is cut ends within a group.
fn decode_base64(written: &[u8]) -> Option<Vec<u8>> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = written.iter().copied().filter(is_digit).collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    BASE64_STANDARD_NO_PAD.decode(&digits).ok()
}

fn is_ornament(part: &MessagePart<'_>, content: Option<&[u8]>) -> bool {
    let picture = part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    picture && part.content_id().is_some() && content.is_some_and(|content| content.len() <= ORNAMENT)
}

/// What an attachment is called: the last part of its name, since old programs wrote the whole path on the sender's machine.
fn name_attachment(part: &MessagePart<'_>, raw: &[u8], number: usize) -> EntryName {
    let told = part.attachment_name().map(|name| match name.contains(char::REPLACEMENT_CHARACTER) {
        true => name_in_header(part, raw).unwrap_or_else(|| name.to_owned()),
        false => name.to_owned(),
    });
    let inner = || match &part.body {
        PartType::Message(message) => {
            message.subject().map(|subject| format!("{}.eml", subject.replace(['/', '\\'], "_")))
        }
        _ => None,
    };
    let name = told.or_else(inner).unwrap_or_else(|| format!("附件{number}"));
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or(&name);
    split_name(last.trim())
}

/// The name as it stands in the header of a part, where it stands there without the encoding that mail asks for.
fn name_in_header(part: &MessagePart<'_>, raw: &[u8]) -> Option<String> {
    let (from, to) = (usize::try_from(part.offset_header).ok()?, usize::try_from(part.offset_body).ok()?);
    let header = raw.get(from..to)?;
    let at = memmem::find(header, b"name=")? + b"name=".len();
    let value = header.get(at..)?;
    let quoted = value.strip_prefix(b"\"");
    let name = match quoted {
        Some(rest) => rest.split(|byte| *byte == b'"').next()?,
        None => value.split(|byte| matches!(byte, b';' | b'\r' | b'\n')).next()?,
    };
    Some(decode_name(name))
}

/// The mail's own text: as text, or where the page beside it says more, as a page.
fn read_text(message: &Message<'_>) -> String {
    let plain: String = (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect();
    let pages: String =
        (0..message.html_body_count()).filter_map(|at| message.body_html(at)).map(|page| html_to_text(&page)).collect();
    if pages.len() > plain.len() { pages } else { plain }
}

/// What is said of a mail that is more than a cover for its attachments.
pub(super) fn judge_text(text: &str, attached: usize) -> Option<Trouble> {
    let length = count_characters(text);
    let detail = match attached {
        _ if is_left_on_server(text) => "邮件里有超大附件（只有下载链接，文件没有随邮件来）；请下载后放入".to_owned(),
        0 => "邮件没有附件，也没有正文".to_owned(),
        _ if length > GREETING_OVER_QUOTE => {
            format!("邮件正文有 {length} 字，没有读取；其中如有申报内容，请另存为文档放入")
        }
        _ => return None,
    };
    Some(trouble(TroubleKind::Incomplete, detail))
}

/// Whether the boundary that closes a mail of several parts is missing.
fn is_cut(message: &Message<'_>, raw: &[u8]) -> bool {
    let boundary = message.content_type().and_then(|kind| kind.attribute("boundary"));
    boundary.is_some_and(|boundary| memmem::find(raw, format!("--{boundary}--").as_bytes()).is_none())
}
