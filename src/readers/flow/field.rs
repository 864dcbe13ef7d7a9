//! Fields of Word's formats (ECMA-376 part 1, 17.16.18; [MS-DOC] 2.8.25; RTF's \\field): their results are text, their codes are not. Form
//! fields and EQ fields that have no result give what Word shows in its place.

use crate::readers::flow::eq_field::shown_by_eq;

/// A field's code is looked at no further than this; those of interest are short.
const LONGEST_CODE: usize = 2_000;

/// What a field's mark in the text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldChange {
    /// The code begins.
    Begin,
    /// The result begins.
    Separate,
    /// The field ends.
    End,
}

/// The fields that are open, the outermost first.
#[derive(Debug)]
pub struct Fields {
    open: Vec<Field>,
    /// How many of them have not come to their result.
    in_code: usize,
    /// False: codes are shown as text, because some field never ends and would hide the rest of the document.
    trusted: bool,
    dangling: bool,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    separated: bool,
    has_result: bool,
    form: Option<String>,
}

/// What stands for a check box of whose state nothing is told, as LibreOffice writes it into an RTF, and for words that are kept elsewhere,
/// which programs that fill in forms leave to Word: a lost letter.
fn lost_state(code: &str) -> Option<String> {
    const KEPT_ELSEWHERE: [&str; 5] = ["FORMCHECKBOX", "MERGEFIELD", "DOCPROPERTY", "DOCVARIABLE", "REF"];
    let name = code.split_whitespace().next()?;
    KEPT_ELSEWHERE.contains(&name).then(|| char::REPLACEMENT_CHARACTER.to_string())
}

/// What is shown for a field without result, where that is known: what it says itself, or that something is lost.
pub fn shown_without_result(code: &str) -> Option<String> {
    shown_by_eq(code).or_else(|| lost_state(code))
}

impl Fields {
    /// None open.
    pub fn new(trusted: bool) -> Self {
        Self { open: Vec::new(), in_code: 0, trusted, dangling: false }
    }

    /// Whether text that comes now belongs to a code.
    pub fn in_code(&self) -> bool {
        self.trusted && self.in_code > 0
    }

    /// Whether a field was still in its code where its story ended.
    pub fn dangle(&self) -> bool {
        self.dangling || self.in_code > 0
    }

    /// The code of the innermost field whose result is being read.
    pub fn result_code(&self) -> Option<&str> {
        self.open.last().filter(|field| field.separated).map(|field| field.code.as_str())
    }

    /// Whether the innermost field stands for a shape and shows none: LibreOffice writes what it cannot draw so into an RTF.
    pub fn lacks_shape(&self) -> bool {
        let field = self.open.last().filter(|field| field.separated && !field.has_result);
        field.is_some_and(|field| field.code.split_whitespace().next() == Some("SHAPE"))
    }

    /// Takes note that text, or a shape, was shown.
    pub fn note_result(&mut self) {
        for field in &mut self.open {
            field.has_result = true;
        }
    }

    /// Adds to the code of the field opened last.
    pub fn add_code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.separated && field.code.len() < LONGEST_CODE) {
            field.code.push_str(code);
        }
    }

    /// Begins, separates or ends a field; at the end of one without result gives what Word shows in its place.
    pub fn change(&mut self, change: FieldChange) -> Option<String> {
        match change {
            FieldChange::Begin => {
                self.open.push(Field::default());
                self.in_code += 1;
                None
            }
            FieldChange::Separate => {
                let field = self.open.last_mut().filter(|field| !field.separated)?;
                field.separated = true;
                field.has_result = false;
                self.in_code = self.in_code.saturating_sub(1);
                None
            }
            FieldChange::End => {
                let field = self.open.pop()?;
                if !field.separated {
                    self.in_code = self.in_code.saturating_sub(1);
                }
                match field.separated && field.has_result {
                    true => None,
                    false => field.form.or_else(|| shown_without_result(&field.code)),
                }
            }
        }
    }

    /// Takes note of what the form field opened last shows without a result.
    pub fn set_form(&mut self, shown: Option<String>) {
        if let Some(field) = self.open.last_mut() {
            field.form = shown;
        }
    }

    /// The open fields, put aside while a text box is read.
    pub fn set_aside(&mut self) -> Self {
        let fresh = Self::new(self.trusted);
        std::mem::replace(self, fresh)
    }

    /// Goes on with the fields put aside.
    pub fn take_up(&mut self, outer: Self) {
        let dangling = self.dangle();
        *self = outer;
        self.dangling |= dangling;
    }
}
