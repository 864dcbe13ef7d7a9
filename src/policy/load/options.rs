//! What a rule takes beside its subject: limits, patterns, similarity, accepted signatures.

use regex::RegexBuilder;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::SignatureState;
use crate::policy::RuleKind;
use crate::policy::kinds::KindSpec;
use crate::policy::load::raw::Section;
use crate::policy::load::subjects::Subjects;

/// Words of `accept`.
const STATES: [(&str, SignatureState); 5] = [
    ("picture", SignatureState::Picture),
    ("ink", SignatureState::Ink),
    ("digital", SignatureState::Digital),
    ("scan", SignatureState::Scan),
    ("typed", SignatureState::Typed),
];

/// A compiled pattern may take so many bytes.
const PATTERN_BYTES: usize = 1 << 20;

/// How alike texts must be where the file does not say.
const SIMILARITY: f64 = 0.8;

/// How many years back where the file does not say.
const YEARS: i64 = 3;

/// The kind of a rule with its options.
pub(super) fn read_options(section: &Section<'_>, spec: &KindSpec, subjects: &Subjects<'_>) -> RuleKind {
    match spec.name {
        "required" => RuleKind::Required,
        "document-present" => RuleKind::DocumentPresent,
        "sections-present" => RuleKind::SectionsPresent,
        "count-at-most" => RuleKind::CountAtMost { limit: read_limit(section) },
        "words-at-most" => RuleKind::WordsAtMost {
            limit: read_limit(section),
            text_boxes: section.flag("text_boxes").unwrap_or(true),
            notes: section.flag("notes").unwrap_or(true),
        },
        "signed" => RuleKind::Signed { accept: read_accepted(section) },
        "dated" => RuleKind::Dated,
        "received-by-deadline" => RuleKind::ReceivedByDeadline,
        "within-year" => RuleKind::WithinYear,
        "phone-valid" => RuleKind::PhoneValid,
        "known-unit" => RuleKind::KnownUnit,
        "one-of" => RuleKind::OneOf,
        "matches" => RuleKind::Matches { pattern: read_pattern(section) },
        "agrees" => RuleKind::Agrees { with: read_other_document(section, subjects) },
        "prompt-left-in" => RuleKind::PromptLeftIn,
        "not-duplicate" => RuleKind::NotDuplicate { similarity: read_similarity(section) },
        "not-repeated" => RuleKind::NotRepeated { similarity: read_similarity(section), years: read_years(section) },
        "lead-unit-named" => RuleKind::LeadUnitNamed,
        "per-unit-at-most" => RuleKind::PerUnitAtMost { limit: read_limit(section) },
        _ => RuleKind::Intrinsic,
    }
}

fn read_limit(section: &Section<'_>) -> usize {
    if !section.has("limit") {
        section.missing("limit");
    }
    let limit = section.whole("limit", 0..=10_000_000);
    limit.and_then(|limit| usize::try_from(limit.into_inner()).ok()).unwrap_or(0)
}

fn read_years(section: &Section<'_>) -> u32 {
    let years = section.whole("years", 1..=100).map_or(YEARS, toml::Spanned::into_inner);
    u32::try_from(years).unwrap_or(0)
}

fn read_similarity(section: &Section<'_>) -> f64 {
    let Some(similarity) = section.decimal("similarity") else { return SIMILARITY };
    if *similarity.get_ref() <= Decimal::ZERO || *similarity.get_ref() > Decimal::ONE {
        let message = format!("similarity 是 {}，应大于 0、不超过 1", similarity.get_ref());
        section.reading.error_with_help(&similarity.span(), message, "0.8 表示八成相同");
    }
    similarity.get_ref().to_f64().unwrap_or(SIMILARITY)
}

fn read_accepted(section: &Section<'_>) -> Vec<SignatureState> {
    if !section.has("accept") {
        return vec![SignatureState::Picture, SignatureState::Ink, SignatureState::Digital];
    }
    let mut accepted = Vec::new();
    for word in section.texts("accept") {
        match STATES.iter().find(|(name, _)| name == word.get_ref()) {
            Some((_, state)) => accepted.push(*state),
            None => {
                let message = format!("accept 里不能有“{}”", word.get_ref());
                let names: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
                section.reading.unknown_word(&word.span(), message, word.get_ref(), &names);
            }
        }
    }
    accepted
}

fn read_pattern(section: &Section<'_>) -> String {
    let pattern = section.required_text("pattern");
    if let Err(error) = RegexBuilder::new(pattern.get_ref()).size_limit(PATTERN_BYTES).build() {
        let message = format!("pattern“{}”不是有效的正则表达式", pattern.get_ref());
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        section.reading.error_with_help(&pattern.span(), message, reason);
    }
    pattern.into_inner()
}

fn read_other_document(section: &Section<'_>, subjects: &Subjects<'_>) -> String {
    let with = section.required_text("with");
    let others: Vec<&str> = subjects.document_keys().filter(|key| *key != "form" && *key != "evidence").collect();
    if !with.get_ref().is_empty() && !others.contains(&with.get_ref().as_str()) {
        let message = format!("with：没有“{}”这一材料可以对照", with.get_ref());
        section.reading.unknown_word(&with.span(), message, with.get_ref(), &others);
    }
    with.into_inner()
}
