//! A row of a list that somebody hid by hand and that holds what a project's row holds: no project, but people are told.

use std::collections::BTreeMap;

use crate::extract::values::blank::holds_stand_in;
use crate::model::Application;
use crate::model::FieldReading;
use crate::model::Spot;
use crate::model::Unclaimed;
use crate::model::shorten;
use crate::policy::Policy;

/// Fewer cells hold no project.
const LEAST_CELLS: usize = 3;

/// Says beside the title of a project that a row near it is hidden, in which as many cells are filled as half of the fields that the
/// project's own row answers.
pub fn doubt_hidden_row(application: &mut Application, asked: usize, policy: &Policy) {
    let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for text in application.unclaimed.iter().filter(|text| text.value == Unclaimed::Hidden) {
        if let Some(Spot::SheetCell { row, .. }) = &text.place.spot {
            rows.entry(*row).or_default().push(&text.raw);
        }
    }
    let is_example =
        |cell: &&str| holds_stand_in(cell) || ["例", "示例", "样例"].iter().any(|word| cell.starts_with(word));
    let is_project =
        |cells: &Vec<&str>| cells.len() >= LEAST_CELLS.max(asked.div_ceil(2)) && !cells.iter().any(is_example);
    let Some((row, cells)) = rows.iter().find(|(_, cells)| is_project(cells)) else { return };
    let words: Vec<String> = cells.iter().take(4).map(|cell| shorten(cell)).collect();
    let doubt = format!("第{}行隐藏着，像是另一个项目（{}），没有算作申报", row + 1, words.join("、"));
    let title = policy.roles.title.as_ref().and_then(|key| application.fields.get_mut(key));
    if let Some(FieldReading::Read(title)) = title {
        title.doubts.push(doubt);
    }
}
