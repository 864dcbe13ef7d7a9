//! Forms that lie in one place: which of them are versions or twins of one form, and which are lists that only repeat the
//! forms beside them.

use std::collections::BTreeMap;
use std::collections::HashMap;

use super::fit::KnownApplication;
use super::names::stem_of;
use super::title::Title;
use super::title::pairs_of;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;
use crate::model::strip_version;

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

/// All forms among the files, made ready to be compared.
#[derive(Debug, Default)]
pub struct FormShelf {
    cards: HashMap<usize, FormCard>,
}

/// A form made ready to be compared.
#[derive(Debug)]
struct FormCard {
    applications: Vec<KnownApplication>,
    /// Its name without the marks of a version, and the folder that it lies in.
    base: (String, String),
    /// How late a version the marks make it.
    rank: u32,
    page: bool,
    path: String,
}

impl FormShelf {
    /// Makes the forms among these files ready.
    pub fn fill(files: &[Sensed]) -> Self {
        let forms = files.iter().enumerate().filter(|(_, file)| !applications_of(file).is_empty());
        Self { cards: forms.map(|(paper, file)| (paper, FormCard::of(file))).collect() }
    }

    /// Whether this paper is a form.
    pub fn holds(&self, paper: usize) -> bool {
        self.cards.contains_key(&paper)
    }

    /// Whether this paper is a form with several applications.
    pub fn holds_several(&self, paper: usize) -> bool {
        self.cards.get(&paper).is_some_and(|card| card.applications.len() > 1)
    }

    /// Puts together the forms among these papers that are versions or twins of one another.
    pub fn group(&self, forms: &[usize]) -> Vec<FormGroup> {
        let mut finder = VersionFinder::default();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &form in forms {
            let Some(card) = self.cards.get(&form) else { continue };
            let near = finder.near(card).into_iter();
            let known = near.filter_map(|(other, group)| Some((self.cards.get(&other)?, group)));
            let group = known.filter(|(other, _)| card.is_version_of(other)).map(|(_, group)| group).min();
            let at = group.unwrap_or(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.push(form),
                None => groups.push(vec![form]),
            }
            finder.add(form, card, at);
        }
        groups.into_iter().map(|group| self.order(group)).collect()
    }

    fn order(&self, group: Vec<usize>) -> FormGroup {
        let is_page = |form: &usize| self.cards.get(form).is_some_and(|card| card.page);
        let (twins, forms): (Vec<usize>, Vec<usize>) = group.into_iter().partition(is_page);
        // A PDF that has no other writing of the form beside it is the form.
        let (mut forms, twins) = if forms.is_empty() { (twins, Vec::new()) } else { (forms, twins) };
        forms.sort_by_key(|form| self.cards.get(form).map(|card| (std::cmp::Reverse(card.rank), &card.path)));
        FormGroup { forms, twins }
    }

    /// Whether a list only repeats single forms: each of its projects has a form of its own among these.
    pub fn repeats_single_forms(&self, list: usize, forms: &[usize]) -> bool {
        let repeated = self.repeated_rows(list, forms);
        !repeated.is_empty() && self.cards.get(&list).is_some_and(|card| card.applications.len() == repeated.len())
    }

    /// Places of those applications of a list that have a form of their own among these.
    pub fn repeated_rows(&self, list: usize, forms: &[usize]) -> Vec<usize> {
        let Some(list) = self.cards.get(&list).filter(|card| card.applications.len() > 1) else { return Vec::new() };
        let singles: Vec<&KnownApplication> = forms
            .iter()
            .filter_map(|form| match self.cards.get(form)?.applications.as_slice() {
                [one] => Some(one),
                _ => None,
            })
            .collect();
        let repeats = |listed: &KnownApplication| {
            let Some(project) = &listed.project else { return false };
            singles.iter().any(|single| single.has_project(project) && !of_other_units(single, listed))
        };
        let rows = list.applications.iter().enumerate().filter(|(_, listed)| repeats(listed));
        rows.map(|(row, _)| row).collect()
    }
}

impl FormCard {
    fn of(file: &Sensed) -> Self {
        let (base, rank) = strip_version(stem_of(&file.path));
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self {
            applications: applications_of(file).iter().map(KnownApplication::of_form).collect(),
            base: (folder.to_owned(), base),
            rank,
            page: matches!(file.format, Format::Pdf | Format::Image),
            path: file.path.to_string(),
        }
    }

    /// Whether two forms are of one project: they say so, or their names differ only in the marks of a version.
    fn is_version_of(&self, other: &Self) -> bool {
        match (self.applications.as_slice(), other.applications.as_slice()) {
            ([one], [two]) if of_other_units(one, two) => false,
            ([one], [two]) => match one.project.as_ref().zip(two.project.as_ref()) {
                Some((title, other_title)) => {
                    title.is_same(other_title) || self.is_marked_version(other, title, other_title)
                }
                None => self.base == other.base,
            },
            (several, others) => several.len() > 1 && others.len() > 1 && self.titles() == other.titles(),
        }
    }

    /// Names that are equal without their marks: `(1)` alone may be a number, so the projects must then be alike.
    fn is_marked_version(&self, other: &Self, title: &Title, other_title: &Title) -> bool {
        const CLEAR_MARK: u32 = 10;
        const ALIKE: f64 = 0.5;
        self.base == other.base && (self.rank.max(other.rank) >= CLEAR_MARK || title.likeness(other_title) >= ALIKE)
    }

    fn titles(&self) -> Vec<&str> {
        let mut titles: Vec<&str> =
            self.applications.iter().filter_map(|one| one.project.as_ref()).map(Title::folded).collect();
        titles.sort_unstable();
        titles
    }
}

/// Whether both say a unit, and not the same.
fn of_other_units(one: &KnownApplication, two: &KnownApplication) -> bool {
    one.unit.as_ref().zip(two.unit.as_ref()).is_some_and(|(unit, other)| !unit.is_same(other))
}

/// Finds the forms that may be versions of a form without comparing all with all: those of the same name without marks, and
/// those whose titles share most of their pairs of characters.
#[derive(Default)]
struct VersionFinder {
    by_base: HashMap<(String, String), Vec<(usize, usize)>>,
    by_pair: HashMap<(char, char), Vec<(usize, usize)>>,
}

impl VersionFinder {
    fn add(&mut self, form: usize, card: &FormCard, group: usize) {
        self.by_base.entry(card.base.clone()).or_default().push((form, group));
        for pair in first_title_pairs(card) {
            self.by_pair.entry(pair).or_default().push((form, group));
        }
    }

    /// Forms with their groups.
    fn near(&self, card: &FormCard) -> Vec<(usize, usize)> {
        let mut near = self.by_base.get(&card.base).cloned().unwrap_or_default();
        let pairs = first_title_pairs(card);
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for known in pairs.iter().filter_map(|pair| self.by_pair.get(pair)) {
            known.iter().for_each(|form| *shared.entry(*form).or_default() += 1);
        }
        // Titles that are the same but for a few characters share most of their pairs.
        near.extend(shared.into_iter().filter(|(_, count)| count * 2 > pairs.len()).map(|(form, _)| form));
        near
    }
}

/// Distinct pairs of the first title on a form.
fn first_title_pairs(card: &FormCard) -> Vec<(char, char)> {
    let title = card.applications.first().and_then(|one| one.project.as_ref());
    let mut pairs = title.map(|title| pairs_of(title.folded())).unwrap_or_default();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
