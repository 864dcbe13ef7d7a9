//! Settings files with one thing in them spoilt, and what is to be said of it, for the tests of settings.

use shenping::policy;
use shenping::policy::Policy;
use shenping::policy::SettingsError;

/// The measure of an invented city.
pub const OTHER_CITY: &str = include_str!("../../samples/odd/policy-other-city.toml");

/// A file with one thing in it changed, and the line that it stands on.
pub fn with_mistake(text: &str, right: &str, wrong: &str) -> (String, usize) {
    let at = text.find(right).unwrap_or_else(|| panic!("nothing to spoil: {right}"));
    let spoilt = text.replacen(right, wrong, 1);
    (spoilt, text[..at].matches('\n').count() + 1)
}

/// Expects one problem alone, on this line, that speaks of these words.
pub fn expect_one(error: &SettingsError, line: usize, words: &[&str]) {
    assert_eq!(error.problems().len(), 1, "{error}");
    expect_at(error, line, words);
}

/// Expects a problem on this line that speaks of these words.
pub fn expect_at(error: &SettingsError, line: usize, words: &[&str]) {
    let said: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    let prefix = format!("第 {line} 行：");
    let heard = said.iter().any(|said| said.starts_with(&prefix) && words.iter().all(|word| said.contains(word)));
    assert!(heard, "line {line}, {words:?}, but it says:\n{error}");
}

/// That city's measure, loaded.
pub fn other_city() -> Policy {
    policy::load_policy(OTHER_CITY, "policy.toml").expect("the measure of the other city loads")
}
