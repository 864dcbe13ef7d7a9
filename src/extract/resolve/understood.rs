//! What the text of one candidate says: prompts and blanks off, then read as its field's kind.

use std::borrow::Cow;

use crate::extract::candidate::Candidate;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::repeated_label::strip_field_label;
use crate::extract::label::repeated_label::strip_own_label;
use crate::extract::values::amount::is_bare_unit;
use crate::extract::values::amount::parse_money;
use crate::extract::values::amount::parse_number;
use crate::extract::values::blank::Cleaned;
use crate::extract::values::blank::clean;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_field_error;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::choice::lists_options;
use crate::extract::values::choice::parse_choice;
use crate::extract::values::date::date_of_serial;
use crate::extract::values::date::find_date;
use crate::extract::values::date::is_month_alone;
use crate::extract::values::date::parse_date;
use crate::extract::values::organisation::parse_partners;
use crate::extract::values::organisation::parse_units;
use crate::extract::values::people::parse_people;
use crate::extract::values::period::parse_period;
use crate::extract::values::phone::asks_for_phone;
use crate::extract::values::phone::parse_phones;
use crate::extract::values::prompt::asks_for_mark;
use crate::extract::values::request_line::take_request_above;
use crate::extract::values::ticked::Ticked;
use crate::extract::values::ticked::read_ticked;
use crate::extract::values::withdrawn::split_withdrawal;
use crate::model::CellContent;
use crate::model::Period;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::model::refers_to_paper;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use rust_decimal::Decimal;

/// Figures of the longest count of units or number of a line.
const LONGEST_COUNT: usize = 3;

/// A candidate whose text is understood.
pub struct Understood<'c, 'd> {
    /// Where it stands.
    pub candidate: &'c Candidate<'d>,
    /// Its text without prompts and blanks.
    pub cleaned: Cleaned,
    /// What that is; None where it is nothing of its kind.
    pub value: Option<Value>,
    /// Of joint units, whether the paper says which leads.
    pub lead_named: Option<bool>,
}

/// Reads a candidate's text as a field of its kind.
pub fn understand<'c, 'd>(spec: &FieldSpec, candidate: &'c Candidate<'d>, lexicon: &Lexicon) -> Understood<'c, 'd> {
    // What the form asks in the first line may end with a length in parentheses, which is a prompt of its own.
    let above = Some(candidate.raw.trim_start()).filter(|_| spec.kind == FieldKind::Text).and_then(take_request_above);
    let mut cleaned = clean(above.map_or(candidate.raw.as_str(), |(_, answer)| answer), &spec.prompts);
    cleaned.prompt = cleaned.prompt.or(above.map(|(request, _)| request.to_owned()));
    // 12人左右 is an answer where a number is asked.
    if spec.kind == FieldKind::Number
        && cleaned.text.is_empty()
        && candidate.raw.trim().starts_with(|c: char| c.is_ascii_digit())
    {
        cleaned = Cleaned { text: candidate.raw.trim().to_owned(), prompt: None };
    }
    if spec.kind == FieldKind::Text
        && let Some((request, answer)) = take_request_above(&cleaned.text)
    {
        cleaned = Cleaned { text: answer.to_owned(), prompt: Some(cleaned.prompt.unwrap_or(request.to_owned())) };
    }
    if spec.kind == FieldKind::Text {
        cleaned.text.truncate(before_line_to_sign(&cleaned.text));
    }
    if spec.kind != FieldKind::Signature {
        cleaned.text = strip_parentheses(&join_within_brackets(&cleaned.text)).to_owned();
    }
    // The words 负责人签字 and the blank 年 月 日 in a cell to be signed are the line itself, not a prompt.
    if matches!(spec.kind, FieldKind::Signature | FieldKind::Date) {
        cleaned.prompt = cleaned.prompt.filter(|prompt| !asks_for_mark(prompt) && !is_bare_blank(prompt));
    }
    if matches!(
        spec.kind,
        FieldKind::Text | FieldKind::Number | FieldKind::Money | FieldKind::Period | FieldKind::Choice
    ) {
        cleaned.text = strip_own_label(&cleaned.text, candidate, lexicon).to_owned();
    }
    if matches!(spec.kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::People) {
        cleaned.text = strip_field_label(&cleaned.text, (spec.kind, candidate.field), lexicon).to_owned();
    }
    // 海港区总工会（已撤回）
    if matches!(spec.kind, FieldKind::Organisation | FieldKind::Text)
        && let Some((name, _)) = split_withdrawal(&cleaned.text)
    {
        cleaned.text = name.to_owned();
    }
    // #REF! is what is left of a value, not one.
    let failed = candidate.contents.iter().any(|content| matches!(content, CellContent::Error(_)))
        || is_field_error(&cleaned.text);
    // 申报单位（盖章） over 2026年10月8日: the day beside the seal is no unit.
    let is_day_of_seal = spec.kind == FieldKind::Organisation && parse_date(&cleaned.text).is_some();
    if failed || is_day_of_seal || is_nothing(&cleaned.text, spec.kind) {
        cleaned.text.clear();
    }
    let mut lead_named = None;
    let named = matches!(spec.kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::People);
    let value = if cleaned.text.is_empty() {
        None
    } else if named && (refers_elsewhere(&cleaned.text) || refers_to_paper(&cleaned.text)) {
        Some(Value::Text(cleaned.text.clone()))
    } else if matches!(spec.kind, FieldKind::Organisation) {
        let units = parse_units(&cleaned.text);
        lead_named = units.lead_named;
        units.lead.map(Value::Organisation).or_else(|| unread_unit(&cleaned.text))
    } else {
        parse_value(spec, candidate, &cleaned.text)
    };
    Understood { candidate, cleaned, value, lead_named }
}

/// Where a text ends before a last line that only asks who answers for it to sign and seal, with nothing behind its labels:
/// 申报企业印章：　　法人代表签字：.
fn before_line_to_sign(text: &str) -> usize {
    const ASKED: [&str; 5] = ["章", "签字", "签名", "日期", "职务"];
    let Some((head, line)) = text.rsplit_once('\n').filter(|(_, line)| line.contains(['章', '签'])) else {
        return text.len();
    };
    let mut parts = line.split(['：', ':']).map(|part| part.trim_matches(|c| is_invisible(c) || c == '_'));
    let ends_open = parts.next_back().is_some_and(str::is_empty);
    let mut labels = parts.peekable();
    let asks = ends_open
        && labels.peek().is_some()
        && labels.all(|part| !part.contains('。') && ASKED.iter().any(|end| part.ends_with(end)));
    if asks { head.trim_end().len() } else { text.len() }
}

/// `暖心驿站（二` over `期）建设`: a name or title that was wrapped by hand within brackets is one line.
fn join_within_brackets(text: &str) -> Cow<'_, str> {
    const LONGEST_TITLE: usize = 80;
    if !text.contains('\n') || text.chars().count() > LONGEST_TITLE {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let open = joined.rsplit('\n').next().and_then(|last| last.rsplit_once(['（', '(']));
        let is_open = open.is_some_and(|(_, inside)| !inside.contains(['）', ')']));
        // What is closed in the next line was opened in this one, and not for a list of its own.
        let closes = line.find(['）', ')']).is_some_and(|at| !line.get(..at).unwrap_or_default().contains(['（', '(']));
        if !(joined.is_empty() || is_open && closes) {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}

/// （张伟、李娜）: an answer written between the parentheses of the form.
fn strip_parentheses(text: &str) -> &str {
    let inside = text.trim().strip_prefix(['（', '(']).and_then(|inside| inside.strip_suffix(['）', ')']));
    // What opens within closes within: （甲）和（乙） is no such answer.
    let mut depth = 0_i32;
    let balanced = |inside: &&str| {
        let mut steps = inside.chars().map(|c| i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')')));
        steps.all(|step| {
            depth += step;
            depth >= 0
        })
    };
    let whole = inside.filter(balanced).filter(|inside| !inside.contains('\n') && !inside.trim().is_empty());
    whole.map_or(text, str::trim)
}

/// 待定, 待补充, 稍后补报, 另行通知, 尚未确定: an answer is promised.
fn is_put_off(core: &str) -> bool {
    const BEGINNINGS: [&str; 9] = ["待", "稍后", "随后", "后续", "另行", "日后", "尚未", "暂未", "暂不"];
    const LONGEST: usize = 4;
    let promises =
        |rest: &str| rest.chars().count() <= LONGEST && rest.starts_with(|c| "定补填报通提明确公".contains(c));
    BEGINNINGS.iter().any(|word| core.strip_prefix(word).is_some_and(promises))
}

/// 无, N/A, 待定: somebody says that there is nothing, or not yet; or a program does (null).
fn is_nothing(text: &str, kind: FieldKind) -> bool {
    if text.len() > 60 {
        return false;
    }
    const WORDS: &[&str] =
        &["无", "没有", "暂无", "暂缺", "暂空", "N/A", "n/a", "NA", "TBD", "未填", "后补", "不详", "不涉及"];
    let core: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let core = core.trim_end_matches('。');
    let counts = matches!(kind, FieldKind::Number | FieldKind::Money | FieldKind::Choice);
    let mark = |c: char| matches!(c, 'x' | 'X' | '×' | '✕' | '?' | '？' | '○' | '〇' | '*' | '＊' | '0' | '０');
    let asked = kind == FieldKind::Phone && asks_for_phone(core);
    // 1 / 2 / 3: the numbers of the lines on which nobody is named
    let named = matches!(kind, FieldKind::Organisation | FieldKind::Organisations | FieldKind::People);
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).all(|number| number.len() <= 2);
    let only_numbers = named && !core.contains(char::is_alphabetic) && numbers();
    const EXPORTED: &[&str] = &["null", "none", "nan", "undefined"];
    WORDS.contains(&core)
        || EXPORTED.iter().any(|word| core.eq_ignore_ascii_case(word))
        || asked
        || is_put_off(core)
        || only_numbers
        || !counts && core.chars().count() <= 8 && core.chars().all(mark)
}

/// A phone's number, a day where units are asked: no unit, and not nothing.
fn unread_unit(text: &str) -> Option<Value> {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    (figures > LONGEST_COUNT).then(|| Value::Text(text.to_owned()))
}

/// □有 ☑无, □有 □无: whether boxes say that there is no partner, or nothing.
fn chooses_nobody(text: &str) -> bool {
    match read_ticked(text) {
        Some(Ticked::Nothing) => true,
        Some(Ticked::One(option)) => parse_partners(&option).is_empty(),
        Some(Ticked::Unclear) | None => false,
    }
}

/// The value of a text by the field's kind. What cannot be understood as its kind stays text, for a rule to speak of.
fn parse_value(spec: &FieldSpec, candidate: &Candidate<'_>, text: &str) -> Option<Value> {
    let as_text = || Value::Text(text.to_owned());
    match spec.kind {
        FieldKind::Organisation => parse_units(text).lead.map(Value::Organisation),
        FieldKind::Organisations => {
            let partners = if chooses_nobody(text) { Vec::new() } else { parse_partners(text) };
            if partners.is_empty() { unread_unit(text) } else { Some(Value::Organisations(partners)) }
        }
        FieldKind::People => {
            let people = parse_people(text);
            if people.is_empty() { (!candidate.shared).then(as_text) } else { Some(Value::People(people)) }
        }
        FieldKind::Phone => phones_of(candidate, text),
        FieldKind::Text if !spec.required => match read_ticked(boxes_of(candidate, text)) {
            Some(Ticked::One(option)) => Some(Value::Text(option)),
            Some(Ticked::Nothing) => None,
            Some(Ticked::Unclear) | None => Some(as_text()),
        },
        FieldKind::Text => Some(as_text()),
        FieldKind::Date => Some(date_of(candidate, text).unwrap_or_else(as_text)),
        FieldKind::Period => Some(period_of(candidate, text).unwrap_or_else(as_text)),
        FieldKind::Choice => {
            let drawn = boxes_of(candidate, text);
            // 作品类别（A.论文 B.报告） | B: the label says what the letters mean.
            let lettered = || parse_choice(&format!("({}){}", drawn.trim(), candidate.hint), &spec.options);
            let chosen = if is_letter_alone(drawn) { lettered() } else { parse_choice(drawn, &spec.options) };
            match chosen {
                Some(option) => Some(Value::Choice(option)),
                // The row of boxes as it was printed.
                None if !lists_options(drawn, &spec.options) && read_ticked(drawn) == Some(Ticked::Nothing) => None,
                None => Some(as_text()),
            }
        }
        FieldKind::Money | FieldKind::Number if is_bare_unit(text) => None,
        FieldKind::Money => Some(parse_money(text, &candidate.hint).map_or_else(as_text, Value::Money)),
        FieldKind::Number => Some(number_of(candidate, text).map_or_else(as_text, Value::Number)),
        FieldKind::Signature => Some(as_text()),
    }
}

/// B where an option is asked.
pub fn is_letter_alone(text: &str) -> bool {
    let mut letters = text.trim().trim_end_matches(['.', '、', '．', '类', '项']).chars();
    matches!((letters.next(), letters.next()), (Some('A'..='H' | 'Ａ'..='Ｈ' | 'a'..='h' | '1'..='9'), None))
}

/// `[ ] 论文 [x] 报告`: a row of boxes as it was drawn, for what was cleaned has lost the empty one that it began with.
pub fn boxes_of<'t>(candidate: &'t Candidate<'_>, text: &'t str) -> &'t str {
    let drawn = candidate.raw.trim_matches(is_invisible);
    let inside = drawn.strip_prefix(['[', '(', '（', '【', '［']).map(|inside| inside.trim_start_matches(is_invisible));
    let empty = inside.is_some_and(|inside| inside.starts_with([']', ')', '）', '】', '］']));
    if empty { drawn } else { text }
}

fn phones_of(candidate: &Candidate<'_>, text: &str) -> Option<Value> {
    // A number is what was typed; its format may show 1.38E+10 or 13,800,001,111.
    let typed = candidate.contents.iter().map(|content| match content {
        CellContent::Number(number) if number.len() >= 7 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(number.clone())
        }
        _ => None,
    });
    // 3601234 shown as 0335-3601234: the format holds the area's code.
    let shown: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_whole = |numbers: &Vec<String>| match numbers.as_slice() {
        [only] => !(shown.len() > only.len() && shown.ends_with(only.as_str())),
        several => !several.is_empty(),
    };
    if let Some(numbers) = typed.collect::<Option<Vec<String>>>().filter(is_whole) {
        return Some(Value::Phones(numbers));
    }
    // 1 | 3 | 8 | …: a digit a cell.
    let parts: Vec<&str> = text.split('\t').map(str::trim).collect();
    let spelled = parts.len() >= 7 && parts.iter().all(|part| part.chars().count() <= 1);
    let phones = parse_phones(&if spelled { parts.concat() } else { text.to_owned() });
    if !phones.is_empty() {
        return Some(Value::Phones(phones));
    }
    // Digits that make no number are shown as they stand; a name in a cell shared with the person is no number at all.
    let squeezed: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let digits = squeezed.chars().any(|c| c.is_ascii_digit());
    (digits || !candidate.shared).then(|| Value::Phones(vec![squeezed]))
}

fn date_of(candidate: &Candidate<'_>, text: &str) -> Option<Value> {
    let typed = candidate.contents.iter().find_map(|content| match content {
        // typed as 2026年10月, a workbook holds it as the first of the month
        CellContent::Date(moment) => (!is_month_alone(text)).then(|| moment.date()),
        CellContent::Number(number) if candidate.contents.len() == 1 => number.parse().ok().and_then(date_of_serial),
        _ => None,
    });
    // A day's serial number that lost its format on the way.
    let serial = || text.trim().parse().ok().filter(|_| text.trim().len() == 5).and_then(date_of_serial);
    typed.or_else(|| find_date(text).map(|found| found.date)).or_else(serial).map(Value::Date)
}

fn period_of(candidate: &Candidate<'_>, text: &str) -> Option<Value> {
    let days: Vec<_> = candidate
        .contents
        .iter()
        .filter_map(|content| match content {
            CellContent::Date(moment) => Some(moment.date()),
            _ => None,
        })
        .collect();
    match days.as_slice() {
        [from, .., to] => Some(Value::Period(Period { from: Some(*from), to: Some(*to) })),
        _ => parse_period(text).map(Value::Period),
    }
}

fn number_of(candidate: &Candidate<'_>, text: &str) -> Option<Decimal> {
    match candidate.contents.as_slice() {
        [CellContent::Number(number)] => number.parse().ok(),
        // 1.2万 is 12000, not 12000.0; 0.90 stays as it is written
        _ => parse_number(text).map(|number| match text.contains(&number.to_string()) {
            true => number,
            false => number.normalize(),
        }),
    }
}
