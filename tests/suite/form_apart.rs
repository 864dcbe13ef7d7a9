//! Labels that stand apart from their answers in ways of other programs: a heading over several labels, labels side by side over
//! answers side by side, leaders, dashes and full stops for colons; and notes in a table that ask for nothing.

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::table;
use crate::made_form::value;
use shenping::extract::FormRead;
use shenping::model::Block;
use shenping::model::FieldReading;

fn read(body: Vec<Block>) -> FormRead {
    let mut forms = forms(body);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

#[test]
fn a_label_that_only_heads_another_one_beside_it_does_not_empty_it() {
    for (head, label) in [("申报主体", "填报单位"), ("申报单位", "单位名称"), ("申报单位情况", "名称")]
    {
        let cells = [("A1:A2", head), ("B1", label), ("C1:E1", "海港区总工会")];
        let rest = [("B2", "项目负责人"), ("C2", "张伟"), ("D2", "联系电话"), ("E2", "13800001111")];
        let project = [("A3:B3", "项目名称"), ("C3:E3", "数字工会")];
        let form = form(&[&cells[..], &rest, &project].concat());
        assert_eq!((value(&form, "unit"), value(&form, "leaders")), ("海港区总工会".into(), "张伟".into()), "{head}");
    }
}

#[test]
fn partners_below_their_label_are_read_though_there_is_room_beside_it() {
    let cells = [
        ("A1:B1", "申报单位"),
        ("C1:D1", "项目名称"),
        ("A2:B2", "海港区总工会"),
        ("C2:D2", "数字工会"),
        ("A3", "联合单位"),
        ("B3", ""),
        ("C3:D3", ""),
        ("A4", "山海关区总工会、开发区总工会"),
        ("B4", ""),
        ("C4:D4", ""),
    ];
    assert_eq!(value(&read(vec![table(1, &cells)]), "joint_units"), "山海关区总工会、开发区总工会");
}

#[test]
fn a_colon_set_into_the_cell_of_the_answer_is_the_labels() {
    let form = form(
        &[&CARD[..4], &[("A3", "项目负责人"), ("B3", "：张伟"), ("A4", "申报理由"), ("B4", "：诉求分散。")]].concat(),
    );
    assert_eq!((value(&form, "leaders"), value(&form, "reason")), ("张伟".into(), "诉求分散。".into()));
}

#[test]
fn labels_side_by_side_over_their_answers_are_read_column_by_column() {
    let told = ["秦皇岛市工会创新工作立项申报表", "申报单位\t项 目 名 称", "海港区总工会\t数字工会"];
    let form = read(lines(&[&told[..], &["项目负责人：张伟　　联系电话：13800001111"]].concat()));
    assert_eq!((value(&form, "unit"), value(&form, "project")), ("海港区总工会".into(), "数字工会".into()));
    assert_eq!(value(&form, "phone"), "13800001111");
}

#[test]
fn a_label_with_blanks_between_its_characters_is_not_read_as_a_shorter_one() {
    let form =
        read(lines(&["申报单位：海港区总工会", "【项 目 名 称】数字工会", "项目负责：张伟", "联系电话：13800001111"]));
    assert_eq!(value(&form, "project"), "数字工会");
}

#[test]
fn leaders_and_full_stops_part_a_label_from_its_answer() {
    let told = ["申报单位……海港区总工会", "项目名称......数字工会", "项目负责—张伟", "联系电话……13800001111"];
    let texts = ["申报理由。诉求分散。", "实施措施。分两步。", "按月通报。"];
    let form = read(lines(&[&told[..], &texts].concat()));
    let read = ["unit", "project", "leaders", "phone", "reason", "measures"].map(|key| value(&form, key));
    assert_eq!(read, ["海港区总工会", "数字工会", "张伟", "13800001111", "诉求分散。", "分两步。\n按月通报。"]);
}

#[test]
fn how_to_write_a_text_is_no_line_of_it() {
    let form = form(&[CARD, &[("A4", "申报理由"), ("B4:D4", "（不超过300字，分条填写）\n诉求分散。")]].concat());
    assert_eq!(value(&form, "reason"), "诉求分散。");
}

#[test]
fn a_post_where_a_name_is_asked_is_doubted() {
    let doubts = |name: &str| {
        let form = form(
            &[&CARD[..4], &[("A3", "项目负责人"), ("B3", name), ("A4", "申报理由"), ("B4", "诉求分散。")]].concat(),
        );
        match form.application.fields.get("leaders") {
            Some(FieldReading::Read(field)) => field.doubts.len(),
            _ => 0,
        }
    };
    assert_eq!((doubts("干事"), doubts("张伟"), doubts("终小军")), (1, 0, 0));
}

#[test]
fn a_table_of_notes_behind_the_form_asks_for_nothing() {
    let notes = [("A1", "申报单位"), ("B1", "填写全称"), ("A2", "联系电话"), ("B2", "手机或座机均可")];
    let body = [vec![table(1, CARD)], lines(&["填表说明"]), vec![table(2, &notes)]].concat();
    let form = read(body);
    assert_eq!((value(&form, "unit"), value(&form, "phone")), ("海港区总工会".into(), "13800001111".into()));
}

#[test]
fn a_label_that_ends_its_cell_is_an_empty_field_and_no_text_of_the_one_above() {
    let cells = [("A4", "项目内容"), ("B4:D4", "实施措施\n分两步。\n预期效果")];
    let form = form(&[CARD, &cells].concat());
    assert_eq!((value(&form, "measures"), value(&form, "effect")), ("分两步。".into(), String::new()));
}

#[test]
fn what_a_person_does_is_no_label_though_it_is_one_elsewhere() {
    let people = [
        ("A4:A6", "项目负责人"),
        ("B4", "姓名"),
        ("C4", "职务"),
        ("D4", "分工"),
        ("B5", "张伟"),
        ("C5", "主席"),
        ("D5", "组织实施"),
        ("B6", "李娜"),
        ("C6", "干事"),
        ("D6", "宣传"),
    ];
    let form = form(&[&CARD[..4], &people, &[("A7", "联系电话"), ("B7:D7", "13800001111")]].concat());
    assert_eq!((value(&form, "leaders"), value(&form, "measures")), ("张伟、李娜".into(), String::new()));
}
