//! Findings at the terminal: place, message, basis and help, coloured where the terminal is.

use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::io::Write as _;

use anstyle::AnsiColor;
use anstyle::Style;
use serde::Serialize;

use crate::model::Application;
use crate::model::Assessment;
use crate::model::FileOutcome;
use crate::model::Finding;
use crate::model::Outcome;
use crate::model::Place;
use crate::model::Shelf;
use crate::model::Verdict;
use crate::pipeline::Checked;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Prints a line to stdout. A reader that went away (`| head`) is no error.
pub fn print_line(line: &str) {
    let _gone = writeln!(anstream::stdout(), "{line}");
}

/// Prints a value as JSON to stdout, as it is made. A reader that went away is no error.
///
/// # Errors
/// The value cannot be made whole.
pub fn print_json(value: &impl Serialize) -> Result<(), serde_json::Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match serde_json::to_writer_pretty(&mut out, value) {
        Ok(()) => {
            let _gone = writeln!(out).and_then(|()| out.flush());
            Ok(())
        }
        Err(gone) if gone.is_io() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Prints a message to stderr.
pub fn print_message(text: &str) {
    let _gone = writeln!(anstream::stderr(), "{text}");
}

/// Prints why a command could not do its work.
pub fn print_failure(failure: &dyn Error) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let mut text = format!("{red}错误{red:#} {failure}");
    let mut source = failure.source();
    // What the system says stands in the message already, in Chinese.
    while let Some(cause) = source.filter(|cause| !cause.is::<io::Error>()) {
        let _infallible = write!(text, "\n  原因：{cause}");
        source = cause.source();
    }
    print_message(&text);
}

/// Prints all that `check` found.
///
/// # Errors
/// An application cannot be fetched.
pub fn print_checked(checked: &Checked) -> io::Result<()> {
    for (at, assessment) in checked.assessments.iter().enumerate() {
        let application = checked.applications.fetch(at)?;
        print_line(&heading(&application.id, assessment));
        for line in coverage_lines(&application) {
            print_line(&format!("  {DIM}{line}{DIM:#}"));
        }
        for finding in &assessment.findings {
            print_line(&finding_text(finding));
        }
    }
    for (file, findings) in &checked.files {
        if file.applications.is_empty()
            && file.outcome != FileOutcome::Ignored
            && (!findings.is_empty() || file.outcome == FileOutcome::Unassigned)
        {
            print_line(&format!("{BOLD}{}{BOLD:#}  {}", file.path, file.outcome.chinese()));
            for finding in findings {
                print_line(&finding_text(finding));
            }
        }
    }
    print_line(&summary(checked));
    Ok(())
}

fn heading(id: &str, assessment: &Assessment) -> String {
    let colour = match assessment.verdict {
        Verdict::Qualified => AnsiColor::Green,
        Verdict::ToDecide => AnsiColor::Yellow,
        Verdict::ToCorrect | Verdict::Rejected => AnsiColor::Red,
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    format!("{BOLD}{id}{BOLD:#}  {style}{}{style:#}", assessment.verdict.chinese())
}

/// How much of each paper was understood.
fn coverage_lines(application: &Application) -> Vec<String> {
    let form = application.form.as_ref().map(|form| (form, application.characters));
    let documents = application.documents.values().map(|document| (&document.place, document.coverage));
    let name = |place: &Place| place.file.rsplit('/').next().unwrap_or_default().to_owned();
    form.into_iter().chain(documents).map(|(place, coverage)| format!("{}：{coverage}", name(place))).collect()
}

fn finding_text(finding: &Finding) -> String {
    let colour = if finding.outcome == Outcome::Fail { AnsiColor::Red } else { AnsiColor::Yellow };
    let style = Style::new().fg_color(Some(colour.into()));
    let mut text = format!("  {style}{}{style:#} {}", finding.outcome.chinese(), finding.message);
    let basis = finding.basis.as_deref().map(|basis| format!("依据：{basis}")).unwrap_or_default();
    let place = finding.place.as_ref().map(|place| format!("位置：{place}")).unwrap_or_default();
    let details: Vec<String> = [place, basis].into_iter().filter(|part| !part.is_empty()).collect();
    if !details.is_empty() {
        let _infallible = write!(text, "\n         {DIM}{}{DIM:#}", details.join("　"));
    }
    if let Some(help) = &finding.help {
        let _infallible = write!(text, "\n         {DIM}办理：{help}{DIM:#}");
    }
    let _infallible = write!(text, "\n         {DIM}[{}]{DIM:#}", finding.code);
    text
}

fn summary(checked: &Checked) -> String {
    let count = |verdict| checked.assessments.iter().filter(|assessment| assessment.verdict == verdict).count();
    let files = |outcome: FileOutcome| checked.files.iter().filter(|(file, _)| file.outcome == outcome).count();
    format!(
        "共 {} 项：通过 {}，待人工核定 {}，待补正 {}，不予受理 {}；文件 {} 个，其中无法读取 {} 个，未归属 {} 个",
        checked.assessments.len(),
        count(Verdict::Qualified),
        count(Verdict::ToDecide),
        count(Verdict::ToCorrect),
        count(Verdict::Rejected),
        checked.files.len(),
        files(FileOutcome::Unreadable),
        files(FileOutcome::Unassigned),
    )
}
