//! The papers of the award: written, read again by our own readers, compared with the decision, and only then put out.

use std::sync::Arc;

use crate::award::agreement::find_disagreements;
use crate::award::frozen::list_changes;
use crate::award::papers::PaperKind;
use crate::award::papers::write_paper;
use crate::award::record::AwardRecord;
use crate::inbox::sniff;
use crate::pipeline::check::PipelineError;
use crate::pipeline::output::Outputs;
use crate::readers::Limits;
use crate::readers::read;
use crate::register::Register;

/// What came of the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PapersWritten {
    /// What people must know: papers withheld and why, changes since the confirmation.
    pub notes: Vec<String>,
    /// Whether a paper that should be there was not put out.
    pub withheld: bool,
}

/// Writes the papers. Those of a confirmed decision that is worked out otherwise now are left as they were put out.
pub fn write_papers(
    record: &AwardRecord<'_>,
    register: &mut Register,
    outputs: &mut Outputs,
) -> Result<PapersWritten, PipelineError> {
    let mut written = PapersWritten::default();
    for (table, name) in record.settings_without_effect() {
        let what = "不是本年度的申报，没有起作用；请写编号或收件的名称";
        written.notes.push(format!("season.toml 的 {table} 所写的“{name}”{what}"));
    }
    let changes = find_changes(record, register)?;
    if !changes.is_empty() {
        PaperKind::ALL.iter().for_each(|kind| outputs.keep(kind.file_name()));
        written.withheld = true;
        written.notes.push(format!(
            "已确认的结果与现在算出的不同，共 {} 处，各项文书没有改动；如确需更改，请在 season.toml 中写明新的确认日期",
            changes.len()
        ));
        written.notes.extend(changes);
        return Ok(written);
    }
    for kind in PaperKind::ALL {
        match write_paper(kind, record) {
            Ok(bytes) => put_out(kind, &bytes, record, outputs, &mut written)?,
            Err(error) => {
                written.withheld = true;
                written.notes.push(format!("{} 没有生成：{error}", kind.file_name()));
            }
        }
    }
    written.notes.extend(freeze(record, register)?);
    Ok(written)
}

fn put_out(
    kind: PaperKind,
    bytes: &[u8],
    record: &AwardRecord<'_>,
    outputs: &mut Outputs,
    written: &mut PapersWritten,
) -> Result<(), PipelineError> {
    let name = kind.file_name();
    let document = read(&Arc::from(name), bytes, sniff(name, bytes).format, &Limits::default());
    let disagreements = find_disagreements(kind, &document, record);
    if disagreements.is_empty() {
        outputs.write(name, bytes)?;
        return Ok(());
    }
    written.withheld = true;
    written.notes.push(format!("{name} 没有发出：读回后与评审决定不一致，共 {} 处", disagreements.len()));
    written.notes.extend(disagreements.iter().take(10).map(|one| format!("  {one}")));
    Ok(())
}

/// How what is worked out now differs from the decision that was frozen under the same confirmation.
fn find_changes(record: &AwardRecord<'_>, register: &Register) -> Result<Vec<String>, PipelineError> {
    let confirmed_on = record.decision().confirmed_on;
    let frozen = register.decisions(record.season().year)?.pop().map(|recorded| recorded.decision);
    let frozen = frozen.filter(|frozen| confirmed_on.is_some() && frozen.confirmed_on == confirmed_on);
    Ok(frozen.map(|frozen| list_changes(&frozen, record.decision())).unwrap_or_default())
}

/// Freezes a confirmed decision that is whole.
fn freeze(record: &AwardRecord<'_>, register: &mut Register) -> Result<Option<String>, PipelineError> {
    let Some(confirmation) = &record.season().confirmation else { return Ok(None) };
    let unsettled = record.settlement.unsettled.len();
    if unsettled > 0 {
        return Ok(Some(format!(
            "season.toml 写明评审结果已确认，但还有 {unsettled} 件事项待评审委员会决定，结果没有固定"
        )));
    }
    register.freeze_decision(record.decision(), &confirmation.by, record.inputs.as_of, "season.toml 已确认")?;
    Ok(None)
}

/// Whether an output is one of the papers.
pub fn is_paper(name: &str) -> bool {
    PaperKind::ALL.iter().any(|kind| kind.file_name() == name)
}
