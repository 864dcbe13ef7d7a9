//! The signature: what stands on or by the line, as a mark or as text, and the day beside it.
//!
//! A mark counts as on the line where it begins in the line's row or its middle lies there; near it, a person must look.

use std::ops::RangeInclusive;

use crate::extract::candidate::Candidate;
use crate::extract::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::picture_look::look_at;
use crate::extract::signing_day::cell_of_day;
use crate::extract::signing_day::day_beside;
use crate::extract::values::blank::clean;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::date::parse_date;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::prompt::asks_for_mark;
use crate::model::Anchor;
use crate::model::CellContent;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::PictureLook;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::Spot;
use crate::model::StoryKind;

/// So many empty rows below a line may hold its mark, for a person to look at.
const NEAR_ROWS: u32 = 3;

/// How near a mark lies to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// Not there.
    Away,
    /// In the row before or behind: a person must look.
    Near,
    /// On the line.
    On,
}

/// Cells of a line: rows from and up to, columns from and up to.
#[derive(Clone, Copy, Debug)]
struct Area {
    rows: (u32, u32),
    columns: (u32, u32),
}

/// What was found on the signature lines of a page, and the candidates for the day that stand beside them.
pub struct SignatureRead<'d> {
    /// The signature.
    pub signature: Signature,
    /// Candidates for the day of signing.
    pub dates: Vec<Candidate<'d>>,
}

/// Reads the signature of a page from the candidates of its signature field. `date_field` is the place of the day's field.
pub fn read_signature<'d>(
    page: &mut Page<'d>,
    lines: &[&Candidate<'d>],
    date_field: Option<usize>,
) -> SignatureRead<'d> {
    let mut dates: Vec<Candidate<'d>> = Vec::new();
    let mut typed: Option<(String, Spot)> = None;
    let mut best: Option<(Nearness, usize, usize)> = None;
    let marks = page.document.marks.as_slice();
    // The line that counts comes first: 领导签字 before 项目负责人签字, the unit's before that of those above it.
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| (line.rank, line.label_piece));
    for (order, line) in lines.iter().enumerate() {
        let (name, date) = split_line(page, line, date_field);
        if dates.iter().all(|date| date.raw.trim().is_empty()) {
            dates.extend(date);
        }
        if let Some(name) = name {
            typed.get_or_insert((name, line.spot.clone()));
        }
        for (number, mark) in marks.iter().enumerate() {
            let nearness = nearness_of(page, line, mark);
            if nearness > Nearness::Away && counts(mark) && best.is_none_or(|(known, ..)| nearness > known) {
                best = Some((nearness, order, number));
            }
        }
    }
    let line_spot = lines
        .first()
        .map(|line| page.pieces.get(line.label_piece).map_or_else(|| line.spot.clone(), |piece| piece.spot.clone()));
    let found = best.and_then(|(nearness, _, number)| marks.get(number).map(|mark| (nearness, mark)));
    let mut signature = judge(page, &lines, found, typed, line_spot);
    let signed = best.and_then(|(_, order, _)| lines.get(order).filter(|_| order > 0));
    if let Some((other, own)) = signed.zip(lines.first()) {
        signature
            .doubts
            .push(format!("签字在另一处“{}”，“{}”处没有，请人工核对是否为主要负责人签字", other.label, own.label));
    }
    SignatureRead { signature, dates }
}

fn counts(mark: &Mark) -> bool {
    !mark.in_header && !matches!(mark.kind, MarkKind::SignatureLine { .. })
}

/// Puts what was found together into a state.
fn judge(
    page: &Page<'_>,
    lines: &[&Candidate<'_>],
    found: Option<(Nearness, &Mark)>,
    typed: Option<(String, Spot)>,
    line_spot: Option<Spot>,
) -> Signature {
    let document = page.document;
    let mut signature = Signature {
        state: SignatureState::Absent,
        signer: typed.as_ref().map(|(name, _)| name.clone()),
        date: None,
        place: line_spot.map(|spot| document.place(spot)),
        look: None,
        digital: document.digital_signatures.clone(),
        doubts: Vec::new(),
    };
    if let Some((nearness, mark)) = found {
        let (state, look) = state_of(mark);
        signature.state = state;
        signature.look = look;
        signature.place = mark.anchor.as_ref().map(|anchor| document.place(anchor.from.clone()));
        if nearness == Nearness::Near && state != SignatureState::BlankPicture {
            signature.doubts.push("图片在签字行旁边，不在签字行上，请人工核对是否为签字".to_owned());
        }
    }
    let marked = matches!(signature.state, SignatureState::Picture | SignatureState::Ink);
    if !marked && !signature.digital.is_empty() {
        signature.state = SignatureState::Digital;
        signature.signer = signature.digital.iter().find_map(|digital| digital.signer.clone());
        signature.look = None;
    } else if !marked && lines.is_empty() {
        find_ink_anywhere(page, &mut signature);
    } else if !marked && let Some((_, spot)) = typed {
        signature.state = SignatureState::Typed;
        signature.look = None;
        signature.place = Some(document.place(spot));
    }
    signature
}

/// Ink is drawn by hand: where no line was found it is shown as a doubt.
fn find_ink_anywhere(page: &Page<'_>, signature: &mut Signature) {
    if let Some(mark) = page.document.marks.iter().find(|mark| mark.kind == MarkKind::Ink) {
        signature.state = SignatureState::Ink;
        signature.place = mark.anchor.as_ref().map(|anchor| page.document.place(anchor.from.clone()));
        signature.doubts.push("表上有手写墨迹，但没有找到签字行，请人工核对".to_owned());
    }
}

fn state_of(mark: &Mark) -> (SignatureState, Option<PictureLook>) {
    match (&mark.kind, &mark.picture) {
        (MarkKind::Ink | MarkKind::Drawing, _) => (SignatureState::Ink, None),
        (_, Some(picture)) if picture.bytes.is_empty() => (SignatureState::Unreadable, None),
        (_, Some(picture)) => match look_at(&picture.bytes) {
            Some(look) if look.blank => (SignatureState::BlankPicture, Some(look)),
            Some(look) => (SignatureState::Picture, Some(look)),
            None if is_raster(&picture.bytes) => (SignatureState::Unreadable, None),
            // EMF and WMF are drawn, not stored by pixels: there is a mark, its look is for people.
            None => (SignatureState::Picture, None),
        },
        // An empty frame: the picture's part is missing, linked from elsewhere or of a kind that the reader does not take out.
        (_, None) => (SignatureState::Unreadable, None),
    }
}

fn is_raster(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"\xff\xd8")
        || bytes.starts_with(b"GIF8")
        || bytes.starts_with(b"BM")
}

/// Splits what stands on a line into a typed name and a day.
fn split_line<'d>(
    page: &mut Page<'d>,
    line: &Candidate<'d>,
    date_field: Option<usize>,
) -> (Option<String>, Option<Candidate<'d>>) {
    let typed_day = line.contents.iter().find_map(|content| match content {
        CellContent::Date(moment) => Some(moment.date()),
        _ => None,
    });
    let day = find_date(&line.raw);
    let no_day = if day.is_none() && typed_day.is_none() { find_no_day(&line.raw) } else { None };
    let rest = match (&day, &no_day) {
        (Some(found), _) => found.rest.clone(),
        (None, Some((_, rest))) => rest.clone(),
        (None, None) => line.raw.clone(),
    };
    let name = typed_name(&rest);
    let Some(field) = date_field else { return (name, None) };
    let date = |raw: String, spot: Spot, contents: &[&'d CellContent]| Candidate {
        field,
        rank: Rank::Own,
        raw,
        contents: contents.to_vec(),
        spot,
        shared: false,
        ..line.clone()
    };
    if day.is_some() || typed_day.is_some() {
        let own = cell_of_day(page, line);
        let (raw, spot, contents) = own.unwrap_or((line.raw.clone(), line.spot.clone(), line.contents.clone()));
        return (name, Some(date(raw, spot, &contents)));
    }
    if let Some((words, _)) = no_day {
        return (name, Some(date(words, line.spot.clone(), &[])));
    }
    if let Some((piece, spot, blank)) = day_beside(page, line) {
        page.claim(piece, if blank { Claim::Label } else { Claim::Value });
        let raw = page.pieces.get(piece).filter(|_| !blank).map_or_else(String::new, |piece| piece.text.to_owned());
        return (name, Some(date(raw, spot, &[])));
    }
    let asks_for_day = line.raw.contains('年') && line.raw.contains('日');
    (name, asks_for_day.then(|| date(String::new(), line.spot.clone(), &[])))
}

/// The name typed on a line, with blanks, prompts and words of consent taken off.
fn typed_name(rest: &str) -> Option<String> {
    let cleaned = clean(rest, &[]).text;
    let is_of_day = |word: &&str| OF_DAYS.contains(word) || word.starts_with("星期") && word.chars().count() == 3;
    let words: Vec<&str> =
        cleaned.split(is_invisible).filter(|word| !word.is_empty()).filter(|word| !is_of_day(word)).collect();
    let mut name = without_marks_asked(&words.join(" "));
    for phrase in [
        "同意申报",
        "同意推荐",
        "情况属实",
        "同意上报",
        "同意",
        "年 月 日",
        "年月日",
        "单位公章",
        "单位盖章",
        "加盖公章",
        "日期:",
        "日期：",
        "盖章",
        "公章",
        "日期",
    ] {
        name = name.replace(phrase, " ");
    }
    let name = name
        .trim_matches(|c: char| is_invisible(c) || c.is_ascii_punctuation() || "，。；：、—·".contains(c))
        .to_owned();
    let is_sentence = name.chars().count() > 12 || name.contains(['。', '，', '；', '！', '：', ':']);
    if is_sentence {
        // 经研究，情况属实，请审批: consent in words of its own, with a name among them or none.
        let mut words = name.split(|c: char| is_invisible(c) || "。，；！：:,;、".contains(c));
        return words.rfind(|word| is_likely_name(word) && !names_signer(word)).map(str::to_owned);
    }
    (!is_bare_blank(&name) && name.chars().any(char::is_alphabetic) && !names_signer(&name)).then_some(name)
}

/// Words beside a day that are nobody's name.
const OF_DAYS: &[&str] = &[
    "上午", "下午", "公元", "签于", "填于", "填", "填写", "填报", "签", "周一", "周二", "周三", "周四", "周五", "周六",
    "周日",
];

/// Whether a word says who should sign, rather than who did.
fn names_signer(word: &str) -> bool {
    const PARTS: &[&str] =
        &["单位", "主要", "分管", "工会", "项目", "负责人", "领导", "主席", "法定代表人", "法人", "签字", "签名", "人"];
    let mut rest: String = word.chars().filter(|c| !is_invisible(*c)).collect();
    for part in PARTS {
        rest = rest.replace(part, "");
    }
    rest.chars().all(|c| !c.is_alphanumeric())
}

/// A text without `（签字）`, `（加盖单位公章）`, `（本人手签）`.
fn without_marks_asked(text: &str) -> String {
    let mut rest = text.to_owned();
    while let Some(open) = rest.find(['（', '('])
        && let Some(close) = rest.get(open..).and_then(|tail| tail.find(['）', ')'])).map(|at| at + open)
        && let Some(inside) = rest.get(open..close).filter(|inside| asks_for_mark(inside))
    {
        let after = close + rest.get(close..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
        let (inside, head) = (inside.len(), rest.get(..open).unwrap_or("").to_owned());
        if inside > 60 {
            break;
        }
        rest = format!("{head} {}", rest.get(after..).unwrap_or(""));
    }
    rest
}

/// How near a mark lies to a line.
fn nearness_of(page: &Page<'_>, line: &Candidate<'_>, mark: &Mark) -> Nearness {
    let (Some(anchor), Some(label)) = (&mark.anchor, page.pieces.get(line.label_piece)) else { return Nearness::Away };
    match (&label.spot, &anchor.from) {
        (Spot::SheetCell { sheet, .. }, Spot::SheetCell { sheet: other, row, column }) if sheet == other => {
            area_of(page, line)
                .map_or(Nearness::Away, |area| nearness_on_sheet(page, line, area, anchor, (*row, *column)))
        }
        (Spot::TableCell { story, path }, Spot::TableCell { story: other, path: at }) if story == other => {
            nearness_in_table(page, line, path, at)
        }
        (Spot::Paragraph { story, number }, Spot::Paragraph { story: other, number: at }) if story == other => {
            nearness_of_paragraphs(page, (line.label_piece, *number), *at, anchor.inline)
        }
        // A picture in a text box is anchored where the box is.
        (Spot::Paragraph { story, .. }, _) if is_box_at(page, *story, &anchor.from) => Nearness::On,
        _ => Nearness::Away,
    }
}

/// Whether this story is a text box that is anchored here.
fn is_box_at(page: &Page<'_>, kind: StoryKind, here: &Spot) -> bool {
    matches!(kind, StoryKind::TextBox(_))
        && page
            .document
            .stories
            .iter()
            .any(|story| story.kind == kind && story.anchor.as_ref().is_some_and(|anchor| anchor.from == *here))
}

fn nearness_on_sheet(
    page: &Page<'_>,
    line: &Candidate<'_>,
    area: Area,
    anchor: &Anchor,
    (row, column): (u32, u32),
) -> Nearness {
    let (first, end) = area.rows;
    let right_edge = anchor.to.map_or(column, |(_, right)| right);
    let columns_meet = right_edge >= area.columns.0 && column < area.columns.1.max(area.columns.0 + 1);
    if anchor.inline {
        return if (first..end).contains(&row) && columns_meet { Nearness::On } else { Nearness::Away };
    }
    let tall = anchor.to.is_some_and(|(bottom, _)| bottom.saturating_sub(row) > 14);
    let begins_here = (first..end).contains(&row);
    let middle_here = anchor.middle.is_some_and(|(middle, _)| (first..end).contains(&middle));
    let bottom = anchor.to.map_or(row, |(bottom, _)| bottom);
    let middle_row = anchor.middle.map_or(row, |(middle, _)| middle);
    // What hangs into the line from above may be a signature put too high; from the title's row it is a letterhead.
    let hangs = row < first && bottom >= first && !is_titled(page, line, row..=middle_row);
    let next_row = (end..end.saturating_add(NEAR_ROWS)).contains(&middle_row)
        && (end..=middle_row).all(|between| !row_has_text(page, line, between));
    let middle_column = anchor.middle.map_or(column, |(_, middle)| middle);
    match () {
        () if below_heading(page, line, (middle_row, middle_column)) => Nearness::On,
        () if tall || !columns_meet => Nearness::Away,
        () if begins_here || middle_here => Nearness::On,
        () if next_row || hangs => Nearness::Near,
        () => Nearness::Away,
    }
}

/// Whether the form's title stands in one of these rows of the line's own sheet.
fn is_titled(page: &Page<'_>, line: &Candidate<'_>, rows: RangeInclusive<u32>) -> bool {
    let Spot::SheetCell { sheet: own, .. } = &line.spot else { return false };
    page.pieces
        .iter()
        .filter(|piece| piece.claim == Claim::Title)
        .any(|piece| matches!(&piece.spot, Spot::SheetCell { sheet, row, .. } if sheet == own && rows.contains(row)))
}

/// Whether a mark lies in the empty cell below a label that heads a column: beside the label there is no room to sign.
fn below_heading(page: &Page<'_>, line: &Candidate<'_>, (row, column): (u32, u32)) -> bool {
    page.stretches.iter().any(|stretch| {
        let Stretch::Grid { index, first, offset } = stretch else { return false };
        let Some(at) = line.label_piece.checked_sub(*first).map(|at| at + offset) else { return false };
        let Some(label) = index.cell(at).filter(|_| index.cells().any(|known| known == at)) else { return false };
        let (below, right) = (label.row.saturating_add(label.height), label.column.saturating_add(label.width));
        let room = index.right_of(label.row, right).next().and_then(|next| index.cell(next));
        let no_room =
            room.map_or(right >= index.grid.columns, |next| next.column == right && !next.text.trim().is_empty());
        let cell = index.covering(row, column).and_then(|under| index.cell(under));
        no_room
            && row >= below
            && cell.is_some_and(|cell| (cell.row, cell.column) == (below, label.column) && is_bare_blank(&cell.text))
    })
}

/// Whether a row of the line's own grid holds text: a mark there is of that row's.
fn row_has_text(page: &Page<'_>, line: &Candidate<'_>, row: u32) -> bool {
    page.stretches.iter().any(|stretch| match stretch {
        Stretch::Grid { index, first, .. } => {
            let own = (*first..first + index.cells().count()).contains(&line.label_piece);
            own && !index.is_blank_row(row)
        }
        Stretch::Lines(_) => false,
    })
}

/// The cells of a line: the label's rows, from the label's column up to the next label in its row.
fn area_of(page: &Page<'_>, line: &Candidate<'_>) -> Option<Area> {
    for stretch in &page.stretches {
        let Stretch::Grid { index, first, offset } = stretch else { continue };
        let Some(at) = line.label_piece.checked_sub(*first).map(|at| at + offset) else { continue };
        let Some(cell) = index.cell(at).filter(|_| index.cells().any(|known| known == at)) else { continue };
        let end = cell.column.saturating_add(cell.width);
        let next_label = index.right_of(cell.row, end).find(|&next| {
            page.pieces
                .get(first + next - offset)
                .is_some_and(|piece| matches!(piece.claim, Claim::Label | Claim::Foreign))
        });
        let right = next_label.and_then(|next| index.cell(next)).map_or(u32::MAX, |next| next.column);
        return Some(Area { rows: (cell.row, cell.row.saturating_add(cell.height)), columns: (cell.column, right) });
    }
    None
}

fn nearness_in_table(
    page: &Page<'_>,
    line: &Candidate<'_>,
    label: &[(u32, u32, u32)],
    at: &[(u32, u32, u32)],
) -> Nearness {
    // A mark in a table nested in the line's own cell is on the line.
    let (Some((table, row, column)), Some((other, mark_row, mark_column))) = (label.last(), at.get(label.len() - 1))
    else {
        return Nearness::Away;
    };
    let same_outer = label.get(..label.len() - 1) == at.get(..label.len() - 1);
    if !same_outer || table != other {
        return Nearness::Away;
    }
    let area = area_of(page, line).unwrap_or(Area { rows: (*row, row + 1), columns: (*column, u32::MAX) });
    let columns_meet = (area.columns.0..area.columns.1).contains(mark_column);
    if below_heading(page, line, (*mark_row, *mark_column)) {
        return Nearness::On;
    }
    if (area.rows.0..area.rows.1).contains(mark_row) && columns_meet {
        Nearness::On
    } else if (mark_row + 1 == area.rows.0 || *mark_row == area.rows.1)
        && columns_meet
        && !row_has_text(page, line, *mark_row)
    {
        Nearness::Near
    } else {
        Nearness::Away
    }
}

/// In the line's own paragraph, or in the next one where that holds no text of its own. What floats may be anchored to a
/// paragraph before the line, but not to a title, where letterheads are.
fn nearness_of_paragraphs(page: &Page<'_>, (piece, label): (usize, u32), mark: u32, inline: bool) -> Nearness {
    if mark == label {
        return Nearness::On;
    }
    // A table between two paragraphs parts them.
    let together = page.stretches.iter().any(|stretch| match stretch {
        Stretch::Lines(range) => {
            range.contains(&piece)
                && page.pieces.get(range.clone()).is_some_and(|lines| {
                    lines.iter().any(|line| matches!(&line.spot, Spot::Paragraph { number, .. } if *number == mark))
                })
        }
        Stretch::Grid { .. } => false,
    });
    if !together {
        return Nearness::Away;
    }
    let titled = page.pieces.iter().any(|piece| {
        piece.claim == Claim::Title && matches!(&piece.spot, Spot::Paragraph { number, .. } if *number == mark)
    });
    let blank = page
        .pieces
        .iter()
        .filter(|piece| matches!(&piece.spot, Spot::Paragraph { number, .. } if *number == mark))
        .all(|piece| piece.text.trim().is_empty() || is_bare_blank(piece.text) || parse_date(piece.text).is_some());
    match i64::from(mark) - i64::from(label) {
        1 if blank => Nearness::On,
        1 | 2 if blank || !inline => Nearness::Near,
        // （领导签字） below what was signed.
        -1 if inline && blank && follows_mark(page, piece) => Nearness::On,
        -1 if !inline && !titled => Nearness::Near,
        _ => Nearness::Away,
    }
}

/// Whether a line is written below or behind the mark: the label alone, in parentheses.
fn follows_mark(page: &Page<'_>, line: usize) -> bool {
    page.pieces.get(line).is_some_and(|piece| {
        let text = piece.text.trim_matches(is_invisible);
        text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
    })
}
