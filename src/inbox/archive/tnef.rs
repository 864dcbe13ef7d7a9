//! The attachments in a winmail.dat ([MS-OXTNEF]): what Outlook packs them into for receivers it takes for Outlook users too; web mail
//! shows the package alone.

use super::Level;
use super::Unpacking;
use super::entry_name::decode_name;
use super::entry_name::split_name;
use super::explain_damage;
use crate::inbox::little_endian::slice_at;
use crate::inbox::little_endian::u32_at;
use crate::model::Trouble;

/// How the file begins.
pub const TNEF: &[u8] = b"\x78\x9f\x3e\x22";
/// Signature and key.
const HEAD: u64 = 6;
/// Level, id and length before an attribute's data, and the checksum behind it.
const BEFORE: u64 = 9;
const BEHIND: u64 = 2;
/// attAttachRendData begins an attachment; attAttachTitle names it; attAttachData is its content.
const BEGINS: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800f;

/// An attachment while its attributes are read.
#[derive(Default)]
struct Attachment<'bytes> {
    title: Option<&'bytes [u8]>,
    data: Option<&'bytes [u8]>,
}

impl Unpacking<'_> {
    /// Adds the attachments of a winmail.dat; gives what is wrong with it as a whole.
    pub(super) fn unpack_tnef(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        let (attachments, whole) = read_attachments(level.bytes);
        for (at, attachment) in attachments.iter().enumerate() {
            let named =
                attachment.title.map(|title| decode_name(title.split(|byte| *byte == 0).next().unwrap_or(title)));
            let name = named.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("附件{}", at + 1));
            let size = attachment.data.map_or(0, <[u8]>::len) as u64;
            let taken = self.take_entry(level, &split_name(&name), size, |unpacking| match attachment.data {
                Some(data) if size <= unpacking.allowed_bytes() => Ok(data.to_vec()),
                Some(_) => Err(unpacking.explain_size(size)),
                None => Err(explain_damage()),
            });
            if !taken {
                return vec![self.explain_left_out(1)];
            }
        }
        if whole { Vec::new() } else { vec![explain_damage()] }
    }
}

/// The attachments, and whether no attribute is cut. What some programs leave behind the last one is none.
fn read_attachments(bytes: &[u8]) -> (Vec<Attachment<'_>>, bool) {
    let mut attachments: Vec<Attachment<'_>> = Vec::new();
    let mut at = HEAD;
    while let Some(head) = slice_at(bytes, at, BEFORE).filter(|head| matches!(head, [1 | 2, ..])) {
        let (Some(id), Some(length)) = (u32_at(head, 1), u32_at(head, 5)) else { break };
        let Some(data) = slice_at(bytes, at + BEFORE, u64::from(length)) else { return (attachments, false) };
        match (id, attachments.last_mut()) {
            (BEGINS, _) => attachments.push(Attachment::default()),
            (TITLE, Some(last)) => last.title = Some(data),
            (DATA, Some(last)) => last.data = Some(data),
            _ => {}
        }
        at += BEFORE + u64::from(length) + BEHIND;
    }
    (attachments, true)
}
