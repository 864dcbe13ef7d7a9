//! The same form once more, byte for byte, in a place of its own: it is no second application.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::draft::Draft;
use crate::model::Sensed;

/// Puts submissions that are nothing but copies of another's form to that other one. Of several that are nothing but the same form
/// the first stays.
pub fn join_copies(files: &[Sensed], drafts: Vec<Draft>) -> Vec<Draft> {
    let content =
        |form: &usize| files.get(*form).map(|file| file.content.as_ref()).filter(|content| !content.is_empty());
    let contents = |draft: &Draft| -> Option<BTreeSet<&str>> {
        let forms: Option<BTreeSet<&str>> = draft.group.forms.iter().map(content).collect();
        forms.filter(|forms| !forms.is_empty())
    };
    let is_bare = |draft: &Draft| draft.papers.is_empty() && draft.group.twins.is_empty();
    let mut kept: Vec<Draft> = Vec::new();
    // Those with other papers come first, so that a copy finds them.
    let (bare, mut whole): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(is_bare);
    for draft in bare {
        let own = contents(&draft);
        let is_copy = |other: &&mut Draft| {
            let theirs = contents(other);
            own.as_ref().zip(theirs.as_ref()).is_some_and(|(own, theirs)| own.is_subset(theirs))
        };
        match whole.iter_mut().chain(kept.iter_mut()).find(is_copy) {
            Some(other) => other.group.forms.extend(draft.group.forms),
            None => kept.push(draft),
        }
    }
    whole.extend(kept);
    join_whole_copies(files, whole)
}

/// Puts to another submission what holds nothing that it does not hold as well, byte for byte: an archive beside the folder that it
/// was unpacked into. The folder stays.
fn join_whole_copies(files: &[Sensed], mut drafts: Vec<Draft>) -> Vec<Draft> {
    // The one with most papers comes first, and of equals the folder, so that a copy finds it.
    drafts.sort_by_cached_key(|draft| {
        let first = draft.group.forms.iter().min().and_then(|&form| files.get(form));
        let is_packed = first.is_some_and(|file| file.path.contains("!/"));
        (std::cmp::Reverse(draft.papers.len()), is_packed, draft.id.clone())
    });
    let mut kept: Vec<Draft> = Vec::new();
    let mut by_form: BTreeMap<&str, usize> = BTreeMap::new();
    for draft in drafts {
        let forms = draft.group.forms.iter().chain(&draft.group.twins);
        let form = forms.min().and_then(|&form| files.get(form)).map_or("", |file| file.content.as_ref());
        let known = by_form.get(form).copied().filter(|_| !form.is_empty());
        match known.and_then(|at| kept.get_mut(at)).filter(|other| holds_all(files, other, &draft)) {
            Some(other) => {
                other.group.forms.extend(draft.group.forms);
                other.group.twins.extend(draft.group.twins);
                other.papers.extend(draft.papers);
            }
            None => {
                by_form.entry(form).or_insert(kept.len());
                kept.push(draft);
            }
        }
    }
    kept
}

/// Whether each form and each paper of a submission lies in another one too.
fn holds_all(files: &[Sensed], whole: &Draft, part: &Draft) -> bool {
    let contents = |papers: &mut dyn Iterator<Item = &usize>| -> BTreeSet<&str> {
        papers.filter_map(|&paper| files.get(paper)).map(|file| file.content.as_ref()).collect()
    };
    let forms = |draft: &Draft| contents(&mut draft.group.forms.iter().chain(&draft.group.twins));
    let papers = |draft: &Draft| contents(&mut draft.papers.iter());
    let (own_forms, own_papers) = (forms(part), papers(part));
    !own_forms.contains("")
        && !own_papers.contains("")
        && own_forms.is_subset(&forms(whole))
        && own_papers.is_subset(&papers(whole))
}
