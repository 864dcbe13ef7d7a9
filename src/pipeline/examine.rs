//! From paths to applications: every file read once, all files grouped at once, applications built.
//!
//! Grouping needs to know little of each file, and knows all of them, so that a loose paper finds its folder's form however
//! many there are. What is heavy, forms and texts, waits in the [`MatterStore`] and is taken out submission by submission;
//! the applications go back there.

use std::path::Path;
use std::path::PathBuf;

use crate::extract::Lexicon;
use crate::extract::TopicFinder;
use crate::inbox::PaperName;
use crate::inbox::group;
use crate::inbox::walk;
use crate::model::Gathering;
use crate::model::ReceivedFile;
use crate::model::Sensed;
use crate::pipeline::build::Builder;
use crate::pipeline::check::PipelineError;
use crate::pipeline::reading::MatterStore;
use crate::pipeline::reading::PaperRead;
use crate::pipeline::reading::Reading;
use crate::pipeline::stored::StoredApplications;
use crate::policy::DocumentSpec;
use crate::policy::Policy;
use crate::policy::RosterUnit;

/// What papers are examined by.
pub struct Examination<'e> {
    /// The measure.
    pub policy: &'e Policy,
    /// The units that the office knows.
    pub roster: &'e [RosterUnit],
    /// How files are read.
    pub reading: &'e Reading,
    /// Told of each file on disk that is done.
    pub advance: &'e (dyn Fn(&str) + Sync),
    /// Told of each file on disk: what it is, and where it lies.
    pub keep: &'e (dyn Fn(&PaperRead, &Path) + Sync),
}

/// All that papers say, and what became of each file.
#[derive(Debug)]
pub struct Examined {
    /// In the order of their ids.
    pub applications: StoredApplications,
    /// Every file once, in the order of their paths.
    pub files: Vec<ReceivedFile>,
}

impl Examination<'_> {
    /// Reads all that lies below some paths. `inbox`: they are a season's inbox, never a single submission.
    pub fn examine(&self, paths: &[PathBuf], inbox: bool) -> Result<Examined, PipelineError> {
        let parcels = walk(paths, &self.reading.limits.inbox)?;
        let store = MatterStore::new();
        let papers = self.reading.read_all(self.policy, &parcels, &store, &|parcel, papers| {
            if let Some(paper) = papers.iter().find(|paper| paper.read.path.as_ref() == parcel.path()) {
                (self.keep)(&paper.read, parcel.disk());
            }
            (self.advance)(parcel.path());
        });
        let papers = papers.map_err(PipelineError::Reading)?;
        drop(parcels);
        let sensed: Vec<Sensed> = papers
            .iter()
            .map(|paper| Sensed {
                path: paper.read.path.clone(),
                format: paper.read.format,
                content: paper.read.sha256.as_deref().unwrap_or_default().into(),
                sense: paper.read.sense.clone(),
            })
            .collect();
        let names: Vec<PaperName> = self.policy.documents.iter().map(paper_name).collect();
        let grouping = group(&sensed, &gathering_of(paths, inbox), &names);
        drop(sensed);
        let topics = TopicFinder::new(self.policy);
        let lexicon = Lexicon::new(self.policy);
        let builder =
            Builder { policy: self.policy, roster: self.roster, lexicon: &lexicon, topics: &topics, store: &store };
        let (kept, files) = builder.build(&papers, &grouping).map_err(PipelineError::Reading)?;
        Ok(Examined { applications: StoredApplications::new(store, kept), files })
    }
}

fn paper_name(spec: &DocumentSpec) -> PaperName {
    PaperName { key: spec.key.clone(), names: std::iter::once(&spec.label).chain(&spec.aliases).cloned().collect() }
}

fn gathering_of(paths: &[PathBuf], inbox: bool) -> Gathering {
    match paths {
        _ if inbox => Gathering::Inbox,
        [only] if only.is_dir() => {
            let full = only.canonicalize().unwrap_or_else(|_| only.clone());
            Gathering::Folder(
                full.file_name().map_or_else(|| "根目录".to_owned(), |name| name.to_string_lossy().into_owned()),
            )
        }
        _ => Gathering::Files,
    }
}
