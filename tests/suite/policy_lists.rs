//! The list of rules that people read, and the roster of units as offices keep it.

use std::fs;
use std::sync::Arc;

use shenping::model::Format;
use shenping::policy;
use shenping::policy::RosterUnit;
use shenping::policy::find_unit;
use shenping::readers;
use shenping::readers::Limits;

use crate::made_settings::other_city;

fn roster() -> Vec<RosterUnit> {
    read("samples/odd/roster.xlsx")
}

fn read(path: &str) -> Vec<RosterUnit> {
    let bytes = fs::read(path).expect("the sample is there");
    let file: Arc<str> = Arc::from("单位名册.xlsx");
    policy::read_roster(&readers::read(&file, &bytes, Format::Xlsx, &Limits::default()))
}

#[test]
fn every_rule_says_what_it_finds_and_every_limit_is_shown() {
    for policy in [policy::builtin(), &other_city()] {
        for line in policy::list_rules(policy) {
            assert!(!line.finds.is_empty(), "{}", line.code);
        }
    }
    let lines = policy::list_rules(policy::builtin());
    let line = |code: &str| lines.iter().find(|line| line.code == code).unwrap_or_else(|| panic!("{code}"));
    assert_eq!(line("leaders-over-limit").limit, "不超过 3");
    assert_eq!(line("leaders-over-limit").subject.as_deref(), Some("项目负责"));
    assert_eq!(line("description-over-length").limit, "不超过 2000 字（文本框计入，脚注尾注计入）");
    assert_eq!(line("description-section-missing").limit, "项目名称、主要内容、创新特点、工作成效");
    assert_eq!(line("project-disagrees").limit, "对照文字说明");
    assert_eq!(line("repeated-from-earlier-year").limit, "相似度 0.8，往前 3 年");
    assert_eq!(line("file-encrypted").kind, None);
    assert_eq!(line("eligible-applicant").on_fail, None);
    let lines = policy::list_rules(&other_city());
    assert_eq!(lines[0].limit, "技术革新、调查报告、合理化建议");
}

#[test]
fn a_roster_is_read_wherever_its_header_stands_and_each_unit_once() {
    let names: Vec<String> = roster().iter().map(|unit| unit.name.clone()).collect();
    let expected =
        ["秦皇岛市望海区总工会", "秦皇岛市港城机械（集团）有限公司工会", "秦皇岛市教育工会", "秦皇岛市第九医院工会"];
    assert_eq!(names, expected);
    let roster = roster();
    assert_eq!(roster[0].short_names, ["望海区总工会", "望海工会"]);
    assert_eq!(roster[1].short_names, ["港城机械", "港机集团工会"]);
    assert_eq!(roster[2].category.as_deref(), Some("产业工会"));
    assert_eq!(roster[3].short_names, ["九院工会", "市九院"]);
}

#[test]
fn a_unit_is_found_by_name_or_short_name_whatever_the_spacing_and_width() {
    let roster = roster();
    let found = |name: &str| find_unit(&roster, name).map(|unit| unit.name.as_str());
    assert_eq!(found(" 望 海 工 会 "), Some("秦皇岛市望海区总工会"));
    assert_eq!(found("秦皇岛市港城机械(集团)有限公司工会"), Some("秦皇岛市港城机械（集团）有限公司工会"));
    assert_eq!(found("市九院"), Some("秦皇岛市第九医院工会"));
    assert_eq!(found("望海"), None);
    assert_eq!(found(""), None);
}

#[test]
fn the_sample_seasons_roster_is_read() {
    let roster = read("samples/season-2026/单位名册.xlsx");
    assert!(roster.len() >= 5 && roster.iter().all(|unit| unit.name.contains("工会")), "{roster:?}");
}
