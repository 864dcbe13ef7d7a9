//! The return letters of a season: one that says what it said when it was issued keeps its date and deadline, since it may be in
//! the mail; one that says something else is issued anew, and the earlier stays beside it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::award::calendar::Calendar;
use crate::award::calendar::CalendarError;
use crate::award::record::AwardRecord;
use crate::model::Entry;
use crate::model::china_time;
use crate::pipeline::check::PipelineError;
use crate::pipeline::output::Outputs;
use crate::pipeline::output::hex_of;
use crate::policy::Counting;
use crate::policy::Season;
use crate::register::IssuedLetter;
use crate::register::Register;
use crate::review::return_letter::ReturnLetter;
use crate::review::return_letter::draft_return_letters;

/// Folder of the return letters.
pub const LETTERS: &str = "补正通知";
/// Folder in it of letters that were issued and hold no longer.
const EARLIER: &str = "以前的通知";

/// What came of the letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LettersWritten {
    /// What people must know: letters issued anew, a deadline that could not be counted.
    pub notes: Vec<String>,
    /// Whether a deadline could not be counted.
    pub without_deadline: bool,
}

/// Writes the letters, and notes in the register those that are new.
pub fn write_letters(
    record: &AwardRecord<'_>,
    register: &mut Register,
    outputs: &mut Outputs,
) -> Result<LettersWritten, PipelineError> {
    let (policy, season, as_of) = (record.policy(), record.season(), record.inputs.as_of);
    let mut before = register.issued_letters(season.year)?;
    let (mut written, mut issued) = (LettersWritten::default(), Vec::new());
    let entries: Vec<&Entry> = record.inputs.entries.iter().collect();
    for letter in draft_return_letters(&entries, policy) {
        let digest = hex_of(letter.describe_content(policy, season).as_bytes());
        let earlier = before.remove(&letter.unit_key());
        let holds = |earlier: &IssuedLetter| {
            let complete = earlier.due.is_some() || season.correction_days.is_none();
            earlier.digest == digest && earlier.name == letter.file_name() && complete
        };
        let current = match earlier {
            Some(earlier) if holds(&earlier) => earlier,
            earlier => {
                if let Some(kept) = earlier.as_ref().map(|earlier| put_aside(earlier, outputs)).transpose()?.flatten() {
                    let name = letter.file_name();
                    written.notes.push(format!("{LETTERS}/{name} 的内容有变，已重新出具；以前的一份在 {kept}"));
                }
                let due = correction_due(season, as_of);
                if let Err(error) = &due
                    && !written.without_deadline
                {
                    written.without_deadline = true;
                    written.notes.push(format!("{LETTERS}的截止日期没有写：{error}"));
                }
                let fresh = issue(&letter, digest, as_of, due.unwrap_or_default());
                issued.push(fresh.clone());
                fresh
            }
        };
        let bytes = letter.write(policy, season, current.due, current.issued);
        outputs.write(&format!("{LETTERS}/{}", current.name), &bytes)?;
    }
    for earlier in before.values() {
        put_aside(earlier, outputs)?;
    }
    register.record_letters(season.year, &issued)?;
    Ok(written)
}

fn issue(letter: &ReturnLetter<'_>, digest: String, issued: Timestamp, due: Option<Date>) -> IssuedLetter {
    IssuedLetter { unit: letter.unit_key(), name: letter.file_name(), digest, issued, due }
}

/// Moves a letter that holds no longer out of the way; None where it lies there no more.
fn put_aside(earlier: &IssuedLetter, outputs: &mut Outputs) -> Result<Option<String>, PipelineError> {
    let stem = earlier.name.trim_end_matches(".docx");
    let day = china_time(earlier.issued).date();
    let kept = format!("{LETTERS}/{EARLIER}/{stem}（{day}出具）.docx");
    Ok(outputs.retire(&format!("{LETTERS}/{}", earlier.name), &kept)?)
}

/// The last day to correct papers, where the office gives working days for it.
fn correction_due(season: &Season, as_of: Timestamp) -> Result<Option<Date>, CalendarError> {
    let Some(days) = season.correction_days else { return Ok(None) };
    Calendar::of(season).last_day(china_time(as_of).date(), days, Counting::NextDay).map(Some)
}
