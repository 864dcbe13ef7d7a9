//! Answers in brackets behind their labels: 申报单位【海港区总工会】, told from what a label itself has in them (项目负责【不超过3人】).

use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::parse_people;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::prompt::is_prompt;
use crate::policy::FieldKind;

/// Characters of the shortest text in brackets that is taken for an answer.
const SHORTEST_TEXT: usize = 5;
/// The same behind a colon: 项目类别：【职工文化】.
const SHORTEST_BEHIND_COLON: usize = 4;
/// Characters of the longest label before its answer in parentheses.
const LONGEST_LABEL: usize = 24;

/// The brackets that a label or an answer stands in.
pub const BRACKETS: [(char, char); 9] = [
    ('【', '】'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('「', '」'),
    ('『', '』'),
    ('<', '>'),
    ('＜', '＞'),
];

/// Whether an answer in brackets stands behind a label of the policy in this text.
pub(super) fn is_answered_in_brackets(text: &str, lexicon: &Lexicon) -> bool {
    for (before, open, inside) in brackets_in(text) {
        // 项目负责人（…） says how to answer, 项目负责人：（…） answers.
        let parts = before.trim_end().ends_with([':', '：']) || lexicon.may_answer_in(open);
        let asks = parts && !before.trim().is_empty() && lexicon.is_plainly_asked(before);
        if asks && lexicon.is_answer_in_brackets(before, inside) {
            return true;
        }
    }
    false
}

/// What stands in each pair of brackets of a text, with the opening one and what stands before it: behind the last pair, and with that
/// pair where it may be of a label (投入资金（万元）<12.5>).
fn brackets_in(text: &str) -> impl Iterator<Item = (&str, char, &str)> {
    let mut at = 0;
    let pairs = std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let (before, open, inside, behind) = split_at_brackets(rest)?;
        let (from, opened) = (at, at + before.len());
        at = text.len() - behind.len();
        Some((from, opened, open, inside))
    });
    let mut last = 0;
    pairs.flat_map(move |(from, opened, open, inside)| {
        let whole = (from > last).then(|| text.get(last..opened)).flatten();
        last = from;
        [text.get(from..opened), whole].into_iter().flatten().map(move |before| (before, open, inside))
    })
}

/// What stands before the first brackets, the opening one, what stands in them and behind them.
fn split_at_brackets(text: &str) -> Option<(&str, char, &str, &str)> {
    let known = BRACKETS.iter().chain(&[('（', '）'), ('(', ')')]).copied();
    let (at, open, close) = text.char_indices().find_map(|(at, c)| {
        let (open, close) = known.clone().find(|(open, _)| *open == c)?;
        Some((at, open, close))
    })?;
    let rest = text.get(at + open.len_utf8()..)?;
    let end = closed_at(rest, open, close)?;
    Some((text.get(..at)?, open, rest.get(..end)?, rest.get(end + close.len_utf8()..)?))
}

/// Where the bracket closes that a text stands in: （海港区总工会（盖章））.
pub fn closed_at(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    rest.char_indices().find_map(|(at, c)| {
        match c {
            c if c == close && depth == 0 => return Some(at),
            c if c == close => depth -= 1,
            c if c == open => depth += 1,
            _ => {}
        }
        None
    })
}

impl Lexicon {
    /// The same labels for a document that is answered in parentheses behind them.
    pub fn with_answers_in_parentheses(&self) -> Self {
        Self { answered_in_parentheses: true, ..self.clone() }
    }

    /// Whether what stands in brackets that open so may answer the label before them.
    pub fn may_answer_in(&self, open: char) -> bool {
        self.answered_in_parentheses || !matches!(open, '（' | '(')
    }

    /// 主要内容（职工有需求。: whether an answer in parentheses begins in this line and goes on in the next.
    pub(super) fn begins_answer(&self, line: &str) -> bool {
        self.answered_in_parentheses && line.rfind(['（', '(']) > line.rfind(['）', ')'])
    }

    /// The fields of one kind or another, but for texts, that a line answers in parentheses, each with its answer.
    pub fn answers_in_parentheses<'t>(&self, line: &'t str) -> Vec<(usize, &'t str)> {
        let mut found = Vec::new();
        for (before, open, inside) in brackets_in(line) {
            let asked = !self.may_answer_in(open) && before.chars().nth(LONGEST_LABEL).is_none();
            if !asked || !self.is_plainly_asked(before) || !self.is_answer_in_brackets(before, inside) {
                continue;
            }
            if let Some(Label::Fields { fields, .. }) = self.named(&core_of(before)) {
                let typed = |field: &usize| self.kinds.get(*field).is_some_and(|kind| *kind != FieldKind::Text);
                found.extend(fields.into_iter().filter(typed).map(|field| (field, inside)));
            }
        }
        found
    }

    /// Whether words in brackets behind a label answer it, rather than say how to.
    pub fn is_answer_in_brackets(&self, label: &str, inside: &str) -> bool {
        if is_bare_blank(inside) || is_prompt(inside, &[]) || self.is_exact(inside) {
            return false;
        }
        let kinds = match self.named(&core_of(label)) {
            Some(Label::Fields { fields, .. }) => fields,
            _ => return false,
        };
        let behind_colon = label.trim_end().ends_with([':', '：']);
        let shortest = if behind_colon { SHORTEST_BEHIND_COLON } else { SHORTEST_TEXT };
        kinds.iter().filter_map(|&field| self.kinds.get(field)).any(|kind| match kind {
            FieldKind::Text => self.answered_in_parentheses || inside.chars().count() >= shortest,
            FieldKind::People => parse_people(inside).iter().any(|name| is_told_name(name)),
            FieldKind::Organisation | FieldKind::Organisations => {
                // 海港区总工会（盖章）
                let name = inside.split(['（', '(']).next().unwrap_or(inside);
                fits_kind(*kind, inside) || fits_kind(*kind, name.trim().trim_end_matches('。'))
            }
            FieldKind::Phone | FieldKind::Date | FieldKind::Period => fits_kind(*kind, inside),
            FieldKind::Money | FieldKind::Number => inside.chars().any(char::is_numeric) && fits_kind(*kind, inside),
            // （任选一项）, （小发明、小革新）
            FieldKind::Choice => {
                let lists = ['选', '填', '、', '/', '，', ',', '或'];
                inside.contains(['☑', '√', '■', '✔']) || !inside.contains(lists)
            }
            FieldKind::Signature => false,
        })
    }
}
