//! Books that come back filled, from bytes to Documents: read one after the other, by a worker where there are workers, since
//! they come from other machines as everything does. An archive or a mail gives the Documents of what lies in it.

use std::io;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::thread;

use super::ReadBy;
use super::Reading;
use super::Workers;
use super::hand::Hand;
use super::hand::Heard;
use super::limits::ReadingLimits;
use super::message::Order;
use super::message::Terms;
use super::watch::Watch;
use crate::inbox::Content;
use crate::inbox::InboxFile;
use crate::inbox::Readable;
use crate::inbox::sniff_readable;
use crate::inbox::unpack;
use crate::model::Document;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::policy::Policy;
use crate::readers::Limits;
use crate::readers::read;

/// A book by its name and bytes.
pub type NamedBook<'b> = (&'b Arc<str>, &'b [u8]);

impl Reading {
    /// Reads books, in their order; each gives one Document, or where it is an archive those of its files. One that cannot be
    /// read has a trouble that says why.
    ///
    /// # Errors
    /// No worker can be started.
    pub fn read_books(&self, policy: &Policy, books: &[NamedBook<'_>]) -> io::Result<Vec<Vec<Document>>> {
        match &self.by {
            ReadBy::ThisProcess => Ok(books.iter().map(|(name, bytes)| read_book(name, bytes, &self.limits)).collect()),
            ReadBy::Workers(workers) => {
                let terms = Terms { policy: policy.clone(), limits: self.limits.clone() };
                let watch = Watch::new(self.limits.time);
                thread::scope(|scope| {
                    let _closing = watch.until_dropped();
                    scope.spawn(|| watch.keep());
                    read_in_worker(workers, &terms, &watch, books)
                })
            }
        }
    }
}

fn read_in_worker(
    workers: &Workers,
    terms: &Terms,
    watch: &Watch,
    books: &[NamedBook<'_>],
) -> io::Result<Vec<Vec<Document>>> {
    let mut hand = None;
    let mut documents = Vec::with_capacity(books.len());
    for (name, bytes) in books {
        let mut own = match hand.take() {
            Some(hand) => hand,
            None => Hand::start(&workers.program, terms, watch)?,
        };
        own.order(&Order::Book { name: Arc::clone(name), bytes: bytes.to_vec() });
        match own.hear() {
            Ok(Heard::Book(read)) => {
                documents.push(read);
                own.rest();
                hand = Some(own);
            }
            Ok(_) => documents.push(vec![lost_book(name, Format::Unknown, unspoken())]),
            Err(end) => documents.push(vec![lost_book(name, Format::Unknown, end.explain(&terms.limits))]),
        }
    }
    Ok(documents)
}

/// Reads one book here, or those in an archive. Pictures say nothing and are left out.
pub fn read_book(name: &Arc<str>, bytes: &[u8], limits: &ReadingLimits) -> Vec<Document> {
    let Readable { sniffed, bytes: readable, .. } = sniff_readable(name, bytes);
    if !sniffed.format.is_archive() {
        return vec![read_bytes(name, &readable, sniffed.format, sniffed.troubles, &limits.document)];
    }
    let archive = InboxFile::from_bytes(name, Arc::from(bytes));
    let mut documents = Vec::new();
    let troubles = unpack(&archive, &limits.inbox, &mut |file| {
        if !file.format.is_archive() && file.format != Format::System {
            documents.push(read_file(file, &limits.document));
        }
    });
    if documents.is_empty() || !troubles.is_empty() {
        let mut document = Document::empty(name, sniffed.format);
        document.troubles = troubles;
        documents.push(document);
    }
    documents
}

fn read_file(file: InboxFile, limits: &Limits) -> Document {
    match &file.content {
        Content::Held(bytes) => read_bytes(&file.path, bytes, file.format, file.troubles, limits),
        Content::OnDisk(_) | Content::NotHeld => {
            let mut document = Document::empty(&file.path, file.format);
            document.troubles = file.troubles;
            document
        }
    }
}

fn read_bytes(name: &Arc<str>, bytes: &[u8], format: Format, troubles: Vec<Trouble>, limits: &Limits) -> Document {
    let read = catch_unwind(AssertUnwindSafe(|| read(name, bytes, format, limits)));
    let mut document = read.unwrap_or_else(|_| lost_book(name, format, unspoken()));
    document.marks.clear();
    document.troubles.extend(troubles);
    document
}

fn lost_book(name: &Arc<str>, format: Format, reason: Trouble) -> Document {
    let mut document = Document::empty(name, format);
    document.troubles.push(reason);
    document
}

fn unspoken() -> Trouble {
    let detail = "读取时程序出错，文件内容没有读出；请另存为 .xlsx 后重新放入".to_owned();
    Trouble { kind: TroubleKind::Unreadable, detail, spot: None }
}
