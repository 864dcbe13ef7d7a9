//! Cover pages left empty: below a label with nothing behind it the next line asks for something else (联系电话：, then 推荐部门：), or is
//! no answer of its kind (填表日期：, then the name of the office).

use super::LineReader;
use super::Open;
use crate::extract::candidate::answer::answers_not;
use crate::extract::values::blank::is_bare_blank;

impl LineReader<'_, '_> {
    /// Whether a line does not answer the label above it, which has no answer yet.
    pub(super) fn asks_on(&self, open: &Open, text: &str) -> bool {
        let asked: Vec<_> = open.candidates.iter().filter_map(|&at| self.candidates.get(at)).collect();
        let unanswered = asked.iter().all(|candidate| is_bare_blank(&candidate.raw));
        let kind = |field: usize| self.policy.fields.get(field).map(|spec| spec.kind);
        !open.running
            && unanswered
            && asked.iter().filter_map(|candidate| kind(candidate.field)).all(|kind| answers_not(kind, text))
    }
}
