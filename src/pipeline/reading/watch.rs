//! Ends workers that take too long over one file. It counts the beats of its own sleep and asks no clock, so that nothing that
//! a run writes can depend on one; where others keep the machine busy, a worker is waited for that had little of the processor.

use std::process::Child;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::processor_time::processor_time;

/// How long a beat is.
const BEAT: Duration = Duration::from_millis(20);

/// Watches the workers of one run.
pub struct Watch {
    /// Beats that a file may take.
    most: u32,
    state: Mutex<State>,
    closing: Condvar,
}

#[derive(Default)]
struct State {
    workers: Vec<Arc<Watched>>,
    closed: bool,
}

/// What a watch lasts as long as.
pub struct Closing<'w> {
    watch: &'w Watch,
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        lock(&self.watch.state).closed = true;
        self.watch.closing.notify_all();
    }
}

/// A worker under watch.
pub struct Watched {
    child: Mutex<Child>,
    busy: AtomicBool,
    beats: AtomicU32,
    /// What it had had of the processor at its first beat, in milliseconds.
    had: AtomicU64,
    timed_out: AtomicBool,
}

impl Watch {
    /// A watch that allows a file this long, in whole beats and at least one.
    pub fn new(time: Duration) -> Self {
        let most = u32::try_from(time.as_millis().div_ceil(BEAT.as_millis())).unwrap_or(u32::MAX);
        Self { most: most.max(1), state: Mutex::default(), closing: Condvar::new() }
    }

    /// Watches until [`Closing`] is dropped.
    pub fn keep(&self) {
        let mut state = lock(&self.state);
        while !state.closed {
            state.workers.iter().for_each(|worker| worker.beat(self.most));
            state = self.closing.wait_timeout(state, BEAT).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Ends [`Watch::keep`] when it is dropped, also where the work ends in a panic.
    pub fn until_dropped(&self) -> Closing<'_> {
        Closing { watch: self }
    }

    /// Takes a worker under watch.
    pub fn add(&self, child: Child) -> Arc<Watched> {
        let watched = Arc::new(Watched {
            child: Mutex::new(child),
            busy: AtomicBool::new(false),
            beats: AtomicU32::new(0),
            had: AtomicU64::new(0),
            timed_out: AtomicBool::new(false),
        });
        lock(&self.state).workers.push(Arc::clone(&watched));
        watched
    }

    /// Lets go of a worker that has ended.
    pub fn forget(&self, watched: &Arc<Watched>) {
        lock(&self.state).workers.retain(|worker| !Arc::ptr_eq(worker, watched));
    }
}

impl Watched {
    /// Its time begins anew.
    pub fn begin(&self) {
        self.beats.store(0, Ordering::Relaxed);
        self.busy.store(true, Ordering::Relaxed);
    }

    /// It waits for an order, which may take as long as it likes.
    pub fn rest(&self) {
        self.busy.store(false, Ordering::Relaxed);
    }

    /// Ends the process, if it has not ended; whether it was ended for its time.
    pub fn end(&self) -> bool {
        self.rest();
        let mut child = lock(&self.child);
        // It may have ended by itself.
        child.kill().unwrap_or_default();
        drop(child.wait());
        self.timed_out.load(Ordering::Relaxed)
    }

    fn beat(&self, most: u32) {
        if !self.busy.load(Ordering::Relaxed) {
            return;
        }
        let beats = self.beats.fetch_add(1, Ordering::Relaxed);
        if beats == 0 {
            self.had.store(self.processor_millis().unwrap_or(0), Ordering::Relaxed);
        } else if beats >= most && !self.is_starved(beats, most) {
            self.timed_out.store(true, Ordering::Relaxed);
            lock(&self.child).kill().unwrap_or_default();
        }
    }

    /// Whether it works, and had less of the processor than it may take: others keep the machine busy. One that had next to nothing
    /// hangs.
    fn is_starved(&self, beats: u32, most: u32) -> bool {
        /// A file is waited for so many times as long.
        const LONGEST: u32 = 6;
        /// One part in so many of the time is next to nothing.
        const NOTHING: u32 = 20;
        let Some(had) = self.processor_millis().filter(|_| beats / LONGEST < most) else { return false };
        let had = u128::from(had.saturating_sub(self.had.load(Ordering::Relaxed)));
        had < (BEAT * most).as_millis() && had * u128::from(NOTHING) >= (BEAT * beats).as_millis()
    }

    fn processor_millis(&self) -> Option<u64> {
        let process = lock(&self.child).id();
        processor_time(process).and_then(|time| u64::try_from(time.as_millis()).ok())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
