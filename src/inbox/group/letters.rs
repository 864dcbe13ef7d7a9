//! What a mail says beside its attachments is a cover for them, which names the unit, the project and a phone as the form does;
//! unless it is the description that no attachment is, or an application itself, sent with scans alone or with other forms.

use crate::inbox::sniff::is_leftover_name;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;
use crate::model::is_mail_body;
use crate::model::same_project;

/// Makes covers into what is passed over. A mail that is only a text and names no project is no description either.
pub fn set_letters_aside(files: &mut [Sensed]) {
    for at in 0..files.len() {
        let Some(body) = files.get(at).filter(|file| is_mail_body(&file.path)) else { continue };
        let mail = body.path.rfind('/').map_or("", |at| body.path.get(..=at).unwrap_or_default());
        let attached: Vec<&PaperSense> = files
            .iter()
            .filter(|file| file.path.starts_with(mail) && file.path != body.path)
            .map(|file| &file.sense)
            .collect();
        let is_form = |sense: &&PaperSense| matches!(sense, PaperSense::Form { .. });
        let is_cover = match &body.sense {
            PaperSense::Form { applications } => attached.iter().any(|form| are_told_by(applications, form)),
            PaperSense::Narrative { .. } => attached.iter().any(|sense| matches!(sense, PaperSense::Narrative { .. })),
            _ => !attached.is_empty(),
        };
        let names_nothing = matches!(&body.sense, PaperSense::Narrative { unit: None, project: None, .. });
        let is_letter = names_nothing && !attached.iter().any(is_form);
        let Some(body) = files.get_mut(at) else { continue };
        if is_cover {
            body.format = Format::System;
        } else if is_letter {
            body.sense = PaperSense::Text { title: None };
        }
    }
}

/// Passes over what a program left behind of a paper that lies in the same folder: an older state of the same form or description.
pub fn set_leftovers_aside(files: &mut [Sensed]) {
    let folder = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
    for at in 0..files.len() {
        let Some(left) = files.get(at).filter(|file| is_leftover_name(&file.path)) else { continue };
        let (kept, place) = (folder(&left.path), left.path.get(..folder(&left.path)));
        let beside = |other: &&Sensed| {
            folder(&other.path) == kept && other.path.get(..kept) == place && !is_leftover_name(&other.path)
        };
        let is_older = files.iter().filter(beside).any(|other| match (&left.sense, &other.sense) {
            (PaperSense::Form { applications }, form) => are_told_by(applications, form),
            (PaperSense::Narrative { key, .. }, PaperSense::Narrative { key: other, .. }) => key == other,
            _ => false,
        });
        if let Some(left) = files.get_mut(at).filter(|_| is_older) {
            left.format = Format::System;
        }
    }
}

/// Whether a form tells of all projects that a letter names.
fn are_told_by(named: &[SensedApplication], form: &PaperSense) -> bool {
    let PaperSense::Form { applications } = form else { return false };
    let told = |project: &String| {
        applications.iter().any(|one| one.project.as_ref().is_none_or(|own| same_project(own, project)))
    };
    named.iter().filter_map(|one| one.project.as_ref()).all(told)
}
