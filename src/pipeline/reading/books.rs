//! Books that come back filled, from bytes to Documents: read one after the other, by a worker where there are workers, since
//! they come from other machines as everything does.

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
use super::message::Order;
use super::message::Terms;
use super::watch::Watch;
use crate::inbox::Readable;
use crate::inbox::sniff_readable;
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
    /// Reads books, in their order; one that cannot be read has a trouble that says why.
    ///
    /// # Errors
    /// No worker can be started.
    pub fn read_books(&self, policy: &Policy, books: &[NamedBook<'_>]) -> io::Result<Vec<Document>> {
        match &self.by {
            ReadBy::ThisProcess => {
                Ok(books.iter().map(|(name, bytes)| read_book(name, bytes, &self.limits.document)).collect())
            }
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
) -> io::Result<Vec<Document>> {
    let mut hand = None;
    let mut documents = Vec::with_capacity(books.len());
    for (name, bytes) in books {
        let mut own = match hand.take() {
            Some(hand) => hand,
            None => Hand::start(&workers.program, terms, watch)?,
        };
        own.order(&Order::Book { name: Arc::clone(name), bytes: bytes.to_vec() });
        match own.hear() {
            Ok(Heard::Book(document)) => {
                documents.push(*document);
                own.rest();
                hand = Some(own);
            }
            Ok(_) => documents.push(lost_book(name, Format::Unknown, unspoken())),
            Err(end) => documents.push(lost_book(name, Format::Unknown, end.explain(&terms.limits))),
        }
    }
    Ok(documents)
}

/// Reads one book here. Its pictures say nothing and are left out.
pub fn read_book(name: &Arc<str>, bytes: &[u8], limits: &Limits) -> Document {
    let Readable { sniffed, bytes, .. } = sniff_readable(name, bytes);
    let format = sniffed.format;
    let read = catch_unwind(AssertUnwindSafe(|| read(name, &bytes, format, limits)));
    let mut document = read.unwrap_or_else(|_| lost_book(name, format, unspoken()));
    document.marks.clear();
    document.troubles.extend(sniffed.troubles);
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
