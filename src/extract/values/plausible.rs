//! Whether a text reads like a value of some kind, or like a label that the policy does not know.

use crate::extract::label::label_core::core_of;
use crate::extract::values::amount::parse_money;
use crate::extract::values::amount::parse_number;
use crate::extract::values::date::find_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::looks_like_people;
use crate::extract::values::period::parse_period;
use crate::extract::values::phone::parse_phones;
use crate::policy::FieldKind;

/// Whether a text reads like a value of this kind.
pub fn fits_kind(kind: FieldKind, text: &str) -> bool {
    match kind {
        FieldKind::Organisation | FieldKind::Organisations => ends_like_unit(text) && !looks_like_label(text),
        FieldKind::People => looks_like_people(text),
        FieldKind::Phone => !parse_phones(text).is_empty(),
        FieldKind::Text => text.chars().count() > 10 && !looks_like_label(text),
        FieldKind::Date => find_date(text).is_some(),
        FieldKind::Period => parse_period(text).is_some(),
        FieldKind::Money => parse_money(text, "").is_some(),
        FieldKind::Number => parse_number(text).is_some(),
        FieldKind::Choice => !looks_like_label(text),
        FieldKind::Signature => looks_like_people(text) || find_date(text).is_some(),
    }
}

/// Whether a text that is no label of the policy still reads like one: short, without figures or a sentence's marks, ending
/// as labels do or with a colon.
pub fn looks_like_label(text: &str) -> bool {
    let trimmed = text.trim().trim_end_matches(['_', '＿']).trim_end();
    let core = core_of(text).text;
    let length = core.chars().count();
    if length == 0
        || length > 12
        || core.contains(|c: char| c.is_ascii_digit() || matches!(c, '，' | ',' | '。' | '、' | '“' | '；'))
    {
        return false;
    }
    if ['见', '详', '同'].into_iter().any(|word| core.starts_with(word)) {
        // 见附件, 详见附件, 同上: somebody's answer.
        return false;
    }
    if trimmed.ends_with(['：', ':']) {
        return true;
    }
    length <= 9 && ENDINGS.iter().any(|ending| core.ends_with(ending))
}

const ENDINGS: &[&str] = &[
    "名称",
    "单位",
    "姓名",
    "电话",
    "手机",
    "时间",
    "日期",
    "类别",
    "类型",
    "领域",
    "行业",
    "地址",
    "邮编",
    "邮箱",
    "意见",
    "情况",
    "理由",
    "内容",
    "措施",
    "效果",
    "成效",
    "签字",
    "签名",
    "盖章",
    "编号",
    "性质",
    "规模",
    "人数",
    "金额",
    "经费",
    "来源",
    "职务",
    "职称",
    "部门",
    "备注",
    "附件",
    "级别",
    "组别",
    "等级",
    "方式",
    "简介",
    "说明",
    "概况",
    "目标",
    "进度",
    "计划",
    "预算",
    "代码",
    "亮点",
    "特点",
    "背景",
    "做法",
    "成果",
    "经验",
    "启示",
    "意义",
    "价值",
    "依据",
    "目的",
    "思路",
    "步骤",
    "安排",
    "分工",
    "条件",
    "基础",
    "效益",
    "影响",
    "范围",
    "对象",
    "周期",
    "期限",
    "负责人",
    "联系人",
    "填表人",
    "人员",
    "成员",
    "主席",
    "性别",
    "年龄",
    "学历",
    "民族",
    "面貌",
    "分类",
    "账号",
    "户名",
    "开户行",
    "传真",
    "网址",
    "关键词",
    "摘要",
    "题目",
    "概述",
    "总结",
    "荣誉",
    "奖项",
    "得分",
    "等次",
    "属性",
    "状态",
    "批次",
    "事项",
    "要求",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_label_is_told_from_a_value() {
        for text in ["所属行业", "项目亮点：", "职工人数", "推广价值", "建设规模"] {
            assert!(looks_like_label(text), "{text}");
        }
        for text in ["秦皇岛市海港区总工会", "张伟", "制造业", "2026年", "“工会+互联网”服务职工新模式探索与实践"]
        {
            assert!(!looks_like_label(text), "{text}");
        }
    }
}
