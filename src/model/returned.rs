//! Books that come back filled in: what was read in them, how that differs from what the register has, and what must be
//! settled before any of it is taken in.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::model::Place;
use crate::model::Ruling;
use crate::model::RulingVerdict;
use crate::model::ScoreSheet;
use crate::model::TierRuling;

/// What a filled book is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookKind {
    /// One judge's book; the judge's place in season.toml, from 1.
    ScoreBook(u32),
    /// The committee's workbook.
    ReviewWorkbook,
    /// Neither.
    Unknown,
}

/// What one filled book says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BookReading {
    /// The book.
    pub file: Arc<str>,
    /// What it is.
    pub kind: BookKind,
    /// Judges' lines in which anything stands.
    pub scores: Vec<ScoreSheet>,
    /// 人工核定, where it is filled in.
    pub rulings: Vec<ReadRuling>,
    /// 最终等次, where it is filled in.
    pub tiers: Vec<ReadTier>,
    /// The lists that were found.
    pub lists: Vec<ReadList>,
    /// What is wrong with the book itself.
    pub issues: Vec<BookIssue>,
    /// These very bytes were taken in before: what the register has otherwise since is newer.
    pub taken_before: bool,
}

/// A list of a book, and the numbers of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadList {
    /// What it lists.
    pub subject: ListSubject,
    /// Where its header stands.
    pub place: Place,
    /// Numbers of its rows, in their order.
    pub numbers: Vec<String>,
    /// Unit and project as they stand beside a number, for the rows in which people filled something in.
    pub named: Vec<NamedRow>,
    /// Numbers of the rows in which the book hints at a recusal.
    pub hinted: Vec<String>,
}

/// The names that stand in a filled row, by which a number that was mistyped or sorted apart is noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// The entry's number.
    pub number: String,
    /// The applying unit; empty where none stands there.
    pub unit: String,
    /// The project; empty where none stands there.
    pub project: String,
    /// Where.
    pub place: Place,
}

/// What a list of a book is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ListSubject {
    /// A judge's scores; the judge's place in season.toml, from 1.
    Scores(u32),
    /// 人工核定
    Rulings,
    /// 最终等次
    Tiers,
}

/// 人工核定 as it stands in a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRuling {
    /// The entry's number.
    pub number: String,
    /// What was chosen.
    pub verdict: RulingVerdict,
    /// 核定说明
    pub note: String,
    /// Where.
    pub place: Place,
}

/// 最终等次 as it stands in a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTier {
    /// The entry's number.
    pub number: String,
    /// Label of the tier; None: no prize.
    pub tier: Option<String>,
    /// Whether it takes back what was settled.
    pub withdrawn: bool,
    /// 调整说明
    pub note: String,
    /// Where.
    pub place: Place,
}

/// Kinds of trouble with a filled book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// It is neither a score book nor the review workbook, or could not be read.
    NotABook,
    /// Its file is damaged: what was read may not be all that was filled in.
    Damaged,
    /// Made for another year, or another measure.
    AnotherSeason,
    /// Made under criteria, judges or tiers that changed since, or it does not say.
    ChangedSettings,
    /// Whose scores they are cannot be told, or the judge is not this season's.
    UnknownJudge,
    /// A column that must be there is missing, or there twice.
    ColumnMissing,
    /// A number that no entry has, or that is not scored.
    UnknownProject,
    /// Unit and project beside a number are those of another one.
    NamesDiffer,
    /// Columns seem to have been sorted without the others.
    SortedAlone,
    /// A filled row without a number, or a list without the numbers' column.
    NumberMissing,
    /// A number twice in one list.
    NumberTwice,
    /// Rows of projects that the list should have are gone.
    RowsMissing,
    /// Not a number, or a formula without a result.
    NotANumber,
    /// Below zero or above the most.
    OutOfRange,
    /// Between the steps that the measure allows.
    WrongStep,
    /// A word that is not in the list to choose from.
    WrongWord,
    /// Some criteria are scored and some are not.
    HalfScored,
    /// Projects that are not scored yet.
    NotScored,
    /// The total that stands there is not the sum.
    TotalDiffers,
    /// A total stands there and no score: it is not taken in.
    TotalOnly,
    /// Recused and yet scored.
    RecusedYetScored,
    /// Taken back by the judge's words and yet scored.
    WithdrawnYetScored,
    /// What the register has stands empty in the book.
    Emptied,
    /// Two books say different things.
    BooksDisagree,
    /// A judge's book twice, saying the same.
    BookTwice,
    /// 人工核定 or a changed tier without a reason.
    ReasonMissing,
    /// What people typed where nothing is read: an added column, beside the list, a comment.
    NotRead,
    /// The book is older than what the register has: lines that were replaced since.
    Superseded,
}

/// Something that people must know or settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookIssue {
    /// What.
    pub kind: IssueKind,
    /// Whether nothing is taken in before it is settled.
    pub blocks: bool,
    /// In Chinese: where, what stands there, what to do.
    pub message: String,
    /// The entry's number, where it is about one.
    pub number: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

/// One thing that a book would change in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is about.
    pub subject: ListSubject,
    /// The entry's number.
    pub number: String,
    /// What the register has; None where it has nothing.
    pub old: Option<String>,
    /// What the book says.
    pub new: String,
    /// Where it stands.
    pub place: Place,
}

/// The difference between filled books and the register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Collected {
    /// What would change, by subject, then number.
    pub changes: Vec<Change>,
    /// What people must know or settle, in the order of the books.
    pub issues: Vec<BookIssue>,
    /// Judges' lines to append.
    pub scores: Vec<ScoreSheet>,
    /// Rulings to append, by number.
    pub rulings: Vec<(String, Ruling)>,
    /// Tiers to append.
    pub tiers: Vec<TierRuling>,
}

impl Collected {
    /// Whether something must be settled first.
    pub fn is_blocked(&self) -> bool {
        self.issues.iter().any(|issue| issue.blocks)
    }
}
