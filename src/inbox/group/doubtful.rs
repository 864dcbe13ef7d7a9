//! Descriptions whose form is missing, it seems, while beside them lies a form that lacks a description and may be theirs: it
//! leaves its project open, or a form of another unit names the same. Whose they are is for people.

use super::draft::Draft;
use super::fit::KnownApplication;
use super::place::Grouper;
use super::same_project::folder_of;
use crate::model::PaperSense;

impl Grouper<'_> {
    /// Takes such descriptions out of the submissions that they stood for, once all others are placed.
    pub(super) fn leave_doubtful_narratives(&mut self) {
        let (mut kept, mut doubtful) = (Vec::new(), Vec::new());
        for draft in &self.drafts {
            let reason = self.explain_doubt(draft);
            match reason {
                Some(reason) => doubtful.extend(draft.papers.iter().map(|&paper| (paper, reason.clone()))),
                None => kept.push(draft.clone()),
            }
        }
        if !doubtful.is_empty() {
            self.drafts = kept;
            self.unassigned.extend(doubtful);
        }
    }

    /// Which forms beside a submission of loose descriptions alone may be theirs.
    fn explain_doubt(&self, draft: &Draft) -> Option<String> {
        let narrative = draft.papers.iter().find_map(|&paper| {
            let file = self.file(paper).filter(|file| draft.group.forms.is_empty() && *file.path == *draft.id)?;
            let PaperSense::Narrative { key, .. } = &file.sense else { return None };
            Some((file, key))
        });
        let (file, key) = narrative?;
        let of_form = |other: &&Draft| {
            let form = other.group.first_form().and_then(|form| self.file(form));
            form.is_some_and(|form| folder_of(&form.path) == folder_of(&file.path))
                && !other.has_narrative(self.files, key)
                && other.profile.applications.iter().any(|one| may_be_told_by(one, draft))
        };
        let mut forms: Vec<&Draft> = self.drafts.iter().filter(of_form).collect();
        if forms.iter().any(|form| names_project_of(form, draft)) {
            forms.retain(|form| names_project_of(form, draft));
        }
        let first = forms.first()?;
        Some(match forms.len() {
            1 => format!("同一处的申报“{}”缺这样的材料，可能是它的，不能确定", first.id),
            several => format!("同一处有 {several} 份申报（“{}”等）缺这样的材料，可能是其中一份的，不能确定", first.id),
        })
    }
}

/// Whether a form names the project that descriptions tell of.
fn names_project_of(form: &Draft, narratives: &Draft) -> bool {
    let told = || narratives.profile.applications.iter().filter_map(|told| told.project.as_ref());
    form.profile.applications.iter().any(|one| told().any(|project| one.has_project(project)))
}

/// Whether nothing that a form and a description say of unit and project keeps them apart.
fn may_be_told_by(form: &KnownApplication, narratives: &Draft) -> bool {
    narratives.profile.applications.iter().all(|told| {
        let unit = form.unit.as_ref().zip(told.unit.as_ref());
        let project = form.project.as_ref().zip(told.project.as_ref());
        unit.is_none_or(|(own, said)| own.is_same(said)) && project.is_none_or(|(own, said)| own.is_like(said))
    })
}
