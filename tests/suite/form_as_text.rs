//! A form that came as a text, without its title: it is the form where no other came, with a doubt, and a
//! description where one did.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use shenping::model::Format;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::check_folder;
use crate::harness::codes_of;
use crate::harness::copy_tree;
use crate::made_form::forms_of;
use crate::made_form::value;

const ASKED: [(&str, &str); 8] = [
    ("申报单位", "卢龙县总工会"),
    ("项目名称", "候鸟职工驿站"),
    ("项目负责", "王秋实"),
    ("联系电话", "13803351234"),
    ("项目申报理由", "外来职工歇脚难、饮水难，基层反映集中。"),
    ("项目创新内容", "驿站由企业共建，职工点单，工会派单。"),
    ("项目实施措施", "先在三个园区试点，再分批推开，每月通报。"),
    ("项目预期效果", "全年服务职工两万人次，投诉下降三成。"),
];

#[test]
fn a_text_that_asks_for_all_that_the_form_does_is_the_form() {
    for (way, colon) in [("colons", true), ("headings", false)] {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("卢龙县");
        fs::create_dir(&own).unwrap();
        let lines =
            ASKED.map(|(label, value)| if colon { format!("{label}：{value}") } else { format!("{label}\n{value}") });
        fs::write(own.join("创新项目材料.txt"), lines.join("\n")).unwrap();
        let printed = check_folder(folder.path());
        let [application] = printed["applications"].as_array().unwrap().as_slice() else { panic!("{way}: one") };
        assert_eq!(application["fields"]["effect"]["value"], ASKED[7].1, "{way}");
        let codes = codes_of(&printed);
        assert!(codes.iter().any(|code| code == "file-unreadable manual"), "{way}: {codes:?}");
        assert!(!codes.iter().any(|code| code.starts_with("form-missing")), "{way}: {codes:?}");
        assert!(!codes.iter().any(|code| code.starts_with("description-missing")), "{way}: {codes:?}");
    }
}

#[test]
fn a_text_of_another_title_that_leaves_something_out_and_asks_to_sign_is_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("卢龙县");
    fs::create_dir(&own).unwrap();
    let asked = ASKED.iter().filter(|(label, _)| *label != "项目实施措施");
    let lines: Vec<String> = asked.map(|(label, value)| format!("{label}：{value}")).collect();
    let text = format!("卢龙县创新工作项目申报表\n{}\n领导签字：李强", lines.join("\n"));
    fs::write(own.join("材料.txt"), text).unwrap();
    let printed = check_folder(folder.path());
    assert_eq!(printed["applications"][0]["fields"]["project"]["value"], ASKED[1].1);
    let codes = codes_of(&printed);
    assert!(codes.iter().any(|code| code == "file-unreadable manual"), "{codes:?}");
    assert!(!codes.iter().any(|code| code.starts_with("form-missing")), "{codes:?}");
}

#[test]
fn a_line_that_is_the_name_of_a_missing_paper_leaves_it_to_people() {
    for (line, outcome) in [("附件2：证明材料", "manual"), ("证明材料另附", "fail")] {
        let folder = tempfile::tempdir().unwrap();
        let lines = ASKED.map(|(label, value)| format!("{label}：{value}"));
        let text = format!("创新工作立项申报表\n{}\n领导签字：李强\n{line}\n活动照片", lines.join("\n"));
        fs::write(folder.path().join("申报表.txt"), text).unwrap();
        let codes = codes_of(&check_folder(folder.path()));
        assert!(codes.contains(&format!("evidence-missing {outcome}")), "{line}: {codes:?}");
    }
}

#[test]
fn beside_a_form_of_its_project_such_a_text_is_the_description() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("海港区总工会");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件/海港区总工会");
    copy_tree(&sample, &own);
    fs::remove_file(own.join("文字说明.docx")).unwrap();
    let printed = check_folder(folder.path());
    let project = printed["applications"][0]["fields"]["project"]["value"].as_str().unwrap().to_owned();
    let lines = ASKED.map(|(label, value)| match label {
        "申报单位" => format!("{label}：海港区总工会"),
        "项目名称" => format!("{label}：{project}"),
        _ => format!("{label}：{value}"),
    });
    fs::write(own.join("创新项目材料.txt"), lines.join("\n")).unwrap();
    let codes = codes_of(&check_folder(folder.path()));
    for missed in ["file-unreadable manual", "description-missing fail", "form-repeated manual"] {
        assert!(!codes.iter().any(|code| code == missed), "{codes:?}");
    }
}

/// The line belongs to whoever sends the form.
#[test]
fn thanks_below_the_last_answer_are_no_part_of_it() {
    for thanks in ["给您添麻烦了", "(发送自手机)", "辛苦您了！"] {
        let lines = ASKED.map(|(label, value)| format!("{label}：{value}"));
        let text = format!("{}\n{thanks}\n", lines.join("\n"));
        let document = read(&Arc::from("申报表.txt"), text.as_bytes(), Format::Text, &Limits::default());
        let forms = forms_of(&document);
        let effect = forms.first().map(|form| value(form, "effect"));
        assert_eq!(effect.as_deref(), Some(ASKED[7].1), "{thanks}");
    }
    let text = format!("{}\n举办“您辛苦了”慰问\n", ASKED.map(|(label, value)| format!("{label}：{value}")).join("\n"));
    let document = read(&Arc::from("申报表.txt"), text.as_bytes(), Format::Text, &Limits::default());
    assert!(forms_of(&document).first().is_some_and(|form| value(form, "effect").ends_with("慰问")));
}

/// 【…】 behind a colon is what was filled in, a prompt in brackets is not.
#[test]
fn a_short_answer_in_brackets_behind_a_colon_is_read() {
    for (written, want) in [("【职工文化】", "职工文化"), ("【必填】", ""), ("【不超过25字】", "")]
    {
        // The four short answers stand in brackets too.
        let framed = |at: usize, value: &str| if at < 4 { format!("【{value}】") } else { value.to_owned() };
        let lines: Vec<String> =
            ASKED.iter().enumerate().map(|(at, (label, value))| format!("{label}：{}", framed(at, value))).collect();
        let text = format!("{}\n项目类别：{written}\n", lines.join("\n"));
        let document = read(&Arc::from("申报表.txt"), text.as_bytes(), Format::Text, &Limits::default());
        let forms = forms_of(&document);
        assert_eq!(forms.first().map(|form| value(form, "category")).as_deref(), Some(want), "{written}");
    }
}

/// 问1：…是什么？ with 答：… below it.
#[test]
fn questions_with_their_number_and_answers_are_the_form() {
    let lines: Vec<String> = ASKED
        .iter()
        .enumerate()
        .map(|(at, (label, value))| format!("问{}：{label}是什么？\n答：{value}", at + 1))
        .collect();
    let document = read(&Arc::from("申报表.txt"), lines.join("\n").as_bytes(), Format::Text, &Limits::default());
    let forms = forms_of(&document);
    let [form] = forms.as_slice() else { panic!("one form, not {}", forms.len()) };
    assert_eq!((value(form, "project"), value(form, "effect")), (ASKED[1].1.to_owned(), ASKED[7].1.to_owned()));
}
