//! `history`: over the years of several registers: money by year, projects that come again, units with nothing for years.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::model::Money;
use crate::model::project_key;
use crate::pipeline::check::PipelineError;
use crate::pipeline::settings::Settings;
use crate::register::Register;

/// One project in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastProject {
    /// The season.
    pub year: i16,
    /// `2025-004`
    pub number: String,
    /// The applying unit, as the roster has it where it knows it.
    pub unit: String,
    /// The project.
    pub project: String,
    /// The prize and its money, where it got one.
    pub award: Option<(String, Money)>,
}

/// What the years say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Year, applications, prizes, money.
    pub years: BTreeMap<i16, (usize, usize, Money)>,
    /// Projects of one unit that came in more than one year.
    pub repeats: Vec<Vec<PastProject>>,
    /// Units that sent nothing in the last years, and the last year in which they did.
    pub silent: Vec<(String, Option<i16>)>,
    /// How many years that looks back on.
    pub looked_back: usize,
}

/// Reads the registers of these season folders. `years`: how many years of nothing make a unit worth naming.
pub fn tell_history(folders: &[PathBuf], years: usize) -> Result<History, PipelineError> {
    let mut projects = Vec::new();
    let mut units: BTreeSet<String> = BTreeSet::new();
    let mut known: BTreeSet<i16> = BTreeSet::new();
    for folder in folders {
        let Some(register) = Register::open_to_read(folder)? else {
            return Err(PipelineError::NoRegister { path: folder.clone() });
        };
        let settings = Settings::of_season(folder).or_else(|_| Settings::of_policy(None)).map_err(Box::new)?;
        units.extend(settings.roster.iter().map(|unit| unit.name.clone()));
        for year in register.years()? {
            if known.insert(year) {
                projects.extend(projects_of(&register, year, &settings)?);
            }
        }
    }
    units.extend(projects.iter().map(|project| project.unit.clone()).filter(|unit| !unit.is_empty()));
    Ok(History {
        years: count_years(&projects, &known),
        repeats: find_repeats(&projects),
        silent: find_silent(&projects, &units, &known, years),
        looked_back: years,
    })
}

fn projects_of(register: &Register, year: i16, settings: &Settings) -> Result<Vec<PastProject>, PipelineError> {
    let decision = register.decisions(year)?.pop().map(|recorded| recorded.decision);
    let roles = &settings.policy.roles;
    let mut projects = Vec::new();
    register.visit_entries(year, |entry| {
        let field = |key: &Option<String>| key.as_ref().and_then(|key| entry.application.value(key));
        let unit =
            field(&roles.applicant).map(|unit| unit.canonical.clone().unwrap_or_else(|| unit.read.value.to_string()));
        let project = field(&roles.title).map(|title| title.read.value.to_string());
        let award = decision.iter().flat_map(|decision| &decision.awards).find(|award| award.number == entry.number);
        projects.push(PastProject {
            year,
            number: entry.number.clone(),
            unit: unit.unwrap_or_default(),
            project: project.unwrap_or_default(),
            award: award.map(|award| (award.tier.clone(), award.amount)),
        });
    })?;
    Ok(projects)
}

fn count_years(projects: &[PastProject], known: &BTreeSet<i16>) -> BTreeMap<i16, (usize, usize, Money)> {
    let mut years: BTreeMap<i16, (usize, usize, Money)> =
        known.iter().map(|&year| (year, (0, 0, Money::ZERO))).collect();
    for project in projects {
        let year = years.entry(project.year).or_insert((0, 0, Money::ZERO));
        year.0 += 1;
        if let Some((_, amount)) = &project.award {
            year.1 += 1;
            year.2 = year.2 + *amount;
        }
    }
    years
}

fn find_repeats(projects: &[PastProject]) -> Vec<Vec<PastProject>> {
    let mut same: BTreeMap<(String, String), Vec<PastProject>> = BTreeMap::new();
    for project in projects.iter().filter(|project| !project.project.is_empty()) {
        same.entry((project.unit.clone(), project_key(&project.project))).or_default().push(project.clone());
    }
    same.into_values()
        .filter(|group| group.iter().map(|project| project.year).collect::<BTreeSet<_>>().len() > 1)
        .collect()
}

fn find_silent(
    projects: &[PastProject],
    units: &BTreeSet<String>,
    known: &BTreeSet<i16>,
    years: usize,
) -> Vec<(String, Option<i16>)> {
    let recent: BTreeSet<i16> = known.iter().rev().take(years).copied().collect();
    if recent.len() < years {
        return Vec::new();
    }
    let last =
        |unit: &String| projects.iter().filter(|project| project.unit == *unit).map(|project| project.year).max();
    units
        .iter()
        .map(|unit| (unit.clone(), last(unit)))
        .filter(|(_, last)| last.is_none_or(|last| !recent.contains(&last)))
        .collect()
}
