//! Which files belong together: each case is a list of files as reading showed them, and the grouping that a clerk would make.
//! One file, though long: the cases are read as one list, in the few words below.

use std::sync::Arc;

use shenping::inbox::PaperName;
use shenping::inbox::group;
use shenping::model::Format;
use shenping::model::Gathering;
use shenping::model::Grouping;
use shenping::model::PaperSense;
use shenping::model::Sensed;
use shenping::model::SensedApplication;

fn text(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn format_by_name(path: &str) -> Format {
    match path.rsplit('.').next() {
        Some("xlsx") => Format::Xlsx,
        Some("docx") => Format::Docx,
        Some("pdf") => Format::Pdf,
        Some("jpg" | "png") => Format::Image,
        Some("zip") => Format::Zip,
        Some("rar") => Format::Rar,
        Some("mp4") => Format::Media,
        Some("ofd") => Format::Ofd,
        _ => Format::Unknown,
    }
}

fn sensed(path: &str, sense: PaperSense) -> Sensed {
    Sensed { path: Arc::from(path), format: format_by_name(path), content: Arc::from(""), sense }
}

fn application(suffix: &str, unit: &str, project: &str) -> SensedApplication {
    SensedApplication {
        suffix: suffix.to_owned(),
        unit: text(unit),
        project: text(project),
        blank: unit.is_empty() && project.is_empty(),
    }
}

pub(crate) fn form(path: &str, unit: &str, project: &str) -> Sensed {
    sensed(path, PaperSense::Form { applications: vec![application("", unit, project)] })
}

pub(crate) fn list(path: &str, rows: &[(&str, &str)]) -> Sensed {
    let applications = rows.iter().enumerate();
    let applications =
        applications.map(|(at, (unit, project))| application(&format!("#row {}", at + 3), unit, project));
    sensed(path, PaperSense::Form { applications: applications.collect() })
}

pub(crate) fn description(path: &str, unit: &str, project: &str) -> Sensed {
    let (unit, project) = (text(unit), text(project));
    sensed(
        path,
        PaperSense::Narrative { key: "description".to_owned(), unit, project, by_length: false, asked: Vec::new() },
    )
}

pub(crate) fn picture(path: &str) -> Sensed {
    sensed(path, PaperSense::Scan)
}

pub(crate) fn paper(path: &str, title: &str) -> Sensed {
    sensed(path, PaperSense::Text { title: text(title) })
}

pub(crate) fn unread(path: &str) -> Sensed {
    sensed(path, PaperSense::NotRead)
}

fn names() -> Vec<PaperName> {
    let paper = |key: &str, names: &[&str]| PaperName {
        key: key.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    vec![
        paper("form", &["申报表"]),
        paper("description", &["文字说明", "项目说明"]),
        paper("evidence", &["证明材料", "佐证材料"]),
    ]
}

/// One line a submission: its id, then each file with its role, short; then what stands apart and what is unassigned.
pub(crate) fn lines_of(grouping: &Grouping) -> Vec<String> {
    let mut lines = Vec::new();
    for submission in &grouping.submissions {
        let files = submission.files.iter().map(|file| {
            let of = file.application.as_ref().cloned().unwrap_or_default();
            format!("{}:{}{of}", file.path, file.role)
        });
        lines.push(format!("{} = {}", submission.id, files.collect::<Vec<_>>().join(" ")));
    }
    lines.extend(grouping.apart.iter().map(|file| format!("apart {}:{}", file.path, file.role)));
    lines.extend(grouping.unassigned.iter().map(|file| format!("unassigned {}:{}", file.path, file.role)));
    lines
}

/// Groups the files in several orders: the result must be the same, and hold every file exactly once.
pub(crate) fn grouped(files: &[Sensed], gathering: &Gathering) -> Grouping {
    let result = group(files, gathering, &names());
    let mut backwards: Vec<Sensed> = files.to_vec();
    backwards.reverse();
    assert_eq!(group(&backwards, gathering, &names()), result, "the order of files is of no account");
    backwards.rotate_left(files.len() / 2);
    assert_eq!(group(&backwards, gathering, &names()), result, "the order of files is of no account");
    let mut placed: Vec<Arc<str>> =
        result.submissions.iter().flat_map(|one| &one.files).map(|file| file.path.clone()).collect();
    placed.extend(result.apart.iter().map(|file| file.path.clone()));
    placed.extend(result.unassigned.iter().map(|file| file.path.clone()));
    placed.sort();
    let mut given: Vec<Arc<str>> = files.iter().map(|file| file.path.clone()).collect();
    given.sort();
    assert_eq!(placed, given, "every file exactly once");
    result
}

pub(crate) fn expect(files: &[Sensed], expected: &[&str]) {
    assert_eq!(lines_of(&grouped(files, &Gathering::Inbox)), expected);
}

fn expect_in_folder(name: &str, files: &[Sensed], expected: &[&str]) {
    assert_eq!(lines_of(&grouped(files, &Gathering::Folder(name.to_owned()))), expected);
}

pub(crate) const HAIGANG: &str = "秦皇岛市海港区总工会";
pub(crate) const FUNING: &str = "抚宁区总工会";

#[test]
fn a_folder_with_one_form_is_one_submission_with_all_that_lies_in_it() {
    expect(
        &[
            form("海港区/申报表.xlsx", HAIGANG, "智慧工会平台"),
            description("海港区/文字说明.docx", HAIGANG, "智慧工会平台"),
            picture("海港区/签字页.jpg"),
            picture("海港区/证明材料/1.jpg"),
            paper("海港区/证明材料/媒体报道.docx", "报道"),
            paper("海港区/其他想法.docx", "随想"),
            form("抚宁区/申报表.xlsx", FUNING, "流动课堂"),
        ],
        &[
            "抚宁区 = 抚宁区/申报表.xlsx:form",
            "海港区 = 海港区/其他想法.docx:other 海港区/文字说明.docx:description 海港区/申报表.xlsx:form 海港区/签字页.jpg:scan \
             海港区/证明材料/1.jpg:evidence 海港区/证明材料/媒体报道.docx:evidence",
        ],
    );
}

#[test]
fn an_archive_is_a_folder_and_goes_by_its_name_without_extension() {
    expect(
        &[
            unread("海港区总工会.zip"),
            form("海港区总工会.zip!/申报表.xlsx", HAIGANG, "智慧工会平台"),
            picture("海港区总工会.zip!/照片/1.jpg"),
        ],
        &[
            "海港区总工会 = 海港区总工会.zip:archive 海港区总工会.zip!/照片/1.jpg:evidence 海港区总工会.zip!/申报表.xlsx:form",
        ],
    );
}

#[test]
fn an_archive_beside_a_folder_of_its_name_keeps_its_extension() {
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "一"), unread("甲.zip"), form("甲.zip!/申报表.xlsx", HAIGANG, "一")],
        &["甲 = 甲/申报表.xlsx:form", "甲.zip = 甲.zip:archive 甲.zip!/申报表.xlsx:form"],
    );
}

#[test]
fn a_folder_around_one_folder_is_seen_through() {
    expect(
        &[
            unread("海港区总工会.zip"),
            form("海港区总工会.zip!/海港区总工会申报材料/申报表.xlsx", HAIGANG, "一"),
            picture("海港区总工会.zip!/海港区总工会申报材料/佐证/1.jpg"),
            form("抚宁区总工会/申报材料/申报表.xlsx", FUNING, "二"),
            form("第一批/昌黎县总工会/申报表.xlsx", "昌黎县总工会", "三"),
        ],
        &[
            "抚宁区总工会 = 抚宁区总工会/申报材料/申报表.xlsx:form",
            "海港区总工会 = 海港区总工会.zip:archive 海港区总工会.zip!/海港区总工会申报材料/佐证/1.jpg:evidence \
             海港区总工会.zip!/海港区总工会申报材料/申报表.xlsx:form",
            "第一批/昌黎县总工会 = 第一批/昌黎县总工会/申报表.xlsx:form",
        ],
    );
}

#[test]
fn a_forwarding_units_sub_folders_are_submissions_and_its_letter_is_nobodys() {
    expect(
        &[
            form("昌黎县/第一中学/申报表.xlsx", "昌黎县第一中学工会", "书香校园"),
            description("昌黎县/第一中学/说明.docx", "", ""),
            form("昌黎县/人民医院/申报表.xlsx", "昌黎县人民医院工会", "医心驿站"),
            picture("昌黎县/人民医院/证明材料/1.jpg"),
            picture("昌黎县/人民医院补充.jpg"),
            paper("昌黎县/推荐函.docx", "推荐函"),
        ],
        &[
            "昌黎县/人民医院 = 昌黎县/人民医院/申报表.xlsx:form 昌黎县/人民医院/证明材料/1.jpg:evidence 昌黎县/人民医院补充.jpg:evidence",
            "昌黎县/第一中学 = 昌黎县/第一中学/申报表.xlsx:form 昌黎县/第一中学/说明.docx:description",
            "unassigned 昌黎县/推荐函.docx:other",
        ],
    );
}

#[test]
fn papers_of_one_kind_in_folders_of_their_own_belong_to_the_folder_above() {
    expect(
        &[
            form("海港区总工会/1.申报表/申报表.xlsx", HAIGANG, "一"),
            description("海港区总工会/2.文字说明/说明.docx", "", ""),
            picture("海港区总工会/3.证明材料/媒体/1.jpg"),
            picture("海港区总工会/3.证明材料/批示/2.jpg"),
        ],
        &["海港区总工会 = 海港区总工会/1.申报表/申报表.xlsx:form 海港区总工会/2.文字说明/说明.docx:description \
           海港区总工会/3.证明材料/媒体/1.jpg:evidence 海港区总工会/3.证明材料/批示/2.jpg:evidence"],
    );
}

#[test]
fn a_description_of_another_project_in_a_folder_with_one_form_stays_there() {
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "智慧工会平台"), description("甲/说明.docx", FUNING, "流动课堂")],
        &["甲 = 甲/申报表.xlsx:form 甲/说明.docx:description"],
    );
}

#[test]
fn several_forms_in_one_place_share_out_what_lies_beside_them() {
    expect(
        &[
            form("港口集团/智慧平台申报表.xlsx", "港口集团工会", "智慧平台建设"),
            form("港口集团/暖心驿站申报表.xlsx", "港口集团工会", "暖心驿站"),
            description("港口集团/说明一.docx", "港口集团工会", "智慧平台建设"),
            description("港口集团/说明二.docx", "港口集团工会", "“暖心驿站”"),
            picture("港口集团/暖心驿站照片.jpg"),
            picture("港口集团/证明材料/智慧平台/1.jpg"),
            picture("港口集团/IMG_0001.jpg"),
            picture("港口集团/港口集团工会集体照.jpg"),
        ],
        &[
            "港口集团/智慧平台申报表.xlsx = 港口集团/智慧平台申报表.xlsx:form 港口集团/证明材料/智慧平台/1.jpg:evidence \
             港口集团/说明一.docx:description",
            "港口集团/暖心驿站申报表.xlsx = 港口集团/暖心驿站照片.jpg:evidence 港口集团/暖心驿站申报表.xlsx:form \
             港口集团/说明二.docx:description",
            "unassigned 港口集团/IMG_0001.jpg:evidence",
            "unassigned 港口集团/港口集团工会集体照.jpg:evidence",
        ],
    );
}

#[test]
fn numbers_at_the_start_of_names_bring_papers_to_their_form() {
    expect(
        &[
            form("甲/1-申报表.xlsx", "甲公司工会", "项目子"),
            form("甲/2-申报表.xlsx", "甲公司工会", "项目丑"),
            description("甲/01、说明.docx", "", ""),
            description("甲/（二）说明.docx", "", ""),
            picture("甲/2.证明/照片.jpg"),
            picture("甲/1.jpg"),
        ],
        &[
            "甲/1-申报表.xlsx = 甲/01、说明.docx:description 甲/1-申报表.xlsx:form",
            "甲/2-申报表.xlsx = 甲/2-申报表.xlsx:form 甲/2.证明/照片.jpg:evidence 甲/（二）说明.docx:description",
            "unassigned 甲/1.jpg:evidence",
        ],
    );
}

#[test]
fn loose_files_go_by_what_they_say_inside_and_then_by_name() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧工会平台"),
            form("抚宁申报.docx", FUNING, "流动课堂"),
            description("附件2.docx", HAIGANG, "智慧工会平台"),
            description("抚宁区文字说明.docx", "", ""),
            picture("海港区总工会签字盖章扫描件.jpg"),
            picture("抚宁区总工会流动课堂照片.jpg"),
            picture("微信图片_20261012.jpg"),
            paper("通知.docx", "关于报送材料的通知"),
        ],
        &[
            "抚宁申报.docx = 抚宁区总工会流动课堂照片.jpg:evidence 抚宁区文字说明.docx:description 抚宁申报.docx:form",
            "海港区申报表.xlsx = 海港区总工会签字盖章扫描件.jpg:scan 海港区申报表.xlsx:form 附件2.docx:description",
            "unassigned 微信图片_20261012.jpg:evidence",
            "unassigned 通知.docx:evidence",
        ],
    );
}

#[test]
fn a_unit_whose_name_begins_with_anothers_is_another_unit() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            picture("海港区教育工会照片.jpg"),
            picture("海港区总工会照片.jpg"),
        ],
        &[
            "海港区申报表.xlsx = 海港区总工会照片.jpg:evidence 海港区申报表.xlsx:form",
            "unassigned 海港区教育工会照片.jpg:evidence",
        ],
    );
}

#[test]
fn the_folder_given_is_one_submission_by_its_name_and_an_inbox_is_not() {
    let files = [
        form("申报表.xlsx", HAIGANG, "智慧平台"),
        description("说明.docx", "", ""),
        picture("照片/1.jpg"),
        picture("2.jpg"),
    ];
    expect_in_folder(
        "海港区",
        &files,
        &["海港区 = 2.jpg:evidence 照片/1.jpg:evidence 申报表.xlsx:form 说明.docx:description"],
    );
    expect(
        &files,
        &[
            "申报表.xlsx = 申报表.xlsx:form",
            "unassigned 2.jpg:evidence",
            "unassigned 照片/1.jpg:evidence",
            "unassigned 说明.docx:description",
        ],
    );
    expect_in_folder("海港区", &files[..1], &["申报表.xlsx = 申报表.xlsx:form"]);
}

#[test]
fn an_inbox_given_to_check_groups_as_loose_files_and_folders() {
    expect_in_folder(
        "收件",
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            form("抚宁区申报表.xlsx", FUNING, "流动课堂"),
            form("第三家/申报表.xlsx", "第三家公司工会", "三"),
            description("海港区说明.docx", HAIGANG, "智慧平台"),
        ],
        &[
            "抚宁区申报表.xlsx = 抚宁区申报表.xlsx:form",
            "海港区申报表.xlsx = 海港区申报表.xlsx:form 海港区说明.docx:description",
            "第三家 = 第三家/申报表.xlsx:form",
        ],
    );
}

#[test]
fn files_named_one_by_one_with_one_form_are_one_submission() {
    let files = [form("申报表.xlsx", HAIGANG, "智慧平台"), description("说明.docx", "", ""), picture("a.jpg")];
    let result = grouped(&files, &Gathering::Files);
    assert_eq!(lines_of(&result), ["申报表.xlsx = a.jpg:evidence 申报表.xlsx:form 说明.docx:description"]);
}

#[test]
fn system_files_rosters_and_archives_of_several_units_stand_apart() {
    let system = |path: &str| Sensed { format: Format::System, ..sensed(path, PaperSense::NotRead) };
    expect(
        &[
            system(".DS_Store"),
            system("合并.zip!/甲单位/~$申报表.xlsx"),
            unread("合并.zip"),
            form("合并.zip!/甲单位/申报表.xlsx", "甲单位工会", "一"),
            form("合并.zip!/乙单位/申报表.xlsx", "乙单位工会", "二"),
            sensed("单位名册.xlsx", PaperSense::Roster),
        ],
        &[
            "合并/乙单位 = 合并.zip!/乙单位/申报表.xlsx:form",
            "合并/甲单位 = 合并.zip!/甲单位/申报表.xlsx:form",
            "apart .DS_Store:other",
            "apart 单位名册.xlsx:roster",
            "apart 合并.zip:archive",
            "apart 合并.zip!/甲单位/~$申报表.xlsx:other",
        ],
    );
}

#[test]
fn two_descriptions_that_want_one_form_equally_are_not_guessed() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            description("说明甲.docx", HAIGANG, ""),
            description("说明乙.docx", HAIGANG, ""),
        ],
        &[
            "海港区申报表.xlsx = 海港区申报表.xlsx:form",
            "unassigned 说明乙.docx:description",
            "unassigned 说明甲.docx:description",
        ],
    );
}

#[test]
fn nothing_and_one_picture_are_grouped_too() {
    expect(&[], &[]);
    expect(&[picture("照片.jpg")], &["unassigned 照片.jpg:evidence"]);
}

#[test]
fn among_many_loose_forms_each_paper_still_finds_its_own() {
    let mut files = Vec::new();
    let digit = |at: usize| ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"][at % 10];
    for at in 0..300 {
        let name = format!("{}{}{}", digit(at / 100), digit(at / 10), digit(at));
        let unit = format!("{name}机械厂工会");
        files.push(form(&format!("{name}机械厂申报表.xlsx"), &unit, &format!("{name}车间智慧服务平台建设")));
        files.push(description(&format!("说明{at}.docx"), &unit, &format!("{name}车间智慧服务平台建设")));
        files.push(picture(&format!("{name}机械厂照片.jpg")));
    }
    let result = grouped(&files, &Gathering::Inbox);
    assert_eq!(result.submissions.len(), 300);
    assert!(result.submissions.iter().all(|one| one.files.len() == 3));
}

#[test]
fn a_blank_form_beside_a_filled_one_is_no_application() {
    let blank = || form("甲/空白申报表.xlsx", "", "");
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "智慧平台"), blank(), picture("甲/照片.jpg")],
        &["甲 = 甲/照片.jpg:evidence 甲/申报表.xlsx:form 甲/空白申报表.xlsx:other"],
    );
    expect(&[blank(), picture("甲/照片.jpg")], &["甲 = 甲/照片.jpg:evidence 甲/空白申报表.xlsx:form"]);
}

#[test]
fn papers_of_one_project_by_its_number_are_together() {
    let files = [
        form("海港区/项目1申报表.xlsx", HAIGANG, "智慧平台"),
        form("海港区/项目2申报表.xlsx", HAIGANG, "流动课堂"),
        picture("海港区/项目1证明.jpg"),
        picture("海港区/项目二照片.jpg"),
        picture("海港区/项目一体化.jpg"),
    ];
    expect(
        &files,
        &[
            "海港区/项目1申报表.xlsx = 海港区/项目1申报表.xlsx:form 海港区/项目1证明.jpg:evidence",
            "海港区/项目2申报表.xlsx = 海港区/项目2申报表.xlsx:form 海港区/项目二照片.jpg:evidence",
            "unassigned 海港区/项目一体化.jpg:evidence",
        ],
    );
}

#[test]
fn a_form_of_earlier_years_among_the_papers_is_evidence() {
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "智慧平台"), form("甲/往年/申报表.xlsx", HAIGANG, "劳模讲堂")],
        &["甲 = 甲/往年/申报表.xlsx:evidence 甲/申报表.xlsx:form"],
    );
}

#[test]
fn the_signed_page_is_known_among_the_evidence_and_by_its_folder() {
    expect(
        &[
            form("甲/申报表.xlsx", HAIGANG, "智慧平台"),
            picture("甲/签字/1.jpg"),
            picture("甲/证明材料/签字仪式.jpg"),
            picture("甲/证明材料/签字页.jpg"),
        ],
        &["甲 = 甲/申报表.xlsx:form 甲/签字/1.jpg:scan 甲/证明材料/签字仪式.jpg:evidence 甲/证明材料/签字页.jpg:scan"],
    );
}
