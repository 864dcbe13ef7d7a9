//! What a text that stands where a value is looked for may be: an answer to the label, another heading, a part of a day.

use crate::extract::candidate::further_line::goes_on_with;
use crate::extract::candidate::usual_marks::without_lead;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::numbering::read_number;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::parse_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_name_and_post;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::parse_people;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::plausible::looks_like_label;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Whether a text beside a label for people, a number or a sum is another label, in words that the policy does not know.
pub fn is_other_heading(kind: FieldKind, text: &str) -> bool {
    // 张伟 工会主席 ends as labels do, and names somebody.
    let names_somebody = || parse_people(text).iter().any(|name| is_told_name(name));
    match kind {
        FieldKind::People => looks_like_label(text) && !names_somebody() && !is_name_and_post(text),
        FieldKind::Phone | FieldKind::Money | FieldKind::Number => looks_like_label(text) && !fits_kind(kind, text),
        _ => false,
    }
}

/// Whether a line is numbered as the heading after this label: 四、项目目标, and in the rows below it 五、实施条件.
pub fn is_next_heading(label: &str, text: &str) -> bool {
    const LONGEST_HEADING: usize = 40;
    let next = read_number(label).map(|(way, number)| (way, number + 1));
    // 2.实现了自动检测。 is a part of the text.
    let is_sentence = || text.trim_end().ends_with(['。', '；', ';']);
    next.is_some() && read_number(text) == next && text.chars().count() <= LONGEST_HEADING && !is_sentence()
}

/// Whether a text answers a label of this kind: a value of it, or 张伟 工会主席.
pub fn is_answer(kind: FieldKind, text: &str) -> bool {
    fits_kind(kind, text) || kind == FieldKind::People && is_name_and_post(text)
}

/// Whether a text where a unit, people or a phone is asked is the heading of the next part: 二、项目信息.
pub fn begins_a_section(kind: FieldKind, text: &str) -> bool {
    let asked =
        matches!(kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::People | FieldKind::Phone);
    asked
        && text
            .trim_start()
            .strip_prefix(CHINESE_DIGITS)
            .is_some_and(|rest| rest.trim_start_matches(CHINESE_DIGITS).starts_with(['、', '．', '.']))
}

const CHINESE_DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Whether a text below a label of this kind is no answer to it for certain: it asks for something else (推荐部门：), or tells another thing.
pub fn answers_not(kind: FieldKind, text: &str) -> bool {
    /// Characters of the longest label of which nothing is known but its colon.
    const LONGEST_LABEL: usize = 14;
    let text = without_lead(text.trim());
    let labelled = text.split_once(['：', ':']).filter(|(head, _)| !is_core_longer_than(head, LONGEST_LABEL));
    let told = labelled.map_or(text, |(_, told)| told);
    if labelled.is_some_and(|(head, told)| is_bare_blank(told) || may_be_asked_of(kind) && looks_like_label(head)) {
        return true;
    }
    match kind {
        FieldKind::Date | FieldKind::Period | FieldKind::Phone | FieldKind::Money | FieldKind::Number => {
            // 略 where a day is asked is for people
            let tells_other = labelled.is_some() || ends_like_unit(told) || looks_like_label(told);
            tells_other && !fits_kind(kind, told) && !told.contains(|c: char| c.is_numeric() || c == '年')
        }
        FieldKind::Organisation | FieldKind::Organisations => labelled.is_some() && !ends_like_unit(told),
        FieldKind::People => {
            (labelled.is_some() || ends_like_unit(text)) && !is_answer(kind, told) && !goes_on_with(kind, text)
        }
        _ => false,
    }
}

/// Whether what stands below a label with the room for its answer printed behind it (申报单位：________) was written under the stroke: a
/// text of the label's kind that asks for nothing, and not the name of the office that printed the form.
pub fn answers_under_stroke(kind: FieldKind, text: &str, policy: &Policy) -> bool {
    let text = text.trim();
    let of_office = [&policy.organiser, &policy.office]
        .iter()
        .any(|office| !office.is_empty() && text.starts_with(office.as_str()));
    let is_told = match kind {
        FieldKind::Text => !looks_like_label(text) && !ends_like_unit(text) && parse_date(text).is_none(),
        _ => is_answer(kind, text),
    };
    is_told && !of_office && !answers_not(kind, text)
}

/// Whether a unit or a title may stand behind a label that nobody knows: 推荐部门：海港区总工会. 党建引领：打造职工之家 is a title.
fn may_be_asked_of(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::Text)
}

/// A cell that holds a part of a day: digits, 年, 月, 日 and the marks between them.
pub fn is_date_part(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月日号.-/至到—~〇一二三四五六七八九十".contains(c))
        && text.chars().count() <= 12
}
