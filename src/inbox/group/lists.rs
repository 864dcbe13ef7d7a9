//! Lists that a forwarding unit sends along (推荐汇总表): what of them only repeats forms that lie beside them is no application.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::forms::FormShelf;
use super::forms::applications_of;
use super::names::stem_of;
use super::tree::Folder;
use crate::model::Grouping;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::SensedApplication;
use crate::model::SubmittedFile;
use crate::model::UnassignedFile;

/// The role of a list that is no application.
pub const LIST: &str = "list";

/// Words by which the names of such lists are known.
const WORDS: [&str; 6] = ["汇总", "推荐名单", "申报名单", "项目清单", "项目一览", "项目目录"];

/// Suffixes of the applications that were taken out of lists, by the list's path.
pub type RepeatedRows = BTreeMap<String, Vec<String>>;

/// Takes those rows out of lists whose projects have single forms in the same folder or below. A list of which every row is
/// repeated is left whole: it is set apart as it is.
pub fn take_out_repeated_rows(files: &mut [Sensed], shelf: &FormShelf, tree: &Folder) -> RepeatedRows {
    let mut repeated: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    find_repeated_rows(tree, shelf, &mut repeated);
    let mut taken = RepeatedRows::new();
    for (list, rows) in repeated {
        let Some(Sensed { path, sense: PaperSense::Form { applications }, .. }) = files.get_mut(list) else { continue };
        // A sheet of its own is a form of its own.
        let is_row = |at: &usize| applications.get(*at).is_some_and(|one| one.suffix.starts_with("#row"));
        let rows: BTreeSet<usize> = rows.into_iter().filter(is_row).collect();
        if rows.is_empty() || rows.len() == applications.len() {
            continue;
        }
        let (out, left): (Vec<_>, Vec<_>) =
            std::mem::take(applications).into_iter().enumerate().partition(|(at, _)| rows.contains(at));
        *applications = left.into_iter().map(|(_, application)| application).collect();
        let suffix = |(_, application): (usize, SensedApplication)| application.suffix;
        taken.insert(path.to_string(), out.into_iter().map(suffix).collect());
    }
    taken
}

fn find_repeated_rows(folder: &Folder, shelf: &FormShelf, repeated: &mut BTreeMap<usize, BTreeSet<usize>>) {
    let mut forms = None;
    for &paper in &folder.papers {
        if shelf.holds_several(paper) {
            let forms = forms.get_or_insert_with(|| folder.all_papers());
            repeated.entry(paper).or_default().extend(shelf.repeated_rows(paper, forms));
        }
    }
    folder.folders.values().for_each(|child| find_repeated_rows(child, shelf, repeated));
}

/// Whether a file set apart is a list of applications.
pub fn is_list(file: &Sensed) -> bool {
    applications_of(file).len() > 1
}

/// Sets lists apart that are known by their names, fit no single submission, and lie where submissions do.
pub fn set_named_lists_apart(files: &[Sensed], grouping: &mut Grouping) {
    let senses: BTreeMap<&str, &PaperSense> = files.iter().map(|file| (file.path.as_ref(), &file.sense)).collect();
    let ids: Vec<&str> = grouping.submissions.iter().map(|submission| submission.id.as_str()).collect();
    let is_named_list = |file: &UnassignedFile| {
        let written = matches!(senses.get(file.path.as_ref()), Some(PaperSense::Text { .. } | PaperSense::NotRead));
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = |id: &&str| folder.is_empty() || id.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let stem = stem_of(&file.path);
        written && WORDS.iter().any(|word| stem.contains(word)) && ids.iter().any(beside)
    };
    let (lists, rest): (Vec<UnassignedFile>, Vec<UnassignedFile>) =
        std::mem::take(&mut grouping.unassigned).into_iter().partition(is_named_list);
    grouping.unassigned = rest;
    let apart =
        lists.into_iter().map(|file| SubmittedFile { path: file.path, role: LIST.to_owned(), application: None });
    grouping.apart.extend(apart);
}
