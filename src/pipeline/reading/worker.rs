//! A worker: a process of this program that reads what it is told to until its stdin ends. It holds itself to its limit of
//! memory; that of time is held by the process that started it. It writes to no disk and knows no register.

use std::collections::BTreeMap;
use std::io;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Read;
use std::io::Write;

use super::books::read_book;
use super::memory::limit_memory;
use super::message::Answer;
use super::message::Order;
use super::message::Terms;
use super::message::receive;
use super::message::send;
use super::message::send_matter;
use super::paper_reader::PaperReader;
use super::paper_reader::Told;
use crate::inbox::Parcel;
use crate::model::Trouble;

/// Bytes of answers that are gathered before they are sent.
const GATHERED: usize = 1 << 18;

/// Works until there are no more orders.
///
/// # Errors
/// The process that gave the orders is gone, or speaks another language.
pub fn serve_reading(orders: impl Read, answers: impl Write) -> io::Result<()> {
    // A reader's fault is caught and costs its file; nobody would read what it says of itself.
    std::panic::set_hook(Box::new(|_| {}));
    let mut orders = BufReader::new(orders);
    let terms: Terms = receive(&mut orders)?;
    limit_memory(terms.limits.memory)?;
    let reader = PaperReader::new(&terms.policy, &terms.limits);
    let mut desk = Desk { reader, answers: BufWriter::with_capacity(GATHERED, answers) };
    loop {
        match receive(&mut orders) {
            Ok(Order::Batch(parcels)) => {
                parcels.iter().try_for_each(|parcel| desk.read(parcel, &BTreeMap::new(), false))?;
            }
            Ok(Order::Alone { parcel, closed }) => desk.read(&parcel, &closed.into_iter().collect(), true)?,
            Ok(Order::Book { name, bytes }) => {
                let read = read_book(&name, &bytes, &terms.limits);
                send(&mut desk.answers, &Answer::Book(read))?;
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        desk.answers.flush()?;
    }
}

struct Desk<'t, W: Write> {
    reader: PaperReader<'t>,
    answers: BufWriter<W>,
}

impl<W: Write> Desk<'_, W> {
    fn read(&mut self, parcel: &Parcel, closed: &BTreeMap<String, Trouble>, aloud: bool) -> io::Result<()> {
        let answers = &mut self.answers;
        let mut sent = Ok(());
        self.reader.read_parcel(parcel, closed, &mut |told| {
            if sent.is_ok() {
                sent = answer(answers, told, aloud);
            }
        });
        sent?;
        send(answers, &Answer::Done)
    }
}

fn answer<W: Write>(answers: &mut BufWriter<W>, told: Told<'_>, aloud: bool) -> io::Result<()> {
    match told {
        Told::Reading(path) if aloud => {
            send(answers, &Answer::Reading(path.to_owned()))?;
            answers.flush()
        }
        Told::Reading(_) => Ok(()),
        Told::Read(paper, matter) => {
            send(answers, &Answer::Read(*paper))?;
            send_matter(answers, &matter)
        }
    }
}
