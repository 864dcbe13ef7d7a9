//! A submission while it is put together: its forms, what it is known by, and the papers that joined it.

use std::collections::BTreeSet;

use super::fit::Clues;
use super::fit::KnownApplication;
use super::fit::Profile;
use super::fit::name_application;
use super::forms::FormGroup;
use super::forms::applications_of;
use super::names::stem_of;
use super::roles::FORM;
use super::roles::PaperName;
use super::roles::SCAN;
use super::roles::Surroundings;
use super::roles::lies_in_evidence;
use super::roles::role_of;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::Submission;
use crate::model::SubmittedFile;

/// A submission while it is put together.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its forms with versions and twins; empty where it has none.
    pub group: FormGroup,
    /// Indexes of its other papers.
    pub papers: BTreeSet<usize>,
    /// What it is known by.
    pub profile: Profile,
}

impl Draft {
    /// A submission of a form. `folder` is the name of the folder that it has to itself.
    pub fn of_form(files: &[Sensed], group: FormGroup, id: String, folder: Option<&str>) -> Self {
        let forms = group.forms.iter().chain(&group.twins).filter_map(|&form| files.get(form));
        let mut profile = Profile::default();
        for file in forms {
            profile.applications.extend(applications_of(file).iter().map(KnownApplication::of_form));
            profile.names.push(Clues::of_names(&[stem_of(&file.path)]));
        }
        if let Some(name) = folder {
            profile.names.push(Clues::of_names(&[name]));
            // Numbers count among the papers of one place, and a folder of its own is another place.
            profile.names.iter_mut().for_each(|clues| clues.number = None);
        }
        Self { id, group, papers: BTreeSet::new(), profile }
    }

    /// A submission without a form, known by what its narrative documents say and by its name.
    pub fn without_form(files: &[Sensed], papers: &[usize], id: String) -> Self {
        let mut profile = Profile::default();
        for file in papers.iter().filter_map(|&paper| files.get(paper)) {
            if let PaperSense::Narrative { unit, project, .. } = &file.sense {
                profile.applications.push(KnownApplication::new(unit.as_deref(), project.as_deref()));
            }
        }
        profile.names.push(Clues::of_names(&[stem_of(&id)]));
        Self { id, group: FormGroup::default(), papers: papers.iter().copied().collect(), profile }
    }

    /// Whether it has a narrative document of this key already.
    pub fn has_narrative(&self, files: &[Sensed], wanted: &str) -> bool {
        let known = self.papers.iter().filter_map(|&paper| files.get(paper));
        known.into_iter().any(|file| matches!(&file.sense, PaperSense::Narrative { key, .. } if key == wanted))
    }

    /// The submission with the roles of its files.
    pub fn write(&self, files: &[Sensed], papers: &[PaperName]) -> Submission {
        let path_of = |&paper: &usize| files.get(paper).map(|file| file.path.clone());
        let forms: Vec<_> = self.group.forms.iter().filter_map(path_of).collect();
        let as_role = |role: &'static str| move |path| SubmittedFile { path, role: role.to_owned(), application: None };
        let mut submitted: Vec<SubmittedFile> = forms.iter().cloned().map(as_role(FORM)).collect();
        submitted.extend(self.group.twins.iter().filter_map(path_of).map(as_role(SCAN)));
        let lead = self.group.forms.first().and_then(|&form| files.get(form));
        let applications = lead.map_or(&[][..], applications_of);
        let around = Surroundings {
            papers,
            has_form: lead.is_some(),
            narratives: &self.narratives_outside(files, |_| true),
            written: &self.narratives_outside(files, |format| format != Format::Pdf),
        };
        let known: Vec<KnownApplication> = applications.iter().map(KnownApplication::of_form).collect();
        for file in self.papers.iter().filter_map(|&paper| files.get(paper)) {
            let clues = Clues::of_paper(file, path_below_folder(&file.path, &self.id));
            let named = if known.len() > 1 { name_application(&clues, &known) } else { None };
            submitted.push(SubmittedFile {
                path: file.path.clone(),
                role: role_of(file, around),
                application: named.and_then(|at| applications.get(at)).map(|one| one.suffix.clone()),
            });
        }
        Submission { id: self.id.clone(), forms, repeated: Vec::new(), files: submitted }
    }

    /// Keys of its narrative documents of some formats that lie outside folders of evidence.
    fn narratives_outside<'files>(
        &self,
        files: &'files [Sensed],
        wanted: impl Fn(Format) -> bool,
    ) -> BTreeSet<&'files str> {
        let papers = self.papers.iter().filter_map(|&paper| files.get(paper));
        let outside = papers.filter(|file| wanted(file.format) && !lies_in_evidence(&file.path));
        outside
            .filter_map(|file| match &file.sense {
                PaperSense::Narrative { key, .. } => Some(key.as_str()),
                _ => None,
            })
            .collect()
    }
}

/// A file's path below the folder of this id; its whole path where it lies elsewhere.
fn path_below_folder<'path>(path: &'path str, id: &str) -> &'path str {
    path.strip_prefix(id).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path)
}
