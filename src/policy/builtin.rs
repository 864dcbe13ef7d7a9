//! The policy that comes with the program, 秦工字〔2020〕28号, and the settings file that a new season starts from.

use std::sync::LazyLock;

use crate::policy::Policy;
use crate::policy::load::load_policy;

static TEXT: &str = include_str!("builtin/qinhuangdao-2020.toml");

static BUILTIN: LazyLock<Policy> = LazyLock::new(|| {
    // A test loads this very text, so that it cannot be wrong in a program that was released.
    load_policy(TEXT, "qinhuangdao-2020").expect("the built-in policy is loaded by the tests")
});

/// The measure of 秦皇岛市总工会, 2020.
pub fn builtin() -> &'static Policy {
    &BUILTIN
}

/// Its text, which a new season may start its own policy.toml from.
pub fn builtin_text() -> &'static str {
    TEXT
}

/// A season.toml for a year under a measure, to be filled in: what is not known yet stands there as a comment.
pub fn season_template(year: i16, policy: &Policy) -> String {
    let quotas: Vec<String> = policy.tiers.iter().map(|tier| format!("# {:?} = 1", tier.label)).collect();
    let text = include_str!("builtin/season.toml").replace("{year}", &year.to_string());
    text.replace("{quotas}", &quotas.join("\n"))
}
