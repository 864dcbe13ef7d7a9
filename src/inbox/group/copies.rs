//! The same form once more, byte for byte, in a place of its own: it is no second application.

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
    whole
}
