//! 项目详情: a block for each project, to be printed on A4: its findings first, then every field with its place, the
//! description whole, evidence, candidates for going first, and what no field claimed.

use jiff::Timestamp;

use crate::model::DigitalSignature;
use crate::model::Entry;
use crate::model::Finding;
use crate::model::Mention;
use crate::model::Signature;
use crate::model::china_time;
use crate::policy::Topic;
use crate::review::rule_label::name_code;
use crate::review::view::WorkbookView;
use crate::review::view::original;
use crate::review::workbook::DETAILS;
use crate::review::workbook::findings::consequence;
use crate::review::workbook::project_text::Reader;
use crate::review::workbook::project_text::prepare_sheet;
use crate::review::workbook::project_text::tell_place;
use crate::review::workbook::project_text::write_documents;
use crate::review::workbook::project_text::write_fields;
use crate::review::workbook::project_text::write_heading;
use crate::review::workbook::project_text::write_picture;
use crate::review::workbook::project_text::write_section;
use crate::review::workbook::project_text::write_text;
use crate::review::workbook::screening::standing_word;
use crate::review::workbook::summary::signature_word;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Sheet;

/// 项目详情, and the row of each entry's block.
pub struct Details {
    /// The sheet.
    pub sheet: Sheet,
    /// The row of the head, for each entry.
    pub blocks: Vec<u32>,
}

/// Writes the sheet.
pub fn write_details(book: &mut Book, view: &WorkbookView<'_>) -> Result<Details, BookError> {
    let mut sheet = book.start_sheet(DETAILS)?;
    let title = format!("{}年度{}项目详情", view.season.year, view.policy.award);
    let notes = ["每个项目一节，打印时各起一页。右列是内容在原件中的位置；文件名可点开原件。".to_owned()];
    prepare_sheet(&mut sheet, &title, &notes, Reader::Office)?;
    let mut blocks = Vec::with_capacity(view.entries.len());
    for entry in view.entries {
        blocks.push(sheet.next_row());
        write_block(&mut sheet, view, entry)?;
        sheet.skip_rows(1);
    }
    sheet.break_pages(blocks.get(1..).unwrap_or_default())?;
    sheet.freeze(1, 0)?;
    sheet.protect(None)?;
    Ok(Details { sheet, blocks })
}

fn write_block(sheet: &mut Sheet, view: &WorkbookView<'_>, entry: &Entry) -> Result<(), BookError> {
    write_heading(sheet, &entry.number, &view.project(entry), Cell::text(standing_word(entry)))?;
    write_findings(sheet, view, entry)?;
    write_section(sheet, "申报表")?;
    let form = entry.application.form.as_ref();
    match form {
        Some(form) => write_text(sheet, "申报表", &form.to_string(), Cell::link("打开原件", original(form)))?,
        None => write_text(sheet, "申报表", "（没有找到申报表）", Cell::EMPTY)?,
    }
    for other in &entry.application.other_forms {
        write_text(sheet, "另一份申报表", &other.to_string(), Cell::link("打开原件", original(other)))?;
    }
    if form.is_some() {
        write_text(sheet, "表上文字", &entry.application.characters.to_string(), Cell::EMPTY)?;
    }
    write_fields(sheet, view, entry, Reader::Office)?;
    write_signature(sheet, view, entry)?;
    write_documents(sheet, view, entry, Reader::Office)?;
    write_evidence(sheet, view, entry)?;
    write_mentions(sheet, "优先推荐线索", &view.policy.priorities, &entry.application.priorities)?;
    write_mentions(sheet, "工作领域线索", &view.policy.areas, &entry.application.areas)?;
    write_unclaimed(sheet, entry)
}

fn write_findings(sheet: &mut Sheet, view: &WorkbookView<'_>, entry: &Entry) -> Result<(), BookError> {
    let findings = &entry.assessment.findings;
    write_section(
        sheet,
        &format!("形式审查：程序结论 {}，问题 {} 个", entry.assessment.verdict.chinese(), findings.len()),
    )?;
    let form = entry.application.form.as_ref();
    for finding in findings {
        let place = finding.place.as_ref().map(|place| tell_place(place, form)).unwrap_or_default();
        let subject = finding.subject.as_deref().map(|key| view.policy.subject_label(&finding.code, key).to_owned());
        let label = subject.unwrap_or_else(|| name_code(view.policy, &finding.code));
        write_text(sheet, &label, &describe_finding(finding), Cell::text(place))?;
    }
    for ruling in &entry.rulings {
        let text = format!("{}：{}（{}，{}）", ruling.verdict.chinese(), ruling.note, ruling.by, day_of(ruling.at));
        write_text(sheet, "人工核定", &text, Cell::EMPTY)?;
    }
    Ok(())
}

fn day_of(instant: Timestamp) -> String {
    china_time(instant).strftime("%Y-%m-%d %H:%M").to_string()
}

fn describe_finding(finding: &Finding) -> String {
    let mut text = format!("【{}·{}】{}", finding.outcome.chinese(), consequence(finding), finding.message);
    if let Some(basis) = &finding.basis {
        text.push_str(&format!("\n依据：{basis}"));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n建议：{help}"));
    }
    text
}

fn write_signature(sheet: &mut Sheet, view: &WorkbookView<'_>, entry: &Entry) -> Result<(), BookError> {
    let place = entry.application.signature.as_ref().and_then(|signature| signature.place.as_ref());
    let place = place.map(|place| tell_place(place, entry.application.form.as_ref())).unwrap_or_default();
    let text = entry.application.signature.as_ref().map(describe_signature);
    write_text(sheet, "签字", &text.unwrap_or_else(|| signature_word(entry).to_owned()), Cell::text(place))?;
    match view.signature_picture(entry) {
        Some(picture) => write_picture(sheet, "签字图样", picture),
        None => Ok(()),
    }
}

fn describe_signature(signature: &Signature) -> String {
    let mut parts = vec![signature.state.chinese().to_owned()];
    parts.extend(signature.signer.iter().map(|signer| format!("署名：{signer}")));
    parts.extend(signature.date.iter().map(|date| format!("日期：{date}")));
    parts.extend(signature.digital.iter().map(describe_digital));
    parts.extend(signature.doubts.iter().map(|doubt| format!("须人工核对：{doubt}")));
    parts.join("\n")
}

/// Who signed, when, how much, and whether it holds; a certificate's name is nobody's word.
fn describe_digital(signature: &DigitalSignature) -> String {
    let signer = signature.signer.as_deref().unwrap_or("未写明");
    let when = signature.signed_at.as_deref().map(|at| format!("，签名时间 {at}")).unwrap_or_default();
    let holds = match signature.holds() {
        Some(true) => "签名后未改动",
        Some(false) => "签名后被改动或签名无效",
        None => "是否改动未能核验",
    };
    let covered = signature.references.len();
    let uncovered = match signature.uncovered.len() {
        0 => String::new(),
        count => format!("，另有 {count} 个部件不在签名范围内"),
    };
    format!("数字签名：证书上的签名人 {signer}（证书未经核验）{when}；签了 {covered} 个部件{uncovered}；{holds}")
}

fn write_evidence(sheet: &mut Sheet, view: &WorkbookView<'_>, entry: &Entry) -> Result<(), BookError> {
    let evidence = &entry.application.evidence;
    if evidence.is_empty() {
        return Ok(());
    }
    write_section(sheet, &format!("证明材料　{} 件", evidence.len()))?;
    for paper in evidence {
        let link = Cell::link("打开原件", original(&paper.place));
        write_text(sheet, view.policy.label_of(&paper.role), &paper.place.to_string(), link)?;
    }
    Ok(())
}

fn write_mentions(sheet: &mut Sheet, title: &str, topics: &[Topic], mentions: &[Mention]) -> Result<(), BookError> {
    if mentions.is_empty() {
        return Ok(());
    }
    write_section(sheet, &format!("{title}（由评审委员会认定）"))?;
    for mention in mentions {
        let topic = topics.iter().find(|topic| topic.key == mention.key);
        let label = topic.map_or(mention.key.as_str(), |topic| topic.label.as_str());
        write_text(sheet, "线索", &format!("{label}\n“{}”", mention.quote), Cell::text(mention.place.to_string()))?;
    }
    Ok(())
}

fn write_unclaimed(sheet: &mut Sheet, entry: &Entry) -> Result<(), BookError> {
    if entry.application.unclaimed.is_empty() {
        return Ok(());
    }
    let form = entry.application.form.as_ref();
    write_section(sheet, "未归入任何栏目的文字")?;
    for text in &entry.application.unclaimed {
        write_text(sheet, "未归入", &text.raw, Cell::text(tell_place(&text.place, form)))?;
    }
    Ok(())
}
