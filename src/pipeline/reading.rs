//! From parcels to papers: every file read once, in this process or in workers. Workers are processes of this same program
//! that live as long as the run and read batch after batch; one that dies, hangs or asks for too much memory costs the one
//! file it was reading, and another takes its place. What is read is the same either way.
//!
//! [`paper_reader`] reads, [`worker`] does so on orders from stdin, [`pool`] gives the orders.

mod books;
mod hand;
mod lifeline;
mod limits;
mod matter_store;
mod memory;
mod message;
mod paper;
mod paper_reader;
mod pool;
mod processor_time;
mod watch;
mod worker;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

pub use lifeline::Lifeline;
pub use limits::ReadingLimits;
pub use matter_store::MatterPlace;
pub use matter_store::MatterStore;
pub use matter_store::Stretch;
pub use paper::PaperRead;
pub use worker::serve_reading;

use crate::inbox::Parcel;
use crate::policy::Policy;
use paper_reader::PaperReader;
use paper_reader::Told;
use pool::Pool;

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Under which limits.
    pub limits: ReadingLimits,
    /// Where.
    pub by: ReadBy,
}

/// Where files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReadBy {
    /// On threads of this process: a reader that hangs or exhausts the memory takes all with it.
    #[default]
    ThisProcess,
    /// In processes of their own.
    Workers(Workers),
}

/// The processes that read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workers {
    /// This program.
    pub program: PathBuf,
    /// How many at once, at most.
    pub count: usize,
}

impl Workers {
    /// The argument by which a process knows that it is a worker.
    pub const ARGUMENT: &'static str = "read-worker";
}

/// A paper, and where its matter is.
#[derive(Clone, Debug)]
pub struct Paper {
    /// What is known of it.
    pub read: PaperRead,
    /// Its forms and text.
    pub matter: MatterPlace,
}

impl Reading {
    /// Reads all files of some parcels; their matter goes into the store. `done` is told of each parcel with its papers. The
    /// papers come in the order of their paths.
    ///
    /// # Errors
    /// No worker can be started, or matter cannot be stored.
    pub fn read_all(
        &self,
        policy: &Policy,
        parcels: &[Parcel],
        store: &MatterStore,
        done: &(dyn Fn(&Parcel, &[Paper]) + Sync),
    ) -> io::Result<Vec<Paper>> {
        let mut papers = match &self.by {
            ReadBy::ThisProcess => self.read_here(policy, parcels, store, done)?,
            ReadBy::Workers(workers) => Pool::new(workers, self, policy, store, done).read(parcels)?,
        };
        papers.sort_by(|left, right| left.read.path.cmp(&right.read.path));
        Ok(papers)
    }

    fn read_here(
        &self,
        policy: &Policy,
        parcels: &[Parcel],
        store: &MatterStore,
        done: &(dyn Fn(&Parcel, &[Paper]) + Sync),
    ) -> io::Result<Vec<Paper>> {
        let reader = PaperReader::new(policy, &self.limits);
        let read_parcel = |parcel: &Parcel| {
            let mut papers = Ok(Vec::new());
            reader.read_parcel(parcel, &BTreeMap::new(), &mut |told| {
                if let (Told::Read(read, matter), Ok(known)) = (told, &mut papers) {
                    match store.keep(&matter) {
                        Ok(matter) => known.push(Paper { read: *read, matter }),
                        Err(error) => papers = Err(error),
                    }
                }
            });
            papers.inspect(|papers| done(parcel, papers))
        };
        let read: Vec<Vec<Paper>> = parcels.par_iter().map(read_parcel).collect::<io::Result<_>>()?;
        Ok(read.into_iter().flatten().collect())
    }
}
