//! The papers of a season as files: which there are, what they are called, all written from one record.

use crate::award::budget_book::write_budget_book;
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

/// Writes one paper; only a workbook can fail, where it breaks a limit of its format.
pub fn write_paper(kind: PaperKind, record: &AwardRecord<'_>) -> Result<Vec<u8>, BookError> {
    match kind {
        PaperKind::Report => Ok(write_report(record)),
        PaperKind::Notice => Ok(write_notice(record)),
        PaperKind::Commendation => Ok(write_commendation(record)),
        PaperKind::BudgetBook => write_budget_book(record),
    }
}
