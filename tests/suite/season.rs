//! season.toml: this year's settings are checked against the measure, a mistake is named at its line, a likely slip warned of.

use shenping::policy;

use crate::made_settings::expect_at;
use crate::made_settings::expect_one;
use crate::made_settings::other_city;
use crate::made_settings::with_mistake;

const SEASON: &str = r#"schema = 1
year = 2026
deadline = "2026-11-20T17:30:00+08:00"
[[judges]]
name = "赵一"
unit = "秦皇岛市总工会"
[[judges]]
name = "钱二"
unit = "秦皇岛市职工大学"
[budget]
amount = 300000
[quotas]
"一等奖" = 2
"二等奖" = 3
[publicity]
starts = 2026-12-07
counting = "next-day"
contact = { person = "孙三", phone = "0335-0000000" }
[award]
confirmed_on = 2026-12-15
confirmed_by = "评审委员会"
[correction]
working_days = 5
[provincial]
places = 3
[[calendar]]
day = 2027-01-01
kind = "off"
[[exceptions]]
submission = "2026-003"
rule = "joint-units-over-limit"
by = "研究室"
reason = "跨系统项目"
[[recusals]]
judge = "钱二"
submission = "2026-001"
dismissed = true
reason = "已调离"
[[receipts]]
submission = "海港区总工会"
received = 2026-11-19T09:00:00+08:00
"#;

fn expect_season_error(right: &str, wrong: &str, words: &[&str]) {
    let (text, line) = with_mistake(SEASON, right, wrong);
    let error = policy::load_season(&text, "season.toml", policy::builtin()).expect_err(wrong);
    expect_one(&error, line, words);
}

#[test]
fn a_season_loads_whole() {
    let season = policy::load_season(SEASON, "season.toml", policy::builtin()).unwrap();
    assert_eq!(season.year, 2026);
    assert_eq!(season.deadline, "2026-11-20T09:30:00Z".parse().ok());
    assert_eq!(season.judges.len(), 2);
    assert_eq!(season.quotas["二等奖"], 3);
    assert_eq!(season.correction_days, Some(5));
    assert_eq!(season.provincial_places, Some(3));
    assert_eq!(season.calendar.len(), 1);
    assert!(season.recusals[0].dismissed);
    assert_eq!(season.receipts[0].1, "2026-11-19T01:00:00Z".parse().unwrap());
    assert_eq!(season.publicity.unwrap().contact["person"], "孙三");
    assert!(policy::lint_season(SEASON, "season.toml", policy::builtin()).is_none());
}

#[test]
fn a_new_seasons_settings_load_and_so_do_all_their_suggestions() {
    let text = policy::season_template(2026, policy::builtin());
    let season = policy::load_season(&text, "season.toml", policy::builtin()).unwrap();
    assert_eq!(season.year, 2026);
    let is_setting = |line: &str| line.starts_with('[') || (line.is_char_boundary(1) && line.contains(" = "));
    let filled: String = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line))
        .map(|line| format!("{line}\n"))
        .collect();
    let season = policy::load_season(&filled, "season.toml", policy::builtin()).unwrap();
    assert_eq!((season.judges.len(), season.exceptions.len(), season.receipts.len()), (1, 1, 1));
}

#[test]
fn mistakes_in_a_season_are_named_at_their_line() {
    expect_season_error("\"一等奖\" = 2", "\"特等奖\" = 2", &["特等奖", "等奖"]);
    expect_season_error("+08:00\"", "\"", &["时区", "+08:00"]);
    expect_season_error("counting = \"next-day\"", "counting = \"nextday\"", &["next-day"]);
    expect_season_error(
        "rule = \"joint-units-over-limit\"",
        "rule = \"joint-unit-over-limit\"",
        &["joint-units-over-limit"],
    );
    expect_season_error("judge = \"钱二\"", "judge = \"钱一\"", &["钱一", "赵一"]);
    expect_season_error("year = 2026", "year = 26", &["2000"]);
    expect_season_error("amount = 300000", "amount = \"30万\"", &["amount"]);
    expect_season_error("starts = 2026-12-07", "starts = \"12月7日\"", &["starts", "2026-12-07"]);
    expect_season_error("kind = \"off\"", "kind = \"holiday\"", &["off"]);
    expect_season_error("places = 3", "place = 3", &["places"]);
    let (text, line) = with_mistake(SEASON, "[[judges]]\nname = \"钱二\"", "[[judge]]\nname = \"钱二\"");
    expect_at(&policy::load_season(&text, "s", policy::builtin()).unwrap_err(), line, &["judge", "是不是“judges”"]);
    let twice = "name = \"赵一\"\nunit = \"秦皇岛市总工会\"\n[[judges]]\nname = \"赵 一\"";
    let (text, line) = with_mistake(SEASON, "name = \"赵一\"", twice);
    expect_one(&policy::load_season(&text, "s", policy::builtin()).unwrap_err(), line + 3, &["两次"]);
}

#[test]
fn quotas_above_the_cap_of_the_measure_are_refused() {
    let season = |places: u32| format!("schema = 1\nyear = 2026\n[quotas]\n\"特等奖\" = {places}\n\"鼓励奖\" = 15\n");
    assert!(policy::load_season(&season(5), "season.toml", &other_city()).is_ok());
    let error = policy::load_season(&season(6), "season.toml", &other_city()).unwrap_err();
    expect_one(&error, 3, &["21", "20"]);
}

#[test]
fn likely_slips_in_a_season_are_warned_of() {
    let cases = [
        ("deadline = \"2026-11-20", "deadline = \"2021-11-20", "2021"),
        ("starts = 2026-12-07", "starts = 2026-11-07", "早于截止日"),
        ("amount = 300000", "amount = 119999.99", "超过预算"),
        ("name = \"钱二\"\nunit = \"秦皇岛市职工大学\"", "name = \"钱二\"", "回避"),
    ];
    for (right, wrong, words) in cases {
        let (text, _) = with_mistake(SEASON, right, wrong);
        assert!(policy::load_season(&text, "season.toml", policy::builtin()).is_ok(), "{wrong}");
        let lint = policy::lint_season(&text, "season.toml", policy::builtin()).expect(wrong).to_string();
        assert!(lint.contains(words), "{lint}");
    }
    let (text, _) = with_mistake(SEASON, "amount = 300000", "amount = 120000");
    assert!(policy::lint_season(&text, "season.toml", policy::builtin()).is_none());
}

#[test]
fn a_public_notice_without_its_first_day_is_not_yet_known() {
    let (text, line) = with_mistake(SEASON, "starts = 2026-12-07\n", "");
    let season = policy::load_season(&text, "season.toml", policy::builtin()).unwrap();
    assert_eq!(season.publicity, None);
    let lint = policy::lint_season(&text, "season.toml", policy::builtin()).unwrap();
    expect_one(&lint, line - 1, &["starts"]);
}

#[test]
fn the_sample_seasons_settings_load_without_a_word_against_them() {
    let text = std::fs::read_to_string("samples/season-2026/season.toml").unwrap();
    let lint = policy::lint_season(&text, "season.toml", policy::builtin());
    assert!(lint.is_none(), "{}", lint.map(|error| error.to_string()).unwrap_or_default());
}
