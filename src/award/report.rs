//! 评审情况报告: what was received and checked, how and by whom it was scored, who stayed away, the prizes and their money, what is
//! the office's own figure and not the measure's, exceptions, ties and how they were settled; lists in annexes.

mod annexes;
mod outcome;
mod proceedings;
mod ties;

use crate::award::record::AwardRecord;
pub(in crate::award) use crate::award::report::annexes::tell_pending;
pub(in crate::award) use crate::award::report::outcome::NAMED_UNITS;
pub(in crate::award) use crate::award::report::ties::list_parted;
pub(in crate::award) use crate::award::report::ties::tell_result;
use crate::award::wording::cite_measure;
use crate::award::wording::list_office_figures;
use crate::writers::official::Level;
use crate::writers::official::Paper;

/// Writes 评审情况报告.docx; the same record gives the same bytes. Where the notice's days cannot be counted it says why.
pub fn write_report(record: &AwardRecord<'_>) -> Vec<u8> {
    let policy = record.policy();
    let title = format!("关于{}年度{}\n评审情况的报告", record.season().year, policy.award);
    let mut paper = Paper::new(&title, &policy.office, record.inputs.as_of);
    if record.decision().confirmed_on.is_none() {
        paper.subtitle("（拟稿，评审结果尚未确认）");
    } else if !record.is_final() {
        paper.subtitle("（拟稿，尚有待决定的事项）");
    }
    paper.addressee(&format!("{}：", policy.organiser));
    paper.body(&format!(
        "根据{}，{}组织了{}年度{}的申报、形式审查和评审，现将有关情况报告如下。",
        cite_measure(policy),
        policy.office,
        record.season().year,
        policy.award
    ));
    proceedings::write_received(&mut paper, record);
    proceedings::write_formal_check(&mut paper, record);
    proceedings::write_method(&mut paper, record);
    proceedings::write_recusals(&mut paper, record);
    outcome::write_prizes(&mut paper, record);
    outcome::write_unsettled(&mut paper, record);
    write_office_figures(&mut paper, record);
    outcome::write_notice_days(&mut paper, record);
    outcome::write_recommendations(&mut paper, record);
    let annexes = annexes::list_annexes(record);
    let names: Vec<&str> = annexes.iter().map(|annex| annex.title).collect();
    paper.annex_list(&names);
    paper.closing(&policy.office, Some(record.today()));
    for (index, annex) in annexes.into_iter().enumerate() {
        paper.annex(&format!("附件{}", index + 1), annex.title);
        paper.table(annex.table);
        if let Some(note) = annex.note {
            paper.note(note);
        }
    }
    paper.to_docx()
}

/// What readers must not take for the measure's own.
fn write_office_figures(paper: &mut Paper, record: &AwardRecord<'_>) {
    let figures = list_office_figures(record);
    if figures.is_empty() {
        return;
    }
    paper.heading(Level::First, "办公室口径的说明");
    paper.body(&format!(
        "下列各项{}没有规定，是{}本年度的工作口径，不是办法的规定：{}。",
        cite_measure(record.policy()),
        record.policy().office,
        figures.join("；")
    ));
}
