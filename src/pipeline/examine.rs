//! From paths to applications: parcels opened in parallel, each file read once, files grouped, applications built.

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::PathBuf;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use crate::extract::FormRead;
use crate::extract::Lexicon;
use crate::extract::TopicFinder;
use crate::extract::read_forms;
use crate::extract::sense_paper;
use crate::inbox::InboxError;
use crate::inbox::InboxFile;
use crate::inbox::InboxLimits;
use crate::inbox::PaperName;
use crate::inbox::Parcel;
use crate::inbox::group;
use crate::inbox::open;
use crate::inbox::walk;
use crate::model::Application;
use crate::model::Document;
use crate::model::Format;
use crate::model::Gathering;
use crate::model::PaperSense;
use crate::model::ReceivedFile;
use crate::model::Sensed;
use crate::pipeline::build::Built;
use crate::pipeline::build::build_submissions;
use crate::policy::DocumentSpec;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::readers::Limits;
use crate::readers::read;

/// Up to so many parcels are grouped as one, so that a loose paper finds its folder; more are grouped one by one, so that
/// memory stays flat.
const PARCELS_TOGETHER: usize = 64;

/// What is needed to understand papers: the measure with its labels and keywords made ready, the roster, the limits.
pub struct Reading<'p> {
    /// The measure.
    pub policy: &'p Policy,
    /// Its labels.
    pub lexicon: Lexicon,
    /// Its keywords.
    pub topics: TopicFinder,
    /// The units that the office knows.
    pub roster: &'p [RosterUnit],
    /// Words by which files of each kind of paper are known.
    papers: Vec<PaperName>,
    /// Limits on files and archives.
    pub inbox_limits: InboxLimits,
    /// Limits on what is read in them.
    pub limits: Limits,
}

/// A file that was opened and, where it may hold text, read.
pub struct ReadFile {
    /// As the inbox saw it; its bytes are let go.
    pub file: InboxFile,
    /// What is on it, where it was read.
    pub document: Option<Document>,
    /// The forms on it.
    pub forms: Vec<FormRead>,
    /// What it is.
    pub sense: PaperSense,
}

/// All that papers say, and what became of each file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examined {
    /// In the order of their ids.
    pub applications: Vec<Application>,
    /// The submission of each application.
    pub submissions: Vec<String>,
    /// Every file once, in the order of their paths.
    pub files: Vec<ReceivedFile>,
}

impl<'p> Reading<'p> {
    /// Makes a measure ready for reading.
    pub fn new(policy: &'p Policy, roster: &'p [RosterUnit]) -> Self {
        Self {
            policy,
            lexicon: Lexicon::new(policy),
            topics: TopicFinder::new(policy),
            roster,
            papers: policy.documents.iter().map(paper_name).collect(),
            inbox_limits: InboxLimits::default(),
            limits: Limits::default(),
        }
    }

    /// Reads all that lies below some paths. `inbox`: they are a season's inbox, never a single submission. `advance` is told
    /// of each parcel that is done.
    pub fn examine(
        &self,
        paths: &[PathBuf],
        inbox: bool,
        advance: &(dyn Fn(&str) + Sync),
    ) -> Result<Examined, InboxError> {
        self.examine_keeping(paths, inbox, advance, &|_| ())
    }

    /// The same; `keep` is told of each file while its bytes are at hand.
    pub fn examine_keeping(
        &self,
        paths: &[PathBuf],
        inbox: bool,
        advance: &(dyn Fn(&str) + Sync),
        keep: &(dyn Fn(&InboxFile) + Sync),
    ) -> Result<Examined, InboxError> {
        let parcels = walk(paths)?;
        let gathering = gathering_of(paths, inbox);
        let built: Vec<Built> = if parcels.len() <= PARCELS_TOGETHER {
            let files: Vec<ReadFile> =
                parcels.par_iter().flat_map(|parcel| self.read_parcel(parcel, advance, keep)).collect();
            vec![self.build(files, &gathering)]
        } else {
            parcels
                .par_iter()
                .map(|parcel| self.build(self.read_parcel(parcel, advance, keep), &Gathering::Inbox))
                .collect()
        };
        Ok(join(built))
    }

    fn read_parcel(
        &self,
        parcel: &Parcel,
        advance: &(dyn Fn(&str) + Sync),
        keep: &(dyn Fn(&InboxFile) + Sync),
    ) -> Vec<ReadFile> {
        let files = open(parcel, &self.inbox_limits);
        files.iter().for_each(keep);
        let read = files.into_iter().map(|file| self.read_file(file)).collect();
        advance(parcel.name());
        read
    }

    fn read_file(&self, mut file: InboxFile) -> ReadFile {
        let lost = file.troubles.iter().any(|trouble| trouble.kind.loses_content());
        if file.format == Format::Image {
            file.content = crate::inbox::Content::NotHeld;
            return ReadFile { file, document: None, forms: Vec::new(), sense: PaperSense::Scan };
        }
        if !file.format.holds_text() || lost {
            file.content = crate::inbox::Content::NotHeld;
            return ReadFile { file, document: None, forms: Vec::new(), sense: PaperSense::NotRead };
        }
        let (document, forms, sense) = self.understand(&file);
        file.content = crate::inbox::Content::NotHeld;
        ReadFile { file, document: Some(document), forms, sense }
    }

    /// Reads a file and what it means. A fault of the program costs the one file, which is shown as unreadable.
    fn understand(&self, file: &InboxFile) -> (Document, Vec<FormRead>, PaperSense) {
        let work = || {
            let document = match file.bytes() {
                Ok(bytes) => read(&file.path, &bytes, file.format, &self.limits),
                Err(error) => lost_document(file, &format!("文件无法打开：{error}")),
            };
            let forms = read_forms(&document, self.policy, &self.lexicon);
            let sense = sense_paper(&document, &forms, self.policy);
            (document, forms, sense)
        };
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let detail = "读取时程序出错，文件内容没有读出；请另存为 .xlsx 或 .docx 后重新放入";
            (lost_document(file, detail), Vec::new(), PaperSense::NotRead)
        })
    }

    fn build(&self, files: Vec<ReadFile>, gathering: &Gathering) -> Built {
        let sensed: Vec<Sensed> = files
            .iter()
            .map(|file| Sensed { path: file.file.path.clone(), format: file.file.format, sense: file.sense.clone() })
            .collect();
        let grouping = group(&sensed, gathering, &self.papers);
        build_submissions(self, files, &grouping)
    }
}

fn paper_name(spec: &DocumentSpec) -> PaperName {
    PaperName { key: spec.key.clone(), names: std::iter::once(&spec.label).chain(&spec.aliases).cloned().collect() }
}

/// A file of which nothing could be read.
fn lost_document(file: &InboxFile, detail: &str) -> Document {
    let mut document = Document::empty(&file.path, file.format);
    document.troubles.push(crate::model::Trouble {
        kind: crate::model::TroubleKind::Unreadable,
        detail: detail.to_owned(),
        spot: None,
    });
    document
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

/// One order for all: by id and by path. Ids that two parcels share (`甲.zip` beside a folder `甲`) are told apart.
fn join(built: Vec<Built>) -> Examined {
    let mut files = Vec::new();
    let mut applications: Vec<(String, Application)> = Vec::new();
    for part in built {
        files.extend(part.files);
        applications.extend(part.applications);
    }
    applications.sort_by(|left, right| left.1.id.cmp(&right.1.id));
    files.sort_by(|left: &ReceivedFile, right: &ReceivedFile| left.path.cmp(&right.path));
    let (submissions, applications) = applications.into_iter().unzip();
    Examined { applications, submissions, files }
}
