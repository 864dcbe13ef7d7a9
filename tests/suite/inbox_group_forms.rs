//! Several forms of one project (versions, corrections, lists), and submissions of which no form can be read.

use shenping::model::Gathering;
use shenping::model::Sensed;

use crate::inbox_group::FUNING;
use crate::inbox_group::HAIGANG;
use crate::inbox_group::description;
use crate::inbox_group::expect;
use crate::inbox_group::form;
use crate::inbox_group::grouped;
use crate::inbox_group::lines_of;
use crate::inbox_group::list;
use crate::inbox_group::paper;
use crate::inbox_group::picture;
use crate::inbox_group::unread;

#[test]
fn versions_of_a_form_and_its_pdf_are_one_submission() {
    let files = [
        form("甲/申报表.xlsx", HAIGANG, "智慧平台"),
        form("甲/申报表（修改版）.xlsx", HAIGANG, "智慧工会服务平台"),
        form("甲/申报表(1).xlsx", HAIGANG, "智慧平台"),
        form("甲/申报表.pdf", HAIGANG, "智慧平台"),
    ];
    let result = grouped(&files, &Gathering::Inbox);
    let roles = "甲 = 甲/申报表(1).xlsx:form 甲/申报表.pdf:scan 甲/申报表.xlsx:form 甲/申报表（修改版）.xlsx:form";
    assert_eq!(lines_of(&result), [roles]);
    let order: Vec<&str> = result.submissions[0].forms.iter().map(AsRef::as_ref).collect();
    assert_eq!(order, ["甲/申报表（修改版）.xlsx", "甲/申报表(1).xlsx", "甲/申报表.xlsx"], "the latest by name leads");
}

#[test]
fn the_form_in_a_folder_of_corrections_leads() {
    let files = [form("甲/申报表.xlsx", HAIGANG, "智慧平台"), form("甲/补正1020/甲区申报表.xlsx", HAIGANG, "智慧平台")];
    let result = grouped(&files, &Gathering::Inbox);
    let order: Vec<&str> = result.submissions[0].forms.iter().map(AsRef::as_ref).collect();
    assert_eq!(order, ["甲/补正1020/甲区申报表.xlsx", "甲/申报表.xlsx"]);
}

#[test]
fn a_correction_among_loose_forms_keeps_the_id() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            form("海港区申报表 修订.xlsx", HAIGANG, "智慧平台二期"),
            form("抚宁区申报表.xlsx", FUNING, "流动课堂"),
        ],
        &[
            "抚宁区申报表.xlsx = 抚宁区申报表.xlsx:form",
            "海港区申报表.xlsx = 海港区申报表 修订.xlsx:form 海港区申报表.xlsx:form",
        ],
    );
}

#[test]
fn numbered_forms_of_different_projects_are_not_versions() {
    expect(
        &[form("甲/申报表(1).xlsx", HAIGANG, "智慧平台"), form("甲/申报表(2).xlsx", HAIGANG, "暖心驿站")],
        &["甲/申报表(1).xlsx = 甲/申报表(1).xlsx:form", "甲/申报表(2).xlsx = 甲/申报表(2).xlsx:form"],
    );
}

#[test]
fn forms_named_after_alike_titles_are_of_two_projects_each_with_its_papers() {
    expect(
        &[
            form("甲/暖心驿站升级版申报表.xlsx", HAIGANG, "暖心驿站升级版"),
            form("甲/暖心驿站申报表.xlsx", HAIGANG, "暖心驿站"),
            picture("甲/暖心驿站升级版照片.jpg"),
            picture("甲/暖心驿站照片.jpg"),
        ],
        &[
            "甲/暖心驿站升级版申报表.xlsx = 甲/暖心驿站升级版照片.jpg:evidence 甲/暖心驿站升级版申报表.xlsx:form",
            "甲/暖心驿站申报表.xlsx = 甲/暖心驿站照片.jpg:evidence 甲/暖心驿站申报表.xlsx:form",
        ],
    );
}

#[test]
fn two_forms_of_one_project_in_one_folder_are_one_submission() {
    expect(
        &[form("甲/表一.xlsx", HAIGANG, "智慧平台"), form("甲/表二.docx", HAIGANG, "智慧平台")],
        &["甲 = 甲/表一.xlsx:form 甲/表二.docx:form"],
    );
}

#[test]
fn a_list_is_one_submission_and_its_papers_name_their_row() {
    expect(
        &[
            list("教育系统/申报表.xlsx", &[("第一中学工会", "书香校园"), ("第二中学工会", "阳光操场")]),
            description("教育系统/书香校园说明.docx", "第一中学工会", "书香校园"),
            picture("教育系统/证明材料/阳光操场/1.jpg"),
            picture("教育系统/合影.jpg"),
        ],
        &[
            "教育系统 = 教育系统/书香校园说明.docx:description#row 3 教育系统/合影.jpg:evidence 教育系统/申报表.xlsx:form \
           教育系统/证明材料/阳光操场/1.jpg:evidence#row 4",
        ],
    );
}

#[test]
fn a_list_that_repeats_single_forms_is_a_summary() {
    expect(
        &[
            list("昌黎县/汇总表.xlsx", &[("第一中学工会", "书香校园"), ("人民医院工会", "医心驿站")]),
            form("昌黎县/第一中学/申报表.xlsx", "第一中学工会", "书香校园"),
            form("昌黎县/人民医院/申报表.xlsx", "人民医院工会", "医心驿站"),
        ],
        &[
            "昌黎县/人民医院 = 昌黎县/人民医院/申报表.xlsx:form",
            "昌黎县/第一中学 = 昌黎县/第一中学/申报表.xlsx:form",
            "apart 昌黎县/汇总表.xlsx:list",
        ],
    );
}

#[test]
fn a_list_in_words_is_known_by_its_name_where_it_lies_among_submissions() {
    expect(
        &[
            paper("昌黎县/推荐汇总表.docx", "昌黎县总工会推荐汇总表"),
            unread("昌黎县/项目清单.ofd"),
            form("昌黎县/第一中学/申报表.xlsx", "第一中学工会", "书香校园"),
            form("昌黎县/人民医院/申报表.xlsx", "人民医院工会", "医心驿站"),
            paper("卢龙县/推荐汇总表.docx", ""),
        ],
        &[
            "卢龙县 = 卢龙县/推荐汇总表.docx:other",
            "昌黎县/人民医院 = 昌黎县/人民医院/申报表.xlsx:form",
            "昌黎县/第一中学 = 昌黎县/第一中学/申报表.xlsx:form",
            "apart 昌黎县/推荐汇总表.docx:list",
            "apart 昌黎县/项目清单.ofd:list",
        ],
    );
}

#[test]
fn of_a_list_only_the_rows_without_a_form_of_their_own_are_applications() {
    let files = [
        list(
            "昌黎县/汇总表.xlsx",
            &[("第一中学工会", "书香校园"), ("人民医院工会", "医心驿站"), ("丙厂工会", "微课堂")],
        ),
        form("昌黎县/第一中学/申报表.xlsx", "第一中学工会", "书香校园"),
        form("昌黎县/人民医院/申报表.xlsx", "人民医院工会", "医心驿站"),
        description("昌黎县/书香校园说明.docx", "第一中学工会", "书香校园"),
    ];
    expect(
        &files,
        &[
            "昌黎县 = 昌黎县/汇总表.xlsx:form",
            "昌黎县/人民医院 = 昌黎县/人民医院/申报表.xlsx:form",
            "昌黎县/第一中学 = 昌黎县/书香校园说明.docx:description 昌黎县/第一中学/申报表.xlsx:form",
        ],
    );
    let grouping = grouped(&files, &Gathering::Inbox);
    assert_eq!(grouping.submissions[0].repeated, ["#row 3", "#row 4"]);
}

#[test]
fn a_description_without_a_form_is_a_submission_where_it_says_whose_it_is() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            description("抚宁区说明.docx", FUNING, "流动课堂"),
            picture("流动课堂照片.jpg"),
            description("某说明.docx", "", ""),
            description("乙单位/说明.docx", "", ""),
            picture("乙单位/1.jpg"),
        ],
        &[
            "乙单位 = 乙单位/1.jpg:evidence 乙单位/说明.docx:description",
            "抚宁区说明.docx = 抚宁区说明.docx:description 流动课堂照片.jpg:evidence",
            "海港区申报表.xlsx = 海港区申报表.xlsx:form",
            "unassigned 某说明.docx:description",
        ],
    );
}

#[test]
fn a_unit_that_sent_only_what_cannot_be_read_has_a_submission_all_the_same() {
    expect(
        &[
            form("海港区/申报表.xlsx", HAIGANG, "智慧平台"),
            unread("开发区/申报表.docx"),
            picture("山海关区总工会/1.jpg"),
            picture("新建文件夹/1.jpg"),
        ],
        &[
            "山海关区总工会 = 山海关区总工会/1.jpg:evidence",
            "开发区 = 开发区/申报表.docx:form",
            "海港区 = 海港区/申报表.xlsx:form",
            "unassigned 新建文件夹/1.jpg:evidence",
        ],
    );
}

#[test]
fn what_cannot_be_read_has_the_role_that_its_name_says() {
    expect(
        &[
            unread("甲/申报表.ofd"),
            unread("甲/文字说明.docx"),
            unread("甲/红头文件.ofd"),
            unread("甲/视频.mp4"),
            unread("甲/程序.bin"),
            form("乙/申报表.xlsx", HAIGANG, "一"),
            unread("乙/申报表(加密).docx"),
        ],
        &[
            "乙 = 乙/申报表(加密).docx:other 乙/申报表.xlsx:form",
            "甲 = 甲/文字说明.docx:description 甲/申报表.ofd:form 甲/程序.bin:other 甲/红头文件.ofd:evidence 甲/视频.mp4:evidence",
        ],
    );
}

#[test]
fn an_archive_that_is_not_opened_stays_where_it_lies() {
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "一"), unread("甲/证明材料.rar"), unread("孤单.rar")],
        &["甲 = 甲/申报表.xlsx:form 甲/证明材料.rar:archive", "unassigned 孤单.rar:archive"],
    );
}

#[test]
fn numbers_beside_the_words_for_papers_pair_them_within_one_folder() {
    let forms = [form("甲/申报表1.docx", HAIGANG, "智慧平台"), form("甲/申报表2.docx", HAIGANG, "暖心驿站")];
    let papers = |names: [&str; 3]| {
        names.map(|name| if name.contains("说明") { description(name, "", "") } else { picture(name) })
    };
    let with = |names| forms.iter().cloned().chain(papers(names)).collect::<Vec<_>>();
    expect(
        &[with(["甲/文字说明1.docx", "甲/文字说明2.docx", "甲/证明材料1/a.jpg"]), vec![picture("甲/证明材料2/a.jpg")]]
            .concat(),
        &[
            "甲/申报表1.docx = 甲/文字说明1.docx:description 甲/申报表1.docx:form 甲/证明材料1/a.jpg:evidence",
            "甲/申报表2.docx = 甲/文字说明2.docx:description 甲/申报表2.docx:form 甲/证明材料2/a.jpg:evidence",
        ],
    );
    // Three of a kind beside two forms are numbered by themselves.
    let result = grouped(&with(["甲/佐证1.jpg", "甲/佐证2.jpg", "甲/佐证3.jpg"]), &Gathering::Inbox);
    assert_eq!(result.unassigned.len(), 3);
    // In the inbox itself the number is that of a second file of the same name.
    let loose = [
        form("申报表1.docx", HAIGANG, "智慧平台"),
        form("申报表2.docx", FUNING, "流动课堂"),
        picture("佐证1.jpg"),
        picture("佐证2.jpg"),
    ];
    assert_eq!(grouped(&loose, &Gathering::Inbox).unassigned.len(), 2);
}

#[test]
fn a_folder_a_kind_of_paper_and_a_letter_pair_papers_too() {
    expect(
        &[
            form("甲/申报表/1.docx", HAIGANG, "智慧平台"),
            form("甲/申报表/2.docx", HAIGANG, "暖心驿站"),
            description("甲/文字说明/1.docx", "", ""),
            description("甲/文字说明/2.docx", "", ""),
            picture("甲/证明材料/1-1.jpg"),
            picture("甲/证明材料/2-1.jpg"),
            picture("甲/证明材料/3.jpg"),
        ],
        &[
            "甲/申报表/1.docx = 甲/文字说明/1.docx:description 甲/申报表/1.docx:form 甲/证明材料/1-1.jpg:evidence",
            "甲/申报表/2.docx = 甲/文字说明/2.docx:description 甲/申报表/2.docx:form 甲/证明材料/2-1.jpg:evidence",
            "unassigned 甲/证明材料/3.jpg:evidence",
        ],
    );
    expect(
        &[
            form("甲/A申报表.docx", HAIGANG, "智慧平台"),
            form("甲/B申报表.docx", HAIGANG, "暖心驿站"),
            picture("甲/A照片1.jpg"),
            picture("甲/B照片1.jpg"),
        ],
        &[
            "甲/A申报表.docx = 甲/A照片1.jpg:evidence 甲/A申报表.docx:form",
            "甲/B申报表.docx = 甲/B照片1.jpg:evidence 甲/B申报表.docx:form",
        ],
    );
}

#[test]
fn numbered_folders_with_a_form_each_are_parcels_of_their_own() {
    expect(
        &[
            form("10月/1/申报表.xlsx", HAIGANG, "智慧平台"),
            picture("10月/1/mmexport1.jpg"),
            form("10月/2/申报表.xlsx", FUNING, "流动课堂"),
            picture("10月/2/mmexport2.jpg"),
        ],
        &[
            "10月/1 = 10月/1/mmexport1.jpg:evidence 10月/1/申报表.xlsx:form",
            "10月/2 = 10月/2/mmexport2.jpg:evidence 10月/2/申报表.xlsx:form",
        ],
    );
    expect(
        &[form("甲/一/申报表.xlsx", HAIGANG, "暖心驿站升级版"), form("甲/二/申报表.xlsx", HAIGANG, "暖心驿站")],
        &["甲/一 = 甲/一/申报表.xlsx:form", "甲/二 = 甲/二/申报表.xlsx:form"],
    );
}

#[test]
fn a_copy_of_a_form_in_another_place_is_no_second_application() {
    let copy = |path: &str| Sensed { content: "ab12".into(), ..form(path, HAIGANG, "智慧平台") };
    expect(
        &[copy("甲/申报表.xlsx"), description("甲/说明.docx", "", ""), copy("重复/海港区的表.xlsx")],
        &["甲 = 甲/申报表.xlsx:form 甲/说明.docx:description 重复/海港区的表.xlsx:form"],
    );
    expect(&[copy("乙/申报表.xlsx"), copy("丙/申报表.xlsx")], &["丙 = 丙/申报表.xlsx:form 乙/申报表.xlsx:form"]);
}

#[test]
fn an_archive_beside_the_folder_it_was_unpacked_into_is_no_second_application() {
    let holds = |content: &str, file: Sensed| Sensed { content: content.into(), ..file };
    let papers = |folder: &str, written: &str| {
        [
            holds("ab12", form(&format!("{folder}/申报表.xlsx"), HAIGANG, "智慧平台")),
            holds(written, description(&format!("{folder}/说明.docx"), HAIGANG, "智慧平台")),
        ]
    };
    let archive = || holds("ff00", unread("甲.zip"));
    let same = [papers("甲", "cd34").as_slice(), &papers("甲.zip!", "cd34"), &[archive()]].concat();
    assert_eq!(grouped(&same, &Gathering::Inbox).submissions.len(), 1);
    let other = [papers("甲", "cd34").as_slice(), &papers("甲.zip!", "ef56"), &[archive()]].concat();
    assert_eq!(grouped(&other, &Gathering::Inbox).submissions.len(), 2, "another description is for people");
}

#[test]
fn descriptions_of_several_units_in_a_folder_of_their_own_are_not_one_unit_s() {
    expect(
        &[
            form("申报表/海港区.xlsx", HAIGANG, "智慧平台"),
            form("申报表/抚宁区.xlsx", FUNING, "流动课堂"),
            description("各家写的/a.docx", "", "智慧平台"),
            description("各家写的/b.docx", "", "流动课堂"),
        ],
        &[
            "申报表/抚宁区.xlsx = 各家写的/b.docx:description 申报表/抚宁区.xlsx:form",
            "申报表/海港区.xlsx = 各家写的/a.docx:description 申报表/海港区.xlsx:form",
        ],
    );
}

#[test]
fn a_second_description_of_another_unit_and_project_is_not_the_forms() {
    expect(
        &[
            form("甲/申报表.xlsx", HAIGANG, "智慧平台"),
            description("甲/说明.docx", HAIGANG, "智慧平台"),
            description("甲/说明2.docx", FUNING, "流动课堂"),
        ],
        &["甲 = 甲/申报表.xlsx:form 甲/说明.docx:description", "unassigned 甲/说明2.docx:description"],
    );
}

#[test]
fn a_folder_with_a_form_that_cannot_be_read_is_not_another_s() {
    expect(
        &[
            form("甲/申报表.xlsx", HAIGANG, "智慧平台"),
            unread("乙/申报表.xlsx"),
            description("乙/说明.docx", "", "智慧平台"),
        ],
        &["乙 = 乙/申报表.xlsx:form 乙/说明.docx:description", "甲 = 甲/申报表.xlsx:form"],
    );
}

#[test]
fn a_form_sent_again_elsewhere_takes_no_papers_from_the_one_they_lie_beside() {
    expect(
        &[
            form("海港区申报表.xlsx", HAIGANG, "智慧平台"),
            description("海港区说明.docx", HAIGANG, "智慧平台"),
            picture("海港区证明材料.jpg"),
            form("11月17日收/海港区/申报表.xlsx", HAIGANG, "智慧平台"),
        ],
        &[
            "11月17日收/海港区 = 11月17日收/海港区/申报表.xlsx:form",
            "海港区申报表.xlsx = 海港区申报表.xlsx:form 海港区证明材料.jpg:evidence 海港区说明.docx:description",
        ],
    );
}

#[test]
fn what_is_sent_later_without_a_form_finds_the_form_wherever_it_lies() {
    expect(
        &[
            form("智慧平台/申报表.xlsx", HAIGANG, "智慧平台"),
            form("抚宁区/申报表.xlsx", FUNING, "流动课堂"),
            description("补正/秦皇岛市海港区总工会/文字说明.docx", "", "智慧平台"),
            picture("补正/抚宁区总工会/证明材料.jpg"),
            form("补正/甲公司工会/申报表.xlsx", "甲公司工会", "班前十分钟"),
        ],
        &[
            "抚宁区 = 抚宁区/申报表.xlsx:form 补正/抚宁区总工会/证明材料.jpg:evidence",
            "智慧平台 = 智慧平台/申报表.xlsx:form 补正/秦皇岛市海港区总工会/文字说明.docx:description",
            "补正/甲公司工会 = 补正/甲公司工会/申报表.xlsx:form",
        ],
    );
}

#[test]
fn in_a_folder_of_several_units_papers_a_paper_goes_to_the_unit_that_it_is_named_after() {
    expect(
        &[
            form("海港区/申报表.xlsx", HAIGANG, "智慧平台"),
            form("补正材料/抚宁区总工会申报表.xlsx", FUNING, "流动课堂"),
            description("补正材料/海港区总工会说明.docx", "", "智慧平台"),
            picture("补正材料/海港区总工会证明.jpg"),
            picture("补正材料/现场照片.jpg"),
        ],
        &[
            "海港区 = 海港区/申报表.xlsx:form 补正材料/海港区总工会证明.jpg:evidence 补正材料/海港区总工会说明.docx:description",
            "补正材料 = 补正材料/抚宁区总工会申报表.xlsx:form 补正材料/现场照片.jpg:evidence",
        ],
    );
}

#[test]
fn a_description_that_two_forms_of_one_project_may_claim_is_left_to_people() {
    expect(
        &[
            form("甲申报表.xlsx", HAIGANG, "智慧平台建设"),
            form("乙申报表.xlsx", FUNING, "智慧平台建设"),
            description("说明.docx", "", "智慧平台建设"),
        ],
        &[
            "乙申报表.xlsx = 乙申报表.xlsx:form",
            "甲申报表.xlsx = 甲申报表.xlsx:form",
            "unassigned 说明.docx:description",
        ],
    );
}

#[test]
fn a_description_beside_a_form_that_leaves_its_project_open_is_left_to_people() {
    let others = [form("甲申报表.xlsx", HAIGANG, "流动课堂"), description("甲说明.docx", HAIGANG, "流动课堂")];
    let with = |own: Sensed, told: Sensed| {
        let files: Vec<Sensed> = others.iter().cloned().chain([own, told]).collect();
        lines_of(&grouped(&files, &Gathering::Inbox))
    };
    let open = with(form("乙申报表.xlsx", FUNING, ""), description("平台.docx", "", "智慧平台建设"));
    assert_eq!(open.last().map(String::as_str), Some("unassigned 平台.docx:description"));
    let of_another = with(form("乙申报表.xlsx", FUNING, ""), description("平台.docx", "昌黎县总工会", "智慧平台建设"));
    assert!(of_another.contains(&"平台.docx = 平台.docx:description".to_owned()), "{of_another:?}");
    let told = with(form("乙申报表.xlsx", FUNING, "暖心驿站"), description("平台.docx", "", "智慧平台建设"));
    assert!(told.contains(&"平台.docx = 平台.docx:description".to_owned()), "{told:?}");
}

#[test]
fn a_number_right_before_the_word_for_the_paper_brings_it_to_its_form() {
    expect(
        &[
            form("01申报表.xlsx", "海港区总工会", "海滨驿站"),
            form("02申报表.xlsx", "抚宁区总工会", "工地夜校"),
            picture("02证明1.jpg"),
            picture("01证明2.jpg"),
            picture("3月活动.jpg"),
        ],
        &[
            "01申报表.xlsx = 01申报表.xlsx:form 01证明2.jpg:evidence",
            "02申报表.xlsx = 02申报表.xlsx:form 02证明1.jpg:evidence",
            "unassigned 3月活动.jpg:evidence",
        ],
    );
}

#[test]
fn a_units_folder_is_its_own_though_its_name_holds_a_word_for_papers() {
    let unit = "首秦金属材料有限公司工会";
    expect(
        &[
            form("1申报表/首秦.xlsx", unit, "海滨驿站"),
            form("1申报表/海港.xlsx", "海港区总工会", "工地夜校"),
            picture("3证明材料/首秦金属材料有限公司工会/1.jpg"),
            picture("3证明材料/海港区总工会/1.jpg"),
        ],
        &[
            "1申报表/海港.xlsx = 1申报表/海港.xlsx:form 3证明材料/海港区总工会/1.jpg:evidence",
            "1申报表/首秦.xlsx = 1申报表/首秦.xlsx:form 3证明材料/首秦金属材料有限公司工会/1.jpg:evidence",
        ],
    );
    expect(
        &[form("海滨驿站.xlsx", unit, "海滨驿站"), picture("首秦金属材料有限公司工会证明材料/1.jpg")],
        &["海滨驿站.xlsx = 海滨驿站.xlsx:form 首秦金属材料有限公司工会证明材料/1.jpg:evidence"],
    );
}
