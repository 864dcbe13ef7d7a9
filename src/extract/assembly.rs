//! One Application from the candidates of its page: each field resolved, the signature and its day read beside them.

use crate::extract::candidate::Candidate;
use crate::extract::joint_units::settle_units;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::left_hint::doubt_left_hints;
use crate::extract::lent_phone::lend_phone;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::page::Stretch;
use crate::extract::resolve::doubt_hardly_title;
use crate::extract::resolve::doubt_several_days;
use crate::extract::resolve::doubt_unread_day;
use crate::extract::resolve::doubt_unread_phone;
use crate::extract::resolve::resolve_field;
use crate::extract::signature::SignatureRead;
use crate::extract::signature::drawn_day::is_day_drawn;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::read_signature;
use crate::extract::signature::signers_table::seat_of_leader;
use crate::extract::signature::signers_table::who_signs;
use crate::extract::signature::signing_day::without_told_days;
use crate::extract::signature::unfound_line::find_unfound_line;
use crate::extract::signature::unread_words::find_signed_opinion;
use crate::extract::values::date::find_date;
use crate::extract::values::prompt::asks_for_mark;
use crate::model::Application;
use crate::model::Coverage;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Format;
use crate::model::Located;
use crate::model::Place;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::Spot;
use crate::model::Value;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::Policy;
use crate::policy::RuleKind;
use indexmap::IndexMap;

/// One application from the candidates of its page; its heading is the page's.
pub fn assemble<'d>(
    page: &mut Page<'d>,
    id: String,
    candidates: &[&Candidate<'d>],
    policy: &Policy,
    lexicon: &Lexicon,
) -> Application {
    let position = |key: &Option<String>| policy.fields.iter().position(|field| Some(&field.key) == key.as_ref());
    let (signature_field, date_field) = (position(&policy.roles.signature), position(&policy.roles.sign_date));
    let signed = [signature_field, date_field];
    let signer = signature_field.and_then(|field| policy.fields.get(field)).map_or("", |spec| who_signs(&spec.label));
    let seat = |known: &&Candidate<'d>| {
        signed.contains(&Some(known.field)).then(|| seat_of_leader(page, known, signer)).flatten()
    };
    let seated: Vec<Option<Candidate<'d>>> = candidates.iter().map(seat).collect();
    seated.iter().flatten().flat_map(|own| &own.pieces).for_each(|&piece| page.claim(piece, Claim::Value));
    let candidates: Vec<&Candidate<'d>> =
        candidates.iter().zip(&seated).map(|(known, own)| own.as_ref().unwrap_or(known)).collect();
    let candidates = &without_days_of_others(page, &candidates, signature_field, date_field);
    let mut read = read_signature_and_day(page, candidates, signature_field, date_field);
    // 填报日期 is no day of signing: any label that asks for it counts before the day beside a signature.
    if date_field.and_then(|field| policy.fields.get(field)).is_some_and(|spec| !spec.label.contains('签')) {
        read.dates.iter_mut().for_each(|day| day.rank = day.rank.max(Rank::Affixed));
    }
    let mut fields: IndexMap<String, FieldReading> = IndexMap::new();
    for (number, spec) in policy.fields.iter().enumerate() {
        let own: Vec<&Candidate<'_>> = read
            .dates
            .iter()
            .filter(|date| date.field == number)
            .chain(candidates.iter().copied().filter(|candidate| candidate.field == number))
            .collect();
        let mut reading = resolve_field(page, spec, &own, lexicon);
        if policy.roles.title.as_ref() == Some(&spec.key) {
            doubt_hardly_title(&mut reading);
        }
        if spec.kind == FieldKind::Date {
            doubt_several_days(&mut reading);
        }
        let is_judged = |kind: RuleKind| policy.rules.iter().any(|rule| rule.kind == kind);
        if spec.kind == FieldKind::Date && !(Some(number) == date_field && is_judged(RuleKind::Dated)) {
            doubt_unread_day(&mut reading);
        }
        if spec.kind == FieldKind::Phone && !is_judged(RuleKind::PhoneValid) {
            doubt_unread_phone(&mut reading);
        }
        fields.insert(spec.key.clone(), reading);
    }
    let mut signature = read.signature;
    if page.document.format == Format::Pdf {
        settle_on_page(&mut signature, page);
    }
    signature.date = policy.roles.sign_date.as_ref().and_then(|key| match fields.get(key) {
        Some(FieldReading::Read(FieldValue { read: Located { value: Value::Date(date), .. }, .. })) => Some(*date),
        _ => None,
    });
    if signature.date.is_none() {
        let of_field = |number: Option<usize>| -> Vec<&Candidate<'_>> {
            candidates.iter().copied().filter(|candidate| Some(candidate.field) == number).collect()
        };
        let (lines, days) = (of_field(signature_field), of_field(date_field));
        signature.day_drawn = is_day_drawn(page, &lines, &days, signature.state);
    }
    settle_units(&mut fields, policy);
    lend_phone(&mut fields, policy);
    doubt_left_hints(&mut fields);
    Application {
        id,
        form: Some(form_place(page)),
        heading: None,
        other_forms: Vec::new(),
        fields,
        signature: Some(signature),
        documents: IndexMap::new(),
        evidence: Vec::new(),
        photograph: None,
        priorities: Vec::new(),
        areas: Vec::new(),
        unclaimed: Vec::new(),
        characters: Coverage::default(),
    }
}

/// Printed and signed, or only printed: on a page of a PDF a program cannot tell a mark from a picture.
fn settle_on_page(signature: &mut Signature, page: &Page<'_>) {
    if signature.state != SignatureState::Digital {
        signature.state = SignatureState::Scan;
    }
    signature.place = Some(form_place(page));
}

/// What was found, but for the days of others, where the applicant has a line of its own to sign: those in an opinion that may be
/// another's, and, where a day is asked for in the line's own row, those in rows in which others sign.
fn without_days_of_others<'p, 'd>(
    page: &Page<'_>,
    candidates: &[&'p Candidate<'d>],
    signature_field: Option<usize>,
    date_field: Option<usize>,
) -> Vec<&'p Candidate<'d>> {
    let spot_of = |known: &Candidate<'_>| page.pieces.get(known.label_piece).map(|piece| &piece.spot);
    let is_own = |line: &&&Candidate<'_>| Some(line.field) == signature_field && line.rank < Rank::Borrowed;
    let own: Vec<&Candidate<'_>> = candidates.iter().filter(is_own).copied().collect();
    let of_own = |day: &Candidate<'_>| {
        let counts = |line: &Candidate<'_>| line.rank == Rank::Own || !signs_below(&line.label);
        own.iter().any(|line| is_in_row(spot_of(line), spot_of(day)) && counts(line))
    };
    let dated = candidates.iter().any(|day| Some(day.field) == date_field && of_own(day));
    let of_another = |day: &Candidate<'_>| {
        let signed = |piece: &&Piece<'_>| piece.text.contains('签') && is_in_row(Some(&piece.spot), spot_of(day));
        page.pieces.iter().filter(signed).any(|piece| signs_below(&core_of(piece.text).text))
    };
    let counts = |known: &&Candidate<'_>| {
        own.is_empty()
            || Some(known.field) != date_field
            || known.rank < Rank::Borrowed && (!dated || of_own(known) || !of_another(known))
    };
    candidates.iter().copied().filter(counts).collect()
}

/// Whether two texts stand in one row of a grid.
fn is_in_row(one: Option<&Spot>, other: Option<&Spot>) -> bool {
    match (one, other) {
        (
            Some(Spot::SheetCell { sheet, row, .. }),
            Some(Spot::SheetCell { sheet: other_sheet, row: other_row, .. }),
        ) => sheet == other_sheet && row == other_row,
        (Some(Spot::TableCell { story, path }), Some(Spot::TableCell { story: other_story, path: other })) => {
            let row = |path: &[(u32, u32, u32)]| path.last().map(|&(table, row, _)| (table, row));
            story == other_story && path.len() == other.len() && row(path) == row(other)
        }
        _ => false,
    }
}

/// The signature and the day beside it; the day that an own label asks for counts before that one.
fn read_signature_and_day<'d>(
    page: &mut Page<'d>,
    candidates: &[&Candidate<'d>],
    signature_field: Option<usize>,
    date_field: Option<usize>,
) -> SignatureRead<'d> {
    let lines: Vec<&Candidate<'_>> =
        candidates.iter().copied().filter(|candidate| Some(candidate.field) == signature_field).collect();
    let mut read = read_signature(page, &lines, date_field);
    if lines.is_empty() && read.signature.state == SignatureState::Absent {
        // 姓名　职务　签名　日期 over rows that only gaps part
        let mut days = candidates.iter().filter(|candidate| Some(candidate.field) == date_field);
        let heading =
            days.find(|day| day.label.contains('签') && asks_for_mark(&day.label) && day.label.contains("姓名"));
        let told = heading.map(|heading| format!("表上有“{}”几栏，没有认出是谁签的", heading.label));
        read.signature.doubts.extend(told);
        // What stands beside a list is no row's, and would be looked through for each of them.
        if !candidates.iter().any(|answer| is_cell_of_list(page, answer)) {
            doubt_unfound(page, &mut read, date_field);
        }
    }
    if !candidates.iter().copied().chain(&read.dates).any(|candidate| Some(candidate.field) == date_field) {
        let first = lines.iter().map(|line| line.label_piece).min();
        read.dates.extend(date_field.and_then(|field| lone_day(page, field, first)));
    }
    // 提出时间 asked by its own label: what is written there counts before the day beside the signature.
    let is_own_day = |candidate: &&Candidate<'_>| {
        Some(candidate.field) == date_field && candidate.rank == Rank::Own && find_date(&candidate.raw).is_some()
    };
    if candidates.iter().any(is_own_day) {
        read.dates.clear();
    }
    read
}

/// What may be the signature on a form without a line to sign: in an opinion, or on a line in other words.
fn doubt_unfound<'d>(page: &Page<'d>, read: &mut SignatureRead<'d>, date_field: Option<usize>) {
    let said = find_signed_opinion(page).and_then(|at| Some((at, page.pieces.get(at)?)));
    if let Some((at, said)) = said {
        let doubt = format!("意见栏里写着“{}”，可能是签字", shorten(said.text));
        let day = find_date(&without_told_days(said.text)).map(|found| found.words);
        read.dates.extend(date_field.zip(day).and_then(|(field, day)| doubted_day(page, field, at, day, &doubt)));
        read.signature.doubts.push(doubt);
    } else if let Some(line) = find_unfound_line(page) {
        let said = page.pieces.get(line.piece).map_or("", |piece| piece.text);
        let doubt = format!("表上写着“{}”，没有认出是不是签字处", shorten(said));
        let day = date_field.zip(line.day);
        read.dates.extend(day.and_then(|(field, day)| doubted_day(page, field, line.piece, day, &doubt)));
        read.signature.doubts.extend(line.words.map(|_| doubt));
    }
}

/// A day in a text that may be the signature, for people.
fn doubted_day<'d>(page: &Page<'d>, field: usize, at: usize, day: String, doubt: &str) -> Option<Candidate<'d>> {
    let asked = (Rank::Borrowed, String::new(), String::new());
    let mut day = Candidate::plain(field, asked, (at, at), day, page.pieces.get(at)?.spot.clone());
    day.doubts.push(doubt.to_owned());
    Some(day)
}

/// The only line of a form that is a day and nothing else, or that beside the seal, where no label asks for it. `line` is the
/// label of the first line to sign.
fn lone_day<'d>(page: &mut Page<'d>, field: usize, line: Option<usize>) -> Option<Candidate<'d>> {
    let asked = (Rank::Borrowed, String::new(), String::new());
    if let Some(at) = page.lone_day().filter(|&at| !is_of_letter(page, at)) {
        let piece = page.pieces.get(at)?;
        let candidate = Candidate::plain(field, asked, (at, at), piece.text.to_owned(), piece.spot.clone());
        page.claim(at, Claim::Value);
        return Some(candidate);
    }
    let all = page.sealed_days.get_or_init(|| find_sealed_days(page)).iter();
    let own = all.filter_map(|(at, day)| Some((*at, page.pieces.get(*at)?, day)));
    let mut sealed = own.filter(|(_, piece, _)| piece.claim != Claim::Foreign);
    match sealed.next().filter(|_| sealed.next().is_none()) {
        Some((at, piece, day)) => Some(Candidate::plain(field, asked, (at, at), day.clone(), piece.spot.clone())),
        None => day_of_unread(page, field, asked, line?),
    }
}

/// The days that stand with the seal's, by their pieces.
fn find_sealed_days(page: &Page<'_>) -> Vec<(usize, String)> {
    let day_of = |text: &str| day_of_seal(text).or_else(|| day_below_seal(text));
    let shown = (0..).zip(&page.pieces).filter(|(_, piece)| !piece.hidden);
    shown.filter_map(|(at, piece)| Some((at, day_of(piece.text)?))).collect()
}

/// The only day in what no field claimed behind the line to sign, for people: 单位盖章：2026年10月8日 beside that line,
/// 张伟　王芳　2026年10月8日 below it.
fn day_of_unread<'d>(
    page: &Page<'d>,
    field: usize,
    asked: (Rank, String, String),
    line: usize,
) -> Option<Candidate<'d>> {
    const LONGEST: usize = 60;
    let unread = (0..).zip(&page.pieces).skip(line + 1).filter(|(_, piece)| {
        !piece.hidden && matches!(piece.claim, Claim::None | Claim::Foreign) && piece.text.chars().count() <= LONGEST
    });
    let mut days = unread.filter(|&(at, _)| !is_of_letter(page, at)).filter_map(|(at, piece)| {
        let own = without_told_days(piece.text);
        let found = find_date(&own).filter(|found| find_date(&found.rest).is_none())?;
        (!found.rest.contains('。')).then_some((at, piece, found))
    });
    let (at, piece, found) = days.next()?;
    if days.any(|(_, _, other)| other.date != found.date) {
        return None;
    }
    let mut day = Candidate::plain(field, asked, (at, at), found.words, piece.spot.clone());
    day.doubts.push(format!("日期写在“{}”里，不在签字处", shorten(piece.text)));
    Some(day)
}

/// Whether a day stands below a letter (关于申报……的请示) that comes before the form's title: it is the letter's.
fn is_of_letter(page: &Page<'_>, day: usize) -> bool {
    const SENTENCE: usize = 40;
    let title = page.pieces.iter().position(|piece| piece.claim == Claim::Title && !piece.text.trim().is_empty());
    let mut before = page.pieces.iter().take(day);
    title.is_some_and(|title| day < title) && before.any(|piece| piece.text.chars().count() > SENTENCE)
}

/// The day in a text that asks for the applicant's seal and says nothing else: 申报单位（盖章） 2026年10月8日.
fn day_of_seal(text: &str) -> Option<String> {
    const LONGEST: usize = 60;
    const OTHERS: &[&str] =
        &["同意", "属实", "负责", "签", "联合", "协办", "合作", "上级", "市总", "总工会", "主管", "推荐", "评", "审"];
    let found = Some(text).filter(|text| text.len() <= LONGEST * 3 && text.contains('章')).and_then(find_date)?;
    let words: String = found.rest.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_seal =
        words.trim_end_matches('处').ends_with('章') && words.chars().count() <= 12 && find_date(&found.rest).is_none();
    (is_seal && !OTHERS.iter().any(|other| words.contains(other))).then_some(found.words)
}

/// 申报单位（公章）：海港区总工会 / 单位负责人：张伟 / 2026年10月8日: the day that ends a text of a few short lines with the seal's among them.
fn day_below_seal(text: &str) -> Option<String> {
    const MOST: usize = 5;
    const LONGEST: usize = 30;
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (day, rest) = lines.split_last().filter(|(_, rest)| (1..MOST).contains(&rest.len()))?;
    let is_short =
        |line: &&str| line.chars().count() <= LONGEST && !line.contains(['。', '意']) && find_date(line).is_none();
    let is_own = rest.iter().all(is_short) && rest.iter().any(|line| line.contains('章'));
    find_date(day).filter(|found| is_own && !found.rest.chars().any(char::is_alphanumeric)).map(|found| found.words)
}

/// The first title on the page.
pub fn read_heading(page: &Page<'_>) -> Option<Located<String>> {
    let title = page.pieces.iter().find(|piece| piece.claim == Claim::Title && !piece.hidden)?;
    let value = title.text.split_whitespace().collect();
    Some(Located { value, raw: title.text.to_owned(), place: page.document.place(title.spot.clone()) })
}

/// The sheet or table that holds the form.
fn form_place(page: &Page<'_>) -> Place {
    let sheet = page.stretches.iter().find_map(|stretch| match stretch {
        Stretch::Grid { index, .. } => match &index.grid.origin {
            Spot::SheetCell { sheet, .. } => Some(Spot::Sheet(sheet.clone())),
            Spot::PageCell { page, .. } => Some(Spot::Page(*page)),
            _ => None,
        },
        Stretch::Lines(_) => None,
    });
    let sheet = sheet.or_else(|| match page.pieces.first().map(|piece| &piece.spot) {
        Some(Spot::PageLine { page, .. }) => Some(Spot::Page(*page)),
        _ => None,
    });
    Place { file: page.document.file.clone(), spot: sheet }
}
