//! The kinds of rule as a table: the word of policy.toml, and the file under `rules/` that judges it. Also the codes that
//! are always on, and those that come beside another kind.

use crate::check::case::Case;
use crate::check::case::Judgement;
use crate::check::rules::agrees;
use crate::check::rules::count_at_most;
use crate::check::rules::dated;
use crate::check::rules::document_present;
use crate::check::rules::field_ambiguous;
use crate::check::rules::form_missing;
use crate::check::rules::form_repeated;
use crate::check::rules::known_unit;
use crate::check::rules::lead_unit_named;
use crate::check::rules::matches;
use crate::check::rules::not_duplicate;
use crate::check::rules::not_repeated;
use crate::check::rules::one_of;
use crate::check::rules::per_unit_at_most;
use crate::check::rules::phone_valid;
use crate::check::rules::prompt_left_in;
use crate::check::rules::received_by_deadline;
use crate::check::rules::required;
use crate::check::rules::sections_present;
use crate::check::rules::signed;
use crate::check::rules::within_year;
use crate::check::rules::words_at_most;
use crate::policy::Rule;

/// One kind of rule.
pub(super) struct Kind {
    /// The word of policy.toml; for what is always on, the code.
    pub name: &'static str,
    /// What it says of one application.
    pub check: fn(&Rule, &Case<'_>) -> Judgement,
}

/// Kinds that a policy may use.
pub(super) const KINDS: &[Kind] = &[
    required::KIND,
    document_present::KIND,
    sections_present::KIND,
    count_at_most::KIND,
    words_at_most::KIND,
    signed::KIND,
    dated::KIND,
    received_by_deadline::KIND,
    within_year::KIND,
    phone_valid::KIND,
    known_unit::KIND,
    one_of::KIND,
    matches::KIND,
    agrees::KIND,
    prompt_left_in::KIND,
    not_duplicate::KIND,
    not_repeated::KIND,
    lead_unit_named::KIND,
    per_unit_at_most::KIND,
];

/// Codes that are always on and judged by themselves.
pub(super) const ALWAYS_ON: &[Kind] = &[form_missing::KIND, form_repeated::KIND, field_ambiguous::KIND];

/// Codes that come beside a kind: its rules report them.
pub(super) const COMPANIONS: &[(&str, &str)] = &[
    ("field-unrecognised", "required"),
    (signed::TYPED_ONLY, "signed"),
    (signed::BLANK_PICTURE, "signed"),
    (signed::REUSED, "signed"),
    (signed::SCAN_ONLY, "signed"),
    (signed::BROKEN, "signed"),
    (dated::IMPLAUSIBLE, "dated"),
    (not_duplicate::SIMILAR, "not-duplicate"),
];

/// What a rule says of an application. Codes that come beside a kind, and those of files, are met elsewhere and judge nothing.
pub(super) fn judge(rule: &Rule, case: &Case<'_>) -> Judgement {
    let kind = match rule.kind.name() {
        Some(name) => KINDS.iter().find(|kind| kind.name == name),
        None => ALWAYS_ON.iter().find(|kind| kind.name == rule.code),
    };
    kind.map_or_else(Judgement::pass, |kind| (kind.check)(rule, case))
}

/// The kind beside which the program reports this rule's code.
pub(super) fn lead_of(rule: &Rule) -> Option<&'static str> {
    let companion = COMPANIONS.iter().find(|(code, _)| rule.kind.name().is_none() && *code == rule.code);
    companion.map(|(_, kind)| *kind)
}

/// Whether a code comes beside a kind.
pub(super) fn is_companion(code: &str) -> bool {
    COMPANIONS.iter().any(|(companion, _)| *companion == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::ALWAYS_ON;
    use super::COMPANIONS;
    use super::KINDS;
    use super::lead_of;
    use crate::policy::builtin;

    #[test]
    fn every_kind_is_in_the_table_once() {
        let names: Vec<&str> = KINDS.iter().chain(ALWAYS_ON).map(|kind| kind.name).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len(), "{names:?}");
    }

    #[test]
    fn every_kind_stands_in_a_file_that_says_what_it_finds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
        for kind in KINDS.iter().chain(ALWAYS_ON) {
            let path = folder.join(format!("{}.rs", kind.name.replace('-', "_")));
            let source = fs::read_to_string(&path).expect("a file of the kind's name");
            let opening = format!("//! {}: ", kind.name);
            assert!(source.starts_with(&opening), "{} must open with `{opening}`", path.display());
        }
        let files = fs::read_dir(&folder).expect("the rules").flatten();
        let rules = files.filter(|file| file.file_name() != "mod.rs" && file.path().is_file()).count();
        assert_eq!(rules, KINDS.len() + ALWAYS_ON.len(), "a rule is not in the table");
    }

    #[test]
    fn every_rule_of_the_built_in_policy_is_judged_or_met_elsewhere() {
        for rule in &builtin().rules {
            let known = match rule.kind.name() {
                Some(name) => KINDS.iter().any(|kind| kind.name == name),
                None => {
                    let own = ALWAYS_ON.iter().any(|kind| kind.name == rule.code);
                    own || lead_of(rule).is_some() || rule.code.starts_with("file-")
                }
            };
            assert!(known, "{} is judged by nobody", rule.code);
        }
    }

    #[test]
    fn what_comes_beside_a_kind_comes_beside_one_that_there_is() {
        for (code, kind) in COMPANIONS {
            assert!(KINDS.iter().any(|known| known.name == *kind), "{code} comes beside {kind}");
        }
    }
}
