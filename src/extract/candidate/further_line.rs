//! Paragraphs below a line with a label that go on with its value: a further person, unit or number a line, the end of a period.

use crate::extract::values::choice::has_box;
use crate::extract::values::date::parse_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::organisation::parse_partners;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::parse_people;
use crate::extract::values::period::parse_period;
use crate::extract::values::phone::parse_phones;
use crate::extract::values::plausible::looks_like_label;
use crate::extract::values::unit_part::starts_with_marker;
use crate::policy::FieldKind;

/// The longest entry of a list in a line of its own, in characters.
const LONGEST_ENTRY: usize = 40;

/// The longest line of options with their boxes, in characters.
const LONGEST_CHOICE: usize = 200;

/// The longest option in a line of its own without a box, in characters.
const LONGEST_OPTION: usize = 12;

/// Letters that may stand beside a number: whose it is.
const LONGEST_NAME: usize = 8;

/// Kinds of which several may stand in one value, a line each.
pub fn may_be_listed(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::People) || is_counted(kind)
}

/// Numbers, days and options: what they go on with is told by its figures or boxes alone.
pub fn is_counted(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Phone | FieldKind::Period | FieldKind::Choice)
}

/// Whether a line holds more of a value of this kind, and nothing else: a further name, unit or number, the end of a period.
pub fn goes_on_with(kind: FieldKind, text: &str) -> bool {
    const ENDS: &[&str] = &["完成", "结束", "终", "截止", "结项", "至", "止"];
    let text = text.trim();
    // All options of a choice may share a line.
    let longest = if kind == FieldKind::Choice && has_box(text) { LONGEST_CHOICE } else { LONGEST_ENTRY };
    if text.chars().count() > longest || text.contains('。') {
        return false;
    }
    match kind {
        FieldKind::People => {
            let names = parse_people(text);
            !names.is_empty() && names.iter().all(|name| is_likely_name(name))
        }
        FieldKind::Organisation | FieldKind::Organisations => {
            // 归口管理单位：市工信局: another label, which nobody knows
            let heading = text.split_once(['：', ':']).map_or("", |(heading, _)| heading);
            let asks_other = looks_like_label(heading) && !starts_with_marker(text);
            let names = parse_partners(text);
            !asks_other
                && !names.is_empty()
                && names.iter().all(|name| ends_like_unit(name) && name.chars().count() >= 4)
        }
        FieldKind::Phone => {
            let words = text.chars().filter(|c| c.is_alphabetic()).count();
            !parse_phones(text).is_empty() && words <= LONGEST_NAME && parse_date(text).is_none()
        }
        FieldKind::Choice => has_box(text) || text.chars().count() <= LONGEST_OPTION,
        FieldKind::Period => ENDS.iter().any(|end| text.starts_with(end)) && parse_period(text).is_some(),
        _ => false,
    }
}

/// Whether a line under a heading of its own (结束：2026年10月, 协办：市妇联) may hold more of a value of this kind.
pub fn may_go_on_under_heading(kind: FieldKind, line: &str) -> bool {
    match kind {
        FieldKind::Text | FieldKind::Signature => true,
        FieldKind::Organisation | FieldKind::Organisations => {
            let heading = line.split([':', '：']).next().unwrap_or(line);
            starts_with_marker(line) || heading.trim_end().ends_with(['位', '方', '会', '门'])
        }
        FieldKind::Date => parse_date(line).is_some(),
        FieldKind::Period => parse_period(line).is_some(),
        FieldKind::Money | FieldKind::Number => line.contains(|c: char| c.is_numeric()),
        FieldKind::People | FieldKind::Phone | FieldKind::Choice => goes_on_with(kind, line),
    }
}

#[cfg(test)]
mod tests {
    use super::goes_on_with;
    use crate::policy::FieldKind;

    #[test]
    fn a_line_goes_on_with_a_list_where_it_holds_nothing_else() {
        for (kind, text) in [
            (FieldKind::People, "副组长：李娜"),
            (FieldKind::People, "李娜：工会副主席"),
            (FieldKind::Organisations, "燕山大学工会"),
            (FieldKind::Organisations, "2.燕山大学工会"),
            (FieldKind::Phone, "李娜 0335-3601234"),
            (FieldKind::Period, "完成：2026年11月30日"),
            (FieldKind::Period, "终：2026.11"),
        ] {
            assert!(goes_on_with(kind, text), "{text}");
        }
        for (kind, text) in [
            (FieldKind::People, "项目组下设三个工作小组。"),
            (FieldKind::People, "一线职工需求调研"),
            (FieldKind::Organisations, "由市总工会牵头推进。"),
            (FieldKind::Phone, "2026年10月12日"),
            (FieldKind::Phone, "覆盖职工12000人，服务站点48个"),
            (FieldKind::Period, "2026年10月12日"),
        ] {
            assert!(!goes_on_with(kind, text), "{text}");
        }
    }
}
