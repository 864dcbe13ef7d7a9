//! Office's own lines to sign, and what is left of one that another program saved.

use crate::model::DigitalSignature;
use crate::model::Mark;
use crate::model::MarkKind;

/// Whether a picture is called what Office calls the picture of a signature line, where the line itself was lost by saving.
pub fn is_signature_line(mark: &Mark) -> bool {
    mark.name.starts_with("Microsoft Office")
        && ["签名行", "Signature Line"].iter().any(|word| mark.name.contains(word))
}

/// Whether there are Office's lines to sign, and none of the digital signatures fills one.
pub fn is_line_left_unsigned(marks: &[Mark], digital: &[DigitalSignature]) -> bool {
    let ids = || {
        marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::SignatureLine { id: Some(id), .. } => Some(id),
            _ => None,
        })
    };
    let fills =
        |id: &String| digital.iter().filter_map(|one| one.line.as_ref()).any(|line| line.eq_ignore_ascii_case(id));
    ids().next().is_some() && !ids().any(fills)
}
