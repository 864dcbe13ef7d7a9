//! Answers in the row below their labels, and what stands below a label and is no answer of it.

use crate::made_form::form;
use crate::made_form::value;

/// Questions in a row, their answers in the row below, while other rows of the sheet have the answer beside.
#[test]
fn answers_below_their_labels_are_read_though_there_is_room_beside() {
    let signed = [("A9", "负责人签字"), ("C9", "王五")];
    let below = [
        ("A1", "申报单位"),
        ("C1", "项目负责人"),
        ("A2", "昌黎县总工会"),
        ("C2", "诸葛明 工会主席"),
        ("A3", "联系电话"),
        ("C3", "项目名称"),
        ("A4", "13803351234"),
        ("C4", "果农直通车"),
    ];
    let read = form(&[below.as_slice(), &signed].concat());
    let told = ["unit", "leaders", "phone", "project"].map(|key| value(&read, key));
    assert_eq!(told, ["昌黎县总工会", "诸葛明", "13803351234", "果农直通车"]);
    // What stands below an empty cell is no title where every answer stands beside its label.
    let beside = [
        ("A1", "申报单位"),
        ("B1", "昌黎县总工会"),
        ("A2", "项目负责人"),
        ("B2", "诸葛明"),
        ("A3", "联系电话"),
        ("B3", "13803351234"),
        ("A4", "项目名称"),
        ("A5", "县里推荐"),
    ];
    let read = form(&[beside.as_slice(), &signed].concat());
    assert_eq!(value(&read, "project"), "");
    // 二、… heads the next part, it is no partner.
    let headed = [("A6:D6", "五、联合单位："), ("A7:D7", "二、项目信息"), ("A8", "项目名称"), ("B8", "果农直通车")];
    let read = form(&[&beside[..6], &headed, &signed].concat());
    assert_eq!((value(&read, "joint_units"), value(&read, "project")), (String::new(), "果农直通车".to_owned()));
}

/// The number of somebody in the table of all who took part is not the project's.
#[test]
fn an_empty_phone_is_not_filled_from_the_table_of_members() {
    let card = |phone: &'static str| {
        [
            ("A1", "申报单位"),
            ("B1", "昌黎县总工会"),
            ("C1", "项目负责人"),
            ("D1", "张三"),
            ("A2", "项目名称"),
            ("B2", "果农直通车"),
            ("C2", "联系电话"),
            ("D2", phone),
            ("A3", "序号"),
            ("B3", "姓名"),
            ("C3", "手机"),
            ("D3", "单位"),
            ("A4", "1"),
            ("B4", "李四"),
            ("C4", "13900001111"),
            ("D4", "昌黎县总工会"),
        ]
    };
    assert_eq!(value(&form(&card("")), "phone"), "");
    assert_eq!(value(&form(&card("13803351234")), "phone"), "13803351234");
}
