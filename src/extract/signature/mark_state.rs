//! What a mark by itself says: a picture, a blank one, one that cannot be read or seen, ink.

use crate::extract::signature::picture_content::Content;
use crate::extract::signature::picture_content::content_of;
use crate::extract::signature::picture_ink::find_ink;
use crate::extract::signature::picture_look::Sight;
use crate::extract::signature::picture_look::look_at;
use crate::extract::signature::picture_pixels::decode;
use crate::extract::signature::picture_pixels::is_opaque;
use crate::extract::signature::picture_pixels::on_white;
use crate::model::HiddenBy;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::model::PictureLook;
use crate::model::SignatureState;

/// The state that a mark is in by itself, and what its picture looks like.
pub fn state_of(mark: &Mark) -> (SignatureState, Option<PictureLook>) {
    match (&mark.kind, &mark.picture) {
        (MarkKind::Ink | MarkKind::InkSpeck | MarkKind::Drawing, _) => (SignatureState::Ink, None),
        (_, Some(picture)) if why_unseen(picture).is_some() => (SignatureState::Unreadable, None),
        (_, Some(picture)) => match look_at(picture) {
            Sight::Nothing => (SignatureState::BlankPicture, None),
            Sight::Pixels(look) if look.blank && is_drawn_elsewhere(picture) => (SignatureState::Unreadable, None),
            Sight::Pixels(look) if look.blank => (SignatureState::BlankPicture, Some(look)),
            Sight::Pixels(look) => (SignatureState::Picture, Some(look)),
            Sight::Lines(look) => (SignatureState::Picture, Some(look)),
            Sight::Unreadable => (SignatureState::Unreadable, None),
        },
        // An empty frame: the picture's part is missing, linked from elsewhere or of a kind that the reader does not take out.
        (_, None) => (SignatureState::Unreadable, None),
    }
}

/// What is said of a blank picture that a drawing stands in for.
pub const DRAWN_ELSEWHERE: &str = "图片的预览是空白的，新版 Office 显示的是另存的矢量图";

/// Whether a blank picture only stands in for a drawing that newer programs show.
pub fn is_drawn_elsewhere(picture: &Picture) -> bool {
    picture.drawing.as_ref().is_some_and(|drawing| content_of(drawing) != Content::Nothing)
}

/// Why a picture cannot be seen where it lies; None where it can.
pub fn why_unseen(picture: &Picture) -> Option<&'static str> {
    match &picture.hidden_by {
        HiddenBy::Nothing => None,
        HiddenBy::Shape => Some("图片被另一个图形整个盖住了"),
        HiddenBy::Picture(cover) => is_blank_sheet(cover).then_some("图片被另一张空白图片整个盖住了"),
        HiddenBy::Edge => Some("图片在页面以外，看不到"),
    }
}

/// Whether a picture is blank and nothing shows through it, as one laid over another.
fn is_blank_sheet(bytes: &[u8]) -> bool {
    let Content::Raster(file) = content_of(bytes) else { return false };
    decode(&file).is_some_and(|pixels| is_opaque(&pixels) && find_ink(&on_white(&pixels)).is_none())
}
