//! Forms that lie in one place: which of them are versions or twins of one form, and which are lists that only repeat the
//! forms beside them.

use std::collections::BTreeSet;
use std::collections::HashMap;

use super::alike_titles::AlikeTitles;
use super::alike_titles::PairCounts;
use super::alike_titles::TitleMark;
use super::fit::KnownApplication;
use super::names::fold;
use super::names::stem_of;
use super::roles::lies_in_evidence;
use super::title::Title;
use super::words::is_generic_name;
use super::words::looks_like_unit;
use super::words::names_office_papers;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;
use crate::model::normalise;
use crate::model::read_number;
use crate::model::strip_version;
use crate::model::version_of;

/// So alike are the titles of two versions whose names say nothing, and those of a form and its print.
const ALIKE: f64 = 0.5;

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

/// What the form that an office sends out to be filled in is called.
const CALLED_BLANK: [&str; 9] = ["空白", "空表", "模板", "样表", "样式", "样例", "示例", "范例", "范本"];

/// What a form is called that shows how to fill in another beside it.
const CALLED_EXAMPLE: [&str; 3] = ["样例", "示例", "范例"];

/// A filled form that is called an example and nothing else (填写示例, not 带示例), beside one that is not called so, is the office's: it
/// is no application.
pub fn set_examples_aside(files: &mut [Sensed]) {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let is_example = |file: &Sensed| {
        let stem = stem_of(&file.path);
        let word = CALLED_EXAMPLE.iter().find(|word| stem.contains(**word));
        word.is_some_and(|word| is_generic_name(&stem.replace(word, "").replace("填写", "")))
    };
    let filled = |file: &Sensed| applications_of(file).iter().any(|application| !application.blank);
    let own = files.iter().filter(|file| filled(file) && !is_example(file));
    let own: BTreeSet<String> = own.map(|file| folder(&file.path)).collect();
    for file in files.iter_mut().filter(|file| filled(file) && is_example(file)) {
        if own.contains(&folder(&file.path)) {
            file.sense = PaperSense::Text { title: None };
        }
    }
}

/// A text that asks for all that the form does is the form where no other form of its project came, unless one lies beside it that
/// has no other description.
pub fn let_texts_be_forms(files: &mut [Sensed]) {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut forms: Vec<KnownApplication> = Vec::new();
    let (mut with_form, mut narratives): (BTreeSet<String>, HashMap<String, usize>) = Default::default();
    for file in files.iter() {
        forms.extend(applications_of(file).iter().map(KnownApplication::of_form));
        match &file.sense {
            PaperSense::Form { .. } => drop(with_form.insert(folder(&file.path))),
            PaperSense::Narrative { .. } => *narratives.entry(folder(&file.path)).or_default() += 1,
            _ => {}
        }
    }
    for file in files.iter_mut().filter(|file| !lies_in_evidence(&file.path)) {
        let PaperSense::Narrative { asked, .. } = &file.sense else { continue };
        let own = folder(&file.path);
        let is_needed = with_form.contains(&own) && narratives.get(&own) == Some(&1);
        let has_form = |one: &SensedApplication| {
            let one = KnownApplication::of_form(one);
            let is_of = |form: &KnownApplication, title| form.has_project(title) && !of_other_units(form, &one);
            one.project.as_ref().is_none_or(|title| forms.iter().any(|form| is_of(form, title)))
        };
        if !asked.is_empty() && !is_needed && !asked.iter().any(has_form) {
            file.sense = PaperSense::Form { applications: asked.clone() };
        }
    }
}

/// A form in which nothing is filled in is the blank that the office sent, where one that is filled in lies in the same folder
/// or above it, or below it and its name says nothing of whose it is, or anywhere if its name says that it is blank, or if it lies with
/// nothing but texts in a folder of what the office sent out (通知/申报表): it is no application.
pub fn set_blank_forms_aside(files: &mut [Sensed]) {
    let is_blank = |file: &Sensed| {
        let applications = applications_of(file);
        !applications.is_empty() && applications.iter().all(|application| application.blank)
    };
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let filled = files.iter().filter(|file| !applications_of(file).is_empty() && !is_blank(file));
    let filled: BTreeSet<String> = filled.map(|file| folder(&file.path)).collect();
    let is_paper = |file: &&Sensed| match &file.sense {
        PaperSense::Text { .. } | PaperSense::Issued => false,
        _ => file.format != Format::System && !is_blank(file),
    };
    let with_papers: BTreeSet<String> = files
        .iter()
        .filter(is_paper)
        .flat_map(|file| file.path.match_indices('/').map(|(at, _)| file.path.get(..at).unwrap_or_default().to_owned()))
        .collect();
    let lies_below = |folder: &str| {
        folder.is_empty()
            || filled.iter().any(|other| other.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    };
    for file in files.iter_mut().filter(|file| is_blank(file)) {
        let own = folder(&file.path);
        let mut above = own.match_indices('/').map(|(at, _)| own.get(..at).unwrap_or_default()).chain([own.as_str()]);
        let beside = above.any(|folder| !folder.is_empty() && filled.contains(folder));
        let of_nobody = is_generic_name(stem_of(&file.path)) && !filled.is_empty();
        let of_office = own.split('/').any(names_office_papers)
            && !own.split('/').any(looks_like_unit)
            && !with_papers.contains(&own);
        let stem = stem_of(&file.path);
        let called_blank =
            (names_office_papers(stem) || CALLED_BLANK.iter().any(|word| stem.contains(word))) && !filled.is_empty();
        if beside || called_blank || of_office && !filled.is_empty() || of_nobody && lies_below(&own) {
            file.sense = PaperSense::Text { title: None };
        }
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
    /// What the title of its only application is found by.
    mark: Option<TitleMark>,
    /// Its name without the marks of a version, and the folder that it lies in.
    base: (String, String),
    /// How late a version the marks make it.
    rank: u32,
    /// The same with the marks of the folders above.
    version: u32,
    page: bool,
    path: String,
    /// Whether its name, or a folder above, bears the title of its only application.
    names_title: bool,
    /// The number that is the name of its folder: 1, 项目二.
    parcel: Option<u32>,
}

impl FormShelf {
    /// Makes the forms among these files ready.
    pub fn fill(files: &[Sensed]) -> Self {
        // another award's form among the evidence is often a PDF
        let evidence = |file: &Sensed| file.format == Format::Pdf && lies_in_evidence(&file.path);
        let forms = files.iter().enumerate().filter(|(_, file)| !applications_of(file).is_empty() && !evidence(file));
        let mut cards: HashMap<usize, FormCard> = forms.map(|(paper, file)| (paper, FormCard::of(file))).collect();
        let mut counts = PairCounts::default();
        cards.values().filter_map(FormCard::title).for_each(|title| counts.add(title));
        for card in cards.values_mut() {
            card.mark = card.title().map(|title| counts.mark(title));
        }
        Self { cards }
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
            let at = finder.group_of(card).unwrap_or(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.push(form),
                None => groups.push(vec![form]),
            }
            finder.add(card, at);
        }
        self.take_nameless_pages(&mut groups);
        groups.into_iter().map(|group| self.order(group)).collect()
    }

    /// Pages of a form on which no project could be read are a print of the only form that lies beside them.
    fn take_nameless_pages(&self, groups: &mut Vec<Vec<usize>>) {
        let card = |form: &usize| self.cards.get(form);
        let nameless =
            |group: &Vec<usize>| group.iter().filter_map(card).all(|card| card.page && card.titles().is_empty());
        if groups.iter().filter(|group| !nameless(group)).count() != 1 {
            return;
        }
        let (pages, mut others): (Vec<_>, Vec<_>) = std::mem::take(groups).into_iter().partition(nameless);
        if let Some(only) = others.first_mut() {
            only.extend(pages.into_iter().flatten());
        }
        *groups = others;
    }

    fn order(&self, group: Vec<usize>) -> FormGroup {
        let is_page = |form: &usize| self.cards.get(form).is_some_and(|card| card.page);
        let (twins, forms): (Vec<usize>, Vec<usize>) = group.into_iter().partition(is_page);
        // A PDF that has no other writing of the form beside it is the form.
        let (mut forms, twins) = if forms.is_empty() { (twins, Vec::new()) } else { (forms, twins) };
        forms.sort_by_key(|form| self.cards.get(form).map(|card| (std::cmp::Reverse(card.version), &card.path)));
        FormGroup { forms, twins }
    }

    /// Whether a list only repeats single forms: each of its projects has a form of its own among these.
    pub fn repeats_single_forms(&self, list: usize, forms: &[usize]) -> bool {
        let repeated = self.repeated_rows(list, forms);
        !repeated.is_empty() && self.cards.get(&list).is_some_and(|card| card.applications.len() == repeated.len())
    }

    /// Places of those applications of a list that have a form of their own among these.
    pub fn repeated_rows(&self, list: usize, forms: &[usize]) -> Vec<usize> {
        let Some(list) = self.cards.get(&list).filter(|card| card.is_list()) else { return Vec::new() };
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
        let applications: Vec<KnownApplication> = applications_of(file).iter().map(KnownApplication::of_form).collect();
        let names_title = match applications.as_slice() {
            [one] => one.project.as_ref().is_some_and(|title| fold(&file.path).contains(title.folded())),
            _ => false,
        };
        Self {
            applications,
            names_title,
            parcel: parcel_number(folder.rsplit('/').next().unwrap_or_default()),
            mark: None,
            base: (folder.to_owned(), base),
            rank,
            version: version_of(&file.path),
            page: matches!(file.format, Format::Pdf | Format::Image),
            path: file.path.to_string(),
        }
    }

    fn is_list(&self) -> bool {
        self.applications.len() > 1
    }

    /// The title of its only application.
    fn title(&self) -> Option<&Title> {
        match self.applications.as_slice() {
            [one] => one.project.as_ref(),
            _ => None,
        }
    }

    /// Whether two forms are of one project: they say so, or their names differ only in the marks of a version.
    fn is_version_of(&self, other: &Self) -> bool {
        match (self.applications.as_slice(), other.applications.as_slice()) {
            ([one], [two]) if of_other_units(one, two) => false,
            ([one], [two]) => match one.project.as_ref().zip(two.project.as_ref()) {
                Some((title, other_title)) => {
                    let print = self.page != other.page && title.likeness(other_title) >= ALIKE;
                    let same = title.is_same(other_title) && !self.is_named_apart(other, title, other_title);
                    print || same || self.is_marked_version(other, title, other_title)
                }
                None => self.base == other.base,
            },
            _ => self.is_list() && other.is_list() && self.titles() == other.titles(),
        }
    }

    /// Names that are equal without their marks: `(1)` alone may be a number, so the projects must then be alike.
    fn is_marked_version(&self, other: &Self, title: &Title, other_title: &Title) -> bool {
        const CLEAR_MARK: u32 = 10;
        self.base == other.base && (self.rank.max(other.rank) >= CLEAR_MARK || title.likeness(other_title) >= ALIKE)
    }

    /// Titles that differ, each in its own form's name or in a folder of its own number, neither of them marked as a later version:
    /// whoever named them so told two projects apart (微课堂申报表, 微课堂升级版申报表).
    fn is_named_apart(&self, other: &Self, title: &Title, other_title: &Title) -> bool {
        title.folded() != other_title.folded()
            && (self.names_title && other.names_title || self.has_other_parcel(other))
            && self.version == other.version
            && self.base != other.base
    }

    fn has_other_parcel(&self, other: &Self) -> bool {
        self.parcel.zip(other.parcel).is_some_and(|(own, other)| own != other)
    }

    fn titles(&self) -> Vec<&str> {
        let mut titles: Vec<&str> =
            self.applications.iter().filter_map(|one| one.project.as_ref()).map(Title::folded).collect();
        titles.sort_unstable();
        titles
    }
}

/// The number that a folder is called by; a day (0901, 20) is none.
fn parcel_number(folder: &str) -> Option<u32> {
    const MOST: u32 = 12;
    read_number(&normalise(folder.strip_prefix("项目").unwrap_or(folder))).filter(|number| (1..=MOST).contains(number))
}

/// Whether both say a unit, and not the same.
fn of_other_units(one: &KnownApplication, two: &KnownApplication) -> bool {
    one.unit.as_ref().zip(two.unit.as_ref()).is_some_and(|(unit, other)| !unit.is_same(other))
}

/// Finds the forms that may be versions of a form without comparing all with all: those of the same name without marks, those
/// whose titles may be the same, and lists of the same titles.
#[derive(Default)]
struct VersionFinder<'s> {
    by_base: HashMap<&'s (String, String), Vec<Grouped<'s>>>,
    by_title: AlikeTitles<'s, Grouped<'s>>,
    by_titles: HashMap<Vec<&'s str>, Vec<Grouped<'s>>>,
}

/// A form and the group that it is in.
type Grouped<'s> = (&'s FormCard, usize);

impl<'s> VersionFinder<'s> {
    fn add(&mut self, card: &'s FormCard, group: usize) {
        self.by_base.entry(&card.base).or_default().push((card, group));
        if card.is_list() {
            self.by_titles.entry(card.titles()).or_default().push((card, group));
        } else if let Some(mark) = &card.mark {
            self.by_title.add(mark, (card, group));
        }
    }

    /// The first of the groups that hold a version of a form.
    fn group_of(&self, card: &'s FormCard) -> Option<usize> {
        let listed = if card.is_list() { self.by_titles.get(&card.titles()) } else { None };
        let titled = card.mark.iter().flat_map(|mark| self.by_title.near(mark));
        let named = self.by_base.get(&card.base).into_iter().chain(listed).flatten().copied();
        named.chain(titled).filter(|(other, _)| card.is_version_of(other)).map(|(_, group)| group).min()
    }
}
