//! `award` and `review`: from the register's nouns to the books, letters and papers.

use std::path::Path;

use jiff::Timestamp;

use crate::award::record::AwardInputs;
use crate::award::record::AwardRecord;
use crate::award::record::work_out_award;
use crate::model::Decision;
use crate::model::Entry;
use crate::model::ReceivedFile;
use crate::model::ScoreSheet;
use crate::model::TierRuling;
use crate::pipeline::check::PipelineError;
use crate::pipeline::intake::earlier_registers;
use crate::pipeline::letters::LETTERS;
use crate::pipeline::letters::LettersWritten;
use crate::pipeline::letters::write_letters;
use crate::pipeline::output::Outputs;
use crate::pipeline::season_folder::SeasonFolder;
use crate::pipeline::settings::Settings;
use crate::pipeline::thumbnails::gather_thumbnails;
use crate::policy::Season;
use crate::register::Register;
use crate::review::WorkbookView;
use crate::review::score_book::name_score_book;
use crate::review::score_book::write_score_book;
use crate::review::workbook::write_workbook;

/// Name of the review workbook.
pub const WORKBOOK: &str = "评审工作簿.xlsx";
/// Folder of the score books.
pub const SCORE_BOOKS: &str = "评委";
/// The program, as the books name it.
pub const PROGRAM: &str = concat!("shenping ", env!("CARGO_PKG_VERSION"));

/// What the register holds of one season.
pub struct SeasonState {
    /// In the order of their numbers.
    pub entries: Vec<Entry>,
    /// Every file that arrived and lies there still.
    pub ledger: Vec<ReceivedFile>,
    /// What judges gave.
    pub sheets: Vec<ScoreSheet>,
    /// What the committee settled on tiers.
    pub tier_rulings: Vec<TierRuling>,
    /// Decisions of earlier years.
    pub earlier: Vec<Decision>,
}

impl SeasonState {
    /// Loads it.
    pub fn load(register: &Register, folder: &SeasonFolder, year: i16) -> Result<Self, PipelineError> {
        let mut earlier = Vec::new();
        for (other, years) in earlier_registers(folder, year)? {
            for year in years {
                earlier.extend(other.decisions(year)?.pop().map(|recorded| recorded.decision));
            }
        }
        Ok(Self {
            entries: register.entries(year)?,
            ledger: register.ledger(year)?.into_iter().map(|line| line.file).collect(),
            sheets: register.scores(year)?,
            tier_rulings: register.tier_rulings(year)?,
            earlier,
        })
    }

    /// Works the award out.
    pub fn award<'s>(
        &'s self,
        settings: &'s Settings,
        season: &'s Season,
        as_of: Timestamp,
    ) -> Result<AwardRecord<'s>, PipelineError> {
        Ok(work_out_award(AwardInputs {
            policy: &settings.policy,
            season,
            roster: &settings.roster,
            entries: &self.entries,
            ledger: &self.ledger,
            sheets: &self.sheets,
            tier_rulings: &self.tier_rulings,
            earlier: &self.earlier,
            as_of,
        }))
    }
}

/// Writes the review workbook, the score books and the return letters.
pub fn write_review(
    record: &AwardRecord<'_>,
    register: &mut Register,
    outputs: &mut Outputs,
) -> Result<LettersWritten, PipelineError> {
    let inputs = &record.inputs;
    let signatures = gather_thumbnails(inputs.entries, inputs.ledger, record.policy(), register.originals());
    let numbers = register.numbers_of_applications(record.season().year)?;
    let view = WorkbookView {
        numbers: &numbers,
        policy: record.policy(),
        season: record.season(),
        roster: record.inputs.roster,
        entries: record.inputs.entries,
        ledger: record.inputs.ledger,
        scores: record.inputs.sheets,
        conflicts: &record.conflicts,
        ranking: &record.ranking,
        proposal: &record.proposal,
        tier_rulings: record.inputs.tier_rulings,
        signatures: &signatures,
        as_of: record.inputs.as_of,
        program: PROGRAM,
    };
    let mut book = Vec::new();
    write_workbook(&view, std::io::Cursor::new(&mut book))?;
    outputs.write(WORKBOOK, &book)?;
    for (number, judge) in (1..).zip(&record.season().judges) {
        let mut book = Vec::new();
        write_score_book(&view, number, std::io::Cursor::new(&mut book))?;
        outputs.write(&format!("{SCORE_BOOKS}/{}", name_score_book(number, judge)), &book)?;
    }
    write_letters(record, register, outputs)
}

/// Whether an output is one that [`write_review`] writes.
pub fn is_review_output(name: &str) -> bool {
    let folder = Path::new(name).parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    name == WORKBOOK || folder == SCORE_BOOKS || folder == LETTERS
}
