//! The samples: where each file comes from; the made season, that no fault of the measure is left out and what becomes of every
//! submission; odd forms, of which every field is read. What is expected stands beside them, written from the contract.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use shenping::policy::builtin;
use shenping::policy::load_season;

/// Codes that no first season can show: they need earlier years, or the time of receipt, which `check` does not judge.
const NOT_IN_CHECK: [&str; 2] = ["repeated-from-earlier-year", "submitted-late"];
/// Said of whole files that belong to no submission, or of two values on one form: not in expected.txt.
const NOT_IN_EXPECTED: [&str; 2] = ["file-unassigned", "field-ambiguous"];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// A line of expected.txt: id, verdict, codes (`code` or `code:subject`).
struct Expectation {
    id: String,
    verdict: String,
    codes: BTreeSet<String>,
}

fn expectations() -> Vec<Expectation> {
    let text = fs::read_to_string(samples().join("season-2026/expected.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.split('|').map(str::trim);
            let mut next = || parts.next().unwrap_or_default().to_owned();
            let (id, verdict, codes) = (next(), next(), next());
            Expectation { id, verdict, codes: codes.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_sample_says_which_program_made_it() {
    let text = fs::read_to_string(samples().join("PROVENANCE.toml")).unwrap();
    let table: toml::Table = toml::from_str(&text).unwrap();
    let known: Vec<PathBuf> =
        table["file"].as_array().unwrap().iter().map(|entry| samples().join(entry["path"].as_str().unwrap())).collect();
    for path in &known {
        assert!(path.exists(), "{} is named but not there", path.display());
    }
    let mut files = Vec::new();
    files_below(&samples(), &mut files);
    files.retain(|file| file.file_name().is_some_and(|name| name != "PROVENANCE.toml"));
    let unknown: Vec<_> = files.iter().filter(|file| !known.iter().any(|path| file.starts_with(path))).collect();
    assert!(unknown.is_empty(), "not in PROVENANCE.toml: {unknown:?}");
}

#[test]
fn the_made_season_breaks_every_rule_of_the_measure_at_least_once() {
    let shown: BTreeSet<String> = expectations()
        .iter()
        .flat_map(|one| &one.codes)
        .map(|code| code.split(':').next().unwrap_or(code).to_owned())
        .collect();
    let asked: BTreeSet<String> = builtin().rules.iter().map(|rule| rule.code.clone()).collect();
    let excused: BTreeSet<String> =
        NOT_IN_CHECK.iter().chain(&NOT_IN_EXPECTED).map(|code| (*code).to_owned()).collect();
    let left_out: Vec<_> = asked.difference(&shown).filter(|code| !excused.contains(*code)).collect();
    assert!(left_out.is_empty(), "no submission shows {left_out:?}");
}

#[test]
fn the_made_season_holds_at_least_eight_sound_submissions() {
    assert!(expectations().iter().filter(|one| one.verdict == "通过").count() >= 8);
    let ids: BTreeSet<String> = expectations().into_iter().map(|one| one.id).collect();
    assert!(ids.len() >= 24 && ids.len() == expectations().len());
}

#[test]
fn the_settings_of_the_made_season_hold() {
    let text = fs::read_to_string(samples().join("season-2026/season.toml")).unwrap();
    let season = load_season(&text, "season.toml", builtin()).unwrap();
    assert_eq!(season.judges.len(), 6);
    let deadline = season.deadline.unwrap();
    let late: Vec<_> = season.receipts.iter().filter(|(_, received)| *received > deadline).map(|(id, _)| id).collect();
    assert_eq!(late, ["北戴河新区总工会"]);
}

/// What `check` prints of a folder.
fn check(folder: &Path, season: Option<&Path>) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg("check").arg(folder).args(["--format", "json", "--quiet", "--as-of", "2026-11-22T09:00:00+08:00"]);
    if let Some(season) = season {
        command.arg("--season").arg(season);
    }
    let run = command.output().unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

fn checked_season() -> Value {
    let folder = samples().join("season-2026");
    check(&folder.join("收件"), Some(&folder))
}

fn chinese_verdict(name: &str) -> &str {
    match name {
        "qualified" => "通过",
        "to-correct" => "待补正",
        "to-decide" => "待人工核定",
        _ => "不予受理",
    }
}

/// Verdict and codes as in expected.txt: the subject stands behind a code only where it tells one fault from another.
fn outcome_of(application: &Value) -> (String, BTreeSet<String>) {
    let codes = application["findings"].as_array().unwrap().iter().map(|finding| {
        let code = finding["code"].as_str().unwrap();
        match code {
            "field-missing" | "field-unrecognised" | "description-section-missing" => {
                format!("{code}:{}", finding["subject"].as_str().unwrap())
            }
            _ => code.to_owned(),
        }
    });
    (chinese_verdict(application["verdict"].as_str().unwrap()).to_owned(), codes.collect())
}

#[test]
fn every_submission_of_the_made_season_comes_out_as_expected() {
    let printed = checked_season();
    let found: BTreeMap<String, (String, BTreeSet<String>)> = printed["applications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|application| (application["id"].as_str().unwrap().to_owned(), outcome_of(application)))
        .collect();
    let wanted: BTreeMap<String, (String, BTreeSet<String>)> =
        expectations().into_iter().map(|one| (one.id, (one.verdict, one.codes))).collect();
    let ids: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let differences: Vec<String> = ids
        .into_iter()
        .filter(|id| wanted.get(*id) != found.get(*id))
        .map(|id| format!("{id}\n   expected {:?}\n   found    {:?}", wanted.get(id), found.get(id)))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_file_of_the_made_season_is_in_the_ledger_once() {
    let printed = checked_season();
    let listed: Vec<&str> =
        printed["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len());
    let folder = samples().join("season-2026/收件");
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    for file in files {
        let path = file.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        assert!(listed.contains(&path.as_str()), "{path} is not in the ledger");
    }
}

#[test]
fn what_check_prints_keeps_to_its_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/check.schema.json");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not here", path.display());
        return;
    };
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed = checked_season();
    let errors: Vec<String> =
        validator.iter_errors(&printed).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_field_of_the_odd_forms_is_read() {
    let folder = samples().join("odd/forms");
    let expected: toml::Table = toml::from_str(&fs::read_to_string(folder.join("expected.toml")).unwrap()).unwrap();
    let printed = check(&folder, None);
    let applications = printed["applications"].as_array().unwrap();
    let forms = expected["form"].as_array().unwrap();
    assert_eq!(applications.len(), forms.len(), "a form that is none, or one that was not seen");
    for form in forms.iter().map(|form| form.as_table().unwrap()) {
        let mut of_project =
            applications.iter().filter(|one| one["fields"]["project"]["value"].as_str() == form["project"].as_str());
        let application = of_project.next().unwrap_or_else(|| panic!("{} was not read", form["project"]));
        for (key, value) in form.iter().filter(|(key, _)| *key != "file") {
            let found = &application["fields"][key];
            assert_eq!(found["value"], serde_json::to_value(value).unwrap(), "{key} of {}", form["file"]);
            assert_eq!(found["file"].as_str(), form["file"].as_str());
        }
        assert_eq!(application["signature"]["state"], "picture", "{}", form["file"]);
    }
}
