//! Papers of one project that lie in several places: what fits several versions of one application equally well goes to one of
//! them, and what came later without a form (补正/甲工会/文字说明) finds the form wherever it lies.

use super::draft::Draft;
use super::fit::Clues;
use super::fit::Fit;
use super::fit::measure_fit;
use super::loose::are_numbered_apart;
use super::loose::is_seen_form;
use super::names::stem_of;
use super::nearby::Fits;
use super::nearby::Nearby;
use super::place::Grouper;
use super::title::UnitName;
use super::words::distinctive_pieces;
use super::words::looks_like_unit;
use super::words::names_form;
use crate::model::PaperSense;
use crate::model::Sensed;

impl Grouper<'_> {
    /// Position and fit of the submission from the first one given on that a paper fits best. Of equals that are all of one
    /// project it is the one whose form lies in the paper's own folder, or the first.
    pub(super) fn best_fit(&self, fits: &Fits, first: usize, path: &str) -> Option<(usize, Fit)> {
        fits.best().or_else(|| {
            let equals = fits.equals();
            let drafts: Vec<&Draft> = equals.iter().filter_map(|at| self.drafts.get(first + at)).collect();
            let (lead, others) = drafts.split_first()?;
            let of_one_project = others.iter().all(|other| are_of_one_project(lead, other));
            let beside = |draft: &&&Draft| {
                let form = draft.group.first_form().and_then(|form| self.file(form));
                form.is_some_and(|form| folder_of(&form.path) == folder_of(path))
            };
            let chosen = drafts.iter().position(|draft| beside(&draft)).unwrap_or(0);
            let at = equals.get(chosen).filter(|_| of_one_project)?;
            fits.fits.iter().find(|(other, _)| other == at).copied()
        })
    }

    /// Puts submissions without a form to the one with a form that they belong to, where that lies elsewhere.
    pub(super) fn join_latecomers(&mut self) {
        let (with_form, without): (Vec<Draft>, Vec<Draft>) =
            std::mem::take(&mut self.drafts).into_iter().partition(|draft| !draft.group.forms.is_empty());
        self.drafts = with_form;
        let nearby = Nearby::new(self.drafts.iter().map(|draft| &draft.profile));
        let places: Vec<Option<(usize, Fit)>> =
            without.iter().map(|draft| self.form_of_latecomer(draft, &nearby)).collect();
        // Two that both only say the unit are not guessed.
        let certain = |&(at, fit): &(usize, Fit)| {
            fit.says_project || places.iter().flatten().filter(|(other, _)| *other == at).count() == 1
        };
        let places: Vec<Option<usize>> = places.iter().map(|place| place.filter(certain).map(|(at, _)| at)).collect();
        for (draft, place) in without.into_iter().zip(places) {
            match place.and_then(|at| self.drafts.get_mut(at)) {
                Some(of_form) => of_form.papers.extend(draft.papers),
                None => self.drafts.push(draft),
            }
        }
    }

    /// In a folder that several units' papers were put into (补正材料/甲工会申报表, 补正材料/乙工会说明) the one form's submission has
    /// only what is not named after another unit; that goes to the other.
    pub(super) fn part_collections(&mut self) {
        let nearby = Nearby::new(self.drafts.iter().map(|draft| &draft.profile));
        let mut moved = Vec::new();
        for (from, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| self.is_collection(draft)) {
            for &paper in &draft.papers {
                let Some(file) = self.file(paper) else { continue };
                let below = file.path.strip_prefix(draft.id.as_str()).unwrap_or(&file.path);
                let clues = Clues::of_paper(file, below);
                let own = measure_fit(&clues, &draft.profile);
                let is_own = own.says_unit || own.project_in_name > 0 || own.unit_in_name > 0;
                let best = self.best_fit(&nearby.measure(&clues), 0, &file.path).filter(|_| !is_own);
                // titles of two projects may be alike
                let named = best
                    .filter(|(at, fit)| *at != from && fit.unit_in_name > 0 && (fit.says_project || !own.says_project));
                moved.extend(named.map(|(to, _)| (paper, from, to)));
            }
        }
        for (paper, from, to) in moved {
            self.drafts.get_mut(from).map(|draft| draft.papers.remove(&paper));
            self.join(paper, to);
        }
    }

    /// Whether a submission's folder says nothing of it, and its form is named after its unit.
    fn is_collection(&self, draft: &Draft) -> bool {
        let form = draft.group.first_form().and_then(|form| self.file(form)).map_or("", |file| &file.path);
        let folder = draft.id.rsplit('/').next().unwrap_or_default();
        let names_it = |name: &str| {
            let fit = measure_fit(&Clues::of_names(&[name]), &draft.profile);
            fit.unit_in_name > 0 || fit.project_in_name > 0
        };
        folder_of(form) == draft.id && !names_it(folder) && names_it(stem_of(form))
    }

    /// The submission of the same project; where the papers name none, the only one of the unit, if it lacks such a paper.
    fn form_of_latecomer(&self, draft: &Draft, nearby: &Nearby<'_>) -> Option<(usize, Fit)> {
        let files: Vec<&Sensed> = draft.papers.iter().filter_map(|&paper| self.file(paper)).collect();
        let is_unread_form =
            |file: &Sensed| matches!(file.sense, PaperSense::NotRead) && names_form(stem_of(&file.path));
        if files.iter().any(|file| is_unread_form(file)) {
            return None;
        }
        let name = stem_of(&draft.id);
        let mut clues = Clues::of_names(&[name]);
        for application in &draft.profile.applications {
            clues.unit = clues.unit.or_else(|| application.unit.clone());
            clues.project = clues.project.or_else(|| application.project.clone());
        }
        let (at, fit) = self.best_fit(&nearby.measure(&clues), 0, &draft.id)?;
        let other = self.drafts.get(at)?;
        if are_numbered_apart(&draft.id, &other.id) && files.iter().any(|file| is_seen_form(file)) {
            return None;
        }
        let named = UnitName::new(&distinctive_pieces(name).concat());
        let is_other_unit = clues.unit.as_ref().is_some_and(|unit| !other.profile.has_unit(unit))
            || looks_like_unit(name) && !other.profile.has_unit(&named);
        let lacks = |file: &Sensed| match &file.sense {
            PaperSense::Narrative { key, .. } => !other.has_narrative(self.files, key),
            _ => true,
        };
        let is_of_unit = clues.project.is_none() && (fit.says_unit || fit.unit_in_name > 0);
        let belongs = fit.says_project || is_of_unit && files.iter().all(|file| lacks(file));
        (belongs && !is_other_unit).then_some((at, fit))
    }
}

/// Whether two submissions are of one application each, of the same unit and the same project.
fn are_of_one_project(one: &Draft, other: &Draft) -> bool {
    let ([one], [other]) = (one.profile.applications.as_slice(), other.profile.applications.as_slice()) else {
        return false;
    };
    let unit = one.unit.as_ref().zip(other.unit.as_ref());
    let project = one.project.as_ref().zip(other.project.as_ref());
    unit.is_some_and(|(one, other)| one.is_same(other)) && project.is_some_and(|(one, other)| one.is_same(other))
}

/// The folder that a path lies in; empty for the outermost one.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
