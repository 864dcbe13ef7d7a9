//! The blank form of any measure: nothing on it reads as an answer, and what is written into its blanks is read back whole.

use std::io::Cursor;
use std::io::Write;
use std::sync::Arc;

use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Application;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::policy::FieldKind;
use shenping::policy::Policy;
use shenping::policy::load_policy;
use shenping::readers::Limits;
use shenping::readers::read;
use shenping::review::write_blank_document;
use shenping::review::write_blank_workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::made_season;
use crate::made_settings::other_city;
use crate::review::seen;

/// A measure whose form asks for every kind of field there is, two of some.
const EVERY_KIND: &str = r#"schema = 1
id = "every-kind"
title = "各类栏目办法"
document_number = "试字〔2026〕1号"
organiser = "某市总工会"
office = "某市总工会办公室"
award = "创新成果"
[form]
titles = ["某市创新成果申报表"]
[roles]
applicant = "unit"
title = "name"
[[fields]]
key = "unit"
label = "申报单位"
kind = "organisation"
required = true
[[fields]]
key = "partners"
label = "协作单位"
kind = "organisations"
[[fields]]
key = "name"
label = "成果名称"
kind = "text"
required = true
[[fields]]
key = "leaders"
label = "主创人员"
kind = "people"
required = true
[[fields]]
key = "phone"
label = "联系电话"
kind = "phone"
[[fields]]
key = "started"
label = "开工日期"
kind = "date"
[[fields]]
key = "lasting"
label = "实施时间"
kind = "period"
[[fields]]
key = "sort"
label = "成果类别"
kind = "choice"
options = ["管理", "技术", "服务"]
[[fields]]
key = "cost"
label = "投入资金"
kind = "money"
[[fields]]
key = "people_served"
label = "受益人数"
kind = "number"
[[fields]]
key = "story"
label = "主要做法"
kind = "text"
required = true
[[fields]]
key = "signature"
label = "负责人签字"
kind = "signature"
[[fields]]
key = "signed_on"
label = "签字日期"
kind = "date"
[[rules]]
code = "too-many-leaders"
kind = "count-at-most"
subject = "leaders"
limit = 5
on_fail = "correct"
[[rules]]
code = "story-too-long"
kind = "words-at-most"
subject = "story"
limit = 800
on_fail = "correct"
[[criteria]]
key = "worth"
label = "价值"
max = 100
source = "office"
"#;

/// What is written for a field, and what is read.
fn answer(policy: &Policy, index: usize) -> (String, String) {
    let field = &policy.fields[index];
    let told = |text: &str| (text.to_owned(), text.to_owned());
    match field.kind {
        FieldKind::Organisation => told("临海市造船厂工会"),
        FieldKind::Organisations => told("甲厂工会、乙厂工会"),
        FieldKind::People => told("张三丰、李四光"),
        FieldKind::Phone => told("13800005678"),
        FieldKind::Date => ("2026年10月12日".to_owned(), "2026-10-12".to_owned()),
        FieldKind::Period => ("2026年3月至2026年10月".to_owned(), "2026-03-01至2026-10-31".to_owned()),
        FieldKind::Choice => told(&field.options[1]),
        FieldKind::Money if field.label.contains("万元") => ("12.5".to_owned(), "125000".to_owned()),
        FieldKind::Money => ("12.5万元".to_owned(), "125000".to_owned()),
        FieldKind::Number => told("360"),
        FieldKind::Text => (format!("第{index}栏的内容"), format!("第{index}栏的内容")),
        FieldKind::Signature => (String::new(), String::new()),
    }
}

fn policies() -> [Policy; 2] {
    [other_city(), load_policy(EVERY_KIND, "policy.toml").expect("a whole measure")]
}

fn read_one(bytes: &[u8], format: Format, policy: &Policy) -> Application {
    let document = read(&Arc::from("申报表"), bytes, format, &Limits::default());
    let mut forms = read_forms(&document, policy, &Lexicon::new(policy));
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0).application
}

/// The package with this part's text changed.
fn change_part(package: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in seen::bytes_of(package, "") {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        let text = || change(String::from_utf8(bytes.clone()).expect("UTF-8"));
        let bytes = if name == part { text().into_bytes() } else { bytes.clone() };
        zip.write_all(&bytes).expect("written");
    }
    zip.finish().expect("a package").into_inner()
}

#[test]
fn an_unfilled_form_has_every_field_and_no_answer() {
    for policy in policies() {
        let workbook =
            write_blank_workbook(&policy, shenping::model::china_time(made_season::as_of())).expect("written");
        let document = write_blank_document(&policy, made_season::as_of());
        for (bytes, format) in [(workbook, Format::Xlsx), (document, Format::Docx)] {
            let application = read_one(&bytes, format, &policy);
            for field in policy.fields.iter().filter(|field| field.kind != FieldKind::Signature) {
                let reading = &application.fields[&field.key];
                assert!(matches!(reading, FieldReading::Empty { .. }), "{format} {}: {reading:?}", field.key);
            }
            assert_eq!(application.unclaimed, [], "{format}");
            assert!(application.signature.is_some_and(|signature| signature.state.name() == "absent"));
        }
    }
}

#[test]
fn a_workbook_filled_in_at_its_named_cells_is_read_back_whole() {
    for policy in policies() {
        let blank = write_blank_workbook(&policy, shenping::model::china_time(made_season::as_of())).expect("written");
        let names = seen::parts(&blank, "xl/workbook.xml").remove(0).1;
        let filled = change_part(&blank, "xl/worksheets/sheet1.xml", |mut sheet| {
            for (index, field) in policy.fields.iter().enumerate() {
                let cell = seen::between(&names, &format!("<definedName name=\"{}\">", field.key), "<")[0].to_owned();
                let cell = cell.rsplit('!').next().expect("a cell").replace('$', "");
                let style = seen::between(&sheet, &format!("<c r=\"{cell}\" s=\""), "\"")[0].to_owned();
                let text = answer(&policy, index).0;
                sheet = sheet.replace(
                    &format!("<c r=\"{cell}\" s=\"{style}\"/>"),
                    &format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                );
            }
            sheet
        });
        let application = read_one(&filled, Format::Xlsx, &policy);
        for (index, field) in policy.fields.iter().enumerate().filter(|(_, field)| field.kind != FieldKind::Signature) {
            assert_eq!(application.text(&field.key), Some(answer(&policy, index).1), "{}", field.key);
        }
    }
}

#[test]
fn choices_can_only_be_chosen_and_limits_stand_beside_their_labels() {
    let policy = load_policy(EVERY_KIND, "policy.toml").expect("a whole measure");
    let blank = write_blank_workbook(&policy, shenping::model::china_time(made_season::as_of())).expect("written");
    let cells = seen::cells(&blank, "申报表");
    assert!(cells.values().any(|text| text == "主创人员\n（不超过5人）"), "{cells:?}");
    assert!(cells.values().any(|text| text == "主要做法\n（800字以内）"), "{cells:?}");
    let sheet = seen::parts(&blank, "xl/worksheets/sheet1.xml").remove(0).1;
    assert!(sheet.contains("<formula1>\"管理,技术,服务\"</formula1>"), "{sheet}");
    let document = write_blank_document(&policy, made_season::as_of());
    let text = seen::parts(&document, "word/document.xml").remove(0).1;
    for option in ["管理", "技术", "服务"] {
        assert!(text.contains(&format!("<w:listItem w:displayText=\"{option}\" w:value=\"{option}\"/>")), "{text}");
    }
    assert_eq!(
        blank,
        write_blank_workbook(&policy, shenping::model::china_time(made_season::as_of())).expect("written"),
        "the same bytes"
    );
}
