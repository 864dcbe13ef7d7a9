//! Labels that share a cell or a line with their values: `项目负责人：张伟    联系电话：138…`, `申报单位____`, `领导签字   年 月 日`.

mod asked_behind;
mod bracketed;
mod glued;
mod in_cell;
mod joined;
mod marks;
mod set_off;
mod stopped;
mod trailing;
mod unknown_label;

use std::ops::Range;

use self::asked_behind::named_signer;
use self::asked_behind::signer_asked_behind;
use self::bracketed::bracketed_label;
use self::bracketed::is_opening;
use self::bracketed::unit_in_parentheses;
use self::bracketed::value_in_brackets;
use self::glued::glued_label;
use self::glued::goes_on_with_figures;
use self::marks::Gap;
use self::marks::Mark;
use self::marks::mark_of;
use self::marks::may_hold_label;
use self::set_off::set_off_labels;
use self::stopped::stopped_label;
use self::trailing::trailing_label;
use self::unknown_label::unknown_label;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::asks_for_seal;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::signing_parts::holds_name_before_last;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::parse_date;
use crate::extract::values::money_unit::noted_unit;
use crate::model::split_hanzi;

pub use in_cell::find_cell_segments;
pub use joined::is_part_of_signing;
pub use joined::is_signer_alone;
pub use joined::may_lead_to_sign;

/// How far back from its colon a label may begin, in characters.
const LOOK_BACK: usize = 36;

/// A label inside a text and the bytes of its value behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What the label is of.
    pub label: Label,
    /// Where the label begins and ends.
    pub label_at: (usize, usize),
    /// Where its value begins and ends; up to the next label or the end of the text.
    pub value_at: (usize, usize),
}

impl Segment {
    /// The value as it stands.
    pub fn value<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.value_at.0..self.value_at.1).unwrap_or("")
    }

    /// Whether the label stands behind its value: 张伟（签字）.
    pub fn is_behind_value(&self) -> bool {
        self.label_at.0 == self.label_at.1
    }
}

/// The labels in a text, in order; empty where it holds none.
pub fn find_segments(text: &str, lexicon: &Lexicon) -> Vec<Segment> {
    find_segments_behind(None, text, lexicon)
}

/// The labels in a text behind the one that it begins with, where that is known.
fn find_segments_behind(first: Option<Segment>, text: &str, lexicon: &Lexicon) -> Vec<Segment> {
    let mut line_start = first.as_ref().map_or(0, |first| first.value_at.0);
    let mut segments: Vec<Segment> = first.into_iter().collect();
    for line in text.get(line_start..).unwrap_or("").split_inclusive('\n') {
        find_in_line(text, line_start, line_start + line.len(), lexicon, &mut segments);
        line_start += line.len();
    }
    let starts: Vec<usize> = segments.iter().skip(1).map(|segment| segment.label_at.0).chain([text.len()]).collect();
    for (segment, end) in segments.iter_mut().zip(starts) {
        if segment.value_at.1 == segment.value_at.0 {
            segment.value_at.1 = before_joint(text, segment.value_at.0, end);
        }
    }
    // 直接经济效益　　单位：万元: no unit that applies.
    segments.retain(|segment| {
        !lexicon.asks_for_unit(&segment.label) || noted_unit(&format!("单位：{}", segment.value(text).trim())).is_none()
    });
    joined::join_words_of_text(&mut segments, text, lexicon);
    joined::join_headings(&mut segments, text, lexicon);
    joined::join_signers(&mut segments, text, lexicon);
    segments
}

/// Where a value ends before what joins it to the next label on its line: 申报单位：海港区总工会，项目名称：….
fn before_joint(text: &str, start: usize, end: usize) -> usize {
    let value = text.get(start..end).unwrap_or("");
    let kept = value.trim_end_matches(|c: char| is_joint(c) || c != '\n' && is_invisible(c));
    let joined = end < text.len() && value.get(kept.len()..).is_some_and(|joint| joint.contains(is_joint));
    if joined { start + kept.len() } else { end }
}

/// Whether a mark joins two answers on one line.
fn is_joint(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '|' | '｜' | '、')
}

fn find_in_line(text: &str, start: usize, end: usize, lexicon: &Lexicon, segments: &mut Vec<Segment>) {
    let line = text.get(start..end).unwrap_or("");
    if let Some(segment) = stopped_label(line, start, lexicon) {
        return segments.push(segment);
    }
    let set_off = set_off_labels((line, start), lexicon);
    if !set_off.is_empty() {
        return segments.extend(set_off);
    }
    let glued = joined::glued_signer(line, start, lexicon)
        .or_else(|| named_signer(line, start, lexicon))
        .or_else(|| joined::glued_behind(line, start, lexicon));
    if glued.is_none() && !may_hold_label(line) && !(lexicon.may_answer_in('（') && line.contains(['（', '('])) {
        return;
    }
    let leading = glued.or_else(|| leading_label(line, start, lexicon));
    let spaced = leading.is_some();
    let from = leading.as_ref().map_or(start, |segment| segment.value_at.0);
    segments.extend(leading);
    match trailing_label(line, start, lexicon).filter(|_| from == start) {
        Some(segment) => segments.push(segment),
        None => find_along_line(text, start..end, (from, spaced), lexicon, segments),
    }
}

/// Whether words say that a sum follows.
pub fn is_sum_word(words: &str) -> bool {
    matches!(core_of(words).text.as_str(), "合计" | "总计" | "共计")
}

/// The labels of a line behind `from`, each set off by what stands before or behind it; `spaced` where the first one is by white space.
fn find_along_line(
    text: &str,
    line: Range<usize>,
    (mut from, spaced): (usize, bool),
    lexicon: &Lexicon,
    segments: &mut Vec<Segment>,
) {
    let (start, end) = (line.start, line.end);
    let line = text.get(line).unwrap_or("");
    let mut rest = line;
    let mut gap = Gap::default();
    loop {
        // Between the characters of a word nothing begins or ends.
        if gap.width == 0 {
            rest = split_hanzi(rest).1;
        }
        let offset = line.len() - rest.len();
        let mut characters = rest.chars();
        let Some(c) = characters.next() else { break };
        rest = characters.as_str();
        let at = start + offset;
        let follows_gap = gap.ends_before(c) && at > from;
        let short = || segments.last().is_some_and(|segment| lexicon.asks_short_value(&segment.label));
        if follows_gap && (gap.is_wide || spaced || short()) {
            // 项目名称 海滨驿站　　联系电话 138…: the next label, set off by white space as the first is; a figure answers.
            let next = line.get(offset..).filter(|next| !is_figure_alone(next));
            if let Some(segment) = next.and_then(|next| leading_label(next, at, lexicon)) {
                from = segment.value_at.0;
                segments.push(segment);
                continue;
            }
        }
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            continue;
        }
        let bracketed = || bracketed_label(line, offset, start, lexicon).map(|segment| (segment.value_at.0, segment));
        let answer = || {
            let within = || unit_in_parentheses(line, offset, start, lexicon);
            value_in_brackets(text, (from, at), lexicon).or_else(within)
        };
        if at >= from
            && let Some((next, segment)) = bracketed().or_else(|| answer().map(|segment| (segment.value_at.1, segment)))
        {
            from = next;
            segments.push(segment);
            continue;
        }
        let Some(mark) = mark_of(c, rest)
            .filter(|mark| at >= from && !(*mark == Mark::Colon && is_within_label(text, from, at, lexicon)))
        else {
            continue;
        };
        let after = if mark == Mark::Blank { at } else { at + c.len_utf8() };
        let to_sign = || signer_asked_behind(text, (from, at), rest, lexicon).filter(|_| mark == Mark::Colon);
        let own = segments.last().filter(|before| before.value_at.0 == from && mark == Mark::Colon);
        let glued = || own.and_then(|before| glued_label(text, (from, at), &before.label, lexicon));
        let unknown = || own.and_then(|before| unknown_label(text, (from, at), &before.label, lexicon));
        let known = || label_before(text, from, at, mark != Mark::Colon, lexicon);
        if let Some((label_start, label)) = to_sign().or_else(glued).or_else(known).or_else(unknown) {
            segments.push(Segment { label, label_at: (label_start, after), value_at: (after, after) });
        }
        if mark == Mark::Blank {
            rest = rest.trim_start_matches('_');
        }
        from = if mark == Mark::Blank { end - rest.len() } else { after };
    }
}

/// Whether a colon stands in the parentheses of a label: 投入资金（单位：万元）.
fn is_within_label(text: &str, from: usize, at: usize, lexicon: &Lexicon) -> bool {
    let before = text.get(from..at).unwrap_or("");
    let Some(open) = before.rfind(['（', '(']) else { return false };
    let inside = before.get(open..).unwrap_or("");
    let behind = text.get(at..).unwrap_or("");
    let Some(close) = behind.chars().take(LOOK_BACK).position(|c| matches!(c, '）' | ')' | '\n')) else {
        return false;
    };
    let whole: String = before.chars().chain(behind.chars().take(close + 1)).collect();
    !inside.contains(['）', ')']) && lexicon.label(&whole).is_some() && lexicon.label(inside).is_none()
}

/// The longest label that ends here and begins at a boundary after `from`.
fn label_before(text: &str, from: usize, end: usize, exact: bool, lexicon: &Lexicon) -> Option<(usize, Label)> {
    let whole = text.get(from..end)?;
    // Of a line as long as a book only what stands near is gone through, once for each of its marks.
    let near = whole.char_indices().rev().take(4 * LOOK_BACK).last().map_or(0, |(offset, _)| offset);
    let (from, stretch) = (from + near, whole.get(near..)?);
    let skip = stretch.chars().count().saturating_sub(LOOK_BACK);
    let mut boundary = near == 0;
    let mut depth = 0_u32;
    let mut loose = None;
    for (index, (offset, c)) in stretch.char_indices().enumerate() {
        let begins = boundary && depth == 0 && !is_invisible(c);
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends_day = || {
            let (head, tail) = stretch.split_at(offset + c.len_utf8());
            ends_in_day(head, tail)
        };
        boundary = is_boundary(c) || c.is_ascii_digit() && ends_day();
        // 2026/10/31　主席签字：, ¥18,800.00　受益人数：: what begins within a day or a sum is no label.
        if !begins || index < skip || c.is_ascii_digit() && stretch.get(..offset).is_some_and(goes_on_with_figures) {
            continue;
        }
        let candidate = stretch.get(offset..)?;
        // 项目负责人：（张伟）　联系电话：, 年创效益（万元）：20　受益人数：: what stands in parentheses, or a figure by itself, behind a
        // colon answers that label.
        let answers = matches!(c, '(' | '（') || is_figure_alone(candidate);
        if answers
            && text.get(..from + offset).is_some_and(|head| head.trim_end_matches(is_invisible).ends_with([':', '：']))
        {
            continue;
        }
        let to_sign = || candidate.contains('签') && asks_for_signature(candidate);
        if exact && !lexicon.is_plainly_asked(candidate) && !to_sign() {
            continue;
        }
        match lexicon.label(candidate) {
            // 张伟  职务：主席, 13800001111 邮箱：…: words that only end like a label hold the value before it.
            // 张伟（签字）　　分管负责人签字：…, 23 日　　领导签字：…: so do words that only end like a line to sign.
            Some(label)
                if lexicon.is_signature(&label)
                    && (begins_in_day(candidate) || holds_name_before_last(candidate))
                    && !lexicon.is_exact(candidate) => {}
            Some(label) if lexicon.only_ends_as_foreign(candidate) => {
                loose.get_or_insert((from + offset, label));
            }
            Some(label) if loose.is_none() || lexicon.is_foreign_word(candidate) || lexicon.is_exact(candidate) => {
                return Some((from + offset, label));
            }
            _ => {}
        }
    }
    loose
}

/// Whether a text begins with a figure that white space ends: 33.75　受益人数, but not 1. 项目名称.
fn is_figure_alone(text: &str) -> bool {
    text.split_once(is_invisible).is_some_and(|(word, _)| is_figure(word))
}

fn is_figure(word: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    word.starts_with(is_digit) && word.ends_with(is_digit)
}

/// Whether words begin with the rest of a day: 月 23 日　领导签字.
fn begins_in_day(words: &str) -> bool {
    words.trim_start_matches(|c: char| c.is_ascii_digit() || is_invisible(c)).starts_with(['年', '月', '日'])
}

fn is_boundary(c: char) -> bool {
    is_invisible(c) || matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | '_' | ')' | '）' | '|' | '/' | '】' | '日')
}

/// 20261106领导签字：, 2026-11-6领导签字：: whether a day ends before what stands behind.
fn ends_in_day(text: &str, behind: &str) -> bool {
    let is_of_day = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/');
    let day = text.get(text.trim_end_matches(is_of_day).len()..).unwrap_or("");
    day.len() >= 8 && !behind.starts_with(is_of_day) && parse_date(day).is_some()
}

/// A label at the beginning of a line with white space instead of a colon behind it: only the policy's words.
fn leading_label(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let lead = line.len() - line.trim_start_matches(is_invisible).len();
    let text = line.get(lead..)?;
    // 【项 目 名 称】 and 项 目 名 称 as a whole are no 项目名 with 称 behind it.
    let is_short = text.chars().nth(LOOK_BACK).is_none();
    if text.starts_with(is_opening) || is_short && lexicon.is_exact(text) {
        return None;
    }
    let mut best = None;
    let mut spaces = 0;
    for (count, (offset, c)) in line.char_indices().skip_while(|(offset, _)| *offset < lead).enumerate() {
        if count > LOOK_BACK || matches!(c, ':' | '：') {
            // A colon follows: the ordinary search finds it, with all that stands before the colon; unless it is the value's
            // own (项目名称　产改试点：车间里的微课堂).
            let colon = matches!(c, ':' | '：');
            let own = |segment: &Segment| {
                let (head, gap) = line.split_at(segment.value_at.0 - start);
                let blanks = head.chars().rev().take_while(|c| is_invisible(*c)).count()
                    + gap.chars().take_while(|c| is_invisible(*c)).count();
                let wide = blanks > 1 || gap.starts_with('\t');
                wide && lexicon.label(line.get(lead..offset).unwrap_or("")).is_none()
            };
            return best.filter(|segment| !colon || own(segment));
        }
        if !is_invisible(c) {
            continue;
        }
        spaces += 1;
        let candidate = line.get(lead..offset)?;
        let more = line.get(offset..).is_some_and(|rest| !rest.trim_matches(is_invisible).is_empty());
        // （盖章）　2026年10月8日: the seal is asked for, the day answers no label.
        let is_foreign = || lexicon.is_foreign_word(candidate) && !asks_for_seal(candidate);
        let asks = || lexicon.is_plainly_asked(candidate) || is_foreign();
        let sentence = c == ' ' && line.get(offset + c.len_utf8()..).is_some_and(is_short_sentence);
        if spaces <= 12
            && more
            && !sentence
            && !goes_on_spaced(line, (lead, offset))
            && candidate.chars().count() >= 2
            && asks()
        {
            let label = lexicon.label(candidate)?;
            best = Some(Segment {
                label,
                label_at: (start + lead, start + offset),
                value_at: (start + behind_arrow(line, offset), start + behind_arrow(line, offset)),
            });
        }
    }
    best
}

/// 成 果 简 介: whether words set with a space behind each letter go on behind these ones, as far apart as they stand themselves.
fn goes_on_spaced(line: &str, (start, end): (usize, usize)) -> bool {
    let (Some(words), Some(rest)) = (line.get(start..end), line.get(end..)) else { return false };
    let is_letter = |word: &str| word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
    let spaced =
        words.contains(is_invisible) && words.split(is_invisible).all(|word| word.is_empty() || is_letter(word));
    let widest = words.split(|c| !is_invisible(c)).map(|gap| gap.chars().count()).max().unwrap_or(0);
    let next = rest.trim_start_matches(is_invisible);
    let gap = rest.chars().take_while(|c| is_invisible(*c)).count();
    spaced && gap <= widest && next.split(is_invisible).next().is_some_and(is_letter)
}

/// Where a value begins behind an arrow or a sign of equality that stands apart: 申报单位 → 海港区总工会.
fn behind_arrow(line: &str, gap: usize) -> usize {
    let rest = line.get(gap..).unwrap_or("").trim_start_matches(is_invisible);
    let value = rest.trim_start_matches(['→', '⇒', '►', '▶', '=', '＝', '>']);
    let apart = value.len() < rest.len() && value.starts_with(is_invisible);
    if apart { line.len() - value.len() } else { gap }
}

/// 项目名称 醒目。: whether what stands behind words is no answer to them, but ends their sentence.
fn is_short_sentence(rest: &str) -> bool {
    const LONGEST: usize = 4;
    let rest = rest.trim_end_matches(is_invisible);
    rest.ends_with('。') && !rest.starts_with(is_invisible) && rest.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;

    fn read(text: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::new(builtin());
        let key = |label: &Label| match label {
            Label::Fields { fields, .. } => {
                fields.iter().map(|&field| builtin().fields[field].key.clone()).collect::<Vec<_>>().join("+")
            }
            Label::Foreign => "-".to_owned(),
        };
        let segments = find_segments(text, &lexicon);
        segments.iter().map(|segment| (key(&segment.label), segment.value(text).trim().to_owned())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn labels_that_share_a_line_with_their_values_are_found() {
        for (text, want) in [
            ("申报单位：海港区总工会", pairs(&[("unit", "海港区总工会")])),
            ("项目负责人：张伟    联系电话：13800001111", pairs(&[("leaders", "张伟"), ("phone", "13800001111")])),
            ("联 系 电 话：138", pairs(&[("phone", "138")])),
            ("申报单位（盖章）：____", pairs(&[("unit", "____")])),
            ("申报单位____海港区总工会____", pairs(&[("unit", "____海港区总工会____")])),
            ("领导签字      年  月  日", pairs(&[("signature", "年  月  日")])),
            ("单位主要负责人（签字）：      2026年10月14日", pairs(&[("signature", "2026年10月14日")])),
            ("负责人（签字）：      2026年10月14日", pairs(&[("signature", "2026年10月14日")])),
            ("【项目名称】数字工会", pairs(&[("project", "数字工会")])),
            (
                "申报单位【海港区总工会】　联系电话[13800001111]",
                pairs(&[("unit", "海港区总工会"), ("phone", "13800001111")]),
            ),
            ("项目负责【不超过3人】：张伟", pairs(&[("leaders", "张伟")])),
            ("【联系电话】：13800001111", pairs(&[("phone", "13800001111")])),
            ("项目名称＝数字工会", pairs(&[("project", "数字工会")])),
            ("张伟（领导签字）", pairs(&[("signature", "张伟")])),
            ("领导（签字）", vec![]),
            ("项目负责人：林宁  职务：工会主席", pairs(&[("leaders", "林宁"), ("-", "工会主席")])),
            ("联系电话：13800001111 邮箱：gh@163.com", pairs(&[("phone", "13800001111"), ("-", "gh@163.com")])),
            ("联系电话：0335-3601234 邮编：066000", pairs(&[("phone", "0335-3601234"), ("-", "066000")])),
            ("主要负责人职务：主席", pairs(&[("-", "主席")])),
            ("填表人：王芳  联系电话：138", pairs(&[("-", "王芳"), ("phone", "138")])),
            ("本项目的主要特点是：职工满意", vec![]),
            ("申报单位 海港区总工会　　项目名称 海滨驿站", pairs(&[("unit", "海港区总工会"), ("project", "海滨驿站")])),
            ("申报单位 海港区总工会 项目名称 海滨驿站", pairs(&[("unit", "海港区总工会"), ("project", "海滨驿站")])),
            ("项目负责\t张伟\t联系电话\t138", pairs(&[("leaders", "张伟"), ("phone", "138")])),
            ("项目负责：张伟  联系电话 138", pairs(&[("leaders", "张伟"), ("phone", "138")])),
            ("项目负责：张伟 联系电话 138", pairs(&[("leaders", "张伟"), ("phone", "138")])),
            ("【申报单位】海港区总工会", pairs(&[("unit", "海港区总工会")])),
            ("[项目负责]张伟 [联系电话]：138", pairs(&[("leaders", "张伟"), ("phone", "138")])),
            ("创新内容：创新点：积分制", pairs(&[("innovation", "创新点：积分制")])),
            ("创新内容：（一）创新点：积分制", pairs(&[("innovation", "（一）创新点：积分制")])),
            ("项目名称      产改试点：车间里的课堂", pairs(&[("project", "产改试点：车间里的课堂")])),
            ("联系电话\t办公：0335-3601234", pairs(&[("phone", "办公：0335-3601234")])),
            ("【专题】申报单位名单", vec![]),
            ("创新内容。把阵地变为流动阵地。", pairs(&[("innovation", "把阵地变为流动阵地。")])),
            ("手机号码……0335-7633776", pairs(&[("phone", "0335-7633776")])),
            ("申报单位……海港区总工会……", pairs(&[("unit", "海港区总工会")])),
            (
                "申报单位……海港区总工会…………\n项目名称......数字工会......",
                pairs(&[("unit", "海港区总工会"), ("project", "数字工会")]),
            ),
            ("项目负责：张伟、李丽联系电话：138", pairs(&[("leaders", "张伟、李丽"), ("phone", "138")])),
            ("申报单位：海港区总工会联系电话：138", pairs(&[("unit", "海港区总工会"), ("phone", "138")])),
            ("申报单位：甲（乙）工会签字日期：2026.9.1", pairs(&[("unit", "甲（乙）工会"), ("sign_date", "2026.9.1")])),
            ("联系电话：13800001111申报单位：海港区", pairs(&[("phone", "13800001111"), ("unit", "海港区")])),
            ("起止时间：2026.5.13\t联系电话：138", pairs(&[("period", "2026.5.13"), ("phone", "138")])),
            ("项目名称：¥18,800.00　　联系电话：138", pairs(&[("project", "¥18,800.00"), ("phone", "138")])),
            ("联合单位____—____　联系电话：138", pairs(&[("joint_units", "____—____"), ("phone", "138")])),
            ("申报单位——海港区总工会", pairs(&[("unit", "海港区总工会")])),
            ("主要内容已报告。各级工会", vec![]),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
