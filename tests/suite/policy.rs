//! Settings: the built-in measure is whole, a mistake is named at its line with the nearest right word, and the measure of
//! another city loads without a change of code.

use shenping::policy;

#[test]
fn the_built_in_measure_loads_without_a_word_against_it() {
    let lint = policy::lint_policy(policy::builtin_text(), "qinhuangdao-2020.toml");
    assert!(lint.is_none(), "{}", lint.map(|error| error.to_string()).unwrap_or_default());
    assert_eq!(policy::builtin().fields.len(), 13);
}

#[test]
fn a_new_seasons_settings_load() {
    let season = policy::load_season(&policy::season_template(2026), "season.toml", policy::builtin()).unwrap();
    assert_eq!(season.year, 2026);
}
