//! Papers that lie beside several submissions: each goes to the one that it names inside, or by its name; a description that
//! names none of them is a submission whose form is missing.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::fit::Clues;
use super::fit::Fit;
use super::fit::choose_best;
use super::fit::measure_fit;
use super::names::same_project;
use super::names::same_unit;
use super::place::Grouper;
use super::tree::Folder;
use super::words::distinctive_pieces;
use super::words::looks_like_unit;
use crate::model::PaperSense;

const FITS_NONE: &str = "没有写明属于哪个项目，文件名也对不上任何一份申报";
const NOT_OPENED: &str = "压缩包未能打开或是空的，不知属于哪个项目";
const NO_SUBMISSION: &str = "这里没有可以归属的申报";

impl Grouper<'_> {
    /// The submission, from the first one given on, that a folder without a form belongs to.
    pub(super) fn fit_folder(&self, folder: &Folder, first: usize) -> Option<usize> {
        let clues = self.clues_of_folder(folder);
        let own_unit = looks_like_unit(&folder.name).then(|| distinctive_pieces(&folder.name).concat());
        let fits: Vec<Fit> = self.candidates(first).map(|draft| measure_fit(&clues, &draft.profile)).collect();
        let best = choose_best(&fits)?;
        let fit = fits.get(best)?;
        let draft = self.drafts.get(first + best)?;
        let other_project = clues.project.is_some() && !fit.says_project;
        // A folder that bears a unit's name is that unit's.
        let other_unit = own_unit.is_some_and(|own| {
            let units = draft.profile.applications.iter().filter_map(|one| one.unit.as_deref());
            !units.into_iter().any(|unit| same_unit(unit, &own))
        });
        let named = fit.says_project || fit.project_in_name > 0;
        (!other_project && (named || !other_unit)).then_some(first + best)
    }

    fn candidates(&self, first: usize) -> impl Iterator<Item = &Draft> {
        self.drafts.iter().skip(first)
    }

    /// Places papers among the submissions from the first one given on. What fits none goes to the default, if there is one.
    pub(super) fn place_loose(&mut self, loose: &[usize], first: usize, default: Option<usize>) {
        let below = self.common_folder(loose, first);
        let mut narratives = Vec::new();
        let mut others = Vec::new();
        for &paper in loose {
            let Some(file) = self.file(paper) else { continue };
            match &file.sense {
                PaperSense::Roster => self.apart.push(paper),
                PaperSense::Form { applications } if applications.len() > 1 => self.apart.push(paper),
                PaperSense::Narrative { .. } => {
                    narratives.push((paper, Clues::of_paper(file, below_of(&file.path, below))))
                }
                _ => others.push((paper, Clues::of_paper(file, below_of(&file.path, below)))),
            }
        }
        narratives = self.join_by_project(narratives, first);
        narratives = self.join_alone(narratives, first);
        if default.is_none() {
            narratives = self.draft_narratives(narratives);
        }
        for (paper, clues) in narratives.into_iter().chain(others) {
            let fits: Vec<Fit> = self.candidates(first).map(|draft| measure_fit(&clues, &draft.profile)).collect();
            match choose_best(&fits).map(|at| first + at).or(default) {
                Some(at) => self.join(paper, at),
                None => self.unassigned.push((paper, self.explain(paper, &fits, first))),
            }
        }
    }

    fn join(&mut self, paper: usize, at: usize) {
        if let Some(draft) = self.drafts.get_mut(at) {
            draft.papers.insert(paper);
        }
    }

    /// Narratives that name a submission's project inside join it; gives those that are left.
    fn join_by_project(&mut self, narratives: Vec<(usize, Clues)>, first: usize) -> Vec<(usize, Clues)> {
        let mut left = Vec::new();
        for (paper, clues) in narratives {
            let fits: Vec<Fit> = self.candidates(first).map(|draft| measure_fit(&clues, &draft.profile)).collect();
            match choose_best(&fits).filter(|&at| fits.get(at).is_some_and(|fit| fit.says_project)) {
                Some(at) => self.join(paper, first + at),
                None => left.push((paper, clues)),
            }
        }
        left
    }

    /// Narratives that fit by unit or by name join a submission that has none of their kind yet, where no other wants it as much.
    fn join_alone(&mut self, narratives: Vec<(usize, Clues)>, first: usize) -> Vec<(usize, Clues)> {
        let mut wanted: BTreeMap<(usize, String), Vec<(Fit, usize)>> = BTreeMap::new();
        for (paper, clues) in &narratives {
            let Some(PaperSense::Narrative { key, .. }) = self.file(*paper).map(|file| &file.sense) else { continue };
            let free = |draft: &Draft| !draft.has_narrative(self.files, key);
            let fit = |draft: &Draft| if free(draft) { measure_fit(clues, &draft.profile) } else { Fit::default() };
            let fits: Vec<Fit> = self.candidates(first).map(fit).collect();
            if let Some((at, fit)) = choose_best(&fits).and_then(|at| Some((at, *fits.get(at)?))) {
                wanted.entry((first + at, key.clone())).or_default().push((fit, *paper));
            }
        }
        let mut joined = Vec::new();
        for ((at, _), mut suitors) in wanted {
            suitors.sort_by_key(|&(fit, _)| std::cmp::Reverse(fit));
            if let [(fit, paper), rest @ ..] = suitors.as_slice()
                && rest.first().is_none_or(|(other, _)| other < fit)
            {
                self.join(*paper, at);
                joined.push(*paper);
            }
        }
        narratives.into_iter().filter(|(paper, _)| !joined.contains(paper)).collect()
    }

    /// Narratives that say their unit or project are submissions of their own, those of one project together.
    fn draft_narratives(&mut self, narratives: Vec<(usize, Clues)>) -> Vec<(usize, Clues)> {
        let mut left = Vec::new();
        let first = self.drafts.len();
        for (paper, clues) in narratives {
            if clues.unit.is_none() && clues.project.is_none() {
                left.push((paper, clues));
                continue;
            }
            let same = |draft: &Draft| {
                draft.profile.applications.iter().any(|one| {
                    let project = one.project.as_deref().zip(clues.project.as_deref());
                    let unit = one.unit.as_deref().zip(clues.unit.as_deref());
                    project.is_some_and(|(a, b)| same_project(a, b)) && unit.is_none_or(|(a, b)| same_unit(a, b))
                })
            };
            let known = self.drafts.iter().skip(first).position(same);
            match known {
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
    fn explain(&self, paper: usize, fits: &[Fit], first: usize) -> String {
        let archive = self.file(paper).is_some_and(|file| file.format.is_archive());
        let best = fits.iter().max().filter(|fit| fit.speaks());
        let Some(best) = best else {
            let reason = match (archive, fits.is_empty()) {
                (true, _) => NOT_OPENED,
                (_, true) => NO_SUBMISSION,
                _ => FITS_NONE,
            };
            return reason.to_owned();
        };
        let equal = self.candidates(first).zip(fits).filter(|(_, fit)| *fit == best);
        let names: Vec<String> = equal.map(|(draft, _)| format!("“{}”", draft.id)).collect();
        let shown = names.iter().take(3).cloned().collect::<Vec<_>>().join("、");
        format!(
            "同时对得上 {} 份申报（{shown}{}），不能确定属于哪一份",
            names.len(),
            if names.len() > 3 { "等" } else { "" }
        )
    }

    /// The folder that the loose papers and the forms beside them all lie in: what it is called tells none from another.
    fn common_folder(&self, loose: &[usize], first: usize) -> usize {
        let forms = self.candidates(first).flat_map(|draft| draft.group.forms.iter().copied());
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

/// The part of a path from this byte on.
fn below_of(path: &str, at: usize) -> &str {
    path.get(at..).unwrap_or(path)
}
