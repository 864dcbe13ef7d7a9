//! What each cell of a grid is at first sight: a label, some text or nothing. Two texts that are labels elsewhere are answers here:
//! a post beside 职务, and a name with its post.

use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::is_name_and_post;
use crate::model::Cell;

/// What each cell of a grid is at first sight.
pub fn look_at_cells(index: &GridIndex<'_>, lexicon: &Lexicon) -> Vec<Seen> {
    let mut before: Option<&Cell> = None;
    index
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
        .collect()
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
    if let Some(fields) = left.and_then(|left| asked(&left.text)) {
        return is_request || asked(text) == Some(fields);
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
