//! What must be known of one application to judge another: taken once, when it is fetched the first time.

use jiff::civil::Date;

use crate::check::alike::Compared;
use crate::check::alike::Texts;
use crate::check::alike::sample_of;
use crate::model::Application;
use crate::model::PictureLook;
use crate::model::Place;
use crate::model::SignatureState;
use crate::model::Value;
use crate::model::project_key;
use crate::policy::Policy;

/// What is kept of an application while the others are judged.
pub(super) struct Sketch {
    /// Its id.
    pub id: String,
    /// Where its form stands.
    pub form: Option<Place>,
    /// The applying unit, as the roster or else the form names it.
    pub unit: Option<String>,
    /// The units that take part beside it.
    pub partners: Vec<String>,
    /// The project as the form names it.
    pub title: Option<String>,
    /// The folded name of its project, where it names one.
    pub project: Option<String>,
    /// The day of its signature.
    pub signed: Option<Date>,
    /// The picture that stands as its signature.
    pub mark: Option<SketchedMark>,
    /// A sample of the runs of its texts; taken out to be compared.
    pub sample: Vec<u32>,
    /// Whether no written paper came with it.
    pub bare: bool,
    /// The lines of its written papers that may be a project's title, each with the paper.
    pub titles: Vec<(String, Place)>,
}

/// A picture that stands as a signature, where such pictures can be told apart.
pub(super) struct SketchedMark {
    /// Where it stands.
    pub place: Option<Place>,
    /// What it looks like.
    pub look: PictureLook,
}

impl Sketch {
    /// Of an application; its texts are looked at where they are compared.
    pub fn of(application: &Application, policy: &Policy, compared: Option<&Compared<'_>>) -> Self {
        Self {
            id: application.id.clone(),
            form: application.form.clone(),
            unit: unit_of(application, policy).map(str::to_owned),
            partners: partners_of(application, policy),
            title: policy.roles.title.as_deref().and_then(|key| application.text(key)),
            project: project_of(application, policy),
            signed: application.day_of_signing(),
            mark: mark_of(application),
            sample: compared.map(|compared| sample_of(&Texts::of(application, compared, policy))).unwrap_or_default(),
            bare: application.documents.is_empty(),
            titles: titles_in_papers(application),
        }
    }

    /// The id of its submission.
    pub fn submission(&self) -> &str {
        self.id.split('#').next().unwrap_or_default()
    }
}

/// Lines as short as a title (in bytes, some 40 hanzi) that do not end as a sentence does.
fn titles_in_papers(application: &Application) -> Vec<(String, Place)> {
    const LONGEST: usize = 120;
    let papers = application.documents.values();
    let lines = papers.flat_map(|paper| paper.text.lines().map(|line| (line, &paper.place)));
    let titles = lines.filter(|(line, _)| line.len() <= LONGEST && !line.ends_with(['。', '；']));
    titles.map(|(line, place)| (line.to_owned(), place.clone())).collect()
}

fn partners_of(application: &Application, policy: &Policy) -> Vec<String> {
    let field = policy.roles.partners.as_deref().and_then(|key| application.value(key));
    match field.map(|field| &field.read.value) {
        Some(Value::Organisations(names)) => names.clone(),
        _ => Vec::new(),
    }
}

fn mark_of(application: &Application) -> Option<SketchedMark> {
    let signature = application.signature.as_ref()?;
    let look = signature.look.as_ref().filter(|look| !look.blank && look.nature.is_telling())?;
    let is_picture = signature.state == SignatureState::Picture;
    is_picture.then(|| SketchedMark { place: signature.place.clone(), look: look.clone() })
}

fn project_of(application: &Application, policy: &Policy) -> Option<String> {
    let key = project_key_of(&application.text(policy.roles.title.as_deref()?)?);
    (!key.is_empty()).then_some(key)
}

/// A project's folded name, the word for a project at its end off.
pub(super) fn project_key_of(title: &str) -> String {
    let key = project_key(title);
    key.strip_suffix("项目").map(str::to_owned).unwrap_or(key)
}

/// The applying unit, as the roster or else the form names it.
pub(super) fn unit_of<'a>(application: &'a Application, policy: &Policy) -> Option<&'a str> {
    let field = application.value(policy.roles.applicant.as_deref()?)?;
    if let Some(canonical) = &field.canonical {
        return Some(canonical);
    }
    match &field.read.value {
        Value::Organisation(name) | Value::Text(name) => Some(name),
        Value::Organisations(names) => names.first().map(String::as_str),
        _ => None,
    }
}
