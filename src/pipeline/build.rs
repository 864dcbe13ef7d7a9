//! From grouped files to applications: which form leads, its written papers, evidence and scans, and the ledger's lines.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::Arc;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use crate::extract::FormRead;
use crate::extract::KnownNames;
use crate::extract::Lexicon;
use crate::extract::TopicFinder;
use crate::extract::read_narrative;
use crate::extract::says_the_same;
use crate::inbox::LIST;
use crate::inbox::PAGE_PART;
use crate::inbox::may_be_signed_page;
use crate::model::Application;
use crate::model::Coverage;
use crate::model::Document;
use crate::model::Evidence;
use crate::model::FieldReading;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::Grouping;
use crate::model::NarrativeDocument;
use crate::model::PaperSense;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::SignatureState;
use crate::model::Submission;
use crate::model::SubmittedFile;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::model::Value;
use crate::model::project_key;
use crate::model::version_of;
use crate::pipeline::reading::MatterStore;
use crate::pipeline::reading::Paper;
use crate::pipeline::reading::PaperRead;
use crate::pipeline::reading::Stretch;
use crate::pipeline::stored::Head;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::find_unit;
use crate::readers::unsupported;

/// Builds applications from papers that were read.
pub struct Builder<'b> {
    /// The measure.
    pub policy: &'b Policy,
    /// The units that the office knows.
    pub roster: &'b [RosterUnit],
    /// The measure's labels and the names of its papers.
    pub lexicon: &'b Lexicon,
    /// The measure's keywords.
    pub topics: &'b TopicFinder,
    /// Where forms and texts lie.
    pub store: &'b MatterStore,
}

/// A paper of a submission and the part it plays there.
type Cast<'p> = (&'p str, &'p Paper);

/// An application as it lies in the store.
type Kept = (Head, Stretch);

/// What submissions come to: their applications, and the lines of their files.
type Built = (Vec<Kept>, Vec<ReceivedFile>);

impl Builder<'_> {
    /// Builds the applications of a grouping into the store and accounts for every file, once and in the order of the papers.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn build(&self, papers: &[Paper], grouping: &Grouping) -> io::Result<Built> {
        let by_path: HashMap<&str, &Paper> = papers.iter().map(|paper| (paper.read.path.as_ref(), paper)).collect();
        let built: Vec<Built> = grouping
            .submissions
            .par_iter()
            .map(|submission| self.build_submission(submission, &by_path))
            .collect::<io::Result<_>>()?;
        let mut lines: HashMap<Arc<str>, ReceivedFile> = HashMap::with_capacity(papers.len());
        let mut kept = Vec::with_capacity(built.iter().map(|(applications, _)| applications.len()).sum());
        for (applications, files) in built {
            kept.extend(applications);
            lines.extend(files.into_iter().map(|line| (Arc::clone(&line.path), line)));
        }
        let apart = grouping.apart.iter().map(|file| (&file.path, &file.role, None));
        let unassigned = grouping.unassigned.iter().map(|file| (&file.path, &file.role, Some(file.reason.as_str())));
        for (path, role, reason) in apart.chain(unassigned) {
            if let Some(paper) = by_path.get(path.as_ref()) {
                lines.insert(path.clone(), line_of(&paper.read, role, Belonging::Nowhere(reason), self.policy));
            }
        }
        // A file that grouping did not speak of is shown, never lost.
        let unspoken =
            |paper: &Paper| line_of(&paper.read, "other", Belonging::Nowhere(Some("未能确定归属")), self.policy);
        let files =
            papers.iter().map(|paper| lines.remove(&paper.read.path).unwrap_or_else(|| unspoken(paper))).collect();
        Ok((kept, files))
    }

    fn build_submission(&self, submission: &Submission, papers: &HashMap<&str, &Paper>) -> io::Result<Built> {
        let applications = self.build_applications(submission, papers)?;
        let mut lines = Vec::with_capacity(submission.files.len());
        let formless = applications.iter().all(|application| application.form.is_none());
        for file in &submission.files {
            let Some(paper) = papers.get(file.path.as_ref()) else { continue };
            let is_of = |application: &&Application| {
                let suffix = file.application.as_ref();
                suffix.is_none_or(|suffix| application.id == format!("{}{suffix}", submission.id))
            };
            let ids = applications.iter().filter(is_of).map(|application| application.id.clone()).collect();
            lines.push(line_of(&paper.read, &file.role, Belonging::To { ids, formless }, self.policy));
        }
        let keep = |application: Application| {
            Ok((Head::of(&application, &submission.id, self.policy), self.store.keep_one(&application)?))
        };
        Ok((applications.into_iter().map(keep).collect::<io::Result<_>>()?, lines))
    }

    /// The applications of one submission.
    fn build_applications(
        &self,
        submission: &Submission,
        papers: &HashMap<&str, &Paper>,
    ) -> io::Result<Vec<Application>> {
        let forms = submission.forms.iter().filter_map(|path| papers.get(path.as_ref()));
        let forms: Vec<Vec<FormRead>> = forms.map(|paper| self.store.forms(paper.matter)).collect::<io::Result<_>>()?;
        let mut applications = lead_forms(forms, self.policy);
        applications.retain(|application| !submission.repeated.contains(&application.id));
        if applications.is_empty() {
            applications.push(without_form(self.policy));
        }
        let several = applications.len() > 1;
        let mut texts = Texts { store: self.store, known: HashMap::new() };
        for application in &mut applications {
            let suffix = std::mem::take(&mut application.id);
            application.id = format!("{}{suffix}", submission.id);
            let own =
                |file: &&SubmittedFile| !several || file.application.as_ref().is_none_or(|named| *named == suffix);
            let cast: Vec<Cast<'_>> = submission
                .files
                .iter()
                .filter(own)
                .filter_map(|file| Some((file.role.as_str(), *papers.get(file.path.as_ref())?)))
                .collect();
            self.add_papers(application, &cast, &mut texts)?;
            self.name_units(application);
            let documents = texts.of_written(application);
            let mentions = self.topics.find(application, &documents);
            application.priorities = mentions.priorities;
            application.areas = mentions.areas;
        }
        Ok(applications)
    }

    /// Adds written papers, evidence and scans.
    fn add_papers(&self, application: &mut Application, cast: &[Cast<'_>], texts: &mut Texts<'_>) -> io::Result<()> {
        let policy = self.policy;
        let unit = policy.roles.applicant.as_ref().and_then(|key| application.text(key));
        let project = policy.roles.title.as_ref().and_then(|key| application.text(key));
        let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
        for spec in policy.documents.iter().filter(|spec| spec.key != "form") {
            // a PDF of a paper that came in another format too is its print
            let mut own: Vec<&Cast<'_>> = cast.iter().filter(|(role, _)| *role == spec.key).collect();
            if own.is_empty() {
                own.extend(cast.iter().filter(|(role, paper)| *role == "form" && is_sensed_as(paper, &spec.key)));
            }
            let (prints, mut written): (Vec<&Cast<'_>>, Vec<_>) =
                own.into_iter().partition(|(_, paper)| paper.read.format == Format::Pdf);
            written.sort_by_key(|(_, paper)| Reverse(version_of(&paper.read.path)));
            for (_, paper) in written.into_iter().chain(prints) {
                let text = if policy.is_written(spec) { texts.take(paper)? } else { None };
                match text {
                    Some(document) => {
                        // what stands behind the form in its own file gives way to a file of its own
                        let form = application.form.as_ref().map(|place| &place.file);
                        let known_paper = application.documents.get(&spec.key);
                        let is_tail =
                            |read: &NarrativeDocument| read.place.spot.is_none() && Some(&read.place.file) == form;
                        let read = || read_narrative(document, spec, policy, self.lexicon, known);
                        if known_paper.is_none_or(is_tail) {
                            application.documents.insert(spec.key.clone(), read());
                        } else if let Some(leading) = application.documents.get_mut(&spec.key)
                            && may_contradict(leading, &paper.read)
                            && !says_same_text(&leading.text, &read().text)
                        {
                            leading.others.push(Place::whole(&paper.read.path));
                        }
                    }
                    None => {
                        let place = Place::whole(&paper.read.path);
                        application.evidence.push(Evidence { role: spec.key.clone(), place });
                    }
                }
            }
        }
        let shown = cast.iter().filter(|(role, _)| *role == "form" || application.documents.contains_key(*role));
        application.photograph = shown.filter_map(|(_, paper)| paper.read.photograph.as_deref().cloned()).next();
        let scan = cast.iter().find(|(role, _)| *role == "scan").map(|(_, paper)| Place::whole(&paper.read.path));
        if let Some(signature) = &mut application.signature
            && matches!(signature.state, SignatureState::Absent | SignatureState::Typed)
        {
            if let Some(scan) = scan {
                signature.state = SignatureState::Scan;
                signature.place = Some(scan);
                signature.doubts.clear();
            } else if signature.state == SignatureState::Absent {
                let pages = doubt_nameless_pages(cast);
                signature.page_elsewhere |= pages.is_some();
                signature.doubts.extend(pages);
            }
        }
        Ok(())
    }

    /// Adds the roster's names.
    fn name_units(&self, application: &mut Application) {
        for reading_of_field in application.fields.values_mut() {
            if let FieldReading::Read(field) = reading_of_field
                && let Value::Organisation(name) = &field.read.value
            {
                field.canonical = find_unit(self.roster, name).map(|unit| unit.name.clone());
            }
        }
    }
}

/// Whether a paper was taken for a written one before it was seen that no other form came.
fn is_sensed_as(paper: &Paper, wanted: &str) -> bool {
    matches!(&paper.read.sense, PaperSense::Narrative { key, .. } if key == wanted)
}

/// Whether of two papers of one kind neither is the later by its name, nor a print or another format of the other.
fn may_contradict(leading: &NarrativeDocument, other: &PaperRead) -> bool {
    let stem = |path: &str| path.rsplit_once('.').map_or(path.to_owned(), |(stem, _)| stem.to_owned());
    let is_print = other.format == Format::Pdf || stem(&leading.place.file) == stem(&other.path);
    !is_print && version_of(&leading.place.file) == version_of(&other.path)
}

fn says_same_text(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    letters(one) == letters(other)
}

/// Pictures and scans whose names say nothing: one of them may be the page that was signed.
fn doubt_nameless_pages(cast: &[Cast<'_>]) -> Option<String> {
    let nameless =
        |(_, paper): &&Cast<'_>| paper.read.sense == PaperSense::Scan && may_be_signed_page(&paper.read.path);
    let found: Vec<&str> =
        cast.iter().filter(nameless).filter_map(|(_, paper)| paper.read.path.rsplit('/').next()).collect();
    let more = if found.len() > 1 { format!("等 {} 个文件", found.len()) } else { String::new() };
    found.first().map(|name| format!("材料里的“{name}”{more}从名称看不出是不是签字页"))
}

/// Texts of one submission's papers, each taken out of the store once.
struct Texts<'s> {
    store: &'s MatterStore,
    known: HashMap<Arc<str>, Option<Document>>,
}

impl Texts<'_> {
    fn take(&mut self, paper: &Paper) -> io::Result<Option<&Document>> {
        let entry = match self.known.entry(Arc::clone(&paper.read.path)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(self.store.text(paper.matter)?),
        };
        Ok(entry.as_ref())
    }

    /// Those of the written papers of an application.
    fn of_written(&self, application: &Application) -> Vec<&Document> {
        let papers = application.documents.values().map(|document| &document.place.file);
        papers.filter_map(|file| self.known.get(file)?.as_ref()).collect()
    }
}

/// What stands at a list that a forwarding unit sent along.
const LISTED_ELSEWHERE: &str = "转报单位的汇总表，不作申报；请核对所列项目都有申报表";

/// What a file belongs to.
enum Belonging<'b> {
    /// To applications, none of which may have a form.
    To { ids: Vec<String>, formless: bool },
    /// To none, and why where that is in doubt.
    Nowhere(Option<&'b str>),
}

/// The ledger's line of a file.
fn line_of(read: &PaperRead, role: &str, belonging: Belonging<'_>, policy: &Policy) -> ReceivedFile {
    let (applications, formless, unassigned) = match belonging {
        Belonging::To { ids, formless } => (ids, formless, None),
        Belonging::Nowhere(reason) => (Vec::new(), false, reason),
    };
    let mut troubles = read.troubles.clone();
    let written = role == "form" || policy.document(role).is_some_and(|spec| policy.is_written(spec));
    // What could not be read in evidence harms nobody; a paper that is asked for, and one that may be, must be read;
    // where no form came it may be the form.
    let may_be_form = formless && role == "evidence" && read.format.holds_text();
    let may_be_asked_for = unassigned.is_some() || role == "other" || is_called_written(&read.path, policy);
    let must_be_read = written || may_be_form || may_be_asked_for;
    // but under a password nobody can look at it
    let closed = |trouble: &Trouble| trouble.kind == TroubleKind::Encrypted;
    // and a scan that does not open shows nobody the page that it stands for
    let shut = |trouble: &Trouble| role == "scan" && trouble.kind == TroubleKind::Unreadable;
    let matters = |trouble: &&Trouble| {
        let seen_from_outside = read.troubles.contains(trouble);
        let counts = must_be_read || closed(trouble) || shut(trouble) || !trouble.kind.leaves_doubt();
        role != PAGE_PART && counts && !seen_from_outside
    };
    troubles.extend(read.troubles_inside.iter().filter(matters).cloned());
    if role == "form" && read.format == Format::Pdf && matches!(read.sense, PaperSense::Form { .. }) {
        let detail = "PDF 上的各栏是按版面认出的".to_owned();
        troubles.push(Trouble { kind: TroubleKind::Incomplete, detail, spot: None });
    }
    if role == "form" && matches!(read.sense, PaperSense::Narrative { .. }) {
        let detail = "没有申报表的题目，是按各栏的名称认作申报表的，也可能是文字说明".to_owned();
        troubles.push(Trouble { kind: TroubleKind::Incomplete, detail, spot: None });
    }
    let is_read = read.format.holds_text() || read.format == Format::Image || read.format.is_archive();
    if written && !is_read && !troubles.iter().any(|trouble| trouble.kind.loses_content()) {
        troubles.push(unsupported(read.format));
    }
    let lost = troubles.iter().find(|trouble| trouble.kind.loses_content());
    let outcome = match () {
        () if read.format == Format::System => FileOutcome::Ignored,
        () if lost.is_some() => FileOutcome::Unreadable,
        () if unassigned.is_some() => FileOutcome::Unassigned,
        () if written && read.format != Format::Image && read.sense != PaperSense::Scan => FileOutcome::Read,
        () if read.format.is_archive() || role == "roster" => FileOutcome::Read,
        () => FileOutcome::Kept,
    };
    let reason = match outcome {
        FileOutcome::Ignored => Some("系统文件或临时文件".to_owned()),
        FileOutcome::Unreadable => lost.map(|trouble| trouble.detail.clone()),
        FileOutcome::Unassigned => unassigned.map(str::to_owned),
        FileOutcome::Read | FileOutcome::Kept => match role {
            LIST => Some(LISTED_ELSEWHERE.to_owned()),
            PAGE_PART => Some("网页的附带文件，随网页一起看".to_owned()),
            _ if read.sense == PaperSense::Issued => Some("本程序编制的文书，不是申报材料".to_owned()),
            _ => None,
        },
    };
    ReceivedFile {
        path: read.path.clone(),
        sha256: read.sha256.clone(),
        bytes: read.size,
        format: Some(read.format),
        role: Some(if role == PAGE_PART { "other" } else { role }.to_owned()),
        applications,
        outcome,
        reason,
        troubles,
    }
}

/// Whether a file is called the form or a written paper, whatever it was taken for: a damaged page (.html) passes for evidence.
fn is_called_written(path: &str, policy: &Policy) -> bool {
    let name = project_key(path.rsplit('/').next().unwrap_or(path));
    let mut written = policy.documents.iter().filter(|spec| spec.key == "form" || policy.is_written(spec));
    written
        .any(|spec| std::iter::once(&spec.label).chain(&spec.aliases).any(|label| name.contains(&project_key(label))))
}

/// Of several forms the one signed last leads; forms that say the same are one. A form with several projects leads alone.
fn lead_forms(papers: Vec<Vec<FormRead>>, policy: &Policy) -> Vec<Application> {
    let (alone, list) = (papers.len() == 1, papers.first().is_some_and(|forms| forms.len() > 1));
    if alone || list {
        return papers.into_iter().take(1).flatten().map(|form| form.application).collect();
    }
    let read: Vec<FormRead> = papers.into_iter().flatten().collect();
    let signed = |form: &FormRead| form.application.signature.as_ref().and_then(|signature| signature.date);
    let mut lead = 0;
    for (at, form) in read.iter().enumerate() {
        if read.get(lead).is_some_and(|known| signed(form) > signed(known)) {
            lead = at;
        }
    }
    let Some(leading) = read.get(lead) else { return Vec::new() };
    let mut application = leading.application.clone();
    application.id = String::new();
    for (at, other) in read.iter().enumerate() {
        if at != lead
            && same_project(&other.application, &application, policy)
            && !says_the_same(&other.application, &application)
        {
            application.other_forms.extend(other.application.form.clone());
        }
    }
    vec![application]
}

/// Forms that grouping put into one submission are of one project, unless both name one and the names have nothing in common.
fn same_project(one: &Application, other: &Application, policy: &Policy) -> bool {
    let title = |application: &Application| policy.roles.title.as_ref().and_then(|key| application.text(key));
    title(one).is_none() || title(other).is_none() || title(one) == title(other) || one.form != other.form
}

/// An application of which only other papers came.
fn without_form(policy: &Policy) -> Application {
    Application {
        id: String::new(),
        form: None,
        heading: None,
        other_forms: Vec::new(),
        fields: policy.fields.iter().map(|field| (field.key.clone(), FieldReading::NotFound)).collect(),
        signature: None,
        documents: indexmap::IndexMap::new(),
        evidence: Vec::new(),
        photograph: None,
        priorities: Vec::new(),
        areas: Vec::new(),
        unclaimed: Vec::new(),
        characters: Coverage::default(),
    }
}
