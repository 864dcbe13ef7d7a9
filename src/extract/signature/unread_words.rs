//! Words on a line to sign, or right by it, that are no name and no blank (同意, 略, ×××, √): with them it is not certain that
//! nobody signed.

use crate::extract::candidate::Candidate;
use crate::extract::label::form_words::Giver;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::label_core::core_of;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::name_next_to::is_right_above;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::request_to_sign::asks_to_be_signed;
use crate::extract::signature::signing_day::column_of;
use crate::extract::signature::signing_day::row_of;
use crate::extract::signature::signing_day::without_told_days;
use crate::extract::signature::signing_parts::of_signer;
use crate::extract::signature::told_instead::told_where;
use crate::extract::signature::typed_name::consents_at_all;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::signature::typed_name::is_post;
use crate::extract::signature::typed_name::says_unsigned;
use crate::extract::signature::typed_name::typed_name;
use crate::extract::signature::typed_name::without_marks_asked;
use crate::extract::signature::typed_name::words_beside_day;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::date::without_day;
use crate::extract::values::prompt::asks_for_mark;
use crate::extract::values::prompt::is_prompt;
use crate::model::Block;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::model::shorten;

/// Characters of the longest words by a line that may be a signature.
const LONGEST: usize = 16;
/// Of the longest opinion that holds no more than a consent, a name and a day.
const LONGEST_OPINION: usize = 60;
/// So many texts behind a line are looked at.
const FARTHEST: usize = 6;

/// The first words on these lines, or in a text of their own by one, that may be meant as a signature.
pub fn unread_words(page: &Page<'_>, lines: &[&Candidate<'_>]) -> Option<String> {
    let words_at = |line| words_on(page, line).or_else(|| words_by(page, line)).or_else(|| words_above(page, line));
    lines.iter().find_map(|line| words_at(line)).or_else(|| lines.iter().find_map(|line| named_about(page, line)))
}

/// What was crossed out on these lines, where it is a name, or is said in a comment on them: 批注“领导已手签，见扫描件”.
pub fn words_noted(page: &Page<'_>, lines: &[&Candidate<'_>]) -> Option<String> {
    let is_here = |spot: &Spot| {
        let label = |line: &Candidate<'_>| page.pieces.get(line.label_piece).is_some_and(|label| label.spot == *spot);
        lines.iter().any(|line| line.spot == *spot || label(line) && !is_cell_of_list(page, line))
    };
    let mut struck = page.document.struck.iter().filter(|struck| is_here(&struck.spot));
    if let Some(struck) = struck.find(|struck| is_name_alone(&struck.text)) {
        return Some(format!("签字处划掉了“{}”", shorten(&struck.text)));
    }
    let is_comment = |story: &&Story| matches!(story.kind, StoryKind::Comment(_));
    let comments = page.document.stories.iter().filter(is_comment);
    let mut here = comments.filter(|story| story.anchor.as_ref().is_some_and(|anchor| is_here(&anchor.from)));
    here.find_map(|story| {
        let lines = story.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(line) => Some(line.text.as_str()),
            Block::Grid(_) => None,
        });
        let text = lines.collect::<Vec<&str>>().join(" ");
        let said = text.rsplit(['：', ':']).next().unwrap_or(&text);
        let is_signed = told_where(&text).is_some() || is_name_alone(said);
        is_signed.then(|| format!("签字处有批注“{}”", shorten(&text)))
    })
}

/// A text that holds a name, among those about a line that nothing has claimed: behind it up to the next label, and before it up to
/// what was claimed.
fn named_about(page: &Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let (before, behind) = page.pieces.split_at_checked(line.label_piece).filter(|_| !is_cell_of_list(page, line))?;
    let is_told = |piece: &&Piece<'_>| !piece.text.trim().is_empty();
    let is_free = |piece: &&Piece<'_>| piece.claim == Claim::None;
    let before = before.iter().rev().filter(is_told).take(FARTHEST).take_while(is_free);
    let behind = behind.iter().skip(1).filter(is_told).take(FARTHEST);
    let behind = behind.take_while(|piece| matches!(piece.claim, Claim::None | Claim::Value)).filter(is_free);
    behind.chain(before).map(|piece| piece.text).find(|text| holds_name(text)).map(str::to_owned)
}

/// 张三　主要负责人　2026年9月2日, （代）张三: whether a short text without a label holds a name.
fn holds_name(text: &str) -> bool {
    let words = without_day(text);
    let is_short = words.chars().filter(|c| !is_invisible(*c)).count() <= LONGEST;
    let mut words = words.split(|c: char| is_invisible(c) || "_（）()【】[]，,、*".contains(c));
    is_short
        && !text.contains(['：', ':', '。', '；'])
        && !is_upright_label(text)
        && words.any(|word| is_name_alone(word.strip_suffix("代签").or(word.strip_suffix('代')).unwrap_or(word)))
}

/// What is written on a line itself: in the value's cell, or behind the label's colon.
fn words_on(page: &Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let label = page.pieces.get(line.label_piece)?;
    let is_opinion = line.label.contains("意见");
    let behind_label = || behind_line_to_sign(label.text).or_else(|| behind_mark(label.text)).and_then(words_of);
    let on_label = || behind_label().filter(|_| !is_cell_of_list(page, line));
    let own = if is_opinion { behind_line_to_sign(&line.raw) } else { Some(line.raw.as_str()) };
    own.and_then(words_of).or_else(on_label)
}

/// A text by a line that nothing has claimed: right of its label, or right below.
fn words_by(page: &Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let label = page.pieces.get(line.label_piece).filter(|_| !is_cell_of_list(page, line))?;
    let asks_below = label.text.trim_end().ends_with([':', '：']);
    let behind = page.pieces.iter().enumerate().skip(line.label_piece + 1);
    let mut told = behind.filter(|(_, piece)| !piece.text.trim().is_empty()).take(FARTHEST);
    let (_, next) = told.find(|(at, piece)| {
        let is_next = match column_of(&label.spot) {
            None => *at == line.label_piece + 1,
            Some(_) => {
                row_of(&piece.spot) == row_of(&label.spot)
                    || is_right_above(&label.spot, &piece.spot)
                    || asks_below && is_alone_below(page, &label.spot, *at)
            }
        };
        is_next && page.is_free(*at)
    })?;
    short_words(next.text).filter(|_| !next.text.contains(['：', ':']) && !is_upright_label(next.text))
}

/// Whether a text is the only one in the row below a line: written at its right end, below a label as wide as the form.
fn is_alone_below(page: &Page<'_>, line: &Spot, at: usize) -> bool {
    let row = |at: Option<usize>| at.and_then(|at| page.pieces.get(at)).and_then(|piece| row_of(&piece.spot));
    let own = row(Some(at));
    let is_told = |at: &usize| page.pieces.get(*at).is_some_and(|piece| !piece.text.trim().is_empty());
    let before = (0..at).rev().find(is_told);
    let behind = (at + 1..page.pieces.len()).find(is_told);
    own.is_some() && own == row_of(line).map(|row| row + 1) && row(before) != own && row(behind) != own
}

/// 县 / （ / 区 / ） / 总 / 工: a label set upright, longer than a name would be.
fn is_upright_label(text: &str) -> bool {
    const LONGEST_NAME: usize = 3;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.clone().nth(LONGEST_NAME).is_some() && lines.all(|line| line.chars().nth(1).is_none())
}

/// 见附件 / （主要负责人签字）: words right above a line, or in its row before one in parentheses, which nothing has claimed.
fn words_above(page: &Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let label = page.pieces.get(line.label_piece).filter(|_| !is_cell_of_list(page, line))?;
    // 年经济效益 | 8万元: a label with its answer, neither of which is of this line
    let is_beside = |other: Option<usize>, piece: &Piece<'_>| {
        let other = other.and_then(|other| page.pieces.get(other));
        row_of(&piece.spot).is_some() && other.is_some_and(|other| row_of(&other.spot) == row_of(&piece.spot))
    };
    let is_alone = |at: usize, piece| !is_beside(at.checked_sub(1), piece) && !is_beside(Some(at + 1), piece);
    let is_plain = !label.text.trim_end().ends_with([':', '：', '_']) && line.label.contains('签');
    let bare = is_plain && core_of(label.text).text == line.label;
    let is_stroke = |piece: &Piece<'_>| piece.text.chars().all(|c| is_invisible(c) || "_＿—－".contains(c));
    let mut foot = &label.spot;
    let above = page.pieces.iter().enumerate().take(line.label_piece).rev().take(FARTHEST);
    for (at, piece) in above.filter(|_| bare) {
        let in_row = row_of(&piece.spot).is_some_and(|row| Some(row) == row_of(&label.spot));
        let is_here = is_right_above(&piece.spot, foot) && is_alone(at, piece)
            || in_row && label.text.trim_start().starts_with(['（', '(']);
        match is_stroke(piece) {
            true if is_here => foot = &piece.spot,
            false if is_here => {
                let told = piece.text.trim_matches(|c: char| is_invisible(c) || c == '_');
                return short_words(told).filter(|_| page.is_free(at) && !told.contains(['：', ':', '。', '；']));
            }
            false if column_of(foot).is_none() => return None,
            _ => {}
        }
    }
    None
}

/// 审批意见 | 同意。张伟 2026年10月8日 on a form without a line to sign: the text of an opinion that may be the applicant's in which a name
/// stands beside a consent or a day.
pub fn find_signed_opinion(page: &Page<'_>) -> Option<usize> {
    let heads = |piece: &Piece<'_>| {
        piece.claim == Claim::Foreign && giver_of_opinion(piece.text).is_some_and(|giver| giver != Giver::Others)
    };
    (1..page.pieces.len()).find(|&at| {
        let Some((head, said)) = page.pieces.get(at - 1).zip(page.pieces.get(at)) else { return false };
        let is_beside = row_of(&said.spot).is_some_and(|row| row_of(&head.spot) == Some(row));
        let is_short = said.text.chars().count() <= LONGEST_OPINION;
        let is_signed = || consents_at_all(said.text) || find_date(said.text).is_some();
        let is_read = !matches!(said.claim, Claim::None | Claim::Foreign);
        heads(head) && is_beside && is_short && !is_read && is_signed() && typed_name(&without_day(said.text)).is_some()
    })
}

/// What a text says beside its day, where it is short.
pub(super) fn short_words(text: &str) -> Option<String> {
    let words = find_date(text).map_or_else(|| text.to_owned(), |found| found.rest);
    let is_short = words.chars().filter(|c| !is_invisible(*c)).count() <= LONGEST;
    typed_name(&words).or_else(|| words_of(&words)).filter(|_| is_short)
}

/// Behind the last label to sign in a text: of 同意。　负责人签字：略 the 略.
fn behind_line_to_sign(text: &str) -> Option<&str> {
    let mut colons = text.match_indices(['：', ':']);
    let (at, colon) = colons.rfind(|(at, _)| {
        let label = text.get(..*at).unwrap_or("");
        let label = label.rsplit(['\n', '。', '；', '：', ':']).next().unwrap_or("");
        asks_for_mark(label) && label.contains('签')
    })?;
    text.get(at + colon.len()..)
}

/// 单位领导（签章）　　按手印, 主要负责人签字 = ☑: what stands behind the last word that asks for a mark, with a gap between.
fn behind_mark(text: &str) -> Option<&str> {
    let ends = ["签字", "签名", "签章", "盖章"].iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len()));
    let behind = text.get(ends.max()?..)?.trim_start_matches(['）', ')', '】', ']']);
    behind.starts_with(|c: char| is_invisible(c) || "_=→".contains(c)).then_some(behind)
}

/// The words of a text that are no blank, no day, nothing that forms print there and nothing that says that nobody signed.
pub(super) fn words_of(text: &str) -> Option<String> {
    let own = without_told_days(text);
    let rest = find_date(&own).map_or_else(|| own.to_string(), |found| found.rest);
    let told = without_marks_asked(&words_beside_day(&of_signer(&rest)));
    let printed = |word: &str| {
        says_unsigned(word) || asks_for_signature(word) && !has_tick(word) || is_post(word) || asks_for_mark(word)
    };
    let words =
        told.split(is_invisible).filter(|word| !word.is_empty() && !word.ends_with(['：', ':']) && !printed(word));
    let words = words.collect::<Vec<&str>>().join(" ");
    let is_said = !words.is_empty() && !is_prompt(&words, &[]) && !asks_to_be_signed(&words);
    if is_said { Some(words) } else { drawn_sign(text) }
}

/// ㊞, ■, ★, ✍: a sign that people put where a seal or a signature is, as no form prints it: with no word right behind it.
fn drawn_sign(text: &str) -> Option<String> {
    const PRINTED: &str = "□▢☐○◯◇◻△▲▽▼☎☏✆✉";
    let is_drawn = |c: char| {
        matches!(c, '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{3200}'..='\u{32ff}' | '\u{1f000}'..)
            && !c.is_alphanumeric()
            && !PRINTED.contains(c)
    };
    let behind = text.chars().skip(1).map(Some).chain([None]);
    let mut drawn =
        text.chars().zip(behind).filter(|(c, next)| is_drawn(*c) && !next.is_some_and(char::is_alphanumeric));
    drawn.next().map(|(c, _)| c.to_string())
}

/// A sign that people put where they agree, or in place of a name.
fn has_tick(word: &str) -> bool {
    word.contains(|c: char| "√✓✔☑×╳✕＊○△〃".contains(c))
}
