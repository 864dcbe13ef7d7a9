//! The records of a BIFF stream ([MS-XLS] 2.1.4): a number, a length, a body, and the CONTINUE records that carry a body on.

use crate::readers::binary::Fields;
use crate::readers::binary::utf16_text;

/// Goes on with the record before.
pub const CONTINUE: u16 = 0x003C;
/// Start of a substream, from BIFF5 on.
pub const BOF: u16 = 0x0809;
/// End of a substream.
pub const EOF: u16 = 0x000A;

/// Whether a substream begins at an offset, or a workbook before BIFF5, which is one.
pub fn begins_substream(stream: &[u8], offset: usize) -> bool {
    Records::at(stream, offset).next().is_some_and(|record| matches!(record.kind, BOF | 0x0009 | 0x0209 | 0x0409))
}

/// Where the substream of this number begins, counted from that of the whole workbook, which is none of a sheet.
pub fn find_substream(stream: &[u8], number: usize) -> Option<usize> {
    let (mut offset, mut depth, mut known) = (0, 0_usize, 0);
    for record in Records::at(stream, 0) {
        match record.kind {
            BOF if depth == 0 && known == number => return Some(offset),
            BOF => (depth, known) = (depth + 1, known + usize::from(depth == 0)),
            EOF => depth = depth.saturating_sub(1),
            _ => {}
        }
        offset += 4 + record.body.len();
    }
    None
}

/// So many records of nothing but zeros are a hole.
const HOLE: usize = 4;

/// A record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'b> {
    /// Its number.
    pub kind: u16,
    /// Its body.
    pub body: &'b [u8],
}

impl<'b> Record<'b> {
    /// Its body, to be read field by field.
    pub fn fields(&self) -> Fields<'b> {
        Fields::new(self.body)
    }
}

/// The records from a place in a stream on.
#[derive(Clone, Debug)]
pub struct Records<'b> {
    rest: Fields<'b>,
    truncated: bool,
    /// Records of four zeros, one behind the other, up to here.
    zeros: usize,
    holed: bool,
}

impl<'b> Records<'b> {
    /// The records from an offset on.
    pub fn at(stream: &'b [u8], offset: usize) -> Self {
        Self { rest: Fields::new(stream.get(offset..).unwrap_or_default()), truncated: false, zeros: 0, holed: false }
    }

    /// Whether a stretch of zeros stood among the records. Four bytes of them some programs write behind a record.
    pub fn are_holed(&self) -> bool {
        self.holed
    }

    /// Whether the stream ended inside a record.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The bodies of the CONTINUE records that follow.
    pub fn continued(&mut self) -> Vec<&'b [u8]> {
        let mut bodies = Vec::new();
        loop {
            let mut ahead = self.clone();
            match ahead.next() {
                Some(record) if record.kind == CONTINUE => {
                    bodies.push(record.body);
                    *self = ahead;
                }
                _ => return bodies,
            }
        }
    }

    /// A record's body with those that carry it on.
    pub fn whole(&mut self, record: Record<'b>) -> Segments<'b> {
        let mut segments = vec![record.body];
        segments.append(&mut self.continued());
        Segments::new(segments)
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, length) = (self.rest.u16()?, self.rest.u16()?);
        let body = match self.rest.bytes(usize::from(length)) {
            Some(body) => body,
            None => {
                self.truncated = true;
                let body = self.rest.rest();
                self.rest = Fields::new(&[]);
                body
            }
        };
        self.zeros = if kind == 0 && body.is_empty() { self.zeros + 1 } else { 0 };
        self.holed |= self.zeros >= HOLE;
        Some(Record { kind, body })
    }
}

/// A body in several records. Text that runs over into the next one starts there with a byte that tells its width anew.
#[derive(Debug)]
pub struct Segments<'b> {
    segments: Vec<&'b [u8]>,
    next: usize,
    current: Fields<'b>,
}

impl<'b> Segments<'b> {
    /// The bodies in their order.
    pub fn new(segments: Vec<&'b [u8]>) -> Self {
        let current = Fields::new(segments.first().copied().unwrap_or_default());
        Self { segments, next: 1, current }
    }

    /// A byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.settle()?;
        self.current.u8()
    }

    /// Two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    /// Passes over so many bytes.
    pub fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle()?;
            let here = count.min(self.current.rest().len());
            self.current.skip(here)?;
            count -= here;
        }
        Some(())
    }

    /// Appends so many characters of which the width is told; says whether all were there.
    pub fn push_characters(&mut self, mut count: usize, mut wide: bool, into: &mut String) -> bool {
        while count > 0 {
            if self.current.is_empty() {
                if self.settle().is_none() {
                    return false;
                }
                wide = self.current.u8().is_some_and(|flags| flags & 1 != 0);
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.current.rest().len() / width);
            let Some(bytes) = self.current.bytes(here * width) else { return false };
            match wide {
                true => into.push_str(&utf16_text(bytes)),
                false => into.extend(bytes.iter().map(|byte| char::from(*byte))),
            }
            count -= here;
            if here == 0 {
                // Half a character at the end of a record: nothing that a program writes.
                self.current = Fields::new(&[]);
            }
        }
        true
    }

    /// Moves on to the next body where the current one is used up; None at the end.
    fn settle(&mut self) -> Option<()> {
        while self.current.is_empty() {
            self.current = Fields::new(self.segments.get(self.next)?);
            self.next += 1;
        }
        Some(())
    }
}
