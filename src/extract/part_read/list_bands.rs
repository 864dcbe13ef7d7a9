//! A wide list that was cut for print: the first half of its columns, and below it or on the next sheet the other half with the projects'
//! names again.

use crate::extract::form::FormRead;
use crate::extract::part_read::PartRead;
use crate::model::Application;
use crate::model::FieldReading;
use crate::model::Value;
use crate::policy::Policy;

/// Gives the rows of a list what a further list says of the same projects, where that asks for no applicant of its own.
pub fn join_bands(forms: &mut Vec<PartRead<'_>>, policy: &Policy) {
    let mut at = 1;
    while at < forms.len() {
        let (before, after) = forms.split_at_mut(at);
        let Some(next) = after.first() else { break };
        let first = before.iter_mut().find_map(|first| Some((other_half(first, next, policy)?, first)));
        match first {
            Some((rows, first)) => {
                for (row, same) in first.forms.iter_mut().zip(rows) {
                    if let Some(same) = same.and_then(|same| next.forms.get(same)) {
                        take_fields(&mut row.application, &same.application);
                    }
                }
                forms.remove(at);
            }
            None => at += 1,
        }
    }
}

/// For each row of the first list the row of the second that goes on with it, where that asks nobody who applies and names the
/// projects of the first: each once, or in the same order, some rows without a name.
fn other_half(first: &PartRead<'_>, next: &PartRead<'_>, policy: &Policy) -> Option<Vec<Option<usize>>> {
    let lists = first.is_list && next.is_list && first.part.set_aside == next.part.set_aside;
    let applicant = policy.roles.applicant.as_ref().filter(|_| lists)?;
    let asks = |row: &FormRead| !matches!(row.application.fields.get(applicant), None | Some(FieldReading::NotFound));
    if !first.forms.iter().all(asks) || next.forms.iter().any(asks) {
        return None;
    }
    let titles = |read: &PartRead<'_>| -> Vec<Option<Value>> {
        read.forms.iter().map(|row| title_of(&row.application, policy).cloned()).collect()
    };
    let (above, below) = (titles(first), titles(next));
    let count = |titles: &[Option<Value>], title: &Option<Value>| titles.iter().filter(|one| *one == title).count();
    let once = |title: &Option<Value>| title.is_some() && count(&above, title) == 1 && count(&below, title) == 1;
    if below.iter().all(once) {
        return Some(above.iter().map(|title| below.iter().position(|other| other == title)).collect());
    }
    let pairs = || above.iter().zip(&below);
    let in_order =
        above.len() == below.len() && pairs().all(|(one, other)| one == other || one.is_none() || other.is_none());
    let named = pairs().filter(|(one, other)| one.is_some() && one == other).count();
    (in_order && named * 2 > above.len()).then(|| (0..below.len()).map(Some).collect())
}

fn title_of<'a>(form: &'a Application, policy: &Policy) -> Option<&'a Value> {
    match form.fields.get(policy.roles.title.as_ref()?)? {
        FieldReading::Read(title) => Some(&title.read.value),
        _ => None,
    }
}

/// What the one lacks and the other asks.
fn take_fields(row: &mut Application, other: &Application) {
    for (key, reading) in &mut row.fields {
        if let (FieldReading::NotFound, Some(known)) = (&*reading, other.fields.get(key)) {
            *reading = known.clone();
        }
    }
}
