//! Paragraphs read as a form: `label：value` in a line, several in a line, a label in a line of its own with the text below.

mod answers_apart;
mod asks_on;
mod in_line;
mod mail_end;
mod opinion;
mod signing_lines;
mod signing_words;
mod split_label;
mod words_within;

use std::ops::Range;

use self::answers_apart::take_answers_apart;
use self::asks_on::LONGEST_HEADING;
use self::asks_on::asks_for_seal_of;
use self::in_line::tell_answers_from_labels;
use self::mail_end::doubt_end_of_mail;
use self::mail_end::is_close_of_letter;
use self::opinion::Opinion;
use self::opinion::is_signed_behind;
use self::opinion::is_signed_label;
use self::opinion::is_signed_part;
use self::signing_lines::find_signing_lines;
use self::signing_lines::heads_promise;
use self::split_label::LinePart;
use self::split_label::join_split_labels;
use self::words_within::fields_with_own_label;
use self::words_within::is_heading_within;
use self::words_within::is_of_open;
use self::words_within::leave_headings_in_texts;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::further_line::goes_on_with;
use crate::extract::candidate::further_line::is_counted;
use crate::extract::candidate::further_line::may_be_listed;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_segments;
use crate::extract::candidate::usual_marks::strip_usual_marks;
use crate::extract::label::form_words::is_heading_of_a_form;
use crate::extract::label::form_words::is_note;
use crate::extract::label::label_core::Folded;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::names_office;
use crate::extract::label::lexicon::names_other_person;
use crate::extract::label::numbering::Notes;
use crate::extract::label::numbering::is_line_of_contents;
use crate::extract::label::numbering::read_number;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::signature::request_to_sign::asks_to_be_signed;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::money_unit::noted_unit;
use crate::model::Spot;
use crate::model::StoryKind;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// A field whose value may go on in the lines below.
struct Open {
    /// Places in the list of candidates.
    candidates: Vec<usize>,
    /// Running text goes on until the next label; anything else only fills a value that is still empty.
    running: bool,
    /// Units and people go on in the further lines of their own paragraph.
    within: Option<Spot>,
    /// Of these kinds also in the paragraphs directly below that hold nothing else.
    kinds: Vec<FieldKind>,
}

/// Reads these pieces of a page as lines. `headings` says whether a label alone in its line is a field's, rather than a heading of
/// running text (a description behind a form).
pub fn read_lines<'d>(
    page: &mut Page<'d>,
    range: Range<usize>,
    lexicon: &Lexicon,
    policy: &Policy,
    headings: &dyn Fn(usize, Rank) -> bool,
) -> Vec<Candidate<'d>> {
    let texts = range.clone().map(|at| page.pieces.get(at).map_or("", |piece| piece.text));
    let mut labels: Vec<LineLabels<'_>> = texts.map(|text| LineLabels::of(text, lexicon)).collect();
    tell_answers_from_labels(&mut labels);
    join_split_labels(&mut labels, lexicon);
    let surest = fields_with_own_label(&labels);
    leave_headings_in_texts(&mut labels, &surest, policy);
    let mut reader = LineReader {
        policy,
        lexicon,
        headings,
        surest,
        signing: find_signing_lines(&labels, policy),
        candidates: Vec::new(),
        open: None,
        opinion: Opinion::None,
        answered: Vec::new(),
        is_beside_signing: false,
        last_number: None,
        last_part: None,
        notes: Notes::default(),
        promised: false,
    };
    let end = range.end;
    for (number, (at, labels)) in range.zip(labels).enumerate() {
        reader.is_beside_signing = reader.signing.get(number).copied().unwrap_or(false);
        reader.read_line(page, at, labels);
    }
    take_answers_apart(page, end, &mut reader.candidates);
    doubt_end_of_mail(page, &mut reader.candidates);
    reader.finish()
}

/// Lines read one after the other, with what the lines before leave open.
struct LineReader<'r, 'd> {
    policy: &'r Policy,
    lexicon: &'r Lexicon,
    headings: &'r dyn Fn(usize, Rank) -> bool,
    /// Fields whose own label, word for word, begins a line.
    surest: Vec<usize>,
    /// Which of the lines stand beside a line to sign, and whether the one that is read does.
    signing: Vec<bool>,
    is_beside_signing: bool,
    candidates: Vec<Candidate<'d>>,
    open: Option<Open>,
    opinion: Opinion,
    /// Candidates that a line to sign below them answers.
    answered: Vec<usize>,
    /// The number of the last line with a label, and how it is written.
    last_number: Option<(char, u32)>,
    /// The number of the last heading of a part of the form (二、项目信息), which stands in no value.
    last_part: Option<(char, u32)>,
    notes: Notes,
    /// Whether the lines are those of a promise (承诺书), which asks for no text.
    promised: bool,
}

impl<'d> LineReader<'_, 'd> {
    fn read_line(&mut self, page: &mut Page<'d>, at: usize, labels: LineLabels<'_>) {
        let Some(text) = page.pieces.get(at).map(|piece| piece.text) else { return };
        if labels.part != LinePart::Whole && page.is_free(at) {
            page.claim(at, Claim::Label);
            self.open = self.open.take().filter(|_| labels.part == LinePart::Hint);
            return;
        }
        if self.passes_over(page, at, text, &labels) {
            return;
        }
        let LineLabels { whole, segments, first: begins, .. } = labels;
        let first = whole.as_ref().or(begins.as_ref());
        if self.is_of_own_opinion(text, &segments, first) {
            return self.add_to_opinion(page, at);
        }
        self.opinion = self.opinion.after(text, first, self.policy);
        if self.opinion == Opinion::OfOthers && is_signed_part(text, first, self.policy) {
            page.claim(at, Claim::Foreign);
            self.open = None;
            return;
        }
        // 市总工会意见：　　签字：: so is what stands in the line of the heading itself.
        let is_others =
            |segment: &Segment| self.opinion == Opinion::OfOthers && is_signed_label(&segment.label, self.policy);
        let segments: Vec<Segment> =
            segments.into_iter().filter(|segment| segment.label == Label::Foreign || !is_others(segment)).collect();
        let number = read_number(text);
        if first.is_none() && self.asks_next(text, number) {
            self.last_number = number;
            self.last_part = number;
            self.open = None;
            return;
        }
        if let Some(value) = self.open.as_ref().filter(|value| value.running)
            && first.is_some_and(|label| self.is_within(label, value) || self.is_told_within(label, text))
        {
            continue_value(page, at, value, &mut self.candidates);
            return;
        }
        let known = self.candidates.len();
        self.open = match whole {
            Some(label) => read_label_line(page, at, &label, self.policy, self.headings, &mut self.candidates),
            // 注：……联系人：李科长，电话：0335-……: the office's, who wrote the note.
            None if begins.is_some() || self.open.is_none() && !segments.is_empty() && !is_note(text) => {
                read_segments(page, at, &segments, self.policy, &mut self.candidates)
            }
            // 海港区总工会（盖章）　主席签字：张伟, 2026年10月8日　主席签字：张伟: below a text as well.
            None if is_signed_behind(text, &segments, self.policy, self.is_beside_signing) => {
                read_segments(page, at, &segments, self.policy, &mut self.candidates)
            }
            None if self.ends_before_label(page, at, text, &segments) => {
                read_segments(page, at, &segments, self.policy, &mut self.candidates)
            }
            None => return self.go_on(page, at, text),
        };
        let added = known..self.candidates.len();
        self.opinion.note(added, &mut self.candidates, self.policy, &mut self.answered);
        self.last_number = number;
    }

    /// Whether a line is no part of what the form asks: empty, a title, a note, of a promise or of the contents. It ends what is open.
    fn passes_over(&mut self, page: &mut Page<'d>, at: usize, text: &str, labels: &LineLabels<'_>) -> bool {
        // What is open ends with its story: a text box does not go on with the body, nor one box with another.
        let before = at.checked_sub(1).and_then(|before| page.pieces.get(before)).map(|piece| story_of(&piece.spot));
        if before != page.pieces.get(at).map(|piece| story_of(&piece.spot)) {
            self.open = None;
        }
        if text.trim().is_empty() || !page.is_free(at) {
            // Below an empty line a name is the writer's, not one of a list.
            if let Some(open) = &mut self.open {
                open.kinds.clear();
            }
            return true;
        }
        let claim = if self.lexicon.is_title(&labels.folded) || is_heading_of_a_form(&labels.folded) {
            Claim::Title
        } else {
            let unlabelled = labels.whole.is_none() && labels.first.is_none();
            self.promised = heads_promise(&labels.folded) || self.promised && unlabelled;
            if !(self.notes.take(text) || self.promised || self.is_of_contents(text, &labels.segments)) {
                return false;
            }
            Claim::Foreign
        };
        page.claim(at, claim);
        self.open = None;
        true
    }

    /// 一、项目申报理由……3 of a table of contents.
    fn is_of_contents(&self, text: &str, segments: &[Segment]) -> bool {
        let is_text = |segment: &Segment| match &segment.label {
            Label::Fields { fields, .. } => fields.iter().all(|&field| is_running(self.policy, field)),
            Label::Foreign => false,
        };
        !segments.is_empty() && is_line_of_contents(text) && segments.iter().all(is_text)
    }

    /// Whether a label stands within the running text that is open, rather than ending it.
    fn is_within(&self, label: &Label, open: &Open) -> bool {
        is_heading_within(label, &self.surest, self.policy) || is_of_open(label, open, &self.candidates)
    }

    /// 完成时间：2026年6月底。 in the text of the measures: a sentence that a form asks nothing with, for it need not ask this or did. A
    /// line to sign is none.
    fn is_told_within(&self, label: &Label, text: &str) -> bool {
        let Label::Fields { fields, .. } = label else { return false };
        let told = |field: &usize| {
            let Some(spec) = self.policy.fields.get(*field) else { return false };
            let read = || self.candidates.iter().any(|known| known.field == *field && !is_bare_blank(&known.raw));
            let dates = Some(&spec.key) == self.policy.roles.sign_date.as_ref();
            // 日期：每月5日前。
            if dates && find_date(text).is_none() && find_no_day(text).is_none() {
                return true;
            }
            let signs = spec.kind == FieldKind::Signature || dates;
            let short = !matches!(spec.kind, FieldKind::Text | FieldKind::Date) || !spec.required;
            // 获奖情况：获市级奖一项。 ends as a sentence does and answers a label of its own.
            !signs && short && (!spec.required && spec.kind != FieldKind::Text || read())
        };
        text.trim_end().ends_with(['。', '；', ';']) && fields.iter().all(told)
    }

    /// 项目名称：数字 / 工会　　联系电话：138…: a short value that a break within its paragraph parts, whose rest another label follows.
    fn ends_before_label(&mut self, page: &Page<'d>, at: usize, text: &str, segments: &[Segment]) -> bool {
        let Some(head) = segments.first().and_then(|first| text.get(..first.label_at.0)) else { return false };
        let here = page.pieces.get(at).map(|piece| &piece.spot);
        let Some(open) = self.open.as_ref().filter(|open| !open.running && open.within.as_ref() == here) else {
            return false;
        };
        for &number in &open.candidates {
            if let Some(candidate) = self.candidates.get_mut(number) {
                candidate.raw.push('\n');
                candidate.raw.push_str(head.trim());
            }
        }
        true
    }

    /// A line without a label: a note of the form's, or more of the value that is open.
    fn go_on(&mut self, page: &mut Page<'d>, at: usize, text: &str) {
        // 项目取得的直接经济效益　　单位：万元 heads the table behind it.
        if is_note(text)
            || is_close_of_letter(text)
            || noted_unit(text).is_some()
            || self.is_beside_signing && asks_to_be_signed(text)
        {
            page.claim(at, Claim::Foreign);
            self.open = None;
            return;
        }
        if self.is_beside_signing && self.open.as_ref().is_some_and(|open| open.running) {
            self.open = None;
        }
        let goes_on = |open: &&Open| !self.asks_on(page, open, text) && !asks_for_seal_of(text);
        let Some(value) = self.open.as_ref().filter(goes_on) else {
            self.open = None;
            let short = text.trim().chars().count() <= LONGEST_HEADING;
            self.last_part = read_number(text).filter(|_| short).or(self.last_part);
            return;
        };
        let here = page.pieces.get(at).map(|piece| &piece.spot);
        // A title, which has no kind of those that may be listed, goes on behind a break within its paragraph.
        let in_own_paragraph = value.within.as_ref() == here
            && (value.kinds.is_empty() || !value.kinds.iter().all(|kind| is_counted(*kind)));
        if value.within.is_some() && !in_own_paragraph && !value.kinds.iter().any(|kind| goes_on_with(*kind, text)) {
            self.open = None;
            return;
        }
        continue_value(page, at, value, &mut self.candidates);
        if !value.running && value.within.is_none() {
            // Below its label in a line of its own a title goes on within its paragraph, a list in lines of its own.
            let goes_on = self.is_title(value) || !value.kinds.is_empty();
            let within = page.pieces.get(at).map(|piece| piece.spot.clone()).filter(|_| goes_on);
            self.open = within.zip(self.open.take()).map(|(spot, open)| Open { within: Some(spot), ..open });
        }
    }

    /// Whether what is open is the project's title and nothing else.
    fn is_title(&self, open: &Open) -> bool {
        let field = |at: &usize| self.candidates.get(*at).map(|candidate| candidate.field);
        open.candidates.iter().filter_map(field).all(|field| is_title(self.policy, field))
    }

    fn finish(mut self) -> Vec<Candidate<'d>> {
        strip_usual_marks(&mut self.candidates, self.policy);
        let unanswered = |(at, candidate)| (!self.answered.contains(&at)).then_some(candidate);
        self.candidates.into_iter().enumerate().filter_map(unanswered).collect()
    }
}

/// The story that a line belongs to; None where it is not one of a text.
fn story_of(spot: &Spot) -> Option<StoryKind> {
    match spot {
        Spot::Paragraph { story, .. } | Spot::TableCell { story, .. } => Some(*story),
        _ => None,
    }
}

/// The labels of one line.
struct LineLabels<'t> {
    /// The line.
    folded: Folded<'t>,
    /// What the line is as a whole.
    whole: Option<Label>,
    /// The labels in it.
    segments: Vec<Segment>,
    /// The one of them that begins it.
    first: Option<Label>,
    /// Whether it is part of a label that stands in several lines.
    part: LinePart,
}

impl<'t> LineLabels<'t> {
    fn of(text: &'t str, lexicon: &Lexicon) -> Self {
        let segments = find_segments(text, lexicon);
        let first = segments.first().filter(|segment| begins_line(text, segment.label_at.0));
        let folded = Folded::of(text);
        let whole = lexicon.label_of(&folded);
        let first = first.map(|segment| segment.label.clone());
        Self { whole, first, segments, folded, part: LinePart::default() }
    }
}

fn begins_line(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim().is_empty())
}

fn read_label_line<'d>(
    page: &mut Page<'d>,
    at: usize,
    label: &Label,
    policy: &Policy,
    headings: &dyn Fn(usize, Rank) -> bool,
    candidates: &mut Vec<Candidate<'d>>,
) -> Option<Open> {
    let (text, spot) = page.pieces.get(at).map(|piece| (piece.text, piece.spot.clone()))?;
    let Label::Fields { fields, rank, hint } = label else {
        page.claim(at, Claim::Foreign);
        return None;
    };
    let kind = |field: usize| policy.fields.get(field).map(|field| field.kind);
    let running = fields.iter().any(|&field| is_running(policy, field));
    let bare = !text.trim_end().ends_with([':', '：', '_']);
    let asked = fields.iter().any(|&field| headings(field, *rank));
    let signs = fields.iter().any(|&field| kind(field) == Some(FieldKind::Signature));
    let blank_follows = page.pieces.get(at).is_some_and(|piece| piece.underlined_blank);
    if !asked && (running || bare && !signs && !blank_follows) {
        return None;
    }
    page.claim(at, Claim::Label);
    let first = candidates.len();
    for &field in fields {
        let asked = (*rank, core_of(text).text, hint.clone());
        let one = Candidate::plain(field, asked, (at, at), String::new(), spot.clone());
        candidates.push(Candidate { shared: fields.len() > 1, ..one });
    }
    let kinds = fields.iter().filter_map(|&field| kind(field)).filter(|kind| may_be_listed(*kind)).collect();
    Some(Open { candidates: (first..candidates.len()).collect(), running, within: None, kinds })
}

/// Whether a field is the project's name.
fn is_title(policy: &Policy, field: usize) -> bool {
    policy.fields.get(field).is_some_and(|spec| Some(&spec.key) == policy.roles.title.as_ref())
}

/// Text of several lines, rather than a project's name.
fn is_running(policy: &Policy, field: usize) -> bool {
    policy
        .fields
        .get(field)
        .is_some_and(|spec| spec.kind == FieldKind::Text && Some(&spec.key) != policy.roles.title.as_ref())
}

/// The values that stand behind their labels on one line, as candidates; whether the last of them stays open for what follows.
fn read_segments<'d>(
    page: &mut Page<'d>,
    at: usize,
    segments: &[Segment],
    policy: &Policy,
    candidates: &mut Vec<Candidate<'d>>,
) -> Option<Open> {
    let (text, spot) = page.pieces.get(at).map(|piece| (piece.text, piece.spot.clone()))?;
    let mut open = None;
    let kind_of = |field: usize| policy.fields.get(field).map(|field| field.kind);
    let signed = candidates.last().filter(|last| kind_of(last.field) == Some(FieldKind::Signature));
    // 联系电话：138… right below 领导签字：张伟
    let mut below_line = signed.is_some_and(|last| last.label_piece + 1 == at);
    let mut of_another = false;
    let mut claimed = Claim::Foreign;
    let known = candidates.len();
    for segment in segments {
        let label = text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
        let Label::Fields { fields, rank, hint } = &segment.label else {
            of_another |= names_other_person(label);
            open = None;
            continue;
        };
        claimed = Claim::Value;
        let first = candidates.len();
        // 市总工会研究室　电话：0335-…
        let of_office = candidates.len() == known && text.get(..segment.label_at.0).is_some_and(names_office);
        for &field in fields {
            let asked = (*rank, core_of(label).text, hint.clone());
            let one = Candidate::plain(field, asked, (at, at), segment.value(text).to_owned(), spot.clone());
            let of_another = of_another || (below_line || of_office) && kind_of(field) == Some(FieldKind::Phone);
            candidates.push(Candidate { shared: fields.len() > 1, of_another, ..one });
        }
        below_line = false;
        let running = fields.iter().any(|&field| is_running(policy, field));
        let blank = segment.value(text).trim().is_empty();
        let kinds = fields.iter().filter_map(|&field| kind_of(field));
        let kinds: Vec<FieldKind> = kinds.filter(|kind| may_be_listed(*kind)).collect();
        let titled = fields.iter().all(|&field| is_title(policy, field));
        open = (running || blank || titled || !kinds.is_empty()).then(|| Open {
            candidates: (first..candidates.len()).collect(),
            running,
            within: (!running && !blank).then(|| spot.clone()),
            kinds,
        });
        let asks = |kind: FieldKind| fields.iter().any(|&field| kind_of(field) == Some(kind));
        // 领导签字：张伟　联系电话：138…: the number of who signs.
        of_another = !asks(FieldKind::People) && (of_another || asks(FieldKind::Signature));
    }
    page.claim(at, claimed);
    if claimed == Claim::Value {
        page.leave_over(at, text.get(..segments.first().map_or(0, |segment| segment.label_at.0)).unwrap_or(""));
    }
    open
}

/// Adds a line to a value that is open.
fn continue_value<'d>(page: &mut Page<'d>, at: usize, open: &Open, candidates: &mut [Candidate<'d>]) {
    let Some((text, spot)) = page.pieces.get(at).map(|piece| (piece.text, piece.spot.clone())) else { return };
    page.claim(at, Claim::Value);
    for &number in &open.candidates {
        let Some(candidate) = candidates.get_mut(number) else { continue };
        if candidate.raw.trim().is_empty() {
            candidate.spot = spot.clone();
            candidate.raw = text.to_owned();
        } else {
            candidate.raw.push('\n');
            candidate.raw.push_str(text);
        }
        candidate.pieces.push(at);
    }
}
