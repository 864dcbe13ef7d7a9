//! A wide list that was cut for print: the first half of its columns, and below it or on the next sheet the other half with the projects'
//! names again.

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
        let first = before.iter_mut().find(|first| is_other_half(first, next, policy));
        match first {
            Some(first) => {
                for row in &mut first.forms {
                    let same = next
                        .forms
                        .iter()
                        .find(|other| title_of(&other.application, policy) == title_of(&row.application, policy));
                    if let Some(same) = same {
                        take_fields(&mut row.application, &same.application);
                    }
                }
                forms.remove(at);
            }
            None => at += 1,
        }
    }
}

/// Whether the second list names the projects of the first, each once, and asks nobody who applies.
fn is_other_half(first: &PartRead<'_>, next: &PartRead<'_>, policy: &Policy) -> bool {
    let lists = first.is_list && next.is_list && first.part.set_aside == next.part.set_aside;
    let Some(applicant) = policy.roles.applicant.as_ref().filter(|_| lists) else { return false };
    let asks = |form: &Application| !matches!(form.fields.get(applicant), None | Some(FieldReading::NotFound));
    let once = |title: Option<&Value>| {
        let named =
            |read: &PartRead<'_>| read.forms.iter().filter(|row| title_of(&row.application, policy) == title).count();
        title.is_some() && named(first) == 1 && named(next) == 1
    };
    first.forms.iter().all(|row| asks(&row.application))
        && next.forms.iter().all(|row| !asks(&row.application) && once(title_of(&row.application, policy)))
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
