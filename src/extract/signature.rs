//! The signature: what stands on or by the line, as a mark or as text, and the day beside it.

mod boxed_name;
pub mod drawn_day;
mod lost_picture;
pub mod mark_nearness;
mod mark_state;
mod metafile;
mod name_next_to;
mod office_line;
mod picture_content;
mod picture_ink;
pub mod picture_look;
mod picture_pixels;
mod picture_print;
mod picture_rules;
pub mod request_to_sign;
mod resampled;
mod shared_cell;
pub mod signers_table;
pub mod signing_day;
pub mod signing_parts;
pub mod stray_mark;
pub mod told_instead;
pub mod typed_name;
pub mod unfound_line;
pub mod unread_words;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::extract::candidate::Candidate;
use crate::extract::label::form_words::is_opinion_of_leader;
use crate::extract::label::form_words::start_of_others_opinion;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::label::label_words::signs_for_partner;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::boxed_name::BoxedName;
use crate::extract::signature::boxed_name::boxed_name;
use crate::extract::signature::boxed_name::boxed_words;
use crate::extract::signature::lost_picture::holds_lost_picture;
use crate::extract::signature::mark_nearness::Home;
use crate::extract::signature::mark_nearness::Nearness;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::mark_nearness::is_in_row_of_another;
use crate::extract::signature::mark_nearness::nearness_of;
use crate::extract::signature::mark_state::DRAWN_ELSEWHERE;
use crate::extract::signature::mark_state::is_drawn_elsewhere;
use crate::extract::signature::mark_state::state_of;
use crate::extract::signature::mark_state::why_unseen;
use crate::extract::signature::name_next_to::behind_name;
use crate::extract::signature::name_next_to::day_above;
use crate::extract::signature::name_next_to::day_with_name;
use crate::extract::signature::name_next_to::take_name_next_to;
use crate::extract::signature::office_line::is_line_left_unsigned;
use crate::extract::signature::office_line::is_signature_line;
use crate::extract::signature::signers_table::is_in_another_s_column;
use crate::extract::signature::signing_day::cell_of_day;
use crate::extract::signature::signing_day::day_about;
use crate::extract::signature::signing_day::day_beside;
use crate::extract::signature::signing_day::line_of_leader;
use crate::extract::signature::signing_day::without_told_days;
use crate::extract::signature::signing_day::words_beside;
use crate::extract::signature::stray_mark::doubt_stray_mark;
use crate::extract::signature::stray_mark::is_page;
use crate::extract::signature::told_instead::says_proxy;
use crate::extract::signature::told_instead::says_where;
use crate::extract::signature::told_instead::told_in_label;
use crate::extract::signature::typed_name::typed_name;
use crate::extract::signature::unread_words::unread_words;
use crate::extract::signature::unread_words::words_noted;
use crate::extract::values::blank::clean;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::prompt::is_prompt;
use crate::model::CellContent;
use crate::model::InkNature;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::PictureLook;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::Spot;
use crate::model::shorten;

/// What is shown less wide or high than this, in EMU, is a hair: four pixels.
const HAIR: u64 = 38_100;

/// A mark by a line, and what can be said of it.
struct Found<'d> {
    nearness: Nearness,
    /// Which of the lines.
    order: usize,
    mark: &'d Mark,
    state: SignatureState,
    look: Option<PictureLook>,
}

impl Found<'_> {
    /// By which the mark is chosen that counts: strokes before a seal, a seal before a blank picture, the nearer before the
    /// farther.
    fn weight(&self) -> (bool, Nearness, u8) {
        let nature = self.look.as_ref().map_or(InkNature::Strokes, |look| look.nature);
        let worth = match self.state {
            SignatureState::Ink if self.mark.kind == MarkKind::InkSpeck => 1,
            SignatureState::Ink => 3,
            SignatureState::Picture if nature.may_be_strokes() => 3,
            SignatureState::Picture => 2,
            SignatureState::BlankPicture => 0,
            _ => 1,
        };
        (worth == 3, self.nearness, worth)
    }

    /// Whether it is the whole signed page rather than a signature.
    fn shows_page(&self) -> bool {
        self.look.as_ref().is_some_and(|look| is_page(self.mark, look))
    }

    /// Why people should look at it.
    fn doubts(&self) -> impl Iterator<Item = String> {
        let aside = self.nearness == Nearness::Near && self.state != SignatureState::BlankPicture;
        let object = (self.mark.kind == MarkKind::Object && self.state == SignatureState::Picture)
            .then_some("签字处是一个嵌入的文件或对象，看到的只是它的预览图");
        let speck = (self.mark.kind == MarkKind::InkSpeck).then_some("墨迹只有点，看不出手写签字");
        let is_hair = self.mark.extent.is_some_and(|(width, height)| width.min(height) < HAIR);
        let hair = is_hair.then_some("图片细得看不出手写签字");
        let covered = self.mark.picture.as_ref().and_then(|picture| match self.state {
            SignatureState::Unreadable if is_drawn_elsewhere(picture) => Some(DRAWN_ELSEWHERE),
            _ => why_unseen(picture),
        });
        let aside = aside.then_some("图片在签字行旁边，不在签字行上，请人工核对是否为签字");
        let nature = match self.look.as_ref().map(|look| look.nature) {
            Some(InkNature::Seal) => Some("图片像是印章，看不出手写签字"),
            Some(InkNature::Solid) => Some("图片大部分被颜色填满，像照片、标志或二维码，看不出手写签字"),
            Some(InkNature::Ruled) => Some("图片里只有直线或框线，看不出手写签字"),
            Some(InkNature::Grain) => Some("图片上只见杂点，看不出手写签字"),
            Some(InkNature::Printed) => Some("图片里像是打印的文字或线条，看不出手写签字"),
            Some(InkNature::Unclear) => Some("图片太小或太淡，看不清是不是手写签字"),
            Some(InkNature::Strokes) | None if is_signature_line(self.mark) => {
                Some("图片是 Office 的签名行，看不出有没有签过")
            }
            Some(InkNature::Strokes) | None => None,
        };
        let page = self.shows_page().then_some("签字处的图片是整页的，像签字页的扫描件，不是单独的签字");
        aside
            .into_iter()
            .chain(covered)
            .chain(hair)
            .chain(speck)
            .chain(object)
            .chain(nature)
            .chain(page)
            .map(str::to_owned)
    }
}

/// Looks for the mark that counts, line after line.
struct MarkFinder<'d> {
    marks: &'d [Mark],
    /// A picture that lies by several lines is decoded once.
    looks: HashMap<usize, (SignatureState, Option<PictureLook>)>,
    best: Option<Found<'d>>,
}

impl<'d> MarkFinder<'d> {
    fn new(marks: &'d [Mark]) -> Self {
        Self { marks, looks: HashMap::new(), best: None }
    }

    /// Looks at the marks on and by one line, the `order`-th.
    fn look_by(&mut self, page: &Page<'d>, order: usize, line: &Candidate<'d>, home: Option<&Home>) {
        for (number, mark) in self.marks.iter().enumerate().filter(|(_, mark)| counts(mark)) {
            let nearness = nearness_of(page, line, home, mark);
            if nearness == Nearness::Away {
                continue;
            }
            let (state, look) = self.looks.entry(number).or_insert_with(|| state_of(mark)).clone();
            let found = Found { nearness, order, mark, state, look };
            if self.best.as_ref().is_none_or(|known| found.weight() > known.weight()) {
                self.best = Some(found);
            }
        }
    }
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
    // The line that counts comes first: 主要负责人签字 before 分管领导签字 unless the measure's own words ask for the latter, the unit's before
    // that of those above it.
    let mut lines = lines.to_vec();
    let is_below = |line: &Candidate<'_>| line.rank != Rank::Own && signs_below(&line.label);
    lines.sort_by_key(|line| (line.rank == Rank::Borrowed, is_below(line), line.rank, line.label_piece));
    lines.retain(|line| !is_of_others_behind(page, line) && !is_in_another_s_column(page, line));
    let own: Vec<Candidate<'d>> = lines.iter().map(|line| without_another_s_value(page, line)).collect();
    let lines: Vec<&Candidate<'d>> = own.iter().collect();
    let (mut names, mut days) = (Vec::new(), Vec::new());
    for line in &lines {
        let (name, own_days) = name_and_days(page, line, date_field);
        names.push(name);
        // The day of an opinion that may be another's, or of a partner's line, says nothing of the applicant's own line.
        let is_another_s = |line: &Candidate<'_>| line.rank == Rank::Borrowed || signs_for_partner(&line.label);
        let is_own = !is_another_s(line) || lines.first().is_some_and(|first| is_another_s(first));
        days.push(if is_own { own_days } else { Vec::new() });
    }
    let is_lost = lines.iter().any(|line| holds_lost_picture(&line.raw) || is_lost_in_label(page, line));
    let mut finder = MarkFinder::new(page.document.marks.as_slice());
    for (order, line) in lines.iter().enumerate() {
        finder.look_by(page, order, line, Home::of(page, line).as_ref());
    }
    let best = finder.best;
    let named = names.iter().position(Option::is_some);
    let dates = days_of_signed(&lines, days, best.as_ref().map(|best| best.order).or(named));
    let mut typed = names.into_iter().flatten().next();
    let boxed = || lines.iter().find_map(|line| boxed_name(page, line, Home::of(page, line).as_ref()));
    if let Some(BoxedName { name, spot, pieces }) = typed.is_none().then(boxed).flatten() {
        pieces.into_iter().for_each(|piece| page.claim(piece, Claim::Value));
        typed = Some((name, spot));
    }
    let label_of = |line: &&Candidate<'d>| page.pieces.get(line.label_piece);
    typed = typed.or_else(|| {
        let told = |label: &Piece<'_>| Some((told_in_label(label.text)?.to_owned(), label.spot.clone()));
        lines.iter().filter_map(label_of).find_map(told)
    });
    let line_spot = lines.first().map(|line| match page.pieces.get(line.label_piece) {
        Some(label) if !is_cell_of_list(page, line) => label.spot.clone(),
        _ => line.spot.clone(),
    });
    let signed = best.as_ref().and_then(|best| lines.get(best.order).filter(|_| best.order > 0)).copied();
    let mut signature = judge(page, &lines, best, typed, line_spot);
    if is_lost && signature.state == SignatureState::Absent {
        // A picture in a cell, saved by a program that does not know such pictures.
        signature.state = SignatureState::Unreadable;
        signature.doubts.push("签字处显示的是错误值或图片的占位符，可能是图片在转存时丢失".to_owned());
    }
    if signature.state == SignatureState::Absent && signature.doubts.is_empty() {
        let boxed = || lines.iter().find_map(|line| boxed_words(page, line, Home::of(page, line).as_ref()));
        let words = unread_words(page, &lines).or_else(boxed);
        let told = words.map(|words| format!("那里写着“{}”，看不出是不是签字", shorten(&words)));
        signature.doubts.extend(told.or_else(|| words_noted(page, &lines)));
    }
    if let Some((other, own)) = signed.zip(lines.first()).filter(|(other, own)| !answers_opinion(&lines, own, other)) {
        signature
            .doubts
            .push(format!("签字在另一处“{}”，“{}”处没有，请人工核对是否为主要负责人签字", other.label, own.label));
    }
    SignatureRead { signature, dates }
}

/// 领导签名.bmp, [签字] in a cell of its own, which reads like a label.
fn is_lost_in_label(page: &Page<'_>, line: &Candidate<'_>) -> bool {
    let label = page.pieces.get(line.label_piece).filter(|_| !is_cell_of_list(page, line));
    label.is_some_and(|label| holds_lost_picture(label.text))
}

/// The days of the lines up to the first that has one; the line that is signed goes before others that count as much.
fn days_of_signed<'d>(
    lines: &[&Candidate<'d>],
    mut days: Vec<Vec<Candidate<'d>>>,
    signed: Option<usize>,
) -> Vec<Candidate<'d>> {
    let counts =
        |at: &usize| lines.get(*at).zip(lines.first()).is_some_and(|(signed, first)| signed.rank == first.rank);
    if let Some(signed) = signed.filter(counts) {
        days.get_mut(..=signed).into_iter().for_each(|before| before.rotate_right(1));
    }
    let is_blank = |days: &Vec<Candidate<'_>>| days.iter().all(|day| day.raw.trim().is_empty());
    let first = days.iter().position(|days| !is_blank(days)).map_or(days.len(), |at| at + 1);
    days.into_iter().take(first).flatten().collect()
}

/// Whether the line that is signed is the one to sign of the opinion that heads it: 三、单位意见, and in the frame below 单位负责人签字.
fn answers_opinion(lines: &[&Candidate<'_>], own: &Candidate<'_>, signed: &Candidate<'_>) -> bool {
    let next = lines.iter().map(|line| line.label_piece).filter(|&piece| piece > own.label_piece).min();
    // 单位意见 beside 主要负责人意见, which is signed
    if own.label.ends_with("意见") && !is_opinion_of_leader(&own.label) && is_opinion_of_leader(&signed.label) {
        return true;
    }
    own.label.ends_with("意见")
        && signed.rank != Rank::Borrowed
        && typed_name(&own.raw).is_none()
        && !signed.label.ends_with("意见")
        && next == Some(signed.label_piece)
}

/// 单位意见：同意。负责人签字：　推荐单位意见：同意。负责人签字：李明: whether a line is that of the others' opinion in a text that has one of
/// the applicant's before it.
fn is_of_others_behind(page: &Page<'_>, line: &Candidate<'_>) -> bool {
    let text = page.pieces.get(line.label_piece).filter(|piece| piece.spot == line.spot).map_or("", |piece| piece.text);
    let Some(start) = start_of_others_opinion(text) else { return false };
    let asks_before = text.get(..start).is_some_and(|own| own.contains("签字") || own.contains("签名"));
    asks_before && !line.raw.trim().is_empty() && text.find(line.raw.trim()).is_some_and(|at| at > start)
}

/// A line as it stands; one whose value is what others wrote in the row below, or the cell beside it where another signs, is bare.
fn without_another_s_value<'d>(page: &Page<'d>, line: &Candidate<'d>) -> Candidate<'d> {
    let is_another_s = |label: &Piece<'_>| {
        label.spot != line.spot && line.raw.contains('签') && signs_beside(&core_of(&line.raw).text)
    };
    let label = page.pieces.get(line.label_piece);
    let label = label.filter(|label| is_in_row_of_another(page, line) || is_another_s(label));
    let Some(label) = label else {
        // 负责人签字：张伟　　推荐单位意见：同意。负责人签字：李明
        let end = start_of_others_opinion(&line.raw).unwrap_or(line.raw.len());
        return Candidate { raw: line.raw.get(..end).unwrap_or_default().to_owned(), ..line.clone() };
    };
    Candidate { raw: String::new(), contents: Vec::new(), pieces: Vec::new(), spot: label.spot.clone(), ..line.clone() }
}

pub fn counts(mark: &Mark) -> bool {
    !mark.in_header && !matches!(mark.kind, MarkKind::SignatureLine { .. })
}

/// Puts what was found together into a state.
fn judge(
    page: &Page<'_>,
    lines: &[&Candidate<'_>],
    found: Option<Found<'_>>,
    typed: Option<(String, Spot)>,
    line_spot: Option<Spot>,
) -> Signature {
    let document = page.document;
    let mut signature = Signature {
        state: SignatureState::Absent,
        signer: typed.as_ref().map(|(name, _)| name.clone()).filter(|name| !says_where(name)),
        date: None,
        place: line_spot.map(|spot| document.place(spot)),
        stray: None,
        page_elsewhere: false,
        day_drawn: false,
        look: None,
        digital: document.digital_signatures.clone(),
        doubts: Vec::new(),
    };
    let order = found.as_ref().map(|found| found.order);
    if let Some(found) = found {
        signature.doubts.extend(found.doubts());
        signature.page_elsewhere = found.shows_page();
        signature.state = found.state;
        signature.look = found.look;
        signature.place = found.mark.anchor.as_ref().map(|anchor| document.place(anchor.from.clone()));
    }
    let marked = matches!(signature.state, SignatureState::Picture | SignatureState::Ink);
    if marked && order.and_then(|order| lines.get(order)).is_some_and(|line| says_proxy(&line.raw)) {
        signature.doubts.push("签字处写着是代签的".to_owned());
    }
    if !marked && !signature.digital.is_empty() {
        signature.state = SignatureState::Digital;
        if is_line_left_unsigned(&document.marks, &signature.digital) {
            signature.doubts.push("表上的 Office 签名行没有签，数字签名不是在这一行上签的".to_owned());
        }
        signature.signer = signature.digital.iter().find_map(|digital| digital.signer.clone());
        signature.look = None;
    } else if !marked && lines.is_empty() {
        find_ink_anywhere(page, &mut signature);
    } else if !marked && let Some((words, spot)) = typed {
        signature.state = SignatureState::Typed;
        signature.look = None;
        signature.doubts.clear();
        if says_where(&words) {
            signature.doubts.push(format!("签字处写的是“{words}”"));
            signature.page_elsewhere |= !words.contains("代签");
        }
        signature.place = Some(document.place(spot));
    }
    if signature.state == SignatureState::Absent {
        doubt_stray_mark(page, lines, &mut signature);
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

/// The typed name of a line with its place, and the days: on the line, or next to it.
fn name_and_days<'d>(
    page: &mut Page<'d>,
    line: &Candidate<'d>,
    date_field: Option<usize>,
) -> (Option<(String, Spot)>, Vec<Candidate<'d>>) {
    let (name, mut days) = split_line(page, line, date_field);
    if let Some(name) = name {
        return (Some((name, line.spot.clone())), days);
    }
    let Some((name, at)) = take_name_next_to(page, line) else { return (None, days) };
    let name = page.pieces.get(at).map(|piece| (name, piece.spot.clone()));
    days.extend(date_field.and_then(|field| take_day_of_next(page, line, field, at)));
    (name, days)
}

/// The day that stands with a name above or below its line.
fn take_day_of_next<'d>(page: &mut Page<'d>, line: &Candidate<'d>, field: usize, name: usize) -> Option<Candidate<'d>> {
    let about = || if name < line.label_piece { day_above(page, line, name) } else { behind_name(page, line, name) };
    let (piece, spot, words) = day_with_name(page, name).or_else(about)?;
    page.claim(piece, Claim::Value);
    page.signing_days.push((line.label_piece, piece));
    Some(day_of(line, field, (words, spot, &[])))
}

/// The day of a line as a candidate of its field: its words, place and contents.
fn day_of<'d>(
    line: &Candidate<'d>,
    field: usize,
    (raw, spot, contents): (String, Spot, &[&'d CellContent]),
) -> Candidate<'d> {
    Candidate { field, rank: Rank::Own, raw, contents: contents.to_vec(), spot, shared: false, ..line.clone() }
}

/// Splits what stands on a line into a typed name and its day; two days that differ are both kept.
fn split_line<'d>(
    page: &mut Page<'d>,
    line: &Candidate<'d>,
    date_field: Option<usize>,
) -> (Option<String>, Vec<Candidate<'d>>) {
    let is_typed_day = line.contents.iter().any(|content| matches!(content, CellContent::Date(_)));
    let own = without_told_days(line_of_leader(&line.raw).unwrap_or(&line.raw));
    let day = find_date(&own);
    let days = day.as_ref().and_then(|day| Some((day, find_date(&day.rest)?)));
    let days = days.filter(|(day, other)| day.date != other.date);
    let no_day = if day.is_none() && !is_typed_day { find_no_day(&own) } else { None };
    let rest = match (&days, &day, &no_day) {
        (Some((_, other)), ..) => Cow::Borrowed(&*other.rest),
        (None, Some(found), _) => words_beside(found),
        (None, None, Some((_, rest))) => Cow::Borrowed(&**rest),
        (None, None, None) => Cow::Borrowed(&*own),
    };
    let name = typed_name(&rest);
    let Some(field) = date_field else { return (name, Vec::new()) };
    let date = |raw: String, spot: Spot, contents: &[&'d CellContent]| day_of(line, field, (raw, spot, contents));
    if let Some((day, other)) = days {
        let days = [&day.words, &other.words].map(|words| date(words.clone(), line.spot.clone(), &[]));
        return (name, days.into());
    }
    if day.is_some() || is_typed_day {
        let in_cell = cell_of_day(page, line);
        let whole = || {
            // 请领导签字　2026年3月5日: what asks for a signature says nothing of the day beside it.
            let asks = is_prompt(&line.raw, &[]) || clean(&rest, &[]).prompt.is_some();
            let asks = asks || matches!(own, Cow::Owned(_)) || holds_lost_picture(&line.raw);
            let words = day.as_ref().filter(|_| asks).map(|day| day.words.clone());
            (words.unwrap_or_else(|| line.raw.clone()), line.spot.clone(), line.contents.clone())
        };
        let (raw, spot, contents) = in_cell.unwrap_or_else(whole);
        return (name, vec![date(raw, spot, &contents)]);
    }
    if let Some((words, _)) = no_day {
        return (name, vec![date(words, line.spot.clone(), &[])]);
    }
    if let Some(words) = day_about(page, line) {
        return (name, vec![date(words, line.spot.clone(), &[])]);
    }
    if let Some((piece, spot, words)) = day_beside(page, line) {
        page.claim(piece, if words.is_some() { Claim::Value } else { Claim::Label });
        page.signing_days.push((line.label_piece, piece));
        return (name, vec![date(words.unwrap_or_default(), spot, &[])]);
    }
    let asks = |text: &str| text.contains('年') && text.contains('日');
    let label = page.pieces.get(line.label_piece).filter(|label| core_of(label.text).text == line.label);
    let asks_for_day = asks(&own) || label.is_some_and(|label| asks(label.text));
    let blank = asks_for_day.then(|| date(String::new(), line.spot.clone(), &[]));
    (name, blank.into_iter().collect())
}
