//! Candidates into one reading a field: which leads, what disagrees, what the text means.

mod hardly_answered;
mod understood;

pub use self::hardly_answered::doubt_hardly_title;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::beside_value::comment_on;
use crate::extract::candidate::beside_value::is_uncalculated;
use crate::extract::candidate::beside_value::struck_in;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::PHONE_WORDS;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::split_ordinal;
use crate::extract::label::numbering::read_number;
use crate::extract::page::Page;
use crate::extract::resolve::hardly_answered::hardly_answered;
use crate::extract::resolve::understood::Understood;
use crate::extract::resolve::understood::boxes_of;
use crate::extract::resolve::understood::is_letter_alone;
use crate::extract::resolve::understood::understand;
use crate::extract::signature::typed_name::typed_name;
use crate::extract::unclaimed::row_beside;
use crate::extract::values::blank::holds_stand_in;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::extract::values::choice::lists_options;
use crate::extract::values::date::find_date;
use crate::extract::values::date::is_year_or_month;
use crate::extract::values::request_line::begins_like_request;
use crate::extract::values::ticked::Ticked;
use crate::extract::values::ticked::has_letters_for_marks;
use crate::extract::values::ticked::lists_unmarked;
use crate::extract::values::ticked::read_ticked;
use crate::extract::values::withdrawn::says_corrected;
use crate::extract::values::withdrawn::split_withdrawal;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Located;
use crate::model::Spot;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;

/// What the paper says of one field.
pub fn resolve_field(
    page: &Page<'_>,
    spec: &FieldSpec,
    candidates: &[&Candidate<'_>],
    lexicon: &Lexicon,
) -> FieldReading {
    let document = page.document;
    let mut understood: Vec<Understood<'_, '_>> =
        candidates.iter().map(|candidate| understand(spec, candidate, lexicon)).collect();
    understood.sort_by_key(|read| {
        let points = refers_elsewhere(&read.cleaned.text);
        let order = lexicon.order_of(&read.candidate.label);
        (effective_rank(spec.kind, read.candidate), points, order, read.value.is_none())
    });
    let Some(best) = understood.first() else { return FieldReading::NotFound };
    let best_label = best.candidate.label.clone();
    // Where the field's own label stands empty, a weaker label's text is another thing; only a number or a day may come
    // from any label that asks for one, unless it asks another person.
    let any_label = |read: &Understood<'_, '_>| {
        matches!(spec.kind, FieldKind::Phone | FieldKind::Date | FieldKind::Period)
            && (!read.candidate.of_another || best.candidate.of_another || dates_paper(spec.kind, read.candidate))
    };
    // 单位名称：甲 above and 申报单位（公章） below: the second only asks for the seal.
    let above_seal = |read: &Understood<'_, '_>| {
        let asks_seal = spec.kind == FieldKind::Organisation && best.candidate.hint.contains('章');
        asks_seal && read.candidate.label_piece < best.candidate.label_piece
    };
    let in_section = |read: &Understood<'_, '_>| {
        spec.kind != FieldKind::Signature && stands_in_section(page, best.candidate, read.candidate)
    };
    // 申报单位：牵头单位：甲: the second label goes on in the first one's own cell; 项目负责人： / 第一完成人：张伟 in the line below it.
    let goes_on = |read: &Understood<'_, '_>| {
        let other = read.candidate;
        let counts_below = ordinal_of(other).is_some() && other.label_piece == best.candidate.label_piece + 1;
        other.label == best_label || other.pieces == best.candidate.pieces || counts_below
    };
    let lead = understood.iter().find(|read| {
        read.value.is_some() && (any_label(read) || goes_on(read) || above_seal(read) || in_section(read))
    });
    let Some(lead) = lead else {
        return FieldReading::Empty {
            place: document.place(best.candidate.spot.clone()),
            prompt: best.cleaned.prompt.clone(),
            struck: struck_in(page, best.candidate, spec.kind, lexicon).map(str::to_owned),
            uncalculated: is_uncalculated(page, best.candidate),
            comment: comment_on(document, best.candidate, spec),
            doubts: best.candidate.doubts.clone(),
        };
    };
    let Some(value) = &lead.value else { return FieldReading::NotFound };
    let lead = longer_list(lead, &understood).unwrap_or(lead);
    let value = lead.value.as_ref().unwrap_or(value);
    let mut read = located(document, lead.candidate, value.clone());
    add_numbered(&mut read.value, lead, &understood);
    let rivals = take_in_others(document, &mut read, lead, &understood, spec.kind);
    let prompt = lead.cleaned.prompt.clone().map(|raw| Located { value: (), raw, place: read.place.clone() });
    let mut doubts = lead.candidate.doubts.clone();
    doubts.extend(doubts_about(page, spec, lead, &read, lexicon));
    doubts.extend(doubt_number_beside(&read, lead.candidate, &understood));
    if spec.kind == FieldKind::People && lead.candidate.rank == Rank::Borrowed {
        doubts.push(format!("表上没有“{}”一栏，这是“{}”一栏写的", spec.label, best_label));
    }
    FieldReading::Read(FieldValue { read, canonical: None, prompt, rivals, doubts, lead_named: lead.lead_named })
}

/// 一、成果简介 and below it, behind other things, 1.成果内容: whether a label stands in the part of the form that another one, numbered
/// and without an answer of its own, heads.
fn stands_in_section(page: &Page<'_>, head: &Candidate<'_>, inner: &Candidate<'_>) -> bool {
    let number = |at: usize| page.pieces.get(at).and_then(|piece| read_number(piece.text));
    let Some((way, _)) = number(head.label_piece) else { return false };
    let mut between = head.label_piece + 1..inner.label_piece + 1;
    head.raw.trim().is_empty() && !between.is_empty() && between.all(|at| number(at).is_none_or(|(own, _)| own != way))
}

/// 填表人：　　填报日期：2026年9月24日: whether a label asks for the day of the paper, whoever stands before it; 日期 alone is his.
fn dates_paper(kind: FieldKind, candidate: &Candidate<'_>) -> bool {
    kind == FieldKind::Date && candidate.label.chars().count() > 2 && !candidate.label.contains('签')
}

/// A cover names the first of those in charge and the form all of them, by the same label, by one that holds its words or on another
/// sheet: the longer list is meant.
fn longer_list<'u, 'c, 'd>(
    lead: &Understood<'c, 'd>,
    understood: &'u [Understood<'c, 'd>],
) -> Option<&'u Understood<'c, 'd>> {
    let Some(Value::People(first)) = &lead.value else { return None };
    let same_words = |label: &str| label.contains(&lead.candidate.label) || lead.candidate.label.contains(label);
    understood.iter().find(|other| match &other.value {
        Some(Value::People(all)) => {
            let apart = sheet_of(&other.candidate.spot) != sheet_of(&lead.candidate.spot);
            all.len() > first.len() && all.starts_with(first) && (apart || same_words(&other.candidate.label))
        }
        _ => false,
    })
}

/// How many rows lie from one spot of a grid to another of it.
fn rows_between(own: &Spot, other: &Spot) -> Option<u32> {
    row_beside(own, own).zip(row_beside(own, other)).map(|(own, other)| own.abs_diff(other))
}

/// 手机 | 139… right below 联系电话 | 0335-…, or beside it where the measure does not ask for it by this word: whether a number that was not
/// taken may be the same person's.
fn doubt_number_beside(read: &Located<Value>, lead: &Candidate<'_>, others: &[Understood<'_, '_>]) -> Option<String> {
    let is_left = |other: &&Understood<'_, '_>| {
        let value = other.value.as_ref().filter(|value| matches!(value, Value::Phones(_)));
        let beside = match rows_between(&lead.spot, &other.candidate.spot) {
            Some(0) => is_implied(FieldKind::Phone, other.candidate),
            apart => apart == Some(1),
        };
        // 电话 of 联系人, over 手机 that the measure does not ask for
        let asked = is_implied(FieldKind::Phone, lead) && other.candidate.rank < Rank::Affixed;
        beside
            && (asked || !other.candidate.of_another)
            && value.is_some_and(|value| !shares_number(&read.value, value))
    };
    let left = others.iter().find(is_left).filter(|_| matches!(read.value, Value::Phones(_)))?;
    Some(format!("邻近的“{}”一栏另有号码“{}”，没有算进来", left.candidate.label, shorten(&left.cleaned.text)))
}

fn sheet_of(spot: &Spot) -> Option<&str> {
    match spot {
        Spot::SheetCell { sheet, .. } => Some(sheet),
        _ => None,
    }
}

/// What the field's other labels say: more of the same list is added to the reading, what contradicts it is a rival.
fn take_in_others(
    document: &Document,
    read: &mut Located<Value>,
    lead: &Understood<'_, '_>,
    understood: &[Understood<'_, '_>],
    kind: FieldKind,
) -> Vec<Located<Value>> {
    let mut rivals = Vec::new();
    for other in understood.iter().filter(|other| !std::ptr::eq(*other, lead)) {
        // 见附页 does not contradict what the page says.
        let Some(other_value) = other.value.as_ref().filter(|_| !refers_elsewhere(&other.cleaned.text)) else {
            continue;
        };
        let same_rank = effective_rank(kind, other.candidate) == effective_rank(kind, lead.candidate);
        let is_listed =
            ordinal_of(other.candidate).is_some() && matches!(read.value, Value::People(_) | Value::Organisations(_));
        // 联系电话：办公：0335-…、手机：139…: the second word stands in the first label's own line.
        // 联系电话 | 0335-… | 手机 | 139…: in one row both are one person's.
        let same_line = kind == FieldKind::Phone
            && (other.candidate.pieces == lead.candidate.pieces
                || rows_between(&lead.candidate.spot, &other.candidate.spot) == Some(0));
        // The measure asks for 手机, and the form for 电话 as well.
        if is_implied(kind, other.candidate) && lead.candidate.rank < Rank::Affixed {
            continue;
        }
        let counts = same_rank || same_line && effective_rank(kind, other.candidate) < Rank::Borrowed;
        let agrees = match kind {
            // 行政意见 and 工会意见 are each signed on a day of their own: only who signed may contradict.
            FieldKind::Signature => signer_of(&read.raw) == signer_of(&other.candidate.raw),
            FieldKind::People => agree(&read.value, other_value) || begins_with(&read.value, other_value),
            _ => agree(&read.value, other_value),
        };
        let same_cell = kind == FieldKind::People && other.candidate.pieces == lead.candidate.pieces;
        if !(counts || same_cell) || is_listed || agrees {
            continue;
        }
        let is_other_number =
            is_asked_again(lead.candidate, other.candidate) && !shares_number(&read.value, other_value);
        // 主创：张伟；成员：李娜、王强 in one cell
        let goes_on = if kind == FieldKind::People { same_cell } else { !is_other_number };
        if goes_on && merge_lists(&mut read.value, other_value) {
            continue;
        }
        // Labels of other words may ask for other things; the same words twice contradict each other.
        if other.candidate.label == lead.candidate.label {
            rivals.push(located(document, other.candidate, other_value.clone()));
        }
    }
    rivals
}

/// Why people should look at a value: what is crossed out beside it, boxes that do not say what was chosen, a text like an example's.
fn doubts_about(
    page: &Page<'_>,
    spec: &FieldSpec,
    lead: &Understood<'_, '_>,
    read: &Located<Value>,
    lexicon: &Lexicon,
) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(text) = struck_in(page, lead.candidate, spec.kind, lexicon)
        && !matches!(read.value, Value::Choice(_))
    {
        doubts.push(format!("旁边有划去的文字“{}”", shorten(text)));
    }
    let is_open = spec.kind == FieldKind::Choice && matches!(read.value, Value::Text(_));
    let has_marks = || read.raw.contains(|c| is_box(c) || is_tick(c));
    if is_open && (lists_options(&read.raw, &spec.options) || has_marks()) {
        doubts.push("读不出选的是哪一项".to_owned());
    }
    if is_open && is_letter_alone(&read.raw) {
        doubts.push("只写了选项的字母或编号".to_owned());
    }
    if spec.kind == FieldKind::Text && !spec.required && is_unclear_choice(spec, lead) {
        doubts.push("勾选了不止一项，或者读不出选的是哪一项".to_owned());
    }
    doubts.extend(hardly_answered(spec, read));
    if let Value::Money(money) = &read.value
        && is_without_unit(money.fen(), &read.raw, &lead.candidate.hint)
    {
        doubts.push("没有写单位，按元算，可能是万元".to_owned());
    }
    if matches!(spec.kind, FieldKind::Organisation | FieldKind::Text)
        && let Some((_, note)) = split_withdrawal(&read.raw)
    {
        doubts.push(format!("旁边写着“{note}”，可能不再申报"));
    }
    let text = &lead.cleaned.text;
    if spec.kind == FieldKind::Text && (explains_label(text, &lead.candidate.label) || begins_like_request(text)) {
        doubts.push("开头像是表上原有的填写要求".to_owned());
    }
    let names = [FieldKind::People, FieldKind::Phone, FieldKind::Organisation, FieldKind::Organisations];
    if names.contains(&spec.kind) && says_corrected(&read.raw) {
        doubts.push("写着更正，请核对以哪一个为准".to_owned());
    }
    if is_short(read, spec.kind) && holds_stand_in(&read.raw) {
        doubts.push("像是表上的示例，不是填写的内容".to_owned());
    }
    doubts
}

/// 项目技术内容包括：（1）…… below 项目技术内容: whether a text begins by saying what its own label asks for.
fn explains_label(text: &str, label: &str) -> bool {
    const SAYING: &[&str] = &["包括：", "包括:", "应包括", "主要包括", "应当", "应说明", "须", "是指", "指的是"];
    let close_up: String = text.chars().take(60).filter(|c| !is_invisible(*c)).collect();
    label.chars().count() >= 3
        && close_up.strip_prefix(label).is_some_and(|rest| SAYING.iter().any(|word| rest.starts_with(word)))
}

/// Whether a text is a row of options that does not say which is meant: several ticked, letters where boxes were, or no mark at all
/// where the label asks for a kind.
fn is_unclear_choice(spec: &FieldSpec, lead: &Understood<'_, '_>) -> bool {
    let text = boxes_of(lead.candidate, &lead.cleaned.text);
    let asks_for_kind = ["类别", "类型", "级别", "类", "型"].iter().any(|end| spec.label.ends_with(end));
    match read_ticked(text) {
        Some(ticked) => ticked == Ticked::Unclear,
        None => {
            has_letters_for_marks(text)
                || asks_for_kind && (lists_unmarked(text) || text.contains(char::REPLACEMENT_CHARACTER))
        }
    }
}

/// Whether an amount is so small that yuan can hardly be meant, and nothing says in what it is told.
fn is_without_unit(fen: i64, raw: &str, hint: &str) -> bool {
    const SMALL: i64 = 1_000 * 100;
    let says = |text: &str| text.contains(['元', '圆', '块', '角', '分', '￥', '¥', '$', '万', '千', '亿']);
    (1..SMALL).contains(&fen) && !says(raw) && !says(hint)
}

/// A text where a day is asked that is neither a day nor a month or a year (5月14日, 2026年2月30日) is for people. The day of signing
/// has a rule of its own.
pub fn doubt_unread_day(reading: &mut FieldReading) {
    let FieldReading::Read(field) = reading else { return };
    let Value::Text(text) = &field.read.value else { return };
    let part = ["上旬", "中旬", "下旬", "初", "底", "末"].iter().find_map(|end| text.trim().strip_suffix(end));
    let part = part.unwrap_or(text.trim());
    let is_part = is_year_or_month(part);
    if !is_part {
        field.doubts.push("不是能认出的日期".to_owned());
    }
}

/// What stands where a phone is asked and has not the figures of a number is for people, where no rule of the measure judges it.
pub fn doubt_unread_phone(reading: &mut FieldReading) {
    const LEAST_DIGITS: usize = 5;
    let FieldReading::Read(field) = reading else { return };
    let digits = field.read.raw.chars().filter(|c| c.is_numeric()).count();
    if digits < LEAST_DIGITS && !refers_elsewhere(&field.read.raw) {
        field.doubts.push("不是能认出的电话号码".to_owned());
    }
}

/// Where one day is asked and several are written, people must choose: 2026年3月5日至3月9日, 2026年3月5日/2026年3月9日.
pub fn doubt_several_days(reading: &mut FieldReading) {
    let FieldReading::Read(field) = reading else { return };
    if matches!(field.read.value, Value::Date(_)) && tells_two_days(&field.read.raw) {
        field.doubts.push("写了不止一天".to_owned());
    }
}

/// Whether a day is followed by the rest of another one, or another whole one stands by it.
fn tells_two_days(raw: &str) -> bool {
    let Some(day) = find_date(raw) else { return false };
    let behind = day.rest.trim().strip_prefix(['至', '到', '-', '—', '–', '~', '、']).map(str::trim_start);
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
        || find_date(&day.rest).is_some_and(|other| other.date != day.date)
}

/// Whether a value is a name or a title, in which a stand-in (`×××项目`) is none of the unit's own words.
fn is_short(read: &Located<Value>, kind: FieldKind) -> bool {
    const LONGEST_TITLE: usize = 60;
    match kind {
        FieldKind::Organisation | FieldKind::Organisations | FieldKind::People => true,
        FieldKind::Text => read.raw.chars().count() <= LONGEST_TITLE,
        _ => false,
    }
}

/// A number beside another person's label counts as that person's; the measure's own label for a unit or a title asks for them
/// wherever it stands (联系人 | 王芳 | 申报单位 | 海港区总工会).
fn effective_rank(kind: FieldKind, candidate: &Candidate<'_>) -> Rank {
    let personal = matches!(kind, FieldKind::People | FieldKind::Phone);
    if candidate.of_another && (personal || candidate.rank > Rank::Own) { Rank::Borrowed } else { candidate.rank }
}

/// Whether a number stands under a general word for a phone that the measure does not use.
fn is_implied(kind: FieldKind, candidate: &Candidate<'_>) -> bool {
    kind == FieldKind::Phone && candidate.rank == Rank::Affixed && PHONE_WORDS.contains(&candidate.label.as_str())
}

fn located(document: &Document, candidate: &Candidate<'_>, value: Value) -> Located<Value> {
    Located {
        value,
        raw: candidate.raw.trim_matches(is_invisible).to_owned(),
        place: document.place(candidate.spot.clone()),
    }
}

/// 第一负责人, 第二负责人; 联合单位1, 联合单位2: each has a label of its own, and they are one list in the order of their numbers.
fn add_numbered(value: &mut Value, lead: &Understood<'_, '_>, understood: &[Understood<'_, '_>]) {
    let (Value::People(names) | Value::Organisations(names)) = value else { return };
    let mut others: Vec<(u32, &Understood<'_, '_>)> = understood
        .iter()
        .filter_map(|read| ordinal_of(read.candidate).map(|number| (number, read)))
        .filter(|(number, _)| Some(*number) != ordinal_of(lead.candidate))
        .collect();
    others.sort_by_key(|(number, _)| *number);
    for (_, other) in others {
        let Some(Value::People(more) | Value::Organisations(more)) = &other.value else { continue };
        for name in more {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
}

/// Which of several a label asks for: by its words, or by the number in its parentheses (负责人（2）).
fn ordinal_of(candidate: &Candidate<'_>) -> Option<u32> {
    split_ordinal(&candidate.label)
        .or_else(|| split_ordinal(&candidate.hint).filter(|(_, rest)| rest.is_empty()))
        .map(|(number, _)| number)
}

/// Whether a paper asks the same twice, on its cover and in its table: what differs there is no second number.
fn is_asked_again(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let in_text = |candidate: &Candidate<'_>| matches!(candidate.spot, Spot::Paragraph { .. });
    one.label == other.label && in_text(one) != in_text(other)
}

fn shares_number(one: &Value, other: &Value) -> bool {
    let (Value::Phones(one), Value::Phones(other)) = (one, other) else { return false };
    other.iter().any(|number| one.contains(number))
}

/// Makes one list of what stands under two labels of a field: mobile and fixed line, or further people. Whether they are such lists.
fn merge_lists(lead: &mut Value, other: &Value) -> bool {
    let (lead, other) = match (lead, other) {
        (Value::Phones(lead), Value::Phones(other)) | (Value::People(lead), Value::People(other)) => (lead, other),
        _ => return false,
    };
    for one in other {
        if !lead.contains(one) {
            lead.push(one.clone());
        }
    }
    true
}

/// Whether a list of people begins with those on another one.
fn begins_with(all: &Value, first: &Value) -> bool {
    matches!((all, first), (Value::People(all), Value::People(first)) if all.starts_with(first))
}

fn agree(one: &Value, other: &Value) -> bool {
    let squeeze = |value: &Value| -> String { value.to_string().chars().filter(|c| !is_invisible(*c)).collect() };
    one == other || squeeze(one) == squeeze(other)
}

/// The name on a line to be signed, without the day beside it.
fn signer_of(raw: &str) -> Option<String> {
    let rest = find_date(raw).map(|day| day.rest);
    typed_name(rest.as_deref().unwrap_or(raw))
}
