//! How well a paper fits a submission: by what it says inside, then by what its name says. Where two submissions fit equally
//! well, the paper fits none.

use super::names::fold;
use super::names::leading_number;
use super::names::longest_common_run;
use super::names::stem_of;
use super::title::Title;
use super::title::UnitName;
use super::title::stands_for_unit;
use super::words::distinctive_pieces;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;

/// What a paper, or a folder of papers, says of where it belongs.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// The unit that it names inside.
    pub unit: Option<UnitName>,
    /// The project that it names inside.
    pub project: Option<Title>,
    /// Whether that is only the title of a long text, which may be anything.
    pub may_be_any: bool,
    /// Its name with the folders below the place where it is compared, folded.
    pub folded: String,
    /// What its name and title say beside generic words.
    pub pieces: Vec<String>,
    /// What its name alone says beside generic words.
    pub said: String,
    /// The number at the start of its name, or of a folder that it lies in.
    pub number: Option<u32>,
}

impl Clues {
    /// Clues of a paper by its path below the place where it is compared, and by what it says inside.
    pub fn of_paper(file: &Sensed, path_below: &str) -> Self {
        let (folders, name) = path_below.rsplit_once('/').unwrap_or(("", path_below));
        let mut parts: Vec<&str> = folders.split('/').map(|part| part.trim_end_matches('!')).collect();
        parts.push(stem_of(name));
        let mut clues = Self::of_names(&parts);
        match &file.sense {
            PaperSense::Narrative { unit, project, by_length, .. } => {
                clues.may_be_any = *by_length;
                clues.unit = unit.as_deref().map(UnitName::new);
                clues.project = project.as_deref().and_then(Title::new);
            }
            PaperSense::Text { title: Some(title) } => {
                clues.folded.push_str(&fold(title));
                clues.pieces.extend(distinctive_pieces(title));
            }
            _ => {}
        }
        clues
    }

    /// Clues of names alone, from the outermost folder inwards.
    pub fn of_names(parts: &[&str]) -> Self {
        let pieces: Vec<String> = parts.iter().flat_map(|part| distinctive_pieces(part)).collect();
        Self {
            folded: fold(&parts.concat()),
            said: pieces.concat(),
            pieces,
            number: parts.iter().find_map(|part| leading_number(part)),
            ..Self::default()
        }
    }
}

/// What an application is known by.
#[derive(Clone, Debug, Default)]
pub struct KnownApplication {
    /// Its unit.
    pub unit: Option<UnitName>,
    /// Its project.
    pub project: Option<Title>,
}

impl KnownApplication {
    /// What the unit's and the project's names tell.
    pub fn new(unit: Option<&str>, project: Option<&str>) -> Self {
        Self { unit: unit.map(UnitName::new), project: project.and_then(Title::new) }
    }

    /// What an application on a form is known by.
    pub fn of_form(application: &SensedApplication) -> Self {
        Self::new(application.unit.as_deref(), application.project.as_deref())
    }

    /// Whether both say a unit, and the same.
    pub fn has_unit(&self, unit: &UnitName) -> bool {
        self.unit.as_ref().is_some_and(|own| own.is_same(unit))
    }

    /// Whether both say a project that may be the same.
    pub fn has_project(&self, project: &Title) -> bool {
        self.project.as_ref().is_some_and(|own| own.is_like(project))
    }
}

/// What a submission is known by.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Its applications; one without anything known where there is no form.
    pub applications: Vec<KnownApplication>,
    /// Clues of its form's or folder's name.
    pub names: Vec<Clues>,
}

impl Profile {
    /// Whether one of its applications says this unit.
    pub fn has_unit(&self, unit: &UnitName) -> bool {
        self.applications.iter().any(|application| application.has_unit(unit))
    }
}

/// How well a paper fits: fields in the order of their weight, all zero for not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// It says the project inside.
    pub says_project: bool,
    /// It says the unit inside.
    pub says_unit: bool,
    /// Characters of the project's title in its name.
    pub project_in_name: usize,
    /// Characters of the unit in its name.
    pub unit_in_name: usize,
    /// The same number stands at the start of both names.
    pub same_number: bool,
    /// Characters that both names share, where these are most of what the name says.
    pub common_name: usize,
}

impl Fit {
    /// Whether anything speaks for it.
    pub fn speaks(&self) -> bool {
        *self > Self::default()
    }
}

/// How well a paper fits a submission.
pub fn measure_fit(paper: &Clues, profile: &Profile) -> Fit {
    let by_application = profile.applications.iter().map(|application| fit_application(paper, application));
    let mut fit = by_application.max().unwrap_or_default();
    if contradicts(paper, profile) {
        return Fit::default();
    }
    fit.same_number = paper.number.is_some() && profile.names.iter().any(|name| name.number == paper.number);
    fit.common_name = profile.names.iter().map(|name| common_name(paper, name)).max().unwrap_or(0);
    fit
}

/// The position of the one application of several that a paper names.
pub fn name_application(paper: &Clues, applications: &[KnownApplication]) -> Option<usize> {
    let fits: Vec<Fit> = applications.iter().map(|application| fit_application(paper, application)).collect();
    choose_best(&fits)
}

/// The position of the best fit; None where nothing speaks for any, or two are equal.
pub fn choose_best(fits: &[Fit]) -> Option<usize> {
    let best = fits.iter().max().filter(|fit| fit.speaks())?;
    let mut equal = fits.iter().enumerate().filter(|(_, fit)| *fit == best);
    let (at, _) = equal.next()?;
    equal.next().is_none().then_some(at)
}

fn fit_application(paper: &Clues, application: &KnownApplication) -> Fit {
    Fit {
        says_project: paper.project.as_ref().is_some_and(|project| application.has_project(project)),
        says_unit: paper.unit.as_ref().is_some_and(|unit| application.has_unit(unit)),
        project_in_name: application.project.as_ref().map_or(0, |project| project_in_name(paper, project)),
        unit_in_name: application.unit.as_ref().map_or(0, |unit| unit_in_name(paper, unit)),
        ..Fit::default()
    }
}

/// A paper that names both another unit and another project is of another submission, whatever its name.
pub fn contradicts(paper: &Clues, profile: &Profile) -> bool {
    let (Some(unit), Some(project)) = (&paper.unit, &paper.project) else { return false };
    let known = |application: &&KnownApplication| application.unit.is_some() && application.project.is_some();
    let mut known = profile.applications.iter().filter(known).peekable();
    known.peek().is_some() && known.all(|application| !application.has_unit(unit) && !application.has_project(project))
}

/// The title stands in the name, or what the name says stands in the title, which is less: 微课堂照片 is of 微课堂 rather than of
/// 微课堂升级版.
fn project_in_name(paper: &Clues, project: &Title) -> usize {
    const LEAST: usize = 4;
    let length = project.folded().chars().count();
    if length >= LEAST && paper.folded.contains(project.folded()) {
        return length + 1;
    }
    let stands = |piece: &&String| piece.chars().count() >= LEAST && project.distinctive().contains(piece.as_str());
    let inside = paper.pieces.iter().filter(stands);
    inside.map(|piece| piece.chars().count()).max().unwrap_or(0)
}

/// The unit stands in the name: whole, or from some character on, as units leave out the names of city and province. A piece
/// must then begin with it, since 昌黎县人民医院 is not the 人民医院 of 抚宁区.
fn unit_in_name(paper: &Clues, unit: &UnitName) -> usize {
    const LEAST: usize = 3;
    let core = unit.core();
    let length = core.chars().count();
    if length >= 2 && stands_for_unit(&paper.folded, core) {
        return length;
    }
    let starts = core.char_indices().map(|(at, _)| core.get(at..).unwrap_or_default());
    let long_enough = starts.filter(|ending| ending.chars().count() >= LEAST);
    let begins_a_piece = |ending: &&str| {
        paper.pieces.iter().any(|piece| piece.starts_with(ending)) && stands_for_unit(&paper.folded, ending)
    };
    long_enough.filter(begins_a_piece).map(|ending| ending.chars().count()).max().unwrap_or(0)
}

/// The longest run that both names share, where it is at least two thirds of what the paper's name says.
fn common_name(paper: &Clues, name: &Clues) -> usize {
    const LEAST: usize = 2;
    if paper.said.is_empty() || name.said.is_empty() {
        return 0;
    }
    let run = longest_common_run(&paper.said, &name.said);
    let most = run * 3 >= paper.said.chars().count() * 2;
    if run >= LEAST && most && (run > LEAST || paper.said == name.said) { run } else { 0 }
}
