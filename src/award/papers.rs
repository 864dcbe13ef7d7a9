//! The papers of a season as files: which there are, what they are called, all written from one record.

use thiserror::Error;

use crate::award::budget_book::write_budget_book;
use crate::award::calendar::CalendarError;
use crate::award::commendation::write_commendation;
use crate::award::notice::write_notice;
use crate::award::record::AwardRecord;
use crate::award::report::write_report;
use crate::writers::workbook::BookError;

/// A paper of the award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaperKind {
    /// 评审情况报告
    Report,
    /// 公示
    Notice,
    /// 表彰通报
    Commendation,
    /// 补助资金预算表
    BudgetBook,
}

impl PaperKind {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Report, Self::Notice, Self::Commendation, Self::BudgetBook];

    /// Those of a season: where prizes cost no money there is no budget book.
    pub fn of(record: &AwardRecord<'_>) -> impl Iterator<Item = Self> {
        let pays = record.pays_money();
        Self::ALL.into_iter().filter(move |kind| pays || *kind != Self::BudgetBook)
    }

    /// The file's name in 输出/.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Report => "评审情况报告.docx",
            Self::Notice => "公示.docx",
            Self::Commendation => "表彰通报.docx",
            Self::BudgetBook => "补助资金预算表.xlsx",
        }
    }

    /// Whether everybody may see it.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Notice | Self::Commendation)
    }
}

/// Why a paper cannot be written.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The notice's days cannot be counted.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The workbook breaks a limit of its format.
    #[error("补助资金预算表无法生成：{0}")]
    Book(#[from] BookError),
}

/// Writes one paper; the same record gives the same bytes.
pub fn write_paper(kind: PaperKind, record: &AwardRecord<'_>) -> Result<Vec<u8>, PaperError> {
    match kind {
        PaperKind::Report => Ok(write_report(record)),
        PaperKind::Notice => Ok(write_notice(record)?),
        PaperKind::Commendation => Ok(write_commendation(record)),
        PaperKind::BudgetBook => Ok(write_budget_book(record)?),
    }
}
