//! Where forms begin in a document, from what each row of a sheet or block of a text tells: a new one where the applicant's or the
//! project's label comes again, at the title or heading above it.

/// What a unit (a row of a sheet, a block of a text) tells of where forms begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Labels of the applicant and of the title.
    pub keys: [bool; 2],
    /// Labels of people, phone or signature.
    pub personal: bool,
    /// Labels of texts that the measure requires, beside the project's name.
    pub running: bool,
    pub signature_only: bool,
    pub title: bool,
    pub heading: bool,
    /// A title that says it heads a filled sample.
    pub sample: bool,
    pub blank: bool,
}

impl Told {
    /// Takes in what another unit tells.
    pub fn add(&mut self, other: &Self) {
        self.keys[0] |= other.keys[0];
        self.keys[1] |= other.keys[1];
        self.personal |= other.personal;
        self.running |= other.running;
        self.title |= other.title;
        self.heading |= other.heading;
    }
}

/// The units at which forms begin; the first is always 0.
pub(super) fn find_starts(told: &[Told]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut known = [false; 2];
    for (at, unit) in told.iter().enumerate() {
        // The project's name coming again begins a form; the applicant's only with it, or under a title of its own: one form
        // may name its unit at its head and again beside the signature.
        let again = unit.keys[1] && known[1]
            || unit.keys[0] && known[0] && known[1] && titled_between(told, *starts.last().unwrap_or(&0), at);
        if again {
            let floor = last_key_before(told, at) + 1;
            let floor = floor.max(behind_own_applicant(told, *starts.last().unwrap_or(&0), at));
            starts.push(begin_above(told, floor, at));
            known = [false; 2];
        }
        known[0] |= unit.keys[0];
        known[1] |= unit.keys[1];
        // Labels between a new form's beginning and its key belong to it.
        if again && let Some(&start) = starts.last() {
            for above in told.get(start..at).unwrap_or(&[]) {
                known[0] |= above.keys[0];
            }
        }
    }
    starts
}

/// The unit behind the applicant's label where that stands below the title's in the form that began at `start`: behind the project's
/// name, before any text, and no other above it. A table that asks for the project and its texts is a whole form, and what stands
/// below it another paper.
fn behind_own_applicant(told: &[Told], start: usize, at: usize) -> usize {
    let title = last_key_before(told, at);
    let asks = |unit: &usize| told.get(*unit).is_some_and(|told| told.keys[0]);
    let first = (title + 1..at).take_while(|&unit| !told.get(unit).is_some_and(|told| told.running)).find(asks);
    let known = (start..=title).any(|unit| asks(&unit));
    let is_whole = told.get(title).is_some_and(|told| told.running);
    first.filter(|_| !known && !is_whole).map_or(0, |unit| unit + 1)
}

/// Whether a title stands between the last key of the form begun at `start` and this unit.
fn titled_between(told: &[Told], start: usize, at: usize) -> bool {
    let from = last_key_before(told, at).max(start);
    told.get(from + 1..at).is_some_and(|between| between.iter().any(|unit| unit.title || unit.heading))
}

fn last_key_before(told: &[Told], at: usize) -> usize {
    // The applicant's label directly above the title's belongs to the new form.
    let mut last = at;
    while last > 0 {
        last -= 1;
        if told.get(last).is_some_and(|unit| unit.keys[1]) {
            return last;
        }
    }
    0
}

/// Where the form whose key stands at `at` begins: at the title or heading above it, else at the applicant's label above,
/// else at a line to be signed directly above, else at the key itself. Never before `floor`.
fn begin_above(told: &[Told], floor: usize, at: usize) -> usize {
    let above = floor..at;
    if let Some(title) = above.clone().rev().find(|&unit| told.get(unit).is_some_and(|told| told.title || told.heading))
    {
        // An annex number may stand above the title.
        return (floor..title)
            .rev()
            .take_while(|&unit| told.get(unit).is_some_and(|told| told.heading || told.title || told.blank))
            .last()
            .unwrap_or(title);
    }
    let mut start = above.clone().rev().find(|&unit| told.get(unit).is_some_and(|told| told.keys[0])).unwrap_or(at);
    let line_above =
        start.checked_sub(1).filter(|&unit| unit >= floor && told.get(unit).is_some_and(|told| told.signature_only));
    let first_form_signs_first =
        || told.iter().position(|told| told.signature_only) < told.iter().position(|told| told.keys[1]);
    if let Some(line) = line_above.filter(|_| first_form_signs_first()) {
        start = line;
    }
    start
}
