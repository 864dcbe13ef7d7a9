//! 补正通知: one letter a unit with every defect of every project of its at once (一次性告知), each with the article, the place on
//! the paper, what was found and what to do; from the entries that stand as 待补正.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::model::Entry;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::model::Place;
use crate::model::RulingVerdict;
use crate::model::Verdict;
use crate::model::china_time;
use crate::model::strip_title_marks;
use crate::model::unit_key;
use crate::policy::Policy;
use crate::policy::RuleKind;
use crate::policy::Season;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Level;
use crate::writers::official::Paper;
use crate::writers::official::Size;
use crate::writers::official::Table;
use crate::writers::official::TableCell;
use crate::writers::official::chinese_date;

/// Longest file name in characters and in bytes, extension included: with room for a word that is put behind it where people
/// changed the letter, and for the folders above it (260 characters on Windows, 255 bytes a name elsewhere).
const NAME_LIMIT: usize = 60;
const NAME_BYTES: usize = 180;

/// One thing to put right.
struct Defect {
    found: String,
    basis: String,
    place: String,
    remedy: String,
}

/// The letter of one unit with its projects that must be put right.
pub struct ReturnLetter<'season> {
    unit: String,
    entries: Vec<&'season Entry>,
}

/// Entries that stand as 待补正, by the applicant's name, in their order; those that are only to be decided get no letter.
pub fn draft_return_letters<'season>(entries: &[&'season Entry], policy: &Policy) -> Vec<ReturnLetter<'season>> {
    let mut letters: Vec<ReturnLetter<'season>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for &entry in entries.iter().filter(|entry| entry.standing() == Verdict::ToCorrect) {
        let unit = unit_name(entry, policy);
        let place = *places.entry(unit_key(&unit)).or_insert(letters.len());
        match letters.get_mut(place) {
            Some(letter) => letter.entries.push(entry),
            None => letters.push(ReturnLetter { unit, entries: vec![entry] }),
        }
    }
    letters
}

impl ReturnLetter<'_> {
    /// By which the unit's letters are known.
    pub fn unit_key(&self) -> String {
        unit_key(&self.unit)
    }

    /// `编号_单位.docx`: the number of the unit's first project.
    pub fn file_name(&self) -> String {
        file_name(self)
    }

    /// All that it says but its own date and what follows from it: by this a letter is the same as an earlier one.
    pub fn describe_content(&self, policy: &Policy, season: &Season) -> String {
        let measure = [&policy.title, &policy.document_number, &policy.office, &policy.award];
        let mut told = vec![self.unit.clone(), format!("{measure:?}")];
        for entry in &self.entries {
            told.push(project_heading(entry, policy));
            let defects = list_defects(entry, policy);
            told.extend(defects.into_iter().map(|d| [d.found, d.basis, d.place, d.remedy].join("\t")));
        }
        let contact = season.publicity.as_ref().map(|publicity| &publicity.contact);
        told.push(format!("{:?} {:?} {contact:?}", season.correction_days, season.deadline));
        told.join("\n")
    }

    /// The document, issued at this instant; `due` is the last day that the office gives, where it gives working days.
    pub fn write(&self, policy: &Policy, season: &Season, due: Option<Date>, issued: Timestamp) -> Vec<u8> {
        write_letter(self, policy, season, due, issued)
    }
}

/// The roster's name, else the paper's, else what the submission was called: an unnamed paper still gets a letter.
fn unit_name(entry: &Entry, policy: &Policy) -> String {
    let applicant = policy.roles.applicant.as_deref();
    let field = applicant.and_then(|key| entry.application.value(key));
    let name = field.map(|field| field.canonical.clone().unwrap_or_else(|| field.read.value.to_string()));
    let name = name.map(|name| name.split_whitespace().collect::<String>());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| submission_name(entry))
}

/// What the submission was called, without its folders and the ending of an archive.
fn submission_name(entry: &Entry) -> String {
    let name = entry.receipt.submission.rsplit('/').next().unwrap_or_default();
    let name = name.split('#').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().all(|c| c.is_ascii_alphanumeric()) => {
            stem.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// The number, the unit as far as it goes, and nothing that Windows refuses in a name.
fn file_name(letter: &ReturnLetter<'_>) -> String {
    let number = letter.entries.first().map_or("", |entry| entry.number.as_str());
    let safe = |character: char| {
        let refused =
            matches!(character, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') || character.is_control();
        if refused { '_' } else { character }
    };
    let room = NAME_LIMIT - ".docx".len();
    let mut bytes = 0;
    let fits = |character: &char| {
        bytes += character.len_utf8();
        bytes <= NAME_BYTES - ".docx".len()
    };
    let stem: String = format!("{number}_{}", letter.unit).chars().map(safe).take(room).take_while(fits).collect();
    format!("{}.docx", stem.trim_end_matches([' ', '.']))
}

fn write_letter(
    letter: &ReturnLetter<'_>,
    policy: &Policy,
    season: &Season,
    due: Option<Date>,
    as_of: Timestamp,
) -> Vec<u8> {
    let title = format!("关于补正{}年度{}\n申报材料的通知", season.year, policy.award);
    let mut paper = Paper::new(&title, &policy.office, as_of);
    paper.addressee(&format!("{}：", letter.unit));
    let defects: Vec<(&Entry, Vec<Defect>)> =
        letter.entries.iter().map(|&entry| (entry, list_defects(entry, policy))).collect();
    let count: usize = defects.iter().map(|(_, defects)| defects.len()).sum();
    paper.body(&format!(
        "你单位报送的申报材料收悉。经按《{}》（{}）进行形式审查，{}个项目共有{count}处需要补正，现一次性告知如下。",
        policy.title,
        policy.document_number,
        defects.len(),
    ));
    for (entry, defects) in &defects {
        paper.heading(Level::First, &project_heading(entry, policy));
        paper.table(defect_table(defects));
    }
    write_instructions(&mut paper, policy, season, due, as_of);
    paper.closing_close(&policy.office, Some(china_time(as_of).date()));
    write_receipt_slip(&mut paper, letter);
    paper.to_docx()
}

fn project_heading(entry: &Entry, policy: &Policy) -> String {
    let title = policy.roles.title.as_deref().and_then(|key| entry.application.text(key));
    let title = title.map(|title| title.split_whitespace().collect::<String>()).filter(|title| !title.is_empty());
    match title {
        Some(title) => format!("编号{}《{}》", entry.number, strip_title_marks(&title)),
        None if entry.application.form.is_none() => {
            format!("编号{}，来件“{}”", entry.number, submission_name(entry))
        }
        None => format!("编号{}，未填写项目名称", entry.number),
    }
}

/// Findings that send the paper back, or, where people sent it back, what they said.
fn list_defects(entry: &Entry, policy: &Policy) -> Vec<Defect> {
    let mut defects: Vec<Defect> = Vec::new();
    if let Some(ruling) = entry.ruling().filter(|ruling| ruling.verdict == RulingVerdict::ToCorrect) {
        let note = ruling.note.trim();
        if !note.is_empty() {
            let remedy = "请按核定说明补正后重新报送。".to_owned();
            defects.push(Defect {
                found: note.to_owned(), basis: "人工核定".to_owned(), place: String::new(), remedy
            });
        }
    }
    let findings = entry.assessment.findings.iter().filter(|finding| sends_back(finding));
    defects.extend(findings.map(|finding| describe_defect(finding, policy)));
    defects
}

fn sends_back(finding: &Finding) -> bool {
    finding.outcome == Outcome::Fail && matches!(finding.on_fail, OnFail::Correct | OnFail::Reject)
}

fn describe_defect(finding: &Finding, policy: &Policy) -> Defect {
    let subject = finding.subject.as_deref().map(|key| policy.label_of(key));
    let remedy = match (&finding.help, subject) {
        (Some(help), _) => help.clone(),
        (None, Some(subject)) => format!("请补正“{subject}”后重新报送。"),
        (None, None) => "请补正后重新报送。".to_owned(),
    };
    Defect {
        found: finding.message.clone(),
        basis: finding.basis.clone().unwrap_or_else(|| "申报通知".to_owned()),
        place: finding.place.as_ref().map(short_place).unwrap_or_default(),
        remedy,
    }
}

/// The file's own name without its folders, then the spot: what a person needs to find it on the paper.
fn short_place(place: &Place) -> String {
    let name = place.file.rsplit('/').next().unwrap_or(&place.file);
    match place.spot_text() {
        Some(spot) => format!("{name}\n{spot}"),
        None => name.to_owned(),
    }
}

fn defect_table(defects: &[Defect]) -> Table {
    let mut table = Table::new(vec![
        Column::new("序号", 8, Align::Centre),
        Column::new("存在的问题", 29, Align::Left),
        Column::new("依据", 16, Align::Left),
        Column::new("所在位置", 20, Align::Left),
        Column::new("补正要求", 27, Align::Left),
    ])
    .sized(Size::Dense);
    for (index, defect) in defects.iter().enumerate() {
        let number = (index + 1).to_string();
        table.row(&[number, defect.found.clone(), defect.basis.clone(), defect.place.clone(), defect.remedy.clone()]);
    }
    table
}

fn write_instructions(paper: &mut Paper, policy: &Policy, season: &Season, due: Option<Date>, as_of: Timestamp) {
    paper.heading(Level::First, "补正要求");
    let open = season.deadline.filter(|deadline| *deadline > as_of);
    let deadline = match (season.correction_days, due, open) {
        (Some(days), Some(day), _) => format!("请于{}前（{days}个工作日内）", chinese_date(day)),
        (None, _, Some(deadline)) => format!("请于{}前", chinese_minute(china_time(deadline))),
        _ => "请于　　　　年　　月　　日前".to_owned(),
    };
    let late = policy.rules.iter().find(|rule| rule.kind == RuleKind::ReceivedByDeadline);
    let late = late.and_then(|rule| rule.basis.as_deref());
    let late = late.map(|basis| format!("逾期按该办法{basis}办理。")).unwrap_or_default();
    paper.body(&format!("{deadline}将补正后的全部材料报送{}，并注明项目编号。{late}", policy.office));
    let contact = season.publicity.as_ref().map(|publicity| &publicity.contact);
    let line = |key: &str| contact.and_then(|contact| contact.get(key)).map_or("　　　　　　", String::as_str);
    paper.body(&format!("联系人：{}　　联系电话：{}", line("person"), line("phone")));
}

/// 签收: a slip that comes back to the office.
fn write_receipt_slip(paper: &mut Paper, letter: &ReturnLetter<'_>) {
    paper.caption("签收回执");
    let columns = vec![
        Column::new("", 20, Align::Centre),
        Column::new("", 30, Align::Left),
        Column::new("", 20, Align::Centre),
        Column::new("", 30, Align::Left),
    ];
    // Two rows: with three a letter of a single defect runs over its page.
    let numbers: Vec<&str> = letter.entries.iter().map(|entry| entry.number.as_str()).collect();
    let mut table = Table::without_header(columns);
    table.row_of(vec![
        TableCell::label("签收单位", 1),
        TableCell::text(&letter.unit, 1),
        TableCell::label("项目编号", 1),
        TableCell::text(&numbers.join("、"), 1),
    ]);
    table.row_of(vec![
        TableCell::label("签收人", 1),
        TableCell::text("", 1),
        TableCell::label("签收日期", 1),
        TableCell::text("　　　年　　月　　日", 1),
    ]);
    paper.table(table);
}

fn chinese_minute(time: DateTime) -> String {
    let minute = if time.minute() == 0 { String::new() } else { format!("{}分", time.minute()) };
    format!("{}{}时{minute}", chinese_date(time.date()), time.hour())
}
