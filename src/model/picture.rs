//! Pictures of a paper: their bytes, and what of them is seen.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

/// The bytes of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Name of the part it was read from.
    pub part: String,
    /// As stored in the file; empty where the part is missing or over a limit.
    pub bytes: Arc<[u8]>,
    /// What of it is cut off where it is shown.
    #[serde(default)]
    pub crop: Crop,
    /// What keeps it from being seen.
    #[serde(default)]
    pub hidden_by: HiddenBy,
    /// The drawing (SVG) that newer programs show in its place.
    #[serde(default)]
    pub drawing: Option<Arc<[u8]>>,
}

/// What keeps a picture from being seen where it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HiddenBy {
    /// Nothing.
    #[default]
    Nothing,
    /// A shape that nothing shows through lies over the whole of it.
    Shape,
    /// Another picture does, of which these are the bytes.
    Picture(Arc<[u8]>),
    /// It lies outside of the page.
    Edge,
}

impl Picture {
    /// A picture that is shown whole.
    pub fn whole(part: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            part: part.into(),
            bytes: bytes.into(),
            crop: Crop::default(),
            hidden_by: HiddenBy::Nothing,
            drawing: None,
        }
    }
}

/// How much of a picture is cut off at each side, in 1/100,000 of its width or height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crop {
    /// At the left.
    pub left: u32,
    /// At the top.
    pub top: u32,
    /// At the right.
    pub right: u32,
    /// At the bottom.
    pub bottom: u32,
}
