//! From grouped files to applications: which form leads, its written papers, evidence and scans, and the ledger's lines.

use std::collections::HashMap;
use std::sync::Arc;

use crate::extract::FormRead;
use crate::extract::KnownNames;
use crate::extract::read_narrative;
use crate::extract::says_the_same;
use crate::model::Application;
use crate::model::Document;
use crate::model::Evidence;
use crate::model::FieldReading;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::Grouping;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::SignatureState;
use crate::model::Submission;
use crate::model::Value;
use crate::pipeline::examine::ReadFile;
use crate::pipeline::examine::Reading;
use crate::policy::Policy;
use crate::policy::find_unit;

/// Applications with their submissions, and files.
#[derive(Debug, Default)]
pub struct Built {
    /// Submission's id, application.
    pub applications: Vec<(String, Application)>,
    /// The ledger's lines.
    pub files: Vec<ReceivedFile>,
}

/// Builds the applications of a grouping and accounts for every file.
pub fn build_submissions(reading: &Reading<'_>, files: Vec<ReadFile>, grouping: &Grouping) -> Built {
    let by_path: HashMap<Arc<str>, &ReadFile> = files.iter().map(|file| (file.file.path.clone(), file)).collect();
    let mut built = Built::default();
    let mut lines: HashMap<Arc<str>, ReceivedFile> = HashMap::new();
    for submission in &grouping.submissions {
        let applications = build_applications(reading, submission, &by_path);
        for file in &submission.files {
            let ids = applications
                .iter()
                .filter(|application| {
                    file.application
                        .as_ref()
                        .is_none_or(|suffix| application.id == format!("{}{suffix}", submission.id))
                })
                .map(|application| application.id.clone())
                .collect();
            if let Some(read) = by_path.get(&file.path) {
                lines.insert(file.path.clone(), line_of(read, &file.role, ids, None, reading.policy));
            }
        }
        built.applications.extend(applications.into_iter().map(|application| (submission.id.clone(), application)));
    }
    for file in &grouping.apart {
        if let Some(read) = by_path.get(&file.path) {
            lines.insert(file.path.clone(), line_of(read, &file.role, Vec::new(), None, reading.policy));
        }
    }
    for file in &grouping.unassigned {
        if let Some(read) = by_path.get(&file.path) {
            lines.insert(file.path.clone(), line_of(read, &file.role, Vec::new(), Some(&file.reason), reading.policy));
        }
    }
    // A file that grouping did not speak of is shown, never lost.
    built.files = files
        .iter()
        .map(|file| {
            lines
                .remove(&file.file.path)
                .unwrap_or_else(|| line_of(file, "other", Vec::new(), Some("未能确定归属"), reading.policy))
        })
        .collect();
    built
}

/// The ledger's line of a file.
fn line_of(
    read: &ReadFile,
    role: &str,
    applications: Vec<String>,
    unassigned: Option<&str>,
    policy: &Policy,
) -> ReceivedFile {
    let mut troubles = read.file.troubles.clone();
    let written = role == "form" || policy.document(role).is_some_and(|spec| !spec.sections.is_empty());
    if let Some(document) = &read.document {
        // What could not be read in a paper that is only kept harms nobody; a paper that is asked for must be read.
        troubles.extend(
            document
                .troubles
                .iter()
                .filter(|trouble| written || unassigned.is_some() || !trouble.kind.loses_content())
                .cloned(),
        );
    }
    let lost = troubles.iter().find(|trouble| trouble.kind.loses_content());
    let outcome = match () {
        () if read.file.format == Format::System => FileOutcome::Ignored,
        () if lost.is_some() => FileOutcome::Unreadable,
        () if unassigned.is_some() => FileOutcome::Unassigned,
        () if written || read.file.format.is_archive() || role == "roster" => FileOutcome::Read,
        () => FileOutcome::Kept,
    };
    let reason = match outcome {
        FileOutcome::Ignored => Some("系统文件或临时文件".to_owned()),
        FileOutcome::Unreadable => lost.map(|trouble| trouble.detail.clone()),
        FileOutcome::Unassigned => unassigned.map(str::to_owned),
        FileOutcome::Read | FileOutcome::Kept => None,
    };
    ReceivedFile {
        path: read.file.path.clone(),
        sha256: read.file.sha256.clone(),
        bytes: read.file.size,
        format: Some(read.file.format),
        role: Some(role.to_owned()),
        applications,
        outcome,
        reason,
        troubles,
    }
}

/// The applications of one submission.
fn build_applications(
    reading: &Reading<'_>,
    submission: &Submission,
    files: &HashMap<Arc<str>, &ReadFile>,
) -> Vec<Application> {
    let forms: Vec<&ReadFile> = submission.forms.iter().filter_map(|path| files.get(path).copied()).collect();
    let mut applications = lead_forms(&forms, reading.policy);
    if applications.is_empty() {
        applications.push(without_form(reading.policy));
    }
    let several = applications.len() > 1;
    for application in &mut applications {
        let suffix = std::mem::take(&mut application.id);
        application.id = format!("{}{suffix}", submission.id);
        let own = |file: &&crate::model::SubmittedFile| {
            !several || file.application.as_ref().is_none_or(|named| *named == suffix)
        };
        let papers: Vec<(&str, &ReadFile)> = submission
            .files
            .iter()
            .filter(own)
            .filter_map(|file| Some((file.role.as_str(), *files.get(&file.path)?)))
            .collect();
        add_papers(reading, application, &papers);
        name_units(reading, application);
        let documents: Vec<&Document> = papers.iter().filter_map(|(_, file)| file.document.as_ref()).collect();
        let mentions = reading.topics.find(application, &documents);
        application.priorities = mentions.priorities;
        application.areas = mentions.areas;
    }
    applications
}

/// Of several forms the one signed last leads; forms that say the same are one. A form with several projects leads alone.
fn lead_forms(forms: &[&ReadFile], policy: &Policy) -> Vec<Application> {
    let read: Vec<&FormRead> = forms.iter().flat_map(|file| &file.forms).collect();
    let Some(first) = forms.first() else { return Vec::new() };
    if forms.len() == 1 || first.forms.len() > 1 {
        return first.forms.iter().map(|form| form.application.clone()).collect();
    }
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
        other_forms: Vec::new(),
        fields: policy.fields.iter().map(|field| (field.key.clone(), FieldReading::NotFound)).collect(),
        signature: None,
        documents: indexmap::IndexMap::new(),
        evidence: Vec::new(),
        priorities: Vec::new(),
        areas: Vec::new(),
        unclaimed: Vec::new(),
        characters: (0, 0),
    }
}

/// Adds written papers, evidence and scans.
fn add_papers(reading: &Reading<'_>, application: &mut Application, papers: &[(&str, &ReadFile)]) {
    let policy = reading.policy;
    let unit = policy.roles.applicant.as_ref().and_then(|key| application.text(key));
    let project = policy.roles.title.as_ref().and_then(|key| application.text(key));
    let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
    for spec in policy.documents.iter().filter(|spec| spec.key != "form") {
        let own = papers.iter().filter(|(role, _)| *role == spec.key);
        for (_, file) in own {
            let document = file.document.as_ref().filter(|document| !document.body.is_empty());
            match document {
                Some(document) if !spec.sections.is_empty() => {
                    if !application.documents.contains_key(&spec.key) {
                        application.documents.insert(spec.key.clone(), read_narrative(document, spec, policy, known));
                    }
                }
                _ => {
                    let evidence = Evidence { role: spec.key.clone(), place: Place::whole(&file.file.path) };
                    application.evidence.push(evidence);
                }
            }
        }
    }
    let scan = papers.iter().find(|(role, _)| *role == "scan").map(|(_, file)| Place::whole(&file.file.path));
    if let (Some(signature), Some(scan)) = (&mut application.signature, scan)
        && matches!(signature.state, SignatureState::Absent | SignatureState::Typed)
    {
        signature.state = SignatureState::Scan;
        signature.place = Some(scan);
    }
}

/// Adds the roster's names.
fn name_units(reading: &Reading<'_>, application: &mut Application) {
    for reading_of_field in application.fields.values_mut() {
        if let FieldReading::Read(field) = reading_of_field
            && let Value::Organisation(name) = &field.read.value
        {
            field.canonical = find_unit(reading.roster, name).map(|unit| unit.name.clone());
        }
    }
}
