//! What each cell of a grid is at first sight: a label, some text or nothing. Two texts that are labels elsewhere are answers here:
//! a post beside 职务, and a name with its post.

use crate::extract::candidate::card::Seen;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::is_of_other_script;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::is_name_and_post;
use crate::model::Cell;

/// What each cell of a grid is at first sight.
pub fn look_at_cells(index: &GridIndex<'_>, lexicon: &Lexicon) -> Vec<Seen> {
    let mut before: Option<&Cell> = None;
    let mut seen: Vec<Seen> = index
        .cells()
        .filter_map(|at| index.cell(at))
        .map(|cell| {
            if cell.text.trim().is_empty() || !cell.hidden && !index.shows(cell) {
                return Seen::Blank;
            }
            let left = before.replace(cell);
            match lexicon.label(&cell.text) {
                Some(Label::Foreign) if left.is_some_and(|left| asks_post(left, cell)) => Seen::Text,
                Some(_) if names_somebody(&cell.text, lexicon) => Seen::Text,
                Some(Label::Fields { .. }) if is_prompt_in_room(index, cell, lexicon) => Seen::Text,
                Some(label) => match opinion_below_head(index, cell, &label, lexicon) {
                    Some(opinion) => Seen::Label(opinion),
                    None => Seen::Label(label),
                },
                None => Seen::Text,
            }
        })
        .collect();
    tell_answers_in_letters(index, &mut seen, lexicon);
    seen
}

/// `项目名称 Hello Worker` where the labels of a grid share their cells with the answers: the letters are one, no translation of the label.
fn tell_answers_in_letters(index: &GridIndex<'_>, seen: &mut [Seen], lexicon: &Lexicon) {
    const LEAST_ANSWERED: usize = 3;
    const MOST_IN_LETTERS: usize = 2;
    let first = index.cells().start;
    let text = |place: usize| index.cell(first + place).map_or("", |cell| cell.text.as_str());
    let in_letters = |place: &usize| {
        let parts = text(*place).trim().split_once(char::is_whitespace);
        matches!(seen.get(*place), Some(Seen::Label(Label::Fields { .. })))
            && parts.is_some_and(|(head, tail)| {
                let letters = tail.is_ascii() && tail.contains(is_of_other_script);
                letters && lexicon.is_exact(head) && !head.contains(is_of_other_script)
            })
    };
    let found: Vec<usize> = (0..seen.len()).filter(in_letters).collect();
    if !(1..=MOST_IN_LETTERS).contains(&found.len()) {
        return;
    }
    let is_answered = |place: &usize| {
        let begins = |segment: &Segment| segment.label_at.0 == 0 && !segment.value(text(*place)).trim().is_empty();
        matches!(seen.get(*place), Some(Seen::Text))
            && find_cell_segments(text(*place), lexicon).first().is_some_and(begins)
    };
    if (0..seen.len()).filter(is_answered).take(LEAST_ANSWERED).count() == LEAST_ANSWERED {
        for place in found {
            if let Some(seen) = seen.get_mut(place) {
                *seen = Seen::Text;
            }
        }
    }
}

/// 审核意见 | 申报单位 | 同意。……: beside a head of several opinions the label of the unit heads what it says there.
fn opinion_below_head(index: &GridIndex<'_>, cell: &Cell, label: &Label, lexicon: &Lexicon) -> Option<Label> {
    let left = cell.column.checked_sub(1).filter(|_| lexicon.asks_for_unit(label))?;
    let head = index.covering(cell.row, left).and_then(|at| index.cell(at))?;
    let several = head.height > cell.height && core_of(&head.text).text.ends_with("意见");
    let opinion = several.then(|| lexicon.label(&format!("{}意见", core_of(&cell.text).text))).flatten()?;
    lexicon.is_signature(&opinion).then_some(opinion)
}

/// 项目名称 | 请填写项目名称, 联系电话 | （办公电话和手机号码）: beside a label, or below one with nothing beside, words that could ask are
/// the prompt where the answer goes.
fn is_prompt_in_room(index: &GridIndex<'_>, cell: &Cell, lexicon: &Lexicon) -> bool {
    let text = cell.text.trim();
    let framed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let is_request = lexicon.is_request(text);
    // 联系电话 | 手机号码：, with no room behind the second.
    let last = || {
        let end = cell.column.saturating_add(cell.width);
        text.ends_with([':', '：']) && index.right_of(cell.row, end).is_empty()
    };
    let is_short = || lexicon.label(text).is_some_and(|label| lexicon.asks_short_value(&label));
    if !(framed || is_request || last() && is_short()) {
        return false;
    }
    let near = |row: Option<u32>, column: Option<u32>| {
        row.zip(column).and_then(|(row, column)| index.covering(row, column)).and_then(|at| index.cell(at))
    };
    let asked = |text: &str| match lexicon.label(text) {
        Some(Label::Fields { fields, .. }) => Some(fields),
        _ => None,
    };
    let left = near(Some(cell.row), cell.column.checked_sub(1)).filter(|left| !lexicon.is_request(&left.text));
    if let Some((left, fields)) = left.and_then(|left| Some((left, asked(&left.text)?))) {
        // 职工代表签字： | 工会主席签字：, each a line of its own
        let is_line = || lexicon.label(text).is_some_and(|label| lexicon.is_signature(&label));
        let are_lines = left.text.trim_end().ends_with([':', '：']) && text.ends_with([':', '：']) && is_line();
        return is_request || asked(text) == Some(fields) && !are_lines;
    }
    let answered = || {
        let beside = near(Some(cell.row), Some(cell.column.saturating_add(cell.width)));
        beside.is_some_and(|beside| !beside.text.trim().is_empty())
    };
    let above = near(cell.row.checked_sub(1), Some(cell.column)).filter(|above| !lexicon.is_request(&above.text));
    is_request && above.and_then(|above| asked(&above.text)).is_some() && !answered()
}

/// 诸葛明 工会主席: a person and what they are, no line to be signed by the 工会主席.
fn names_somebody(text: &str, lexicon: &Lexicon) -> bool {
    let name = text.split_whitespace().next().unwrap_or_default();
    let short = name.chars().count() <= 3 && is_likely_name(name);
    short && is_name_and_post(text) && lexicon.label(name).is_none()
}

/// 职务 | 工会主席: behind a label that asks what a person is, a post is the answer, though it is a label elsewhere.
fn asks_post(left: &Cell, cell: &Cell) -> bool {
    const POSTS: &[&str] = &["工会主席", "法定代表人", "法人代表", "法人", "单位负责人", "主要负责人", "分管领导"];
    let beside = left.row == cell.row;
    let asks = || {
        let core = core_of(&left.text).text;
        ["职务", "职称", "职位", "岗位"].iter().any(|end| core.ends_with(end))
    };
    beside && POSTS.contains(&core_of(&cell.text).text.as_str()) && asks()
}
