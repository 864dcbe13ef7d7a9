//! A submission while it is put together: its forms, what it is known by, and the papers that joined it.

use std::collections::BTreeSet;

use super::fit::Clues;
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
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;
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
            profile.applications.extend(applications_of(file).iter().cloned());
            profile.names.push(Clues::of_names(&[stem_of(&file.path)]));
        }
        if let Some(name) = folder {
            profile.names.push(Clues::of_names(&[name]));
            // Numbers count among the papers of one place, and a folder of its own is another place.
            profile.names.iter_mut().for_each(Clues::forget_number);
        }
        Self { id, group, papers: BTreeSet::new(), profile }
    }

    /// A submission without a form, known by what its narrative documents say and by its name.
    pub fn without_form(files: &[Sensed], papers: &[usize], id: String) -> Self {
        let mut profile = Profile::default();
        for file in papers.iter().filter_map(|&paper| files.get(paper)) {
            if let PaperSense::Narrative { unit, project, .. } = &file.sense {
                let said = SensedApplication { suffix: String::new(), unit: unit.clone(), project: project.clone() };
                profile.applications.push(said);
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
        for file in self.papers.iter().filter_map(|&paper| files.get(paper)) {
            let clues = Clues::of_paper(file, path_below_folder(&file.path, &self.id));
            submitted.push(SubmittedFile {
                path: file.path.clone(),
                role: role_of(file, self.surroundings(files, papers, file)),
                application: if applications.len() > 1 { name_application(&clues, applications) } else { None },
            });
        }
        Submission { id: self.id.clone(), forms, files: submitted }
    }

    fn surroundings<'papers>(
        &self,
        files: &[Sensed],
        papers: &'papers [PaperName],
        file: &Sensed,
    ) -> Surroundings<'papers> {
        let outside =
            self.papers.iter().filter_map(|&paper| files.get(paper)).filter(|other| !lies_in_evidence(&other.path));
        let has_narrative = outside.into_iter().any(|other| match (&other.sense, &file.sense) {
            (PaperSense::Narrative { key, .. }, PaperSense::Narrative { key: own, .. }) => key == own,
            _ => false,
        });
        Surroundings { papers, has_form: !self.group.forms.is_empty(), has_narrative }
    }
}

/// A file's path below the folder of this id; its whole path where it lies elsewhere.
fn path_below_folder<'path>(path: &'path str, id: &str) -> &'path str {
    path.strip_prefix(id).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path)
}
