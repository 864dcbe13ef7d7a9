//! Forms that lie in one place: which of them are versions or twins of one form, and which are lists that only repeat the
//! forms beside them.

use super::names::fold;
use super::names::like_project;
use super::names::likeness;
use super::names::same_project;
use super::names::same_unit;
use super::names::stem_of;
use super::names::strip_version;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;

/// One form with its versions and twins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormGroup {
    /// Indexes of the forms, the latest version first as far as names tell.
    pub forms: Vec<usize>,
    /// Indexes of PDF copies of them.
    pub twins: Vec<usize>,
}

impl FormGroup {
    /// The form that came first, as far as names tell: its path is the id where several forms lie in one place, so that a
    /// corrected version does not change it.
    pub fn first_form(&self) -> Option<usize> {
        self.forms.last().copied()
    }
}

/// The applications on a form; empty for any other paper.
pub fn applications_of(file: &Sensed) -> &[SensedApplication] {
    match &file.sense {
        PaperSense::Form { applications } => applications,
        _ => &[],
    }
}

/// Puts together the forms among these papers that are versions or twins of one another.
pub fn group_forms(files: &[Sensed], forms: &[usize]) -> Vec<FormGroup> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &form in forms {
        let Some(file) = files.get(form) else { continue };
        let same = |group: &&mut Vec<usize>| {
            group.iter().filter_map(|&other| files.get(other)).any(|other| are_one_form(file, other))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(form),
            None => groups.push(vec![form]),
        }
    }
    groups.into_iter().map(|group| order_group(files, group)).collect()
}

fn order_group(files: &[Sensed], group: Vec<usize>) -> FormGroup {
    let is_pdf = |form: &usize| files.get(*form).is_some_and(|file| matches!(file.format, Format::Pdf | Format::Image));
    let (twins, forms): (Vec<usize>, Vec<usize>) = group.into_iter().partition(is_pdf);
    // A PDF that has no other writing of the form beside it is the form.
    let (mut forms, twins) = if forms.is_empty() { (twins, Vec::new()) } else { (forms, twins) };
    let key = |form: &usize| files.get(*form).map(|file| (strip_version(stem_of(&file.path)).1, file.path.clone()));
    forms.sort_by(|left, right| {
        let (left, right) = (key(left), key(right));
        let rank = |key: &Option<(u32, _)>| key.as_ref().map(|(rank, _)| *rank);
        rank(&right).cmp(&rank(&left)).then_with(|| left.cmp(&right))
    });
    FormGroup { forms, twins }
}

/// Whether two forms are of one project: they say so, or their names differ only in the marks of a version.
fn are_one_form(left: &Sensed, right: &Sensed) -> bool {
    match (applications_of(left), applications_of(right)) {
        ([one], [other]) => {
            let differ = |same: fn(&str, &str) -> bool, a: &Option<String>, b: &Option<String>| {
                a.as_deref().zip(b.as_deref()).is_some_and(|(a, b)| !same(a, b))
            };
            if differ(same_unit, &one.unit, &other.unit) {
                return false;
            }
            let said = one.project.as_deref().zip(other.project.as_deref());
            said.is_some_and(|(a, b)| same_project(a, b)) || are_versions_by_name(left, right, said)
        }
        (several, others) => several.len() > 1 && others.len() > 1 && list_same_projects(several, others),
    }
}

/// Names that are equal without their marks: `(1)` alone may be a number, so the projects must then be alike.
fn are_versions_by_name(left: &Sensed, right: &Sensed, projects: Option<(&str, &str)>) -> bool {
    const CLEAR_MARK: u32 = 10;
    const ALIKE: f64 = 0.5;
    let (left_base, left_rank) = strip_version(stem_of(&left.path));
    let (right_base, right_rank) = strip_version(stem_of(&right.path));
    let alike = projects.is_none_or(|(a, b)| likeness(&fold(a), &fold(b)) >= ALIKE);
    let marked = left_rank.max(right_rank) >= CLEAR_MARK;
    let one_folder = folder_of(&left.path) == folder_of(&right.path);
    left_base == right_base && one_folder && (alike || marked)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn list_same_projects(several: &[SensedApplication], others: &[SensedApplication]) -> bool {
    let titles = |applications: &[SensedApplication]| {
        let mut titles: Vec<String> = applications.iter().filter_map(|one| one.project.as_deref()).map(fold).collect();
        titles.sort();
        titles
    };
    titles(several) == titles(others) && !titles(several).is_empty()
}

/// Whether a list only repeats single forms: each of its projects has a form of its own among these.
pub fn repeats_single_forms(list: &Sensed, files: &[Sensed], forms: &[usize]) -> bool {
    let applications = applications_of(list);
    let singles: Vec<&SensedApplication> = forms
        .iter()
        .filter_map(|&form| files.get(form))
        .filter_map(|file| applications_of(file).first().filter(|_| applications_of(file).len() == 1))
        .collect();
    let has_form = |listed: &SensedApplication| {
        let Some(project) = listed.project.as_deref() else { return false };
        singles.iter().any(|single| {
            let same_title = single.project.as_deref().is_some_and(|title| like_project(title, project));
            let other_unit = single.unit.as_deref().zip(listed.unit.as_deref()).is_some_and(|(a, b)| !same_unit(a, b));
            same_title && !other_unit
        })
    };
    applications.len() > 1 && applications.iter().all(has_form)
}
