//! A corrected version that came without the papers that were in order keeps those of the version that it corrects: a unit
//! that was asked for a new form sends the form alone.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use crate::model::Application;
use crate::model::Shelf;
use crate::model::UnitKey;
use crate::model::is_named_correction;
use crate::model::project_key;
use crate::model::was_signed_before;
use crate::pipeline::stored::Head;
use crate::pipeline::stored::StoredApplications;
use crate::register::Lineage;

/// An application and the earlier version of it, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Correction {
    later: usize,
    earlier: usize,
}

/// Corrections as the register traced them, the latest of several earlier versions first.
pub fn list_traced(lineages: &[Lineage]) -> Vec<Correction> {
    let mut leads: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, lineage) in lineages.iter().enumerate() {
        match lineage {
            Lineage::New { number, .. } | Lineage::Known { number, .. } | Lineage::Corrects { number, .. } => {
                leads.insert(number, at);
            }
            Lineage::Superseded { .. } => {}
        }
    }
    let superseded = lineages.iter().enumerate().rev().filter_map(|(earlier, lineage)| match lineage {
        Lineage::Superseded { number } => Some((earlier, leads.get(number.as_str())?)),
        _ => None,
    });
    superseded.map(|(earlier, later)| Correction { later: *later, earlier }).collect()
}

/// Corrections that names tell where there is no register: of one unit and project, the one's folder named after the other's.
pub fn list_named(heads: &[Head]) -> Vec<Correction> {
    let mut by_project: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, head) in heads.iter().enumerate() {
        let project = head.project.as_deref().map(project_key).unwrap_or_default();
        if !project.is_empty() {
            by_project.entry(project).or_default().push(at);
        }
    }
    let units: Vec<Option<UnitKey>> = heads.iter().map(|head| head.unit.as_deref().map(UnitKey::of)).collect();
    let unit = |at: usize| units.get(at).and_then(Option::as_ref);
    let mut found = Vec::new();
    for alike in by_project.into_values().filter(|alike| alike.len() > 1) {
        for (&later, &earlier) in alike.iter().flat_map(|later| alike.iter().rev().map(move |earlier| (later, earlier)))
        {
            // Rows of one list are no corrections of each other, and may be thousands.
            let both = heads.get(later).zip(heads.get(earlier));
            let Some((new, old)) = both.filter(|(one, other)| one.submission != other.submission) else { continue };
            let one_unit = || unit(later).zip(unit(earlier)).is_some_and(|(one, other)| one.is(other));
            let named = || is_named_correction(&new.submission, &old.submission);
            if one_unit() && named() && !was_signed_before(new.signed, old.signed) {
                found.push(Correction { later, earlier });
            }
        }
    }
    found
}

/// Gives corrected versions the written papers and the evidence that they lack.
///
/// # Errors
/// An application cannot be fetched or put back.
pub fn inherit_papers(applications: &mut StoredApplications, corrections: &[Correction]) -> io::Result<()> {
    for Correction { later, earlier } in corrections {
        let mut into = applications.fetch(*later)?.into_owned();
        inherit_from(&mut into, applications.fetch(*earlier)?.into_owned());
        applications.replace(*later, &into)?;
    }
    Ok(())
}

fn inherit_from(into: &mut Application, from: Application) {
    let mut files: BTreeSet<Arc<str>> = BTreeSet::new();
    for (key, document) in from.documents {
        if !into.documents.contains_key(&key) {
            files.insert(Arc::clone(&document.place.file));
            into.documents.insert(key, document);
        }
    }
    let has: BTreeSet<String> = into.evidence.iter().map(|paper| paper.role.clone()).collect();
    for paper in from.evidence.into_iter().filter(|paper| !has.contains(&paper.role)) {
        files.insert(Arc::clone(&paper.place.file));
        into.evidence.push(paper);
    }
    into.priorities.extend(from.priorities.into_iter().filter(|mention| files.contains(&mention.place.file)));
    into.areas.extend(from.areas.into_iter().filter(|mention| files.contains(&mention.place.file)));
}
