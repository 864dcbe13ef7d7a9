//! Papers that lie beside several submissions: each goes to the one that it names inside, or by its name; a description that
//! names none of them is a submission whose form is missing.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::fit::Clues;
use super::fit::Fit;
use super::fit::Profile;
use super::names::stem_of;
use super::nearby::Fits;
use super::nearby::Nearby;
use super::place::Grouper;
use super::title::units_named;
use super::tree::Folder;
use super::words::looks_like_unit;
use super::words::names_form;
use crate::model::PaperSense;
use crate::model::Sensed;

const FITS_NONE: &str = "没有写明属于哪个项目，文件名也对不上任何一份申报";
const NOT_OPENED: &str = "压缩包或邮件未能打开，或者里面没有文件，不知属于哪个项目";
const NO_SUBMISSION: &str = "这里没有可以归属的申报";

impl Grouper<'_> {
    /// Folders without a form, each with the submission from the first one given on that it belongs to, if any.
    pub(super) fn fit_folders<'tree>(
        &self,
        folders: Vec<&'tree Folder>,
        first: usize,
    ) -> Vec<(&'tree Folder, Option<usize>)> {
        let nearby = self.nearby(first);
        let fit = |folder: &'tree Folder| (folder, self.fit_folder(folder, &nearby, first).map(|at| first + at));
        folders.into_iter().map(fit).collect()
    }

    fn fit_folder(&self, folder: &Folder, nearby: &Nearby<'_>, first: usize) -> Option<usize> {
        let clues = self.clues_of_folder(folder);
        let (at, fit) = self.best_fit(&nearby.measure(&clues), first, &folder.id)?;
        let other_project = clues.project.is_some() && !fit.says_project;
        // A folder that bears a unit's name is that unit's.
        let profile = nearby.profile(at)?;
        // 材料 may be part of a unit's own name
        let bears_whole_name = profile
            .applications
            .iter()
            .any(|one| one.unit.as_ref().is_some_and(|unit| unit.core().chars().count() == fit.unit_in_name));
        let other_unit = looks_like_unit(&folder.name)
            && !bears_whole_name
            && !units_named(&folder.name).iter().any(|unit| profile.has_unit(unit));
        let named = fit.says_project || fit.project_in_name > 0;
        // With a form of its own that could not be read it is another's, unless it says the same unit.
        if self.holds_unread_form(folder) && !fit.says_unit && fit.unit_in_name == 0 {
            return None;
        }
        // 某某总工会1, 某某总工会2: two projects of one unit, the second with a scan for a form
        let beside = self.drafts.get(first + at).is_some_and(|other| are_numbered_apart(&folder.id, &other.id));
        if beside && folder.papers.iter().filter_map(|&paper| self.file(paper)).any(is_seen_form) {
            return None;
        }
        (!other_project && (named || !other_unit)).then_some(at)
    }

    fn nearby(&self, first: usize) -> Nearby<'_> {
        Nearby::new(self.drafts.iter().skip(first).map(|draft| &draft.profile))
    }

    /// Places papers among the submissions from the first one given on. What fits none goes to the default, if there is one.
    pub(super) fn place_loose(&mut self, loose: &[usize], first: usize, default: Option<usize>) {
        if loose.is_empty() {
            return;
        }
        let below = self.common_folder(loose, first);
        let (mut narratives, mut others) = self.read_clues(loose, below);
        // Among papers of many units a number is that of a second file of the same name.
        if below > 0 {
            self.pair_by_numbers(first, below, narratives.iter_mut().chain(&mut others));
        }
        self.pair_by_kept_numbers(first, narratives.iter_mut());
        self.pair_by_kept_numbers(first, others.iter_mut());
        let narratives = self.join_by_project(narratives, first);
        let mut narratives = self.join_alone(narratives, first);
        if default.is_none() {
            narratives = self.draft_narratives(narratives);
        }
        let nearby = self.nearby(first);
        let mut placed = Vec::new();
        for (paper, clues) in narratives.into_iter().chain(others) {
            let fits = nearby.measure(&clues);
            let path = self.file(paper).map_or("", |file| &file.path);
            let at = self.best_fit(&fits, first, path).map(|(at, _)| first + at).or(default);
            placed.push((paper, at.ok_or_else(|| self.explain(paper, &fits, first))));
        }
        for (paper, place) in placed {
            match place {
                Ok(at) => self.join(paper, at),
                Err(reason) => self.unassigned.push((paper, reason)),
            }
        }
    }

    /// Narratives and other papers with their clues; rosters and lists are set apart.
    fn read_clues(&mut self, loose: &[usize], below: usize) -> (Vec<WithClues>, Vec<WithClues>) {
        let (mut narratives, mut others) = (Vec::new(), Vec::new());
        for &paper in loose {
            let Some(file) = self.file(paper) else { continue };
            let clues = || Clues::of_paper(file, file.path.get(below..).unwrap_or(&file.path));
            match &file.sense {
                PaperSense::Roster => self.apart.push(paper),
                PaperSense::Form { applications } if applications.len() > 1 => self.apart.push(paper),
                PaperSense::Narrative { .. } => narratives.push((paper, clues())),
                _ => others.push((paper, clues())),
            }
        }
        (narratives, others)
    }

    pub(super) fn join(&mut self, paper: usize, at: usize) {
        if let Some(draft) = self.drafts.get_mut(at) {
            draft.papers.insert(paper);
        }
    }

    /// Narratives that name a submission's project inside join it; gives those that are left.
    fn join_by_project(&mut self, narratives: Vec<WithClues>, first: usize) -> Vec<WithClues> {
        let nearby = self.nearby(first);
        let mut joined = Vec::new();
        let mut left = Vec::new();
        for (paper, clues) in narratives {
            let path = self.file(paper).map_or("", |file| &file.path);
            match self.best_fit(&nearby.measure(&clues), first, path).filter(|(_, fit)| fit.says_project) {
                Some((at, _)) => joined.push((paper, first + at)),
                None => left.push((paper, clues)),
            }
        }
        joined.into_iter().for_each(|(paper, at)| self.join(paper, at));
        left
    }

    /// Narratives that fit by unit or by name join a submission that has none of their kind yet, where no other wants it as
    /// much.
    fn join_alone(&mut self, narratives: Vec<WithClues>, first: usize) -> Vec<WithClues> {
        let nearby = self.nearby(first);
        let mut wanted: BTreeMap<(usize, &str), Vec<(Fit, usize)>> = BTreeMap::new();
        for (paper, clues) in &narratives {
            let Some(file) = self.file(*paper) else { continue };
            let PaperSense::Narrative { key, .. } = &file.sense else { continue };
            let mut fits = nearby.measure(clues);
            let free =
                |at: usize| self.drafts.get(first + at).is_some_and(|draft| !draft.has_narrative(self.files, key));
            fits.fits.retain(|(at, _)| free(*at));
            if let Some((at, fit)) = self.best_fit(&fits, first, &file.path) {
                wanted.entry((first + at, key)).or_default().push((fit, *paper));
            }
        }
        let mut joined = Vec::new();
        for ((at, _), mut suitors) in wanted {
            suitors.sort_by_key(|&(fit, _)| std::cmp::Reverse(fit));
            if let [(fit, paper), rest @ ..] = suitors.as_slice()
                && rest.first().is_none_or(|(other, _)| other < fit)
            {
                joined.push((*paper, at));
            }
        }
        for &(paper, at) in &joined {
            self.join(paper, at);
        }
        narratives.into_iter().filter(|(paper, _)| !joined.iter().any(|(known, _)| known == paper)).collect()
    }

    /// Narratives that say their unit or project are submissions of their own, those of one project together. A long text with
    /// nothing but a title is nobody's.
    fn draft_narratives(&mut self, narratives: Vec<WithClues>) -> Vec<WithClues> {
        let mut left = Vec::new();
        let first = self.drafts.len();
        for (paper, clues) in narratives {
            if clues.unit.is_none() && (clues.project.is_none() || clues.may_be_any) {
                left.push((paper, clues));
                continue;
            }
            match self.drafts.iter().skip(first).position(|draft| is_of_project(&draft.profile, &clues)) {
                Some(at) => self.join(paper, first + at),
                None => {
                    let id = self.file(paper).map(|file| file.path.to_string()).unwrap_or_default();
                    self.drafts.push(Draft::without_form(self.files, &[paper], id));
                }
            }
        }
        left
    }

    /// Why a paper could not be placed.
    fn explain(&self, paper: usize, fits: &Fits, first: usize) -> String {
        let equal = fits.equals();
        if equal.is_empty() {
            let archive = self.file(paper).is_some_and(|file| file.format.is_archive());
            let alone = self.drafts.len() == first;
            return if archive {
                NOT_OPENED
            } else if alone {
                NO_SUBMISSION
            } else {
                FITS_NONE
            }
            .to_owned();
        }
        let named = equal.iter().take(3).filter_map(|at| self.drafts.get(first + at));
        let shown: Vec<String> = named.map(|draft| format!("“{}”", draft.id)).collect();
        let (shown, more) = (shown.join("、"), if equal.len() > 3 { "等" } else { "" });
        format!("同时对得上 {} 份申报（{shown}{more}），不能确定属于哪一份", equal.len())
    }

    /// The folder that the loose papers and the forms beside them all lie in: what it is called tells none from another.
    fn common_folder(&self, loose: &[usize], first: usize) -> usize {
        let forms = self.drafts.iter().skip(first).flat_map(|draft| draft.group.forms.iter().copied());
        let mut paths =
            loose.iter().copied().chain(forms).filter_map(|paper| self.file(paper)).map(|file| file.path.as_ref());
        let Some(start) = paths.next() else { return 0 };
        let mut shared = start.rfind('/').map_or(0, |at| at + 1);
        for path in paths {
            let same = start.bytes().zip(path.bytes()).take(shared).take_while(|(a, b)| a == b).count();
            shared = start.as_bytes().iter().take(same).rposition(|&byte| byte == b'/').map_or(0, |at| at + 1);
        }
        shared
    }
}

/// A paper and what it says of where it belongs.
type WithClues = (usize, Clues);

/// Whether a paper is called the form and was not read as anything: a scan, a text, what cannot be read.
pub(super) fn is_seen_form(file: &Sensed) -> bool {
    matches!(file.sense, PaperSense::Scan | PaperSense::NotRead | PaperSense::Text { .. })
        && names_form(stem_of(&file.path))
}

/// Whether two folders beside one another differ in their number alone.
pub(super) fn are_numbered_apart(one: &str, other: &str) -> bool {
    let is_number = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter);
    let folder_of = |path: &str| path.rsplit_once('/').map_or(0, |(above, _)| above.len());
    let without = |path: &str| path.get(folder_of(path)..).unwrap_or_default().replace(is_number, "");
    one != other && one.get(..folder_of(one)) == other.get(..folder_of(other)) && without(one) == without(other)
}

/// Whether a submission without a form is of the very project that a paper names.
fn is_of_project(profile: &Profile, clues: &Clues) -> bool {
    profile.applications.iter().any(|one| {
        let project = one.project.as_ref().zip(clues.project.as_ref());
        let unit = one.unit.as_ref().zip(clues.unit.as_ref());
        project.is_some_and(|(own, said)| own.is_same(said)) && unit.is_none_or(|(own, said)| own.is_same(said))
    })
}
