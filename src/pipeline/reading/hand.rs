//! One worker as the program sees it: started, given orders, watched, ended; and why it went, where it went by itself.

use std::io;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::ChildStderr;
use std::process::ChildStdin;
use std::process::ChildStdout;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;

use super::Workers;
use super::limits::ReadingLimits;
use super::memory::OUT_OF_MEMORY;
use super::message::Answer;
use super::message::Order;
use super::message::Terms;
use super::message::receive;
use super::message::receive_matter;
use super::message::send;
use super::paper::Matter;
use super::paper::PaperRead;
use super::watch::Watch;
use super::watch::Watched;
use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// Bytes of what a worker says at its end that are looked at.
const LAST_WORDS: u64 = 4 << 10;

/// A running worker.
pub struct Hand<'w> {
    process: Arc<Watched>,
    orders: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
    last_words: Option<ChildStderr>,
    watch: &'w Watch,
}

/// What a worker has come to while it reads a parcel.
pub enum Heard {
    /// It begins with this file.
    Reading(String),
    /// It has read one.
    Read(Box<PaperRead>, Matter),
    /// It has done with the parcel.
    Done,
    /// It has read a book.
    Book(Vec<Document>),
}

/// Why a worker is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It took too long and was ended.
    Time,
    /// It asked for more memory than it may have.
    Memory,
    /// Anything else: a fault of a reader.
    Fault,
}

impl End {
    /// Why the file was not read that cost the worker.
    pub fn explain(self, limits: &ReadingLimits) -> Trouble {
        const HELP: &str = "请另存为 .xlsx 或 .docx 后重新放入";
        let (kind, what) = match self {
            Self::Time => {
                let seconds = limits.time.as_millis().div_ceil(1000);
                (TroubleKind::Unsafe, format!("读取时间超过上限 {seconds} 秒，未读取"))
            }
            Self::Memory => (TroubleKind::Unsafe, format!("读取所需内存超过上限 {} MB，未读取", limits.memory >> 20)),
            Self::Fault => (TroubleKind::Unreadable, "读取时程序意外中止，文件内容没有读出".to_owned()),
        };
        Trouble { kind, detail: format!("{what}；{HELP}"), spot: None }
    }
}

impl<'w> Hand<'w> {
    /// Starts a worker.
    ///
    /// # Errors
    /// The system starts none.
    pub fn start(program: &Path, terms: &Terms, watch: &'w Watch) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(Workers::ARGUMENT);
        let mut child: Child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (orders, answers, last_words) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let process = watch.add(child);
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        let mut hand = Self {
            process,
            orders: Some(BufWriter::new(orders.ok_or_else(closed)?)),
            answers: BufReader::with_capacity(1 << 18, answers.ok_or_else(closed)?),
            last_words,
            watch,
        };
        // A worker that is gone already is heard of at the first answer.
        hand.tell(|orders| send(orders, terms)).unwrap_or_default();
        Ok(hand)
    }

    /// Gives an order. That the worker is gone is heard of at the next answer.
    pub fn order(&mut self, order: &Order) {
        self.process.begin();
        self.tell(|orders| send(orders, order)).unwrap_or_default();
    }

    fn tell(&mut self, say: impl FnOnce(&mut BufWriter<ChildStdin>) -> io::Result<()>) -> io::Result<()> {
        let orders = self.orders.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
        say(orders)?;
        orders.flush()
    }

    /// The next thing that it says; why it is gone, where it is.
    pub fn hear(&mut self) -> Result<Heard, End> {
        let heard = self.try_hearing();
        self.process.begin();
        heard.map_err(|_| self.find_end())
    }

    fn try_hearing(&mut self) -> io::Result<Heard> {
        Ok(match receive(&mut self.answers)? {
            Answer::Reading(path) => Heard::Reading(path),
            Answer::Read(paper) => Heard::Read(Box::new(paper), receive_matter(&mut self.answers)?),
            Answer::Done => Heard::Done,
            Answer::Book(documents) => Heard::Book(documents),
        })
    }

    /// It has nothing to do for now.
    pub fn rest(&self) {
        self.process.rest();
    }

    fn find_end(&mut self) -> End {
        // It may also have said something that is no answer: then it is ended here.
        let timed_out = self.process.end();
        let mut words = Vec::new();
        if let Some(stderr) = self.last_words.take() {
            stderr.take(LAST_WORDS).read_to_end(&mut words).unwrap_or_default();
        }
        match () {
            () if timed_out => End::Time,
            () if String::from_utf8_lossy(&words).contains(OUT_OF_MEMORY) => End::Memory,
            () => End::Fault,
        }
    }
}

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        // Its stdin closed, it ends by itself; one that does not is ended.
        self.orders = None;
        self.process.end();
        self.watch.forget(&self.process);
    }
}
