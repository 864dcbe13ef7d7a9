//! The boundaries: exactly at the limit is allowed, one past it is not.

use jiff::civil::date;
use shenping::check::Arrival;
use shenping::check::EarlierProject;
use shenping::model::Located;
use shenping::model::Period;
use shenping::model::Value;

use crate::check::scene::Scene;
use crate::check::scene::UNIT;
use crate::check::scene::at;
use crate::check::scene::instant;
use crate::check::scene::prose;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn three_leaders_are_allowed_and_a_name_twice_is_one() {
    let mut scene = Scene::clean();
    scene.fill("leaders", Value::People(names(&["甲某", "乙某", "丙某"])));
    assert!(scene.codes().is_empty());
    scene.fill("leaders", Value::People(names(&["甲某", "乙某", "丙某", "甲 某"])));
    assert!(scene.codes().is_empty());
    scene.fill_as("leaders", Value::People(names(&["甲某"])), "甲某等4人");
    assert_eq!(scene.codes(), ["leaders-over-limit"]);
    scene.fill_as("leaders", Value::People(names(&["甲某"])), "甲某等3人");
    assert!(scene.codes().is_empty());
}

#[test]
fn three_joint_units_are_allowed_beside_the_lead() {
    let mut scene = Scene::clean();
    let units = ["抚宁区总工会", "昌黎县总工会", "卢龙县总工会"];
    scene.fill("joint_units", Value::Organisations(names(&units)));
    assert!(scene.codes().is_empty());
    scene.fill("joint_units", Value::Organisations(names(&[&["海港区总工会"], &units[..]].concat())));
    assert!(scene.codes().is_empty(), "the lead does not count among its partners");
}

#[test]
fn two_thousand_words_are_allowed() {
    let mut scene = Scene::clean();
    for (words, other, expected) in [
        (2000, 2000, None),
        (2001, 2001, Some("上限 2000 字，超出 1 字")),
        (2001, 2000, Some("两种计数结论不同")),
        (1990, 1980, None),
    ] {
        scene.description().words = words;
        scene.description().words_other_reading = other;
        let findings = scene.findings();
        let message = findings.first().map(|finding| finding.message.as_str());
        assert_eq!(message.is_some(), expected.is_some(), "{words} {other}");
        assert!(expected.is_none_or(|part| message.is_some_and(|message| message.contains(part))), "{message:?}");
    }
}

#[test]
fn the_instant_of_the_deadline_is_in_time() {
    let mut scene = Scene::clean();
    for (received, late) in
        [(None, false), (Some("2026-11-20T17:30:00+08:00"), false), (Some("2026-11-20T17:30:00.001+08:00"), true)]
    {
        let received = received.map(instant);
        scene.arrivals = vec![Arrival { submission: "海港区总工会".to_owned(), number: None, received }];
        assert_eq!(scene.codes().contains(&"submitted-late".to_owned()), late, "{received:?}");
    }
    scene.season.deadline = None;
    assert!(scene.codes().is_empty());
}

#[test]
fn today_and_the_first_of_january_of_the_year_before_are_plausible() {
    let mut scene = Scene::clean();
    for (day, plausible) in
        [(date(2026, 11, 20), true), (date(2026, 11, 21), false), (date(2025, 1, 1), true), (date(2024, 12, 31), false)]
    {
        scene.fill("sign_date", Value::Date(day));
        assert_eq!(scene.codes().is_empty(), plausible, "{day}");
    }
    scene.year = None;
    scene.fill("sign_date", Value::Date(date(2001, 1, 1)));
    assert!(scene.codes().is_empty(), "without a year no day is too early");
}

#[test]
fn today_is_the_day_in_china() {
    let mut scene = Scene::clean();
    scene.as_of = instant("2026-11-19T16:00:00Z");
    scene.fill("sign_date", Value::Date(date(2026, 11, 20)));
    assert!(scene.codes().is_empty());
    scene.as_of = instant("2026-11-19T15:59:59Z");
    assert_eq!(scene.codes(), ["sign-date-implausible"]);
}

#[test]
fn a_form_that_bears_another_year_in_its_title_is_shown_where_no_text_says_the_year() {
    let mut scene = Scene::clean();
    let heading = |text: &str| Some(Located { value: text.to_owned(), raw: text.to_owned(), place: at("甲.xlsx", 0) });
    for (title, outside) in [
        ("2025年度创新工作立项申报表", true),
        ("2026年度创新工作立项申报表", false),
        ("创新工作立项申报表（2020年版）", false),
        ("创新工作立项申报表", false),
    ] {
        scene.one().heading = heading(title);
        assert_eq!(scene.codes() == ["outside-year"], outside, "{title}");
        assert!(outside || scene.codes().is_empty(), "{title}");
    }
    scene.one().heading = heading("2025年度创新工作立项申报表");
    let day = |month| Some(date(2026, month, 1));
    scene.fill("period", Value::Period(Period { from: day(1), to: day(9) }));
    assert!(scene.codes().is_empty(), "the period says which year it is");
}

#[test]
fn a_period_within_the_year_passes_and_one_that_crosses_it_is_for_people() {
    let mut scene = Scene::clean();
    let day = |year, month, day| Some(date(year, month, day));
    for (from, to, passes) in [
        (day(2026, 1, 1), day(2026, 12, 31), true),
        (day(2026, 3, 1), None, true),
        (None, day(2026, 10, 31), true),
        (day(2025, 12, 31), day(2026, 10, 31), false),
        (day(2026, 3, 1), day(2027, 1, 1), false),
        (day(2027, 1, 1), None, false),
        (None, None, true),
    ] {
        scene.fill("period", Value::Period(Period { from, to }));
        assert_eq!(scene.codes().is_empty(), passes, "{from:?} {to:?}");
    }
    scene.fill("period", Value::Text("全年".to_owned()));
    assert!(scene.codes().is_empty());
    // Figures that are no period are for people, whatever year they speak of.
    scene.fill("period", Value::Text("2024年3、5、9月".to_owned()));
    assert_eq!(scene.codes(), ["field-ambiguous", "outside-year"]);
}

#[test]
fn an_earlier_season_counts_for_as_many_years_as_the_rule_says() {
    let mut scene = Scene::clean();
    for (year, repeated) in [(2026, false), (2025, true), (2023, true), (2022, false)] {
        let project = crate::check::scene::PROJECT.to_owned();
        let (number, unit) = (format!("{year}-001"), UNIT.to_owned());
        scene.earlier = vec![EarlierProject { number, year, unit, project, texts: prose(9, 40) }];
        assert_eq!(scene.codes().is_empty(), !repeated, "{year}");
    }
}
