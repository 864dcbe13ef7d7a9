//! What a list holds of projects that no row was read for: a row that somebody hid by hand or crossed out as a whole, several names in one
//! cell, a project that is taken back. People are told beside the project whose row it is or that stands above.

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
    doubt_title(
        application,
        format!("第{}行隐藏着，像是另一个项目（{}），没有算作申报", row + 1, words.join("、")),
        policy,
    );
}

/// Says beside the title of a project that a row is crossed out in which as many cells were filled as half of the fields that its own
/// row answers. `struck`: what is crossed out in its rows but the one that it was read from, with the row of each.
pub fn doubt_struck_row(application: &mut Application, struck: &[(u32, &str)], asked: usize, policy: &Policy) {
    let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (row, text) in struck {
        rows.entry(*row).or_default().push(text);
    }
    let is_project = |cells: &Vec<&str>| cells.len() >= LEAST_CELLS.max(asked.div_ceil(2));
    let Some((row, cells)) = rows.iter().find(|(_, cells)| is_project(cells)) else { return };
    let words: Vec<String> = cells.iter().take(4).map(|cell| shorten(cell)).collect();
    doubt_title(application, format!("第{}行整行划去（{}），没有算作申报", row + 1, words.join("、")), policy);
}

/// Says that the cell of a project's name holds several: 1.海滨驿站 over 2.工地夜校.
pub fn doubt_several_names(application: &mut Application, policy: &Policy) {
    let title = policy.roles.title.as_ref().and_then(|key| application.fields.get(key));
    let Some(FieldReading::Read(title)) = title else { return };
    let lines: Vec<&str> = title.read.raw.lines().filter(|line| !line.trim().is_empty()).collect();
    let numbered = |(at, line): (usize, &&str)| {
        let line = line.trim_start().trim_start_matches(['（', '(']);
        let circled = u32::try_from(at).ok().and_then(|at| char::from_u32('①' as u32 + at));
        let number = (at + 1).to_string();
        let behind = line.strip_prefix(number.as_str());
        behind.is_some_and(|rest| rest.starts_with(['.', '、', '．', '）', ')', ' ']))
            || circled.is_some_and(|mark| line.starts_with(mark))
    };
    if lines.len() > 1 && lines.iter().enumerate().all(numbered) {
        doubt_title(application, format!("一格里写了{}个名称，像是几个项目", lines.len()), policy);
    }
}

/// Says that a cell of the project's own says that it is taken back: 已撤回 in the column of remarks.
pub fn doubt_withdrawn(application: &mut Application, note: &str, policy: &Policy) {
    doubt_title(application, format!("表上写着“{}”，可能不再申报", note.trim()), policy);
}

fn doubt_title(application: &mut Application, doubt: String, policy: &Policy) {
    let title = policy.roles.title.as_ref().and_then(|key| application.fields.get_mut(key));
    if let Some(FieldReading::Read(title)) = title {
        title.doubts.push(doubt);
    }
}
