//! dated: the date beside the signature is there and can be true (the form's 领导签字： 年 月 日).
//!
//! No date, what is no date, a day after now and a day before the year before the season's are certain. Where only a scan
//! of the signed page came, or what may be one, the date is looked for there by people, with the signature.

use jiff::civil::Date;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::written;
use crate::check::registry::Kind;
use crate::check::registry::is_companion;
use crate::check::unread::find_unread_page;
use crate::check::unrecognised::find_line_to_sign;
use crate::model::FieldReading;
use crate::model::OnFail;
use crate::model::Place;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::Value;
use crate::model::china_time;
use crate::model::shorten;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "dated", check };

/// Not a date, or one that cannot be.
pub(in crate::check) const IMPLAUSIBLE: &str = "sign-date-implausible";

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let (Some(key), Some(form)) = (rule.subject.as_deref(), &case.application.form) else {
        return Judgement::not_applicable();
    };
    let reading = case.application.fields.get(key);
    if let Some(FieldReading::Read(field)) = reading {
        let place = &field.read.place;
        return match &field.read.value {
            Value::Date(date) => plausible(rule, case, *date, place),
            other => no_date(rule, case, &other.to_string(), place),
        };
    }
    let is_sign_date = case.context.policy.roles.sign_date.as_deref() == Some(key);
    let signature = case.application.signature.as_ref().filter(|_| is_sign_date);
    let beside = signature.and_then(|signature| signature.date.map(|date| (date, signature.place.as_ref())));
    if let Some((date, place)) = beside {
        return plausible(rule, case, date, place.unwrap_or(form));
    }
    let elsewhere = signature.is_some_and(|signature| match signature.state {
        SignatureState::Scan | SignatureState::Unreadable => true,
        SignatureState::Digital => signature.digital.iter().any(|digital| digital.signed_at.is_some()),
        _ => false,
    });
    if elsewhere || case.facts.is_damaged(&form.file) || is_companion(&rule.code) {
        return Judgement::unread();
    }
    let place = match reading {
        Some(FieldReading::Empty { place, .. }) => place,
        _ => signature.and_then(|signature| signature.place.as_ref()).unwrap_or(form),
    };
    let label = case.label(key);
    let page_came = |signature: &Signature| {
        let is_bare = signature.state == SignatureState::Absent;
        signature.page_elsewhere || is_bare && find_unread_page(case.facts, case.index).is_some()
    };
    if signature.is_some_and(page_came) {
        let message = format!("{}上没有{label}，可能写在签字页上", case.label("form"));
        let help = format!("请同签字一起看；签字页上也没有的，请单位补填{label}（年月日）后重新报送");
        return Draft::manual(rule, message).help(help).at(place).into();
    }
    if signature.is_some_and(|signature| signature.day_drawn) {
        let message = format!("没有认出{label}；签字的图片或墨迹里可能有手写的日期");
        let help = format!("请打开{}看；没有写日期的，请单位补填{label}（年月日）后重新报送", case.label("form"));
        return Draft::manual(rule, message).help(help).at(place).into();
    }
    if let Some(text) = find_line_to_sign(case.application).filter(|_| is_sign_date) {
        let message = format!("没有认出签字处，不能确定有没有{label}；表上还有未认出的文字“{}”", shorten(&text.raw));
        let help = format!("请打开{}看；没有的，请单位补填{label}（年月日）后重新报送", case.label("form"));
        return Draft::manual(rule, message).help(help).at(&text.place).into();
    }
    Draft::fail(rule, format!("没有{label}")).help(format!("请单位补填{label}（年月日）后重新报送")).at(place).into()
}

fn no_date(rule: &Rule, case: &Case<'_>, text: &str, place: &Place) -> Judgement {
    let rule = case.companion(IMPLAUSIBLE, rule, OnFail::Correct);
    let message = format!("{}“{text}”不是完整有效的日期", case.subject_label(&rule));
    // 同上: words that are no part of a day may point to one.
    let is_of_day = |c: char| c.is_numeric() || "年月日号〇一二三四五六七八九十".contains(c);
    if text.chars().any(char::is_alphabetic) && !text.contains(is_of_day) {
        let help = "请看日期写在哪里；没有的，请单位写明年月日后重新报送";
        return Draft::manual(&rule, message).help(help).at(place).into();
    }
    if is_day_either_way(text) {
        let message = format!("{}“{text}”分不清是哪月哪日", case.subject_label(&rule));
        let help = "请看日期是先写月还是先写日；看不出的，请单位写明年月日后重新报送";
        return Draft::manual(&rule, message).help(help).at(place).into();
    }
    Draft::fail(&rule, message).help("请单位核对日期，写明年月日后重新报送").at(place).into()
}

/// 09/11/2026: a day whichever of the two is the month, as an office program of another country saves it.
fn is_day_either_way(text: &str) -> bool {
    let numbers: Vec<Option<u16>> = text.trim().split(['/', '-', '.']).map(|part| part.parse().ok()).collect();
    matches!(numbers[..], [Some(1..=12), Some(1..=12), Some(1900..)])
}

fn plausible(rule: &Rule, case: &Case<'_>, date: Date, place: &Place) -> Judgement {
    let rule = case.companion(IMPLAUSIBLE, rule, OnFail::Correct);
    let today = china_time(case.context.as_of).date();
    let label = case.subject_label(&rule);
    let earliest = case.context.year.map(|year| year.saturating_sub(1));
    let reason = match earliest {
        // Without today's day: else a letter that is in the mail would say something else every day.
        _ if date > today => "这一天还没有到".to_owned(),
        Some(year) if date.year() < year => format!("早于{year}年1月1日"),
        _ => return Judgement::pass(),
    };
    // The day may be what is left of another.
    if case.facts.is_damaged(&place.file) {
        return Judgement::unread();
    }
    let message = format!("{label}是{}，{reason}", written(date));
    Draft::fail(&rule, message).help("请单位核对日期后重新报送").at(place).into()
}
