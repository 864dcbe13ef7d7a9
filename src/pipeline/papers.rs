//! The papers of the award: written, read again by our own readers, compared with the decision, and only then put out.

use std::sync::Arc;

use crate::award::agreement::find_disagreements;
use crate::award::frozen::list_changes;
use crate::award::papers::PaperError;
use crate::award::papers::PaperKind;
use crate::award::record::AwardRecord;
use crate::award::settlement::Unsettled;
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

/// How a paper is written: [`crate::award::papers::write_paper`], or what a test puts in its place.
pub type PaperWriter<'w> = &'w dyn Fn(PaperKind, &AwardRecord<'_>) -> Result<Vec<u8>, PaperError>;

/// Writes the papers. Those of a confirmed decision that is worked out otherwise now are left as they were put out; so are
/// all, where one of them, read again, says otherwise than the decision.
pub fn write_papers(
    record: &AwardRecord<'_>,
    register: &mut Register,
    outputs: &mut Outputs,
    write: PaperWriter<'_>,
) -> Result<PapersWritten, PipelineError> {
    let mut written = PapersWritten::default();
    for (table, name) in record.settings_without_effect() {
        let what = "不是本年度的申报，没有起作用；请写编号或收件的名称";
        written.notes.push(format!("season.toml 的 {table} 所写的“{name}”{what}"));
    }
    let changes = find_changes(record, register)?;
    if !changes.is_empty() {
        written.notes.push(format!(
            "已确认的结果与现在算出的不同，共 {} 处，各项文书没有改动；如确需更改，请在 season.toml 中写明新的确认日期",
            changes.len()
        ));
        written.notes.extend(changes);
        return Ok(withhold_all(written, outputs));
    }
    let mut papers = Vec::new();
    for kind in PaperKind::of(record) {
        match write(kind, record) {
            Ok(bytes) => papers.push((kind, bytes)),
            Err(error) => {
                outputs.keep(kind.file_name());
                written.withheld = true;
                written.notes.push(format!("{} 没有生成：{error}", kind.file_name()));
            }
        }
    }
    let differences: Vec<String> = papers.iter().flat_map(|(kind, bytes)| read_again(*kind, bytes, record)).collect();
    if !differences.is_empty() {
        let count = differences.len();
        written.notes.push(format!("各项文书没有发出，原有的没有改动：读回后与评审决定不一致，共 {count} 处"));
        written.notes.extend(differences.into_iter().take(NAMED).map(|one| format!("  {one}")));
        return Ok(withhold_all(written, outputs));
    }
    for (kind, bytes) in papers {
        outputs.write(kind.file_name(), &bytes)?;
    }
    written.notes.extend(freeze(record, register)?);
    Ok(written)
}

/// So many differences are named.
const NAMED: usize = 10;

fn withhold_all(written: PapersWritten, outputs: &mut Outputs) -> PapersWritten {
    PaperKind::ALL.iter().for_each(|kind| outputs.keep(kind.file_name()));
    PapersWritten { withheld: true, ..written }
}

/// What a paper, as our own readers read it, says otherwise than the decision.
fn read_again(kind: PaperKind, bytes: &[u8], record: &AwardRecord<'_>) -> Vec<String> {
    let name = kind.file_name();
    let document = read(&Arc::from(name), bytes, sniff(name, bytes).format, &Limits::default());
    find_disagreements(kind, &document, record).iter().map(ToString::to_string).collect()
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
    let unsettled = &record.settlement.unsettled;
    if !unsettled.is_empty() {
        if unsettled.contains(&Unsettled::NothingDecided) {
            let what = "season.toml 写明评审结果已确认，但还没有评分，也没有最终等次，结果没有固定，各项文书仍是拟稿";
            return Ok(Some(what.to_owned()));
        }
        let numbers: Vec<&str> = unsettled.iter().flat_map(Unsettled::numbers).collect();
        return Ok(Some(format!(
            "season.toml 写明评审结果已确认，但还有 {} 件事项待评审委员会决定（{}），结果没有固定；见评审情况报告“尚待决定的事项”",
            unsettled.len(),
            numbers.join("、")
        )));
    }
    register.freeze_decision(record.decision(), &confirmation.by, record.inputs.as_of, "season.toml 已确认")?;
    Ok(None)
}

/// Whether an output is one of the papers.
pub fn is_paper(name: &str) -> bool {
    PaperKind::ALL.iter().any(|kind| kind.file_name() == name)
}
