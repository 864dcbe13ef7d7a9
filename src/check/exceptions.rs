//! Exceptions that people granted in season.toml (a late submission let in, four joint units allowed): the finding stays,
//! says by whom and why, and costs nothing.

use crate::check::case::Case;
use crate::model::Finding;
use crate::model::OnFail;
use crate::policy::Exception;

/// Turns the findings that people excused into notes; tells for each whether it was.
pub(super) fn excuse_findings(findings: &mut [Finding], case: &Case<'_>) -> Vec<bool> {
    let granted: Vec<&Exception> = case
        .context
        .season
        .into_iter()
        .flat_map(|season| &season.exceptions)
        .filter(|exception| names_case(&exception.submission, case))
        .collect();
    let mut excused = Vec::with_capacity(findings.len());
    for finding in findings {
        let exception = granted.iter().find(|exception| exception.rule == finding.code);
        if let Some(Exception { by, reason, .. }) = exception {
            finding.on_fail = OnFail::Note;
            finding.message.push_str(&format!("（{by}已准予例外：{reason}）"));
            finding.help = Some("已按例外处理，不需补正".to_owned());
        }
        excused.push(exception.is_some());
    }
    excused
}

/// By the application's or submission's id, or the entry's number.
fn names_case(name: &str, case: &Case<'_>) -> bool {
    let arrival = case.arrival();
    let name = name.trim_end_matches('/');
    name == case.application.id
        || arrival.is_some_and(|arrival| arrival.submission == name || arrival.number.as_deref() == Some(name))
}
