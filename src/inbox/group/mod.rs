//! Which files belong together: by folder, by archive, by the sub-folders of a unit that forwards for others; where several
//! forms lie in one place, by what the papers say inside, then by their names. What fits none, or several equally well, is
//! shown as unassigned and never guessed.
//!
//! All files of a run are grouped at once, since a loose description may belong to a folder, and a list may repeat forms
//! that lie elsewhere. The order of the files is of no account.

mod alike_titles;
mod copies;
mod doubtful;
mod draft;
mod fit;
mod forms;
mod letters;
mod lists;
mod loose;
mod names;
mod nearby;
mod page_parts;
mod pairing;
mod place;
mod roles;
mod same_project;
mod title;
mod tree;
mod words;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use copies::join_copies;
use draft::Draft;
use forms::FormShelf;
use forms::let_texts_be_forms;
use forms::set_blank_forms_aside;
use forms::set_examples_aside;
use letters::set_leftovers_aside;
use letters::set_letters_aside;
pub use lists::LIST;
use lists::RepeatedRows;
use lists::is_list;
use lists::set_named_lists_apart;
use lists::take_out_repeated_rows;
pub use page_parts::PAGE_PART;
use page_parts::set_page_parts_aside;
use place::Grouper;
use roles::ARCHIVE;
use roles::OTHER;
pub use roles::PaperName;
use roles::ROSTER;
pub use roles::may_be_signed_page;
use tree::opened_archives;
use tree::plant_tree;

use crate::model::Format;
use crate::model::Gathering;
use crate::model::Grouping;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::Submission;
use crate::model::SubmittedFile;
use crate::model::UnassignedFile;

/// Why a book of this program is no submission, and where it belongs.
const BOOK_IN_INBOX: &str = "这是本程序编制的工作簿，不是申报材料；已经填写的，请放进“回收”";

/// Puts all files that arrived into submissions. `papers` are the documents of the policy with the words that name them.
pub fn group(files: &[Sensed], gathering: &Gathering, papers: &[PaperName]) -> Grouping {
    let mut files = files.to_vec();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    let page_parts = set_page_parts_aside(&mut files);
    let_published_be_evidence(&mut files);
    let_texts_be_forms(&mut files);
    set_letters_aside(&mut files);
    set_leftovers_aside(&mut files);
    set_blank_forms_aside(&mut files);
    set_examples_aside(&mut files);
    let shelf = FormShelf::fill(&files);
    let tree = plant_tree(&files, &shelf, gathering);
    let repeated = take_out_repeated_rows(&mut files, &shelf, &tree);
    let shelf = if repeated.is_empty() { shelf } else { FormShelf::fill(&files) };
    let mut grouper = Grouper::new(&files, &shelf, gathering);
    grouper.resolve_all(&tree);
    grouper.part_collections();
    grouper.join_latecomers();
    grouper.leave_doubtful_narratives();
    let (drafts, apart, unassigned) = grouper.into_parts();
    let drafts = join_copies(&files, drafts);
    let mut grouping =
        Grouping { submissions: write_submissions(&files, drafts, papers, &repeated), ..Grouping::default() };
    grouping.unassigned = unassigned
        .into_iter()
        .filter_map(|(paper, reason)| {
            let file = files.get(paper)?;
            let role = roles::role_of(
                file,
                roles::Surroundings {
                    papers,
                    has_form: false,
                    narratives: &BTreeSet::new(),
                    written: &BTreeSet::new(),
                },
            );
            Some(UnassignedFile { path: file.path.clone(), role, reason })
        })
        .collect();
    for paper in apart {
        let Some(file) = files.get(paper) else { continue };
        let role = match file.sense {
            PaperSense::Roster => ROSTER,
            _ if is_list(file) => LIST,
            _ => OTHER,
        };
        grouping.apart.push(set_apart(file, role));
    }
    set_issued_apart(&files, &mut grouping);
    set_named_lists_apart(&files, &mut grouping);
    place_containers(&files, &page_parts, &mut grouping);
    sort_grouping(&mut grouping);
    grouping
}

fn set_apart(file: &Sensed, role: &str) -> SubmittedFile {
    SubmittedFile { path: file.path.clone(), role: role.to_owned(), application: None }
}

/// The commendation of an earlier year is evidence, where a unit put it among its own.
fn let_published_be_evidence(files: &mut [Sensed]) {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let with_form = files.iter().filter(|file| matches!(file.sense, PaperSense::Form { .. }));
    let with_form: BTreeSet<String> = with_form.map(|file| folder(&file.path)).collect();
    for file in files.iter_mut().filter(|file| file.sense == PaperSense::Issued && !file.format.is_workbook()) {
        let named = words::names_evidence(names::stem_of(&file.path)) && with_form.contains(&folder(&file.path));
        if named || roles::lies_in_evidence(&file.path) {
            file.sense = PaperSense::Text { title: None };
        }
    }
}

/// What this program wrote belongs to no submission. A book may have been filled: then it lies in the wrong folder.
fn set_issued_apart(files: &[Sensed], grouping: &mut Grouping) {
    for file in files.iter().filter(|file| file.sense == PaperSense::Issued) {
        if file.format.is_workbook() {
            let (path, role) = (file.path.clone(), OTHER.to_owned());
            grouping.unassigned.push(UnassignedFile { path, role, reason: BOOK_IN_INBOX.to_owned() });
        } else {
            grouping.apart.push(set_apart(file, OTHER));
        }
    }
}

fn write_submissions(
    files: &[Sensed],
    drafts: Vec<Draft>,
    papers: &[PaperName],
    repeated: &RepeatedRows,
) -> Vec<Submission> {
    let mut ids = BTreeSet::new();
    let mut submissions = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut submission = draft.write(files, papers);
        let rows = submission.forms.iter().filter_map(|form| repeated.get(form.as_ref()));
        submission.repeated = rows.flatten().cloned().collect();
        // A folder may bear the very name that an archive or a form gives its submission.
        while !ids.insert(submission.id.clone()) {
            submission.id.push('′');
        }
        submissions.push(submission);
    }
    submissions
}

/// An opened archive belongs to the submission that all of its files belong to; otherwise, as system files do, it stands apart.
fn place_containers(files: &[Sensed], page_parts: &BTreeSet<Arc<str>>, grouping: &mut Grouping) {
    let opened = opened_archives(files);
    let mut owners: BTreeMap<&str, BTreeSet<Option<usize>>> = BTreeMap::new();
    let submitted = grouping
        .submissions
        .iter()
        .enumerate()
        .flat_map(|(at, submission)| submission.files.iter().map(move |file| (file.path.clone(), Some(at))));
    let unplaced = grouping.unassigned.iter().map(|file| (file.path.clone(), None));
    for (path, owner) in submitted.chain(unplaced) {
        for (at, _) in path.match_indices("!/") {
            if let Some(archive) = path.get(..at).and_then(|archive| opened.get(archive)) {
                owners.entry(archive).or_default().insert(owner);
            }
        }
    }
    for file in files {
        let archive = opened.contains(file.path.as_ref());
        if file.format != Format::System && !archive {
            continue;
        }
        let single = owners.get(file.path.as_ref()).filter(|owners| owners.len() == 1);
        let owner = single.and_then(|owners| owners.first().copied().flatten()).filter(|_| archive);
        let role = match () {
            () if archive => ARCHIVE,
            () if page_parts.contains(&file.path) => PAGE_PART,
            () => OTHER,
        };
        let entry = set_apart(file, role);
        match owner.and_then(|at| grouping.submissions.get_mut(at)) {
            Some(submission) => submission.files.push(entry),
            None => grouping.apart.push(entry),
        }
    }
}

fn sort_grouping(grouping: &mut Grouping) {
    for submission in &mut grouping.submissions {
        submission.files.sort_by(|left, right| left.path.cmp(&right.path));
    }
    grouping.submissions.sort_by(|left, right| left.id.cmp(&right.id));
    grouping.apart.sort_by(|left, right| left.path.cmp(&right.path));
    grouping.unassigned.sort_by(|left, right| left.path.cmp(&right.path));
}
