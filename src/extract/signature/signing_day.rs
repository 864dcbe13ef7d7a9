//! The day of signing: in the line itself, in a cell of it, or in the text beside or below it.

use std::borrow::Cow;

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::page::Page;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::DateFound;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::date::parse_date;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::prompt::asks_for_mark;
use crate::extract::values::prompt::is_prompt;
use crate::model::CellContent;
use crate::model::Spot;

/// So many texts behind a line are looked at for its day.
const FARTHEST_DAY: usize = 8;

/// Characters of the longest label of a line to sign behind a day.
const LONGEST_LINE: usize = 12;

/// A text without the days that its sentences tell of: 经2026年9月1日主席办公会研究, 请于2026年11月1日前报送; and without the 签 behind
/// its own.
pub fn without_told_days(text: &str) -> Cow<'_, str> {
    let mut rest = without_sign_behind_day(text);
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(find_date) {
        let before = found.rest.get(..found.at).unwrap_or("").trim_end();
        let after = found.rest.get(found.at..).unwrap_or("").trim_start();
        if BEFORE_TOLD.iter().any(|word| before.ends_with(word)) && !ends_in_name(before)
            || BEHIND_TOLD.iter().any(|word| after.starts_with(word)) && !begins_with_line(after) && !ends_range(after)
        {
            rest = Cow::Owned(format!("{}{}", rest.get(..from).unwrap_or(""), found.rest));
            from += found.at;
        } else {
            break;
        }
    }
    rest
}

/// 经办人：王芳　2026年9月1日 / 主席签字：张伟　年　月　日: of what several sign in one cell, each with a day of his own, the line of the
/// leader's; None where others' lines have no day.
pub fn line_of_leader(text: &str) -> Option<&str> {
    let label_of = |line: &str| line.split_once(['：', ':']).map(|(label, _)| core_of(label).text);
    let is_others = |line: &str| label_of(line).is_some_and(|label| signs_beside(&label)) && find_date(line).is_some();
    let is_leaders = |line: &&str| label_of(line).is_some_and(|label| names_signer(&label) && !signs_below(&label));
    if !text.contains('\n') || !text.lines().any(is_others) {
        return None;
    }
    text.lines()
        .rfind(is_leaders)
        .filter(|line| find_date(line).is_some() || line.contains('年') && line.contains('日'))
}

/// 2026年9月2日至2026年9月3日: whether a second day alone stands behind a day, and both are those of signing.
fn ends_range(after: &str) -> bool {
    after.strip_prefix('至').is_some_and(|day| parse_date(day).is_some())
}

/// 2026年11月5日　工会主席签字：: whether a text begins with a line to sign.
fn begins_with_line(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, _)| label.chars().count() <= LONGEST_LINE && asks_for_mark(label))
}

/// A text without the 签 right behind a day: 2026.10.9签.
fn without_sign_behind_day(text: &str) -> Cow<'_, str> {
    let mut rest = Cow::Borrowed(text);
    while let Some(at) = rest.char_indices().zip(rest.chars().skip(1)).find_map(|((at, before), sign)| {
        let at = at + before.len_utf8();
        let ends = !rest.get(at + sign.len_utf8()..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric));
        (sign == '签' && ends && (before.is_numeric() || matches!(before, '日' | '号'))).then_some(at)
    }) {
        rest.to_mut().replace_range(at..at + '签'.len_utf8(), " ");
    }
    rest
}

/// 唐建自　2026年10月15日: whether the word that ends here is a name, which may end as a sentence begins.
fn ends_in_name(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    (2..=3).contains(&word.chars().count()) && is_likely_name(word)
}

/// What stands before a day, and what behind it, where a sentence tells of it and nobody signed on it.
const BEFORE_TOLD: &[&str] = &["经", "自", "截至", "截止"];
const BEHIND_TOLD: &[&str] = &[
    "前",
    "以前",
    "之前",
    "起",
    "至",
    "经",
    "会议",
    "办公会",
    "例会",
    "研究",
    "召开",
    "审议",
    "讨论",
    "通过",
    "主席办公",
    "主席会",
    "主席团",
    "工会委",
    "工会会",
    "工会主席",
    "党委会",
    "党委研",
    "党组会",
    "党支部",
    "班子",
    "领导班子",
    "职代会",
    "职工代表",
    "全委会",
    "常委会",
    "第",
    "集体",
    "公示",
    "印发",
    "下发",
];

/// The words on a line beside its day: of 林志于2026年10月20日 without the 于 that leads to it.
pub fn words_beside(found: &DateFound) -> Cow<'_, str> {
    let (before, after) = found.rest.split_at_checked(found.at).unwrap_or((&found.rest, ""));
    let named = before.strip_suffix('于').filter(|named| {
        let word = named.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        is_likely_name(word)
    });
    named.map_or(Cow::Borrowed(&found.rest), |named| Cow::Owned(format!("{named}{after}")))
}

/// Of a line over several cells the one that holds the day: its text, place and content.
pub fn cell_of_day<'d>(page: &Page<'d>, line: &Candidate<'d>) -> Option<(String, Spot, Vec<&'d CellContent>)> {
    let several = line.pieces.len() > 1 && line.pieces.len() == line.contents.len();
    let mut cells = line.pieces.iter().zip(&line.contents).filter(|_| several);
    cells.find_map(|(&piece, &content)| {
        let piece = page.pieces.get(piece)?;
        let holds = matches!(content, CellContent::Date(_)) || find_date(&without_told_days(piece.text)).is_some();
        holds.then(|| (piece.text.to_owned(), piece.spot.clone(), vec![content]))
    })
}

/// The day in the text that a line stands in, before its label or behind what others wrote there: 2026年10月8日　领导签字：张伟,
/// 领导签字：张伟　联系电话：138…　2026年10月8日. None where more is said there.
pub fn day_about(page: &Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let text = page.pieces.get(line.label_piece).map(|piece| piece.text)?;
    if line.spot != page.pieces.get(line.label_piece)?.spot {
        return day_in_parentheses(text, &line.label);
    }
    let signed = line.raw.trim();
    // 经办人签字：王芳 / 主席签字：张伟 / 分管领导：罗海 / 2026年10月8日: what stands behind counts before what stands about.
    let behind = text.split_once(signed).filter(|_| !signed.is_empty()).map_or("", |(_, behind)| behind);
    day_of_others(behind, &line.label).or_else(|| day_in_lines(text, signed, &line.label))
}

/// 领导签字（2026年10月8日） | [picture]: the day in the parentheses of a label that has a cell of its own.
fn day_in_parentheses(text: &str, label: &str) -> Option<String> {
    let found = find_date(&without_told_days(text)).filter(|found| core_of(&found.rest).text == label)?;
    text.contains(['（', '(']).then_some(found.words)
}

/// The same in all that stands about what was signed.
fn day_in_lines(text: &str, signed: &str, label: &str) -> Option<String> {
    let others = if signed.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(text.replacen(signed, " ", 1)) };
    day_of_others(&others, label)
}

/// The only day of a text in which no more stands than the line's label and what others write beside it.
fn day_of_others(others: &str, label: &str) -> Option<String> {
    let found = find_date(&without_told_days(others)).filter(|found| find_date(&found.rest).is_none())?;
    let rest = core_of(&found.rest).text.replacen(label, "", 1);
    let rest = rest.trim_matches(':');
    let is_told = rest.contains(['签', '。', '；', '意']);
    let is_another =
        || rest.split_once(':').is_some_and(|(who, name)| who.chars().count() <= 8 && is_likely_name(name));
    let of_others =
        rest.is_empty() || is_word_of_day(rest) || is_another() || BESIDE_LINE.iter().any(|word| rest.contains(word));
    (of_others && !is_told).then_some(found.words)
}

/// What others write on the line where one signs.
const BESIDE_LINE: &[&str] = &["电话", "手机", "联系", "经办", "填表", "填报", "制表", "审核", "复核"];

/// The day, or what should be one, in the text behind a line, where that is all it holds (also 时间：2026年10月8日): its place, and
/// its words, none of a bare blank. Where lines stand beside one another with a day below each, it is the one below this line.
pub fn day_beside(page: &Page<'_>, line: &Candidate<'_>) -> Option<(usize, Spot, Option<String>)> {
    day_behind(page, line, line.pieces.iter().copied().chain([line.label_piece]).max()?)
}

/// The same behind the last text of what was signed.
pub fn day_behind(page: &Page<'_>, line: &Candidate<'_>, last: usize) -> Option<(usize, Spot, Option<String>)> {
    let home = page.pieces.get(line.label_piece).and_then(|piece| column_of(&piece.spot));
    let signed_row = page.pieces.get(last).and_then(|piece| row_of(&piece.spot));
    let mut days: Vec<(usize, Option<String>)> = Vec::new();
    for (at, piece) in page.pieces.iter().enumerate().skip(last + 1).take(FARTHEST_DAY) {
        let text = piece.text.trim();
        let another_line = days.is_empty() && asks_for_mark(text) && !page.is_free(at);
        if text.is_empty() || another_line || is_prompt(text, &[]) && asks_for_mark(text) {
            continue;
        }
        let told = without_sign_behind_day(without_word_of_day(text));
        let told = with_day_of_year(told.trim(), page.pieces.get(at + 1).map_or("", |next| next.text));
        let blank = told.contains('年') && is_bare_blank(&told);
        // 年月日 | 2026年10月8日: what heads the day's own cell
        if blank && is_head_of_day(page, at) {
            continue;
        }
        if !blank && parse_date(&told).is_none() && !is_no_day_alone(&told) {
            // what another signed beside it
            if row_of(&piece.spot).is_some_and(|row| Some(row) == signed_row) {
                continue;
            }
            break;
        }
        days.push((at, (!blank).then_some(told)));
        if home.is_none() {
            break;
        }
    }
    let column = |at: usize| page.pieces.get(at).and_then(|piece| column_of(&piece.spot)).unwrap_or(0);
    let nearest = days.into_iter().min_by_key(|(at, _)| column(*at).abs_diff(home.unwrap_or(0)));
    let is_own = |at: usize| page.signing_days.contains(&(line.label_piece, at));
    let (at, words) = nearest.filter(|(at, _)| page.is_free(*at) || is_own(*at))?;
    Some((at, page.pieces.get(at)?.spot.clone(), words))
}

/// Whether a text says 年 月 日 and a day stands in the cell beside it.
fn is_head_of_day(page: &Page<'_>, at: usize) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).eq("年月日".chars());
    let next = page.pieces.get(at + 1).zip(page.pieces.get(at)).filter(|(_, head)| bare(head.text));
    next.is_some_and(|(day, head)| {
        row_of(&day.spot).is_some_and(|row| row_of(&head.spot) == Some(row)) && parse_date(day.text.trim()).is_some()
    })
}

/// 时间：2026年10月8日 without the word before the colon, where it asks for a day.
fn without_word_of_day(text: &str) -> &str {
    let told = text
        .split_once(['：', ':'])
        .filter(|(word, _)| is_word_of_day(&word.chars().filter(|c| !c.is_whitespace()).collect::<String>()));
    told.map_or(text, |(_, day)| day.trim())
}

/// 时间, 签字日期: whether a word asks for a day.
fn is_word_of_day(word: &str) -> bool {
    // what a program or another office puts there
    let is_another_s = ["打印", "导出", "下载", "截止", "收件", "受理"].iter().any(|what| word.starts_with(what));
    word.chars().count() <= 6 && ["时间", "日期"].iter().any(|end| word.ends_with(end)) && !is_another_s
}

/// 2026年 / 10月8日: a year with the rest of the day in the text behind it.
fn with_day_of_year(told: &str, next: &str) -> String {
    let is_year =
        told.strip_suffix('年').is_some_and(|year| year.len() == 4 && year.bytes().all(|c| c.is_ascii_digit()));
    let whole = format!("{told}{}", next.trim());
    if is_year && parse_date(&whole).is_some() { whole } else { told.to_owned() }
}

/// Whether a text is written like a day and is none (2026年11月31日, 2026年11月), with nothing else in it.
fn is_no_day_alone(text: &str) -> bool {
    find_no_day(text).is_some_and(|(_, rest)| !rest.chars().any(char::is_alphanumeric))
}

/// The column of a cell; None for a line of running text.
pub fn column_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::SheetCell { column, .. } | Spot::PageCell { column, .. } => Some(*column),
        Spot::TableCell { path, .. } => path.last().map(|(_, _, column)| *column),
        _ => None,
    }
}

/// The row of a cell; None for a line of running text.
pub fn row_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::SheetCell { row, .. } | Spot::PageCell { row, .. } => Some(*row),
        Spot::TableCell { path, .. } => path.last().map(|(_, row, _)| *row),
        _ => None,
    }
}
