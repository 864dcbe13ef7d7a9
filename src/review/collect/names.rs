//! Unit and project beside a number against those of its entry: a number that was mistyped, or a column that was sorted without
//! the others, would give one project's scores to another. Both names wrong, or the project's being another entry's, blocks;
//! one that was merely written otherwise is said.

use crate::model::BookReading;
use crate::model::Collected;
use crate::model::Entry;
use crate::model::IssueKind;
use crate::model::NamedRow;
use crate::model::project_key;
use crate::model::same_project;
use crate::model::same_unit;
use crate::review::collect::compare::Register;
use crate::review::collect::compare::issue;
use crate::review::collect::compare::name_of;

/// Says which filled rows bear another entry's names.
pub fn compare_names(reading: &BookReading, register: &Register<'_>, collected: &mut Collected) {
    for list in &reading.lists {
        for row in &list.named {
            let Some(entry) = register.entry(&row.number) else { continue };
            let Some((blocks, what)) = find_difference(row, entry, register) else { continue };
            let message = format!("{} 的“{}”里编号 {} {what}", reading.file, name_of(list.subject), row.number);
            let (number, place) = (Some(row.number.as_str()), Some(&row.place));
            collected.issues.push(issue(IssueKind::NamesDiffer, blocks, message, number, place));
        }
    }
}

fn find_difference(row: &NamedRow, entry: &Entry, register: &Register<'_>) -> Option<(bool, String)> {
    let (unit, project) = register.shown_names(entry);
    let other_unit = !row.unit.is_empty() && !same_unit(&row.unit, unit);
    let other_project = !row.project.is_empty() && !same_project(&row.project, project);
    let known = project_key(&row.project);
    let of_another = || {
        let mut others = register.known.entries.iter().filter(|other| other.number != entry.number);
        others.find(|other| project_key(register.shown_names(other).1) == known)
    };
    let written = || format!("旁边写的是{}《{}》，登记的是{unit}《{project}》", row.unit, row.project);
    match (other_unit, other_project) {
        (false, false) => None,
        (_, true) => match of_another() {
            Some(other) => {
                Some((true, format!("{}；{} 才是这个名称，请核对编号或恢复原来的排列", written(), other.number)))
            }
            None if other_unit => Some((true, format!("{}；请核对编号或恢复原来的排列", written()))),
            None => Some((false, format!("{}；按编号采用，请核对", written()))),
        },
        (true, false) => Some((false, format!("{}；按编号采用，请核对", written()))),
    }
}
