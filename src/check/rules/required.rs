//! required: a field of the form is there and filled in.
//!
//! An empty value is certain, but in a file that was read by halves; so is a label that is nowhere, where the form was read whole
//! and every text on it is accounted for. Where text is left that no field claimed, another field's text goes on with a line that
//! names this one in other words (计划措施：… below 项目创新内容), or a hidden row or column may hold it, the field may hide there:
//! that is `field-unrecognised`, for people. Not recognised is never missing.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::unrecognised::explain_unrecognised;
use crate::model::FieldReading;
use crate::model::Located;
use crate::model::OnFail;
use crate::model::Place;
use crate::model::SignatureState;
use crate::model::Spot;
use crate::model::Unclaimed;
use crate::model::Value;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "required", check };

/// Most characters that a label within prose has before what sets it off.
const LONGEST_HEAD: usize = 12;

/// What sets a label off from its value on a line, beside white space.
const SETS_OFF: &[char] = &[':', '：', '∶', '=', '＝', '→', '—', '-', '|', '_', '【', '】', '[', ']', '…'];

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let (Some(key), Some(form)) = (rule.subject.as_deref(), &case.application.form) else {
        return Judgement::not_applicable();
    };
    let kind = case.context.policy.field(key).map(|field| field.kind);
    if kind == Some(FieldKind::Signature) {
        return check_signature(rule, case);
    }
    let (label, paper) = (case.label(key), case.label("form"));
    match case.application.fields.get(key) {
        Some(FieldReading::Read(_)) => Judgement::pass(),
        Some(FieldReading::Empty { place, struck: Some(struck), .. }) => {
            let companion = case.companion("field-ambiguous", rule, OnFail::Decide);
            let message = format!("{paper}“{label}”一栏写的“{}”已划去，没有另写", shorten(struck));
            let help = format!("请与单位核对；“{label}”确实作废的，请单位另填");
            Draft::manual(&companion, message).help(help).at(place).into()
        }
        Some(FieldReading::Empty { place, uncalculated: true, .. }) => {
            let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
            let message = format!("{paper}“{label}”一栏是公式，文件里没有存下它的结果");
            let help = "请用 WPS 或 Excel 打开原件看这一格显示什么；打开后存盘再放进收件，就能读出".to_owned();
            Draft::manual(&companion, message).help(help).at(place).into()
        }
        Some(FieldReading::Empty { place, comment: Some(comment), .. }) => {
            let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
            let message = format!("{paper}“{label}”一栏是空的，这一格的批注写着“{}”", shorten(comment));
            let help = format!("批注就是“{label}”的，请单位写进这一栏；不是的，请单位补填");
            Draft::manual(&companion, message).help(help).at(place).into()
        }
        Some(FieldReading::Empty { place, doubts, .. }) if !doubts.is_empty() => {
            let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
            let message = format!("{paper}“{label}”一栏没有填写：{}", doubts.join("；"));
            let help = format!("请打开原件看“{label}”写在哪里；确实没有填写的，请单位补填后重新报送{paper}");
            Draft::manual(&companion, message).help(help).at(place).into()
        }
        Some(FieldReading::Empty { place, prompt, .. }) => {
            if let Some(hidden) = find_hidden(label, case, Some(place)) {
                return explain_hidden(rule, case, hidden);
            }
            let prompt = prompt.as_ref().map(|prompt| format!("，只有表上原有的提示“{}”", shorten(prompt)));
            let message = format!("{paper}“{label}”一栏没有填写{}", prompt.unwrap_or_default());
            if case.facts.is_approximate(&form.file) || case.facts.is_damaged(&form.file) {
                let help = format!("请打开原件看“{label}”；确实没有填写的，请单位填写后重新报送{paper}");
                return Draft::manual(rule, message).help(help).at(place).into();
            }
            Draft::fail(rule, message).help(format!("请单位填写“{label}”后重新报送{paper}")).at(place).into()
        }
        Some(FieldReading::NotFound) | None => {
            if case.facts.is_damaged(&form.file) {
                return Judgement::unread();
            }
            explain_not_found(rule, case, kind, form)
        }
    }
}

/// What is said of a field whose label is nowhere.
fn explain_not_found(rule: &Rule, case: &Case<'_>, kind: Option<FieldKind>, form: &Place) -> Judgement {
    let (label, paper) = (case.subject_label(rule), case.label("form"));
    let left = case.application.unclaimed.iter().filter(|text| may_hold(text, kind));
    // Of several the one that has most of the label's own words; the first of equals.
    let likely = left.rev().max_by_key(|text| shared_words(label, &text.raw));
    let likely = likely.map(|text| (text.raw.as_str(), &text.place));
    let likely = likely.or_else(|| find_in_prose(label, case));
    let named = || find_other_unit(case).filter(|_| kind == Some(FieldKind::Organisation));
    match (likely.or_else(named), find_hidden(label, case, None)) {
        (Some((text, place)), _) => field_unrecognised(rule, case, text, place),
        (None, Some(hidden)) => explain_hidden(rule, case, hidden),
        (None, None) if lacks_all_fields(case) => {
            let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
            let message = format!("没有认出“{label}”一栏，{paper}上必填的各栏一栏也没有认出");
            let help =
                "表格可能是图片或嵌入的对象，也可能在转存时丢失；请打开原件核对，必要时请单位重新报送".to_owned();
            Draft::manual(&companion, message).help(help).at(form).into()
        }
        (None, None) => Draft::fail(rule, format!("{paper}上没有“{label}”一栏"))
            .help(format!("请单位用规定的{paper}，补填“{label}”后重新报送"))
            .at(form)
            .into(),
    }
}

/// Whether not one of several required fields was found on what is called the form all the same: its table is a picture, or was lost when it
/// was saved as something else.
fn lacks_all_fields(case: &Case<'_>) -> bool {
    let mut required = case.context.policy.fields.iter().filter(|field| field.required);
    let is_nowhere = |key: &str| matches!(case.application.fields.get(key), None | Some(FieldReading::NotFound));
    required.clone().count() > 1 && required.all(|field| is_nowhere(&field.key))
}

/// Text in a hidden row or column that names the field, or stands in the row or the column of its empty cell.
fn find_hidden<'c>(label: &str, case: &'c Case<'_>, empty: Option<&'c Place>) -> Option<&'c Located<Unclaimed>> {
    let cell = |place: &'c Place| match &place.spot {
        Some(Spot::SheetCell { sheet, row, column }) => Some((sheet, *row, *column)),
        _ => None,
    };
    let empty = empty.and_then(cell);
    let in_line = |place: &'c Place| match (empty, cell(place)) {
        (Some((one, row, column)), Some((other, row_of, column_of))) => {
            one == other && (row == row_of || column == column_of)
        }
        _ => false,
    };
    let mut hidden = case.application.unclaimed.iter().filter(|text| text.value == Unclaimed::Hidden);
    hidden.find(|text| text.raw.contains(label) || in_line(&text.place))
}

fn explain_hidden(rule: &Rule, case: &Case<'_>, hidden: &Located<Unclaimed>) -> Judgement {
    let (label, paper) = (case.subject_label(rule), case.label("form"));
    let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
    let message = format!("{paper}“{label}”一栏像是在隐藏的行或列里（“{}”），没有读取", shorten(&hidden.raw));
    let help = format!("请取消隐藏后看“{label}”写了什么；确实没有填写的，请单位补填");
    Draft::manual(&companion, message).help(help).at(&hidden.place).into()
}

fn field_unrecognised(rule: &Rule, case: &Case<'_>, text: &str, place: &Place) -> Judgement {
    let label = case.subject_label(rule);
    let companion = case.companion("field-unrecognised", rule, OnFail::Decide);
    let message = explain_unrecognised(label, text);
    Draft::manual(&companion, message)
        .help(format!("请打开{}，看未认出的文字里有没有“{label}”；确实没有的，请单位补填", case.label("form")))
        .at(place)
        .into()
}

/// A line within another field's text that begins like a label and shares a word with this one.
fn find_in_prose<'c>(label: &str, case: &'c Case<'_>) -> Option<(&'c str, &'c Place)> {
    let read = case.application.fields.values().filter_map(|reading| match reading {
        FieldReading::Read(value) if matches!(value.read.value, Value::Text(_)) => Some(&value.read),
        _ => None,
    });
    read.flat_map(|text| text.raw.lines().map(move |line| (line, &text.place))).find(|(line, _)| {
        let told = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        told.split_once(|c: char| c.is_whitespace() || SETS_OFF.contains(&c))
            .is_some_and(|(head, _)| head.chars().count() <= LONGEST_HEAD && shared_words(label, head) > 0)
    })
}

/// How many pairs of neighbouring characters of a label stand in a text, those aside that most labels have.
fn shared_words(label: &str, text: &str) -> usize {
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphanumeric()).collect();
    letters
        .windows(2)
        .map(|pair| pair.iter().collect::<String>())
        .filter(|pair| pair != "项目" && pair != "申报" && text.contains(pair.as_str()))
        .count()
}

/// A measure may ask for a signature as for any field; whether it is of an accepted kind is for `signed`.
fn check_signature(rule: &Rule, case: &Case<'_>) -> Judgement {
    let signed_elsewhere =
        |other: &Rule| matches!(other.kind, RuleKind::Signed { .. }) && other.subject == rule.subject;
    let Some(signature) = &case.application.signature else { return Judgement::not_applicable() };
    if case.context.policy.rules.iter().any(signed_elsewhere) || signature.state != SignatureState::Absent {
        return Judgement::pass();
    }
    let label = case.subject_label(rule);
    let draft =
        Draft::fail(rule, format!("“{label}”处没有签字")).help(format!("请签字后重新报送{}", case.label("form")));
    draft.at(signature.place.as_ref()).into()
}

/// Whether unclaimed text could be the value of a field of this kind.
fn may_hold(text: &Located<Unclaimed>, kind: Option<FieldKind>) -> bool {
    let digits = text.raw.chars().filter(|c| c.is_numeric()).count();
    let letters = text.raw.chars().filter(|c| c.is_alphanumeric()).count();
    let enough = match kind {
        Some(FieldKind::Phone) => digits >= 7,
        Some(FieldKind::Date | FieldKind::Period | FieldKind::Money | FieldKind::Number) => digits >= 1 || letters >= 2,
        _ => letters >= 2,
    };
    let foreign = || match kind {
        Some(FieldKind::Organisation) => names_unit(&text.raw),
        // 推广价值, 推广应用情况: what came of it in other words
        Some(FieldKind::Text) => text.raw.starts_with("推广"),
        _ => false,
    };
    let claimed = text.value == Unclaimed::Foreign && !foreign();
    text.value != Unclaimed::Hidden && !claimed && enough
}

/// What stands behind 所在单位 or another's 单位, each in a cell of its own.
fn find_other_unit<'c>(case: &'c Case<'_>) -> Option<(&'c str, &'c Place)> {
    let two = case.application.unclaimed.windows(2).find(|two| match two {
        [label, unit] => {
            let heads = ["单位", "部门"].iter().any(|end| label.raw.trim_end_matches(['：', ':']).ends_with(end));
            heads && unit.value == Unclaimed::Foreign && unit.raw.starts_with(char::is_alphabetic)
        }
        _ => false,
    });
    two.and_then(|two| two.get(1)).map(|unit| (unit.raw.as_str(), &unit.place))
}

/// `推荐单位：海港区总工会　　日期：…`: whether a text under the label of somebody else's unit names one.
fn names_unit(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(label, unit)| {
        label.trim_end().ends_with("单位") && unit.trim_start().starts_with(char::is_alphabetic)
    })
}
