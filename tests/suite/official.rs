//! Official papers, amounts in capitals, return letters.

use std::fs;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::any;
use proptest::prelude::proptest;
use shenping::model::Entry;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::RulingVerdict;
use shenping::model::Value;
use shenping::policy::Season;
use shenping::review::return_letter::ReturnLetter;
use shenping::review::return_letter::draft_return_letters;
use shenping::writers::money_words::amount_in_words;
use shenping::writers::money_words::parse_amount_in_words;
use shenping::writers::official::Align;
use shenping::writers::official::Column;
use shenping::writers::official::Level;
use shenping::writers::official::Paper;
use shenping::writers::official::Table;

use crate::made_season;

/// The text of one part of a docx.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// Everything between `<w:t …>` and `</w:t>`, paragraphs parted by line breaks.
pub fn text_of(docx: &[u8]) -> String {
    let document =
        part(docx, "word/document.xml").replace("</w:p>", "<w:t>\n</w:t>").replace("<w:br/>", "<w:t>\n</w:t>");
    let stretches = document.split("<w:t").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        (tag.is_empty() || tag.starts_with(" xml:space")).then_some(rest)
    });
    stretches.filter_map(|rest| rest.split_once("</w:t>").map(|(text, _)| text)).collect()
}

/// Leaves a paper where a person can look at it, when SHENPING_LOOK names a folder.
pub fn look(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("SHENPING_LOOK") {
        fs::create_dir_all(&folder).expect("the folder");
        fs::write(Path::new(&folder).join(name), bytes).expect("written");
    }
}

/// The People's Bank's own examples (正确填写票据和结算凭证的基本规定) and what the award pays.
const VECTORS: [(i64, &str); 8] = [
    (3_000_000, "叁万元整"),
    (17_000_000, "壹拾柒万元整"),
    (140_950, "壹仟肆佰零玖元伍角"),
    (600_714, "陆仟零柒元壹角肆分"),
    (168_032, "壹仟陆佰捌拾元零叁角贰分"),
    (10_700_053, "壹拾万柒仟元零伍角叁分"),
    (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
    (32_504, "叁佰贰拾伍元零肆分"),
];

#[test]
fn amounts_in_capitals_are_those_of_the_rule() {
    for (fen, words) in VECTORS {
        assert_eq!(amount_in_words(fen), words);
    }
    for (fen, words) in [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (1_000, "壹拾元整"),
        (10_050_000, "壹拾万零伍佰元整"),
        (10_000_100, "壹拾万零壹元整"),
        (100_000_000, "壹佰万元整"),
        (1_000_100_000_000, "壹佰亿零壹佰万元整"),
        (1_000_001_000_000, "壹佰亿零壹万元整"),
        (-150, "负壹元伍角"),
    ] {
        assert_eq!(amount_in_words(fen), words);
    }
}

#[test]
fn both_forms_of_an_amount_in_capitals_are_understood() {
    for (words, fen) in [
        ("人民币叁万元整", 3_000_000),
        ("叁万圆正", 3_000_000),
        ("壹仟肆佰零玖元伍角整", 140_950),
        ("壹仟陆佰捌拾元叁角贰分", 168_032),
        ("壹拾万零柒仟元伍角叁分", 10_700_053),
        ("壹拾万柒仟元零伍角叁分", 10_700_053),
    ] {
        assert_eq!(parse_amount_in_words(words), Some(fen), "{words}");
    }
}

#[test]
fn what_is_no_amount_in_capitals_is_refused() {
    for words in
        ["", "人民币", "三万元整", "壹仟伍元整", "壹拾万柒仟", "叁万", "叁万元整整", "元整", "拾元整", "壹佰万万元整"]
    {
        assert_eq!(parse_amount_in_words(words), None, "{words}");
    }
}

#[test]
fn lines_of_facts_above_the_signature_stay_with_it() {
    let mut paper = Paper::new("公示", "秦皇岛市总工会", made_season::as_of());
    paper.body("公示期间，如有异议，请来电、来信。");
    paper.body("联系人：周某");
    paper.body("电子邮箱：a@example.cn");
    paper.closing("秦皇岛市总工会", Some(date(2026, 12, 7)));
    let document = part(&paper.to_docx(), "word/document.xml");
    let kept = |text: &str| {
        let paragraph = document.split("<w:p>").find(|paragraph| paragraph.contains(text)).expect("the paragraph");
        paragraph.contains("<w:keepNext/>")
    };
    assert_eq!(["如有异议", "联系人", "电子邮箱"].map(kept), [false, true, true]);
}

proptest! {
    #[test]
    fn every_amount_in_capitals_reads_back(fen in any::<i64>()) {
        let fen = fen.checked_abs().unwrap_or(0);
        assert_eq!(parse_amount_in_words(&amount_in_words(fen)), Some(fen));
    }
}

fn sample_paper() -> Paper {
    let mut paper =
        Paper::new("关于2026年度工会工作创新成果\n评审情况的报告", "秦皇岛市总工会研究室", made_season::as_of());
    paper.addressee("秦皇岛市总工会：");
    paper.body("按照《办法》，现将评审情况报告如下。<&>\u{1}");
    paper.heading(Level::First, "申报情况");
    paper.heading(Level::Second, "受理");
    paper.heading(Level::First, "评审情况");
    let mut table = Table::new(vec![Column::new("序号", 1, Align::Centre), Column::new("单位", 4, Align::Left)]);
    for number in 1..=60 {
        table.row(&[number.to_string(), "一个名称很长的单位".to_owned()]);
    }
    paper.table(table);
    paper.annex_list(&["获奖项目名单", "未获奖项目名单"]);
    paper.closing("秦皇岛市总工会研究室", Some(date(2026, 12, 1)));
    paper.annex("附件1", "获奖项目名单");
    paper
}

#[test]
fn an_official_paper_has_the_page_of_the_standard() {
    let docx = sample_paper().to_docx();
    look("official.docx", &docx);
    let document = part(&docx, "word/document.xml");
    for expected in [
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"w:top="2098""#,
        r#"w:bottom="1984""#,
        r#"w:left="1587""#,
        r#"w:right="1474""#,
        r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#,
        "<w:tblHeader/>",
        "<w:pageBreakBefore/>",
    ] {
        assert!(document.contains(expected), "{expected}");
    }
    let styles = part(&docx, "word/styles.xml");
    assert!(styles.contains(r#"w:eastAsia="方正小标宋简体""#) && styles.contains(r#"w:eastAsia="仿宋_GB2312""#));
    assert!(styles.contains(r#"w:firstLineChars="200""#));
    assert!(part(&docx, "word/fontTable.xml").contains("FangSong"));
    assert!(part(&docx, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(part(&docx, "word/footer2.xml").contains(r#"w:leftChars="100""#));
}

#[test]
fn headings_are_numbered_and_control_characters_left_out() {
    let text = text_of(&sample_paper().to_docx());
    assert!(text.contains("一、申报情况\n（一）受理\n二、评审情况\n"), "{text}");
    assert!(text.contains("现将评审情况报告如下。&lt;&amp;&gt;\n"));
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    assert_eq!(sample_paper().to_docx(), sample_paper().to_docx());
}

#[test]
fn the_day_is_written_without_leading_zeros() {
    assert!(text_of(&sample_paper().to_docx()).contains("秦皇岛市总工会研究室\n2026年12月1日\n"));
}

fn to_correct(number: usize, unit: &str, project: &str) -> Entry {
    let entry = made_season::entry(number, unit, project);
    made_season::with_finding(entry, "leaders-over-limit", "leaders", OnFail::Correct, Outcome::Fail)
}

fn letters(entries: &[Entry]) -> Vec<(String, Vec<u8>)> {
    let entries: Vec<&Entry> = entries.iter().collect();
    write_letters(&entries, &made_season::season(), None)
}

fn write_letters(entries: &[&Entry], season: &Season, due: Option<jiff::civil::Date>) -> Vec<(String, Vec<u8>)> {
    let policy = made_season::policy();
    let letters = draft_return_letters(entries, &policy);
    let write = |letter: &ReturnLetter<'_>| letter.write(&policy, season, due, made_season::as_of());
    letters.iter().map(|letter| (letter.file_name(), write(letter))).collect()
}

#[test]
fn a_unit_gets_one_letter_with_all_defects_of_all_its_projects() {
    let second = to_correct(5, "海港区总工会", "智慧工会服务平台");
    let second = made_season::with_finding(second, "sign-date-missing", "signature", OnFail::Correct, Outcome::Fail);
    let second = made_season::with_field(second, "unit", Value::Organisation("海港区总工会（盖章）".into()));
    let entries = [to_correct(2, "海港区总工会", "职工之家"), to_correct(3, "山海关区总工会", "技能大赛"), second];
    let letters = letters(&entries);
    let names: Vec<&str> = letters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["2026-002_海港区总工会.docx", "2026-003_山海关区总工会.docx"]);
    let text = text_of(&letters[0].1);
    for expected in [
        "海港区总工会：",
        "2个项目共有3处需要补正",
        "一、编号2026-002《职工之家》",
        "二、编号2026-005《智慧工会服务平台》",
        "负责人填了 4 人，上限 3 人（申报表）",
        "申报表“项目负责（不超过3人）”",
        "申报表!B5",
        "请将负责人减至 3 人以内",
        "联系人：苏敏",
        "签收回执",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn what_is_only_to_be_decided_or_was_let_through_gets_no_letter() {
    let decide = made_season::entry(1, "甲工会", "甲项目");
    let decide = made_season::with_finding(decide, "unit-unknown", "unit", OnFail::Decide, Outcome::Manual);
    let accepted = made_season::with_ruling(to_correct(2, "乙工会", "乙项目"), RulingVerdict::Accepted, "已口头说明");
    let late = made_season::entry(3, "丙工会", "丙项目");
    let late = made_season::with_finding(late, "submitted-late", "form", OnFail::Reject, Outcome::Fail);
    assert!(letters(&[decide, accepted, late, made_season::entry(4, "丁工会", "丁项目")]).is_empty());
}

#[test]
fn findings_left_to_people_do_not_stand_in_the_letter() {
    let entry =
        made_season::with_finding(to_correct(1, "甲工会", "甲项目"), "x", "unit", OnFail::Decide, Outcome::Manual);
    assert!(text_of(&letters(&[entry])[0].1).contains("1个项目共有1处需要补正"));
}

#[test]
fn a_ruling_that_sends_back_is_in_the_letter_with_its_note() {
    let entry = made_season::entry(1, "甲工会", "甲项目");
    let entry = made_season::with_ruling(entry, RulingVerdict::ToCorrect, "请补交领导批示原件复印件");
    assert!(text_of(&letters(&[entry])[0].1).contains("请补交领导批示原件复印件"));
}

#[test]
fn a_letters_name_is_safe_on_windows_and_not_too_long() {
    let long = format!("a/b\\c:d*e?\"f<g>h|i{}", "工".repeat(200));
    let letters = letters(&[to_correct(1, &long, "甲"), to_correct(2, &format!("{long}会"), "乙")]);
    for (name, _) in &letters {
        assert!(name.chars().count() <= 60 && name.ends_with(".docx"), "{name}");
        assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']), "{name}");
    }
    assert_ne!(letters[0].0, letters[1].0);
    let rare = letters_of_units(&["𠮷".repeat(90).as_str(), "甲/乙工会"]);
    let names: Vec<&str> = rare.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.iter().all(|name| name.len() <= 180 && name.ends_with(".docx")), "{names:?}");
    assert_eq!(names[1..], ["2026-002_甲_乙工会.docx"]);
}

fn letters_of_units(units: &[&str]) -> Vec<(String, Vec<u8>)> {
    let entries: Vec<Entry> = (1..).zip(units).map(|(number, unit)| to_correct(number, unit, "甲")).collect();
    letters(&entries)
}

#[test]
fn a_letter_gives_the_days_that_the_office_sets_and_names_a_form_that_was_not_read_by_its_submission() {
    let mut entry = to_correct(1, "甲工会", "甲项目");
    entry.application.form = None;
    entry.application.fields.clear();
    entry.receipt.submission = "抚宁区报送/北方钢结构工会.zip".to_owned();
    let mut season = made_season::season();
    season.correction_days = Some(5);
    let due = Some(jiff::civil::date(2026, 11, 27));
    let letters = write_letters(&[&entry], &season, due);
    assert_eq!(letters[0].0, "2026-001_北方钢结构工会.docx");
    let text = text_of(&letters[0].1);
    assert!(text.contains("北方钢结构工会：") && text.contains("编号2026-001，来件“北方钢结构工会”"), "{text}");
    assert!(text.contains("请于2026年11月27日前（5个工作日内）"), "{text}");
}

/// Three projects, long names, many defects: to be looked at.
#[test]
fn a_long_letter_goes_over_several_pages() {
    let unit = "某某某某某某某某某某（秦皇岛）重型装备制造集团股份有限公司第三分公司工会委员会";
    let project = "“工会+高校+企业”三方协同推动新时代产业工人队伍建设改革示范基地与职工技能提升培育工程的实践与探索";
    let worse = |mut entry: Entry| {
        for subject in ["phone", "unit", "project", "joint_units", "category"] {
            entry = made_season::with_finding(entry, "field-missing", subject, OnFail::Correct, Outcome::Fail);
        }
        entry
    };
    let entries = [1, 2, 3].map(|number| worse(to_correct(number, unit, &format!("{project}{number}"))));
    let letters = letters(&entries);
    look("letter.docx", &letters[0].1);
    assert!(text_of(&letters[0].1).contains("3个项目共有18处需要补正"));
}
