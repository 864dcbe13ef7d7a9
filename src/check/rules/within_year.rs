//! within-year: the project is of the season's year (article 4: 当年内完成的工作和举措; article 7: 跨年度项目 only with a
//! breakthrough in the year).
//!
//! Its period says so, or where there is none its texts. Other years in a text are background more often than not: only
//! texts that never speak of the season's year and do speak of another are shown to people, with the sentence; or, where the
//! texts speak of no year, a form whose title is another year's.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::FieldReading;
use crate::model::Period;
use crate::model::Place;
use crate::model::Value;
use crate::policy::FieldKind;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "within-year", check };

/// Words by which a text speaks of its own year.
const THIS_YEAR: &[&str] = &["今年", "本年", "当年", "年内", "本年度"];
/// What follows the year of a document, a founding or a beginning, not of the work.
const BACKGROUND_AFTER: &[&str] = &[
    "以来", "起", "至今", "开始", "印发", "出台", "颁布", "修订", "成立", "建成", "组建", "召开", "发布", "被评",
    "荣获", "获",
];
/// Bytes in which the opening mark of a document's title is looked for.
const TITLE: usize = 300;
/// Of a sentence so much is quoted.
const QUOTE: usize = 40;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let Some(year) = case.context.year else { return Judgement::not_applicable() };
    let reading = rule.subject.as_deref().and_then(|key| case.application.fields.get(key));
    match reading {
        Some(FieldReading::Read(field)) => {
            let place = &field.read.place;
            match &field.read.value {
                Value::Period(period) => judge_period(rule, case, *period, year, place),
                Value::Date(date) => judge_period(rule, case, Period { from: None, to: Some(*date) }, year, place),
                other => judge_years(rule, case, &other.to_string(), year, place),
            }
        }
        _ => judge_texts(rule, case, year),
    }
}

fn judge_period(rule: &Rule, case: &Case<'_>, period: Period, year: i16, place: &Place) -> Judgement {
    let outside = |date: Date| date.year() != year;
    let days: Vec<Date> = [period.from, period.to].into_iter().flatten().collect();
    if days.is_empty() || !days.iter().any(|date| outside(*date)) {
        return Judgement::pass();
    }
    let told = days.iter().map(|date| format!("{}年{}月", date.year(), date.month())).collect::<Vec<_>>().join("至");
    let crosses = period.from.is_some_and(|from| from.year() <= year) && period.to.is_some_and(|to| to.year() >= year);
    let (how, help) = if crosses {
        (
            format!("跨年度（本届为{year}年）"),
            "跨年度项目须在当年取得重大突破、基本完成任务，请对照材料认定；没有的，请单位说明",
        )
    } else {
        (format!("不在{year}年"), "请向单位问明实施时间；当年没有实施完成的原则上不得申报")
    };
    let message = format!("{}是{told}，{how}", case.subject_label(rule));
    Draft::manual(rule, message).help(help).at(place).into()
}

/// A period that was not understood: by the years written in it.
fn judge_years(rule: &Rule, case: &Case<'_>, text: &str, year: i16, place: &Place) -> Judgement {
    let years: Vec<i16> = years_in(text).into_iter().map(|(year, _)| year).collect();
    if years.is_empty() || years.contains(&year) {
        return Judgement::pass();
    }
    let message = format!("{}是“{text}”，不在{year}年", case.subject_label(rule));
    Draft::manual(rule, message).help("请向单位问明实施时间；当年没有实施完成的原则上不得申报").at(place).into()
}

fn judge_texts(rule: &Rule, case: &Case<'_>, year: i16) -> Judgement {
    let texts = narrative_texts(case);
    let mut other: Option<(i16, String, &Place)> = None;
    for (text, place) in &texts {
        if THIS_YEAR.iter().any(|words| text.contains(words)) {
            return Judgement::pass();
        }
        for (told, at) in years_in(text) {
            if told == year {
                return Judgement::pass();
            }
            let is_later = other.as_ref().is_none_or(|(latest, ..)| told > *latest);
            if is_later && !is_background(text, at) {
                other = Some((told, sentence_at(text, at), place));
            }
        }
    }
    if texts.is_empty() {
        return Judgement::not_applicable();
    }
    let Some((told, sentence, place)) = other else { return judge_heading(rule, case, year) };
    let message = format!("材料没有提到{year}年，说的是{told}年：“{sentence}”");
    Draft::manual(rule, message)
        .help("请看项目是否当年实施完成；往年的工作原则上不得申报，跨年度的请单位说明当年的突破")
        .at(place)
        .into()
}

/// A title of another year (2025年度……申报表): the form may be last year's, sent again. The year of a form's edition (2020年版) is
/// not the work's.
fn judge_heading(rule: &Rule, case: &Case<'_>, year: i16) -> Judgement {
    let Some(heading) = &case.application.heading else { return Judgement::pass() };
    let years = years_in(&heading.value);
    let edition = |at: usize| {
        let after = heading.value.get(at..).unwrap_or_default().trim_start_matches(['年', ' ']);
        ["版", "修订", "印", "制"].iter().any(|word| after.starts_with(word))
    };
    let told: Vec<i16> = years.into_iter().filter(|&(_, at)| !edition(at)).map(|(told, _)| told).collect();
    if told.is_empty() || told.contains(&year) {
        return Judgement::pass();
    }
    let message = format!("{}的标题是“{}”，本届为{year}年", case.label("form"), heading.value);
    Draft::manual(rule, message)
        .help("请看是不是往年的申报表；往年的工作原则上不得申报，表用错了的，请单位换表重填")
        .at(&heading.place)
        .into()
}

/// The narrative fields and the written papers.
fn narrative_texts<'c>(case: &'c Case<'_>) -> Vec<(Cow<'c, str>, &'c Place)> {
    let fields = case.context.policy.fields.iter().filter(|field| field.kind == FieldKind::Text);
    let fields = fields.filter_map(|spec| case.application.value(&spec.key));
    let fields = fields.map(|field| (Cow::from(field.read.value.to_string()), &field.read.place));
    let papers = case.application.documents.values().map(|paper| (Cow::from(&paper.text), &paper.place));
    fields.chain(papers).collect()
}

/// Years written as `2026年` (also `2026 年`, `２０２６年`, `2025—2026年`, `2026.3`, `2026-03`), with where the four digits end.
fn years_in(text: &str) -> Vec<(i16, usize)> {
    let digit = |c: char| match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        c => c.to_digit(10),
    };
    let mut years = Vec::new();
    let mut rest = text;
    while let Some((_, run)) = rest.find(|c| digit(c).is_some()).and_then(|from| rest.split_at_checked(from)) {
        let (digits, after) = run.split_at(run.find(|c| digit(c).is_none()).unwrap_or(run.len()));
        if digits.chars().count() == 4 && says_year(after) {
            let year = digits.chars().filter_map(digit).fold(0, |year, digit| year * 10 + digit);
            let year = i16::try_from(year).ok().filter(|year| (1990..2100).contains(year));
            years.extend(year.map(|year| (year, text.len() - after.len())));
        }
        rest = after;
    }
    years
}

/// Whether what follows four digits makes them a year.
fn says_year(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\u{3000}']);
    if after.starts_with('年') {
        return true;
    }
    let mut characters = after.chars();
    match characters.next() {
        // 2025—2026年, 2025至2026年
        Some('-' | '—' | '–' | '至' | '到' | '~' | '～' | '、') => {
            let rest = characters.as_str().trim_start_matches(['—', '-']);
            let (digits, rest) = rest.split_at_checked(4).unwrap_or((rest, ""));
            digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) && rest.trim_start().starts_with('年')
        }
        _ => false,
    }
}

/// A year in the name of a document, or of something founded, begun or issued.
fn is_background(text: &str, at: usize) -> bool {
    let before = text.get(text.floor_char_boundary(at.saturating_sub(TITLE))..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let within = |open: char, close: char| before.rfind(open) > before.rfind(close);
    let sentence: String = after.chars().take_while(|c| !"，。；！？\n".contains(*c)).take(24).collect();
    within('《', '》') || within('〔', '〕') || BACKGROUND_AFTER.iter().any(|words| sentence.contains(words))
}

fn sentence_at(text: &str, at: usize) -> String {
    const STOPS: [char; 6] = ['。', '；', '！', '？', '\n', ';'];
    let start = text.get(..at).and_then(|before| before.rfind(STOPS).map(|stop| (before, stop)));
    let start = start
        .map_or(0, |(before, stop)| stop + before.get(stop..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let end = text.get(at..).and_then(|after| after.find(STOPS)).map_or(text.len(), |stop| at + stop);
    let sentence = text.get(start..end).unwrap_or_default().trim();
    let short = sentence.chars().count() <= QUOTE;
    if short { sentence.to_owned() } else { format!("{}…", sentence.chars().take(QUOTE).collect::<String>()) }
}

#[cfg(test)]
mod tests {
    use super::is_background;
    use super::years_in;

    #[test]
    fn years_are_read_however_written_and_numbers_are_not() {
        let years = |text: &str| years_in(text).into_iter().map(|(year, _)| year).collect::<Vec<i16>>();
        assert_eq!(years("2026年3月，２０２５ 年"), [2026, 2025]);
        assert_eq!(years("2024—2025年"), [2024, 2025]);
        assert_eq!(years("培训2025人次，投入2024万元，电话13820252025"), Vec::<i16>::new());
        assert_eq!(years("秦工字〔2020〕28号"), Vec::<i16>::new());
    }

    #[test]
    fn the_year_of_a_document_or_a_founding_is_background() {
        for text in ["2020年印发的办法", "自2019年以来", "2018年成立", "《2021年工作要点》"] {
            let at = years_in(text).first().map(|(_, at)| *at).unwrap_or_default();
            assert!(is_background(text, at), "{text}");
        }
        let text = "2024年，我们建设了职工之家";
        assert!(!is_background(text, years_in(text)[0].1));
    }
}
