//! The workers of one run: each takes batch after batch from the same list. Where one is lost, what is left of its batch is
//! read parcel by parcel, each by a worker of its own that says which file it reads, so that the same file is always the one
//! that is left out.

use std::io;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

use super::MatterPlace;
use super::MatterStore;
use super::Paper;
use super::Reading;
use super::Workers;
use super::hand::Hand;
use super::hand::Heard;
use super::message::Order;
use super::message::Terms;
use super::paper::PaperRead;
use super::watch::Watch;
use crate::inbox::Parcel;
use crate::inbox::pass_over;
use crate::model::PaperSense;
use crate::model::Trouble;
use crate::policy::Policy;

/// Parcels of a batch, at most.
const BATCH: usize = 16;
/// Batches that each worker gets at least, so that all end at about the same time.
const BATCHES_EACH: usize = 4;
/// So many files of one archive may cost a worker; at the next one the archive is left closed.
const MOST_CLOSED: usize = 16;
/// So many workers may be lost over a parcel before they began on any file of it: a fault of the machine, not of the file.
const MOST_SILENT: usize = 2;

/// The workers of a run and what they have read.
pub struct Pool<'r> {
    workers: &'r Workers,
    terms: Terms,
    watch: Watch,
    store: &'r MatterStore,
    done: &'r (dyn Fn(&Parcel, &[Paper]) + Sync),
    next: AtomicUsize,
    stopped: AtomicBool,
    papers: Mutex<Vec<Paper>>,
}

impl<'r> Pool<'r> {
    /// A pool in which nobody works yet.
    pub fn new(
        workers: &'r Workers,
        reading: &Reading,
        policy: &Policy,
        store: &'r MatterStore,
        done: &'r (dyn Fn(&Parcel, &[Paper]) + Sync),
    ) -> Self {
        Self {
            workers,
            terms: Terms { policy: policy.clone(), limits: reading.limits.clone() },
            watch: Watch::new(reading.limits.time),
            store,
            done,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            papers: Mutex::default(),
        }
    }

    /// Reads all parcels.
    ///
    /// # Errors
    /// No worker can be started, or matter cannot be stored.
    pub fn read(self, parcels: &[Parcel]) -> io::Result<Vec<Paper>> {
        let count = self.workers.count.max(1);
        let batch = parcels.len().div_ceil(count * BATCHES_EACH).clamp(1, BATCH);
        let count = count.min(parcels.len().div_ceil(batch));
        let worked: io::Result<()> = thread::scope(|scope| {
            let _closing = self.watch.until_dropped();
            scope.spawn(|| self.watch.keep());
            let working: Vec<_> = (0..count).map(|_| scope.spawn(|| self.work(parcels, batch))).collect();
            let worked: Vec<io::Result<()>> = working.into_iter().map(join).collect();
            worked.into_iter().collect()
        });
        worked?;
        Ok(self.papers.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// One worker after another on the same thread, until nothing is left to do.
    fn work(&self, parcels: &[Parcel], batch: usize) -> io::Result<()> {
        let worked = self.read_batches(parcels, batch);
        if worked.is_err() {
            self.stopped.store(true, Ordering::Relaxed);
        }
        worked
    }

    fn read_batches(&self, parcels: &[Parcel], batch: usize) -> io::Result<()> {
        let mut hand = None;
        while let Some(batch) = self.take_batch(parcels, batch) {
            let mut own = match hand.take() {
                Some(hand) => hand,
                None => self.start()?,
            };
            let done = self.read_batch(&mut own, batch)?;
            let left = batch.get(done..).unwrap_or_default();
            if left.is_empty() {
                own.rest();
                hand = Some(own);
            }
            left.iter().try_for_each(|parcel| self.read_alone(parcel))?;
        }
        Ok(())
    }

    fn take_batch<'p>(&self, parcels: &'p [Parcel], batch: usize) -> Option<&'p [Parcel]> {
        let start = self.next.fetch_add(batch, Ordering::Relaxed);
        let end = start.saturating_add(batch).min(parcels.len());
        parcels.get(start..end).filter(|batch| !batch.is_empty() && !self.stopped.load(Ordering::Relaxed))
    }

    fn start(&self) -> io::Result<Hand<'_>> {
        Hand::start(&self.workers.program, &self.terms, &self.watch)
    }

    /// Reads a batch; how many parcels of it were read before the worker was lost.
    fn read_batch(&self, hand: &mut Hand<'_>, batch: &[Parcel]) -> io::Result<usize> {
        hand.order(&Order::Batch(batch.to_vec()));
        for (at, parcel) in batch.iter().enumerate() {
            let mut papers = Vec::new();
            loop {
                match hand.hear() {
                    Ok(Heard::Reading(_) | Heard::Book(_)) => {}
                    Ok(Heard::Read(read, matter)) => {
                        papers.push(Paper { read: *read, matter: self.store.keep(&matter)? })
                    }
                    Ok(Heard::Done) => break,
                    Err(_) => return Ok(at),
                }
            }
            self.deliver(parcel, papers);
        }
        Ok(batch.len())
    }

    /// Reads a parcel file by file: each that costs a worker is closed, and the parcel read again without it. A worker that
    /// was lost before it began is replaced.
    fn read_alone(&self, parcel: &Parcel) -> io::Result<()> {
        let mut closed: Vec<(String, Trouble)> = Vec::new();
        let mut silent = 0;
        loop {
            let mut hand = self.start()?;
            hand.order(&Order::Alone { parcel: parcel.clone(), closed: closed.clone() });
            let (mut papers, mut now) = (Vec::new(), None);
            let end = loop {
                match hand.hear() {
                    Ok(Heard::Reading(path)) => now = Some(path),
                    Ok(Heard::Book(_)) => {}
                    Ok(Heard::Read(read, matter)) => {
                        papers.push(Paper { read: *read, matter: self.store.keep(&matter)? });
                        now = None;
                    }
                    Ok(Heard::Done) => {
                        self.deliver(parcel, papers);
                        return Ok(());
                    }
                    Err(end) => break end,
                }
            };
            let reason = end.explain(&self.terms.limits);
            match now {
                Some(path) if closed.len() < MOST_CLOSED => closed.push((path, reason)),
                None if silent < MOST_SILENT => silent += 1,
                _ => {
                    let read = PaperRead::unread(&pass_over(parcel, reason), PaperSense::NotRead);
                    self.deliver(parcel, vec![Paper { read, matter: MatterPlace::default() }]);
                    return Ok(());
                }
            }
        }
    }

    fn deliver(&self, parcel: &Parcel, papers: Vec<Paper>) {
        (self.done)(parcel, &papers);
        lock(&self.papers).extend(papers);
    }
}

fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
