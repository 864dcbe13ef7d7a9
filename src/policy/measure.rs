//! The measure as data: what policy.toml says, checked. Built by `load.rs`; every reference in it resolves.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Money;
use crate::model::OnFail;
use crate::model::SignatureState;

/// A measure (办法): what is asked, what is checked under which article, how it is scored and paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Short name: `qinhuangdao-2020`.
    pub id: String,
    /// 秦皇岛市工会工作创新项目补助实施办法（试行）
    pub title: String,
    /// 秦工字〔2020〕28号
    pub document_number: String,
    /// Who gives the award: 秦皇岛市总工会.
    pub organiser: String,
    /// Who runs it: 秦皇岛市总工会研究室.
    pub office: String,
    /// What the award is called: 工会工作创新成果.
    pub award: String,
    /// Titles by which the form is known.
    pub form_titles: Vec<String>,
    /// Which field plays which part.
    pub roles: Roles,
    /// Fields of the form, in its order.
    pub fields: Vec<FieldSpec>,
    /// Kinds of paper; `form`, `description` and `evidence` are always here.
    pub documents: Vec<DocumentSpec>,
    /// Rules in the order of the file, then those that follow from `required = true` and those always on.
    pub rules: Vec<Rule>,
    /// What the measure lets go first (article 3).
    pub priorities: Vec<Topic>,
    /// The areas that the measure names (article 4).
    pub areas: Vec<Topic>,
    /// What is scored.
    pub criteria: Vec<Criterion>,
    /// How scores become one figure.
    pub scoring: Scoring,
    /// Prizes, the highest first.
    pub tiers: Vec<Tier>,
    /// Cap over all tiers.
    pub max_total: Option<u32>,
    /// The public notice.
    pub publicity: PublicityTerms,
    /// What the measure asks that only people can judge.
    pub by_hand: Vec<HandCheck>,
}

/// Field keys by the part they play; the code never names a field of one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Kind organisation(s): who applies.
    pub applicant: Option<String>,
    /// Kind text: what the project is called.
    pub title: Option<String>,
    /// Kind people: who is in charge.
    pub people: Option<String>,
    /// Kind organisations: who applies along.
    pub partners: Option<String>,
    /// Kind choice or text: what the money goes by, where it goes by category.
    pub category: Option<String>,
    /// Kind phone: whom to call.
    pub phone: Option<String>,
    /// Kind period: when the project ran.
    pub period: Option<String>,
    /// Kind signature.
    pub signature: Option<String>,
    /// Kind date: when it was signed.
    pub sign_date: Option<String>,
}

/// Kinds of field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldKind {
    /// One unit (or several in one cell, of which the lead counts).
    Organisation,
    /// Several units.
    Organisations,
    /// Names of people.
    People,
    /// Phone numbers.
    Phone,
    /// Prose or a name.
    Text,
    /// A day.
    Date,
    /// From one day to another.
    Period,
    /// One of the options.
    Choice,
    /// An amount.
    Money,
    /// A number.
    Number,
    /// A signature line.
    Signature,
}

impl FieldKind {
    /// The words of policy.toml, with the kinds.
    pub const ALL: [(&'static str, Self); 11] = [
        ("organisation", Self::Organisation),
        ("organisations", Self::Organisations),
        ("people", Self::People),
        ("phone", Self::Phone),
        ("text", Self::Text),
        ("date", Self::Date),
        ("period", Self::Period),
        ("choice", Self::Choice),
        ("money", Self::Money),
        ("number", Self::Number),
        ("signature", Self::Signature),
    ];

    /// The word of policy.toml.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One field of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldSpec {
    /// `leaders`
    pub key: String,
    /// 项目负责
    pub label: String,
    /// Other labels by which it goes.
    pub aliases: Vec<String>,
    /// What its value is.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// The article.
    pub basis: Option<String>,
    /// For kind choice.
    pub options: Vec<String>,
    /// Prompts of the form that are no value (请填写单位全称), beside what every form knows.
    pub prompts: Vec<String>,
}

/// One kind of paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentSpec {
    /// `description`
    pub key: String,
    /// 文字说明
    pub label: String,
    /// Words by which file names and titles are known.
    pub aliases: Vec<String>,
    /// Whether it must be there.
    pub required: bool,
    /// The article.
    pub basis: Option<String>,
    /// Sections it should have.
    pub sections: Vec<SectionSpec>,
}

/// One section of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionSpec {
    /// `main_content`
    pub key: String,
    /// 主要内容
    pub label: String,
    /// Other headings.
    pub aliases: Vec<String>,
}

/// One rule: an instance of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// `leaders-over-limit`; several rules may share one.
    pub code: String,
    /// What it checks, with its options.
    pub kind: RuleKind,
    /// Field or document key; resolved on loading where the file leaves it out and there is only one of its kind. None for
    /// rules on whole submissions.
    pub subject: Option<String>,
    /// What failing means.
    pub on_fail: OnFail,
    /// The article.
    pub basis: Option<String>,
    /// Line in policy.toml, from 1; None for rules that follow from `required` or are always on.
    pub line: Option<usize>,
}

/// Kinds of rule with their options. The names in policy.toml are the kebab-case of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RuleKind {
    /// The field is there and not empty.
    Required,
    /// The document is there.
    DocumentPresent,
    /// All of the document's sections are there.
    SectionsPresent,
    /// The field lists at most so many.
    CountAtMost {
        /// Inclusive.
        limit: usize,
    },
    /// The document or field has at most so many 字.
    WordsAtMost {
        /// Inclusive.
        limit: usize,
        /// Whether text boxes count.
        text_boxes: bool,
        /// Whether footnotes and endnotes count.
        notes: bool,
    },
    /// The signature is of an accepted state.
    Signed {
        /// Accepted states.
        accept: Vec<SignatureState>,
    },
    /// The date field is there and plausible.
    Dated,
    /// Received by the season's deadline.
    ReceivedByDeadline,
    /// The period, or where there is none the texts, speak of the season's year.
    WithinYear,
    /// A Chinese mobile or fixed-line number.
    PhoneValid,
    /// In the roster, where there is one.
    KnownUnit,
    /// One of the field's options.
    OneOf,
    /// The value matches a regular expression.
    Matches {
        /// Its source; known to compile.
        pattern: String,
    },
    /// The field agrees with what another document says.
    Agrees {
        /// Key of the document.
        with: String,
    },
    /// The form's prompt stands beside a value.
    PromptLeftIn,
    /// Not the same project twice in this season.
    NotDuplicate {
        /// 0 to 1.
        similarity: f64,
    },
    /// Not a project of earlier seasons.
    NotRepeated {
        /// 0 to 1.
        similarity: f64,
        /// How many years back.
        years: u32,
    },
    /// Where several units apply, the lead is named.
    LeadUnitNamed,
    /// No more projects of one unit in a season.
    PerUnitAtMost {
        /// Inclusive.
        limit: usize,
    },
    /// Always on, met by the program itself: form-missing, form-repeated, field-unrecognised, field-ambiguous, file-…
    Intrinsic,
}

impl RuleKind {
    /// The word of policy.toml; None for what the program itself reports.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Self::Required => Some("required"),
            Self::DocumentPresent => Some("document-present"),
            Self::SectionsPresent => Some("sections-present"),
            Self::CountAtMost { .. } => Some("count-at-most"),
            Self::WordsAtMost { .. } => Some("words-at-most"),
            Self::Signed { .. } => Some("signed"),
            Self::Dated => Some("dated"),
            Self::ReceivedByDeadline => Some("received-by-deadline"),
            Self::WithinYear => Some("within-year"),
            Self::PhoneValid => Some("phone-valid"),
            Self::KnownUnit => Some("known-unit"),
            Self::OneOf => Some("one-of"),
            Self::Matches { .. } => Some("matches"),
            Self::Agrees { .. } => Some("agrees"),
            Self::PromptLeftIn => Some("prompt-left-in"),
            Self::NotDuplicate { .. } => Some("not-duplicate"),
            Self::NotRepeated { .. } => Some("not-repeated"),
            Self::LeadUnitNamed => Some("lead-unit-named"),
            Self::PerUnitAtMost { .. } => Some("per-unit-at-most"),
            Self::Intrinsic => None,
        }
    }
}

/// A ground or area that is looked for in texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// `media`
    pub key: String,
    /// 市级以上主流媒体刊发报道
    pub label: String,
    /// Words to look for.
    pub keywords: Vec<String>,
    /// The article.
    pub basis: Option<String>,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureSource {
    /// The measure says so.
    Measure,
    /// The office's working figure; the papers say so.
    Office,
}

/// One thing that is scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// `political`
    pub key: String,
    /// 政治性
    pub label: String,
    /// Highest score; the lowest is 0.
    pub max: Decimal,
    /// The step that scores go in, where the policy sets one.
    pub step: Option<Decimal>,
    /// Whose figure the maximum is.
    pub source: FigureSource,
    /// The article.
    pub basis: Option<String>,
    /// What the measure says of it, for the judges.
    pub description: Option<String>,
}

/// How the judges' totals become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aggregate {
    /// Plain mean.
    Mean,
    /// One highest and one lowest left out.
    TrimmedMean,
    /// Median.
    Median,
}

/// One step of the tie chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TieBreak {
    /// Mean of one criterion, by key.
    Criterion(String),
    /// Highest median total.
    Median,
    /// Mean of all judges' totals, untrimmed.
    Mean,
}

/// How scores become a ranking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scoring {
    /// The official figure.
    pub aggregate: Aggregate,
    /// So many of the highest and as many of the lowest are left out of a trimmed mean.
    pub trim: usize,
    /// With fewer scores, the plain mean; at least what leaves one score over.
    pub trim_from: usize,
    /// Decimals of the official figure, rounded half up.
    pub decimals: u32,
    /// Tie chain; what is tied after it is for the committee.
    pub ties: Vec<TieBreak>,
    /// Whose figures these are.
    pub source: FigureSource,
}

impl Scoring {
    /// The fewest scores that are trimmed: whatever the policy says, one must be left.
    pub fn fewest_trimmed(&self) -> usize {
        self.trim_from.max(2 * self.trim + 1)
    }

    /// 去掉一个最高分和一个最低分
    pub fn describe_trim(&self) -> String {
        let count = match self.trim {
            1 => "一".to_owned(),
            2 => "两".to_owned(),
            more => more.to_string(),
        };
        format!("去掉{count}个最高分和{count}个最低分")
    }
}

/// One prize.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tier {
    /// 一等奖
    pub label: String,
    /// What one prize costs.
    pub amount: TierAmount,
    /// The article.
    pub basis: Option<String>,
    /// Limits that go by tier: field key to inclusive count.
    pub limits: IndexMap<String, usize>,
}

/// What one prize of a tier costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TierAmount {
    /// The same for all; zero for honour alone.
    Fixed(Money),
    /// By the value of the category field.
    ByCategory(IndexMap<String, Money>),
}

/// An article that no program can check: shown to people beside what the program found, never a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandCheck {
    /// `eligible-applicant`; shares no code with a rule.
    pub code: String,
    /// 申报主体
    pub label: String,
    /// What people must ask themselves.
    pub question: String,
    /// The article.
    pub basis: Option<String>,
}

/// The public notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicityTerms {
    /// How long; 0 where the measure sets no time.
    pub working_days: u32,
    /// The article.
    pub basis: Option<String>,
}

impl DocumentSpec {
    /// What a section of this document is called.
    pub fn section_label(&self, key: &str) -> Option<&str> {
        self.sections.iter().find(|section| section.key == key).map(|section| section.label.as_str())
    }
}

impl Policy {
    /// The field of this key.
    pub fn field(&self, key: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The document of this key.
    pub fn document(&self, key: &str) -> Option<&DocumentSpec> {
        self.documents.iter().find(|document| document.key == key)
    }

    /// Whether a document's text is read: its sections are asked for, its words are counted, or a field must agree with it.
    /// Others are kept as they came.
    pub fn is_written(&self, document: &DocumentSpec) -> bool {
        let reads = |rule: &Rule| match &rule.kind {
            RuleKind::WordsAtMost { .. } => rule.subject.as_ref() == Some(&document.key),
            RuleKind::Agrees { with } => *with == document.key,
            _ => false,
        };
        let given = ["form", "evidence"].contains(&document.key.as_str());
        !document.sections.is_empty() || !given && self.rules.iter().any(reads)
    }

    /// The rule of this code that bears on this subject: one about it alone, else one about everything.
    pub fn rule(&self, code: &str, subject: Option<&str>) -> Option<&Rule> {
        let mut rules = self.rules.iter().filter(|rule| rule.code == code);
        let exact = rules.clone().find(|rule| rule.subject.as_deref() == subject);
        exact.or_else(|| rules.find(|rule| rule.subject.is_none() || subject.is_none()))
    }

    /// What a finding's subject is called on paper. A section may have the key of a field: the rule of the finding's code says
    /// which of them is meant.
    pub fn subject_label<'policy>(&'policy self, code: &str, key: &'policy str) -> &'policy str {
        let mut rules = self.rules.iter().filter(|rule| rule.code == code && rule.kind == RuleKind::SectionsPresent);
        let document = rules.find_map(|rule| self.document(rule.subject.as_deref()?));
        document.and_then(|document| document.section_label(key)).unwrap_or_else(|| self.label_of(key))
    }

    /// What a subject is called on paper: a field's, document's or section's label, else the key itself.
    pub fn label_of<'policy>(&'policy self, key: &'policy str) -> &'policy str {
        if let Some(field) = self.field(key) {
            return &field.label;
        }
        if let Some(document) = self.document(key) {
            return &document.label;
        }
        let mut sections = self.documents.iter().flat_map(|document| &document.sections);
        sections.find(|section| section.key == key).map_or(key, |section| &section.label)
    }
}
