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

/// Writes the papers; gives what people must know: papers withheld and why, changes since the confirmation.
pub fn write_papers(
    record: &AwardRecord<'_>,
    register: &mut Register,
    outputs: &mut Outputs,
) -> Result<Vec<String>, PipelineError> {
    let mut notes = Vec::new();
    for kind in PaperKind::ALL {
        match write_paper(kind, record) {
            Ok(bytes) => put_out(kind, &bytes, record, outputs, &mut notes)?,
            Err(error) => notes.push(format!("{} 没有生成：{error}", kind.file_name())),
        }
    }
    notes.extend(freeze(record, register)?);
    Ok(notes)
}

fn put_out(
    kind: PaperKind,
    bytes: &[u8],
    record: &AwardRecord<'_>,
    outputs: &mut Outputs,
    notes: &mut Vec<String>,
) -> Result<(), PipelineError> {
    let name = kind.file_name();
    let document = read(&Arc::from(name), bytes, sniff(name, bytes).format, &Limits::default());
    let disagreements = find_disagreements(kind, &document, record);
    if disagreements.is_empty() {
        outputs.write(name, bytes)?;
        return Ok(());
    }
    notes.push(format!("{name} 没有发出：读回后与评审决定不一致，共 {} 处", disagreements.len()));
    notes.extend(disagreements.iter().take(10).map(|one| format!("  {one}")));
    Ok(())
}

/// Freezes a confirmed decision. One that was frozen before and is worked out otherwise now is named, not replaced.
fn freeze(record: &AwardRecord<'_>, register: &mut Register) -> Result<Vec<String>, PipelineError> {
    let Some(confirmation) = &record.season().confirmation else { return Ok(Vec::new()) };
    if !record.settlement.unsettled.is_empty() {
        return Ok(vec![format!(
            "season.toml 写明评审结果已确认，但还有 {} 件事项待评审委员会决定，结果没有固定",
            record.settlement.unsettled.len()
        )]);
    }
    let year = record.season().year;
    if let Some(frozen) = register.decisions(year)?.pop() {
        let changes = list_changes(&frozen.decision, record.decision());
        let same_confirmation = frozen.decision.confirmed_on == record.decision().confirmed_on;
        if !changes.is_empty() && same_confirmation {
            let head = format!(
                "已确认的结果与现在算出的不同，共 {} 处；如确需更改，请在 season.toml 中写明新的确认日期",
                changes.len()
            );
            return Ok(std::iter::once(head).chain(changes).collect());
        }
    }
    register.freeze_decision(record.decision(), &confirmation.by, record.inputs.as_of, "season.toml 已确认")?;
    Ok(Vec::new())
}

/// Whether an output is one of the papers.
pub fn is_paper(name: &str) -> bool {
    PaperKind::ALL.iter().any(|kind| kind.file_name() == name)
}
