//! What a submission's papers mean: typed fields with their places, the narrative documents, the signature, and the text
//! that nothing claimed.

use indexmap::IndexMap;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Coverage;
use crate::model::Located;
use crate::model::Money;
use crate::model::Place;
use crate::model::Signature;

/// One project as its papers put it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// Unique and stable: the submission's path, with `#sheet` or `#row 5` where one file holds several;
    /// the rows of a second list on one page say so: `#2#row 1`.
    pub id: String,
    /// The form it was read from; None where no form was found.
    pub form: Option<Place>,
    /// What stands above the form as its title; None where it has none.
    #[serde(default)]
    pub heading: Option<Located<String>>,
    /// Other forms of the same project that differ from the one that leads.
    pub other_forms: Vec<Place>,
    /// By the policy's field key, in the policy's order. Every field of the policy is here.
    pub fields: IndexMap<String, FieldReading>,
    /// None only where there is no form.
    pub signature: Option<Signature>,
    /// By the policy's document key: `description` and others that are read.
    pub documents: IndexMap<String, NarrativeDocument>,
    /// Files that are evidence (`evidence`) or another document kind that is kept, not read.
    pub evidence: Vec<Evidence>,
    /// Where the form's file or a written paper shows a picture of a photograph's size, which may be evidence.
    #[serde(default)]
    pub photograph: Option<Place>,
    /// Article 3's grounds, as candidates for people.
    pub priorities: Vec<Mention>,
    /// Article 4's areas, as candidates for people.
    pub areas: Vec<Mention>,
    /// Text on the form that no field claimed. A field whose label was not found may hide only in [`Unclaimed::Unknown`].
    pub unclaimed: Vec<Located<Unclaimed>>,
    /// How much of the form's text a field, a label, a prompt or a title claimed; in a list without the rows of other projects.
    pub characters: Coverage,
}

/// What can be said of text that no field claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unclaimed {
    /// Nothing: it may be a field under a label that the policy does not know.
    Unknown,
    /// It stands under a label of something that the policy does not ask (备注, 传真), or is a note of the form itself.
    Foreign,
    /// It stands on a hidden sheet, row or column, or on a sheet of instructions.
    Hidden,
}

/// How a field of the policy fared on the paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldReading {
    /// There is a value.
    Read(FieldValue),
    /// The label is there and its value is empty.
    Empty {
        /// Where the value should stand (the label's place where no value cell exists).
        place: Place,
        /// The form's own prompt, where that is all that stands there.
        prompt: Option<String>,
        /// What stood there and is crossed out.
        #[serde(default)]
        struck: Option<String>,
        /// Whether a formula stands there for which the file holds no result.
        #[serde(default)]
        uncalculated: bool,
        /// What a comment on the empty cell says.
        #[serde(default)]
        comment: Option<String>,
        /// What else makes it uncertain that nothing was written, in Chinese, for a person.
        #[serde(default)]
        doubts: Vec<String>,
    },
    /// The label was not found.
    NotFound,
}

/// A value, and what else stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The value that leads.
    pub read: Located<Value>,
    /// The roster's name of the unit, where it knows it.
    pub canonical: Option<String>,
    /// The form's own prompt text that was left beside the value.
    pub prompt: Option<Located<()>>,
    /// Other candidates that disagree with the value.
    pub rivals: Vec<Located<Value>>,
    /// What else makes the value uncertain, in Chinese, for a person.
    #[serde(default)]
    pub doubts: Vec<String>,
    /// For organisations: whether the paper names the lead unit (牵头), None where only one unit stands there.
    pub lead_named: Option<bool>,
}

impl FieldValue {
    /// A value with nothing beside it that could be doubted.
    pub fn plain(read: Located<Value>) -> Self {
        Self { read, canonical: None, prompt: None, rivals: Vec::new(), doubts: Vec::new(), lead_named: None }
    }
}

/// A typed value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Prose, a name, or what stands in a typed field but could not be understood as its kind.
    Text(String),
    /// One organisation.
    Organisation(String),
    /// Organisations in the order of the paper.
    Organisations(Vec<String>),
    /// People in the order of the paper.
    People(Vec<String>),
    /// Phone numbers without white space, hyphen kept.
    Phones(Vec<String>),
    /// A day.
    Date(Date),
    /// From one day to another.
    Period(Period),
    /// One of the policy's options.
    Choice(String),
    /// Yuan.
    Money(Money),
    /// A number.
    Number(Decimal),
}

/// From one day to another, either open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day; the first of the month or year where only that is given.
    pub from: Option<Date>,
    /// Last day; the last of the month or year where only that is given.
    pub to: Option<Date>,
}

/// A document with running text, such as the description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NarrativeDocument {
    /// Where it stands: usually a whole file.
    pub place: Place,
    /// 字数 as Word's dialog counts, the policy's switches for text boxes and notes applied.
    pub words: usize,
    /// 字数 by the other reading of the doubtful characters (dashes, ellipses, circled digits, the other switch).
    pub words_other_reading: usize,
    /// Characters without white space.
    pub characters: usize,
    /// How much of it a section, a heading, or the names of unit and project claimed.
    #[serde(default)]
    pub coverage: Coverage,
    /// The policy's sections that were found, in the order of the paper.
    pub sections: Vec<SectionRead>,
    /// Whether anything in it looks like headings at all.
    pub has_headings: bool,
    /// Headings of the same rank as the sections' that match none of the policy's: a section may stand under one of them.
    pub other_headings: Vec<Located<()>>,
    /// The unit that it names, where it does.
    pub unit: Option<Located<String>>,
    /// The project that it names, where it does.
    pub project: Option<Located<String>>,
    /// The whole text, a line a paragraph.
    pub text: String,
    /// Other papers of the same kind that say something else, none of them the later version by its name.
    #[serde(default)]
    pub others: Vec<Place>,
}

/// A section of a narrative document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionRead {
    /// The policy's key.
    pub key: String,
    /// The heading as written.
    pub heading: String,
    /// Where the heading stands.
    pub place: Place,
    /// Characters of text below it, white space left out.
    pub characters: usize,
    /// Whether nothing is below it but the next section's heading, while below the last of such headings lines enough for all of
    /// them stand: the texts may all be there.
    #[serde(default)]
    pub text_may_follow: bool,
}

/// A paper that is kept as evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The policy's document key, usually `evidence`.
    pub role: String,
    /// The file, or the part of another paper that holds it.
    pub place: Place,
}

/// A passage that may bear on a priority or an area of the measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The policy's key of the priority or area.
    pub key: String,
    /// The passage, short.
    pub quote: String,
    /// Where it stands.
    pub place: Place,
}

impl Application {
    /// The value of a field, where it was read.
    pub fn value(&self, key: &str) -> Option<&FieldValue> {
        match self.fields.get(key) {
            Some(FieldReading::Read(value)) => Some(value),
            _ => None,
        }
    }

    /// The value of a field as one line of text for a list; None where it was not read.
    pub fn text(&self, key: &str) -> Option<String> {
        self.value(key).map(|field| field.read.value.to_string())
    }

    /// The day of its signature, where it bears one.
    pub fn day_of_signing(&self) -> Option<Date> {
        self.signature.as_ref()?.date
    }
}

/// Whether both papers bear the day of their signature, and the one's is before the other's.
pub fn was_signed_before(one: Option<Date>, other: Option<Date>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one < other)
}

impl std::fmt::Display for Value {
    /// As a person would write it in a list: names joined by `、`, a date as `2026-10-12`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Organisation(text) | Self::Choice(text) => f.write_str(text),
            Self::Organisations(list) | Self::People(list) | Self::Phones(list) => f.write_str(&list.join("、")),
            Self::Date(date) => write!(f, "{date}"),
            Self::Period(Period { from, to }) => {
                let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{}至{}", day(from), day(to))
            }
            Self::Money(money) => write!(f, "{money}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}
