//! Forms that ask for several fields under headings that nobody knows, each found in another way.

use shenping::extract::FormRead;
use shenping::model::Value;

use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;

const TITLE: &str = "工会工作创新项目申报表";

fn doubts<'f>(form: &'f FormRead, key: &str) -> &'f [String] {
    form.application.value(key).map_or(&[], |value| value.doubts.as_slice())
}

fn one_form(body: &[&str]) -> FormRead {
    let [read] = forms([lines(&[TITLE]), lines(body)].concat()).try_into().expect("one form");
    read
}

#[test]
fn a_plain_word_and_headings_akin_to_other_fields_are_found_on_one_form() {
    let read = one_form(&[
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责：张伟",
        "联系电话：13800001111",
        "合作伙伴：抚宁区总工会、昌黎县总工会",
        "从何时到何时：2026年2月至10月",
        "背景：职工有需求，基层有基础。",
        "项目创新内容：全市首创，一网通办。",
        "项目实施措施：建立专班，按月推进。",
        "项目预期效果：覆盖职工三千人。",
    ]);
    assert_eq!(value(&read, "reason"), "职工有需求，基层有基础。");
    for (key, heading) in [("joint_units", "合作伙伴"), ("period", "从何时到何时")] {
        assert!(doubts(&read, key).iter().any(|doubt| doubt.contains(heading)), "{key}: {:?}", doubts(&read, key));
    }
}

#[test]
fn a_heading_below_another_text_is_found_beside_one_akin_to_a_field() {
    let whole = |partners: &str, effect: &str| {
        let body = [
            "申报单位：海港区总工会",
            "项目名称：数字工会",
            "项目负责：张伟",
            "联系电话：13800001111",
            partners,
            "项目申报理由：职工有需求，基层有基础。",
            "项目创新内容：全市首创，一网通办。",
            "项目实施措施：建立专班，按月推进。",
            effect,
        ];
        form(&[("A1", TITLE), ("A2", body.join("\n").as_str())])
    };
    let read = whole("携手单位：抚宁区总工会、昌黎县总工会", "结果怎样：覆盖职工三千人。");
    assert_eq!(value(&read, "measures"), "建立专班，按月推进。");
    assert_eq!(value(&read, "effect"), "覆盖职工三千人。");
    assert!(!doubts(&read, "effect").is_empty());
    assert!(
        matches!(&read.application.value("joint_units").expect("read").read.value, Value::Organisations(units) if units.len() == 2)
    );

    let asked = whole("联合单位：抚宁区总工会", "项目预期效果：覆盖职工三千人。");
    assert!(doubts(&asked, "measures").is_empty() && doubts(&asked, "effect").is_empty());
}

#[test]
fn a_text_that_goes_on_over_a_heading_is_doubted_where_a_text_is_missing() {
    let read = one_form(&[
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责：张伟",
        "联系电话：13800001111",
        "项目申报理由：职工有需求，基层有基础。",
        "来由去向：从基层来。",
        "项目实施措施：建立专班，按月推进。",
    ]);
    let doubts = doubts(&read, "reason");
    assert!(doubts.iter().any(|doubt| doubt.contains("来由去向") && doubt.contains("项目预期效果")), "{doubts:?}");
}

#[test]
fn a_line_with_a_heading_of_its_own_ends_a_short_answer_within_its_cell() {
    for (further, partners) in [("项目：数字工会", None), ("配合单位：抚宁区总工会", Some("抚宁区总工会"))]
    {
        let body = format!("申报单位：海港区总工会\n{further}\n项目负责：张伟\n联系电话：13800001111");
        let read = form(&[("A1", TITLE), ("A2", body.as_str())]);
        assert_eq!(value(&read, "unit"), "海港区总工会", "{further}");
        let told = read.application.value("joint_units").map(|value| value.read.value.to_string());
        assert_eq!(told.as_deref(), partners, "{further}");
    }
}

#[test]
fn a_list_is_one_where_nobody_knows_the_heads_of_its_units_and_projects() {
    let heads = ["报送组织", "创新工作", "项目负责", "联系电话", "起止时间", "项目类别"];
    let one = ["海港区总工会", "数字工会", "张伟", "13800001111", "2026年2月至10月", "服务类"];
    let other = ["山海关区总工会", "暖心驿站", "王芳", "13800002222", "2026年3月至9月", "组织类"];
    let columns = ["A", "B", "C", "D", "E", "F"];
    let rows = [heads, one, other].into_iter().zip(1..).flat_map(|(row, number)| {
        columns.into_iter().zip(row).map(move |(column, text)| (format!("{column}{number}"), text))
    });
    let rows: Vec<(String, &str)> = rows.collect();
    let cells: Vec<(&str, &str)> = rows.iter().map(|(place, text)| (place.as_str(), *text)).collect();
    let read = forms(vec![sheet("汇总表", &cells)]);
    let leaders: Vec<String> = read.iter().map(|form| value(form, "leaders")).collect();
    assert_eq!(leaders, ["张伟", "王芳"]);
}

#[test]
fn a_phone_s_number_tells_itself_under_any_heading_and_no_other_number_does() {
    for (heading, answer, is_phone) in
        [("怎么找到他", "13800001111", true), ("怎么找到他", "320", false), ("查新号码", "ZJ202601", false)]
    {
        let line = format!("{heading}：{answer}");
        let read = one_form(&["申报单位：海港区总工会", "项目名称：数字工会", "项目负责：张伟", line.as_str()]);
        let number = read.application.value("phone");
        assert_eq!(number.is_some(), is_phone, "{line}: {number:?}");
        assert!(number.is_none_or(|number| number.doubts.iter().any(|doubt| doubt.contains(heading))), "{line}");
    }
}

#[test]
fn a_heading_is_found_where_the_one_below_it_is_known_by_then() {
    // the first field of the measure is answered above the one that ends its answer
    let read = one_form(&[
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责：张伟",
        "联系电话：13800001111",
        "申报类目：服务保障类",
        "从何时到何时：2026年2月至10月",
    ]);
    assert_eq!(value(&read, "category"), "服务保障类");
    assert!(!doubts(&read, "period").is_empty());
}
