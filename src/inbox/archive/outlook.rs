//! The attachments of a mail that Outlook saved (.msg, [MS-OXMSG]): an OLE container in which each attachment is a storage whose
//! streams are named by their property.

use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use super::Level;
use super::Unpacking;
use super::entry_name::decode_name;
use super::entry_name::split_name;
use super::explain_damage;
use super::mail::ORNAMENT;
use super::mail::is_paper;
use super::mail::judge_text;
use crate::inbox::sniff::trouble;
use crate::model::CompoundBytes;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::model::open_compound;

/// PidTagAttachLongFilename and PidTagAttachFilename, in Unicode and in the sender's code page.
const NAMES: [&str; 4] = ["3707001F", "3707001E", "3704001F", "3704001E"];
/// PidTagAttachDataBinary, and PidTagAttachDataObject, which is a storage: a mail inside the mail.
const DATA: &str = "37010102";
const EMBEDDED: &str = "3701000D";
/// PidTagAttachContentId.
const CONTENT_IDS: [&str; 2] = ["3712001F", "3712001E"];
/// PidTagBody.
const BODY: [&str; 2] = ["1000001F", "1000001E"];
/// PidTagHtml: the page in the code page that it names itself.
const PAGE: &str = "10130102";
const ATTACHMENT: &str = "__attach_version1.0_";
/// Mails inside mails.
const DEEPEST: usize = 4;

impl Unpacking<'_> {
    /// Adds the attachments of a mail; gives what is wrong with it as a whole.
    pub(super) fn unpack_outlook(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        let Some(mut container) = open_compound(level.bytes) else {
            return vec![trouble(TroubleKind::Unreadable, "邮件已损坏，内容无法读取")];
        };
        let mut storages: Vec<(PathBuf, usize)> = vec![(PathBuf::from("/"), 0)];
        let mut attached = 0;
        while let Some((mail, depth)) = storages.pop() {
            for attachment in attachments_of(&container, &mail) {
                if is_ornament(&mut container, &attachment) {
                    continue;
                }
                attached += 1;
                let embedded = attachment.join(property(EMBEDDED));
                if container.is_storage(&embedded) && depth < DEEPEST {
                    storages.push((embedded, depth + 1));
                } else if !self.take_attachment(level, &mut container, &attachment, attached) {
                    return vec![self.explain_left_out(1)];
                }
            }
        }
        let text = read_text(&mut container);
        if !is_paper(&text, attached) {
            return judge_text(&text, attached).into_iter().collect();
        }
        let page = read_stream(&mut container, &Path::new("/").join(property(PAGE)));
        let taken = match page {
            Some(page) => self.take_body(level, "html", page),
            None => self.take_body(level, "txt", text.into_bytes()),
        };
        if taken { Vec::new() } else { vec![self.explain_left_out(1)] }
    }

    /// False where no more entries are allowed.
    fn take_attachment(
        &mut self,
        level: &mut Level<'_>,
        container: &mut CompoundBytes<'_>,
        attachment: &Path,
        number: usize,
    ) -> bool {
        let name = NAMES.iter().find_map(|name| read_string(container, attachment, name));
        let name = name.unwrap_or_else(|| format!("附件{number}"));
        let data = attachment.join(property(DATA));
        let size = container.entry(&data).map_or(0, |entry| entry.len());
        self.take_entry(level, &split_name(name.trim()), size, |unpacking| {
            if size > unpacking.allowed_bytes() {
                return Err(unpacking.explain_size(size));
            }
            read_stream(container, &data).filter(|content| content.len() as u64 == size).ok_or_else(explain_damage)
        })
    }
}

/// A small picture that the mail's own page shows: it has a content id.
fn is_ornament(container: &mut CompoundBytes<'_>, attachment: &Path) -> bool {
    let shown = CONTENT_IDS.iter().any(|id| container.is_stream(attachment.join(property(id))));
    let data = attachment.join(property(DATA));
    let small = container.entry(&data).is_ok_and(|entry| entry.len() <= ORNAMENT as u64);
    let picture = |bytes: &[u8]| matches!(bytes, [0x89, b'P', ..] | [0xff, 0xd8, ..] | [b'G', b'I', b'F', ..]);
    shown && small && read_stream(container, &data).is_some_and(|bytes| picture(&bytes))
}

fn property(id: &str) -> String {
    format!("__substg1.0_{id}")
}

fn attachments_of(container: &CompoundBytes<'_>, mail: &Path) -> Vec<PathBuf> {
    let entries = container.read_storage(mail).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.is_storage() && entry.name().starts_with(ATTACHMENT))
        .map(|entry| entry.path().to_owned())
        .collect();
    found.sort();
    found
}

fn read_stream(container: &mut CompoundBytes<'_>, path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    container.open_stream(path).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A property of text: in UTF-16 where its type is 001F, else in a code page, which in a Chinese office is GBK.
fn read_string(container: &mut CompoundBytes<'_>, storage: &Path, id: &str) -> Option<String> {
    let bytes = read_stream(container, &storage.join(property(id)))?;
    let text = match id.ends_with("001F") {
        true => encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(),
        false => decode_name(&bytes),
    };
    let text = text.trim_end_matches('\0').to_owned();
    (!text.is_empty()).then_some(text)
}

fn read_text(container: &mut CompoundBytes<'_>) -> String {
    let root = Path::new("/");
    BODY.iter().find_map(|id| read_string(container, root, id)).unwrap_or_default()
}
