//! What stands on the signature line, and what can be said of it. Whether it is genuine is for people.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use crate::model::DigitalSignature;
use crate::model::Place;

/// What kind of mark was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureState {
    /// A picture on or by the line.
    Picture,
    /// Ink strokes.
    Ink,
    /// A digital signature in the package.
    Digital,
    /// Only a scan of the signed page beside the form.
    Scan,
    /// Only a typed name.
    Typed,
    /// A picture of one colour, or nearly.
    BlankPicture,
    /// Nothing.
    Absent,
    /// The form, or the picture, could not be read.
    Unreadable,
}

impl SignatureState {
    /// The stable name, as in policy files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Ink => "ink",
            Self::Digital => "digital",
            Self::Scan => "scan",
            Self::Typed => "typed",
            Self::BlankPicture => "blank-picture",
            Self::Absent => "absent",
            Self::Unreadable => "unreadable",
        }
    }

    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Picture => "有签名图片",
            Self::Ink => "有手写墨迹",
            Self::Digital => "有数字签名",
            Self::Scan => "仅有签字页扫描件",
            Self::Typed => "仅有打印姓名",
            Self::BlankPicture => "图片空白",
            Self::Absent => "未签字",
            Self::Unreadable => "无法读取",
        }
    }
}

/// What the ink of a picture looks like as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InkNature {
    /// Strokes, as of a hand; also print that is not told from it.
    #[default]
    Strokes,
    /// A seal alone: nearly all of it red, or a closed ring around all the rest.
    Seal,
    /// So much of the surface is covered that it is rather a photograph, a logo or a code.
    Solid,
    /// A straight line from end to end, as forms print one to sign on, or a frame with nothing in it.
    Ruled,
    /// Specks all over without any stroke: the grain of a camera or a scanner.
    Grain,
    /// Print: lines of letters, or the bars of a code; a drawing of text and straight lines alone, as of a signature line that
    /// nobody has signed.
    Printed,
    /// Too small or too pale to be told: letters of a few pixels, or shades that hardly stand out from the paper.
    Unclear,
}

impl InkNature {
    /// Whether it may be a hand's, as far as it is seen.
    pub fn may_be_strokes(self) -> bool {
        matches!(self, Self::Strokes | Self::Unclear)
    }

    /// Whether two pictures of this kind may be told to be one: what many papers bear alike says nothing.
    pub fn is_telling(self) -> bool {
        matches!(self, Self::Strokes | Self::Seal | Self::Solid)
    }
}

/// What a signature's picture looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureLook {
    /// SHA-256 of the stored bytes, lower-case hex.
    pub sha256: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// All of one colour, or nearly.
    pub blank: bool,
    /// Width and height of the ink's bounding box in pixels, so that margins do not matter; zero where there is no ink.
    #[serde(default)]
    pub ink: (u32, u32),
    /// Perceptual hash (difference hash over the ink's bounding box), alike for re-encoded or scaled copies: by it pictures
    /// are found that are worth comparing.
    pub hash: u64,
    /// How much ink lies in each of the 36 × 32 tiles of the ink's box, row by row, a hexadecimal digit each: by it pictures
    /// are compared. Empty where there is no ink.
    #[serde(default)]
    pub strokes: String,
    /// What the ink looks like as a whole.
    #[serde(default)]
    pub nature: InkNature,
}

impl PictureLook {
    /// Tiles across the ink's box in [`PictureLook::strokes`].
    pub const TILES_ACROSS: u32 = 36;
    /// Tiles down the ink's box.
    pub const TILES_DOWN: u32 = 32;
}

/// The signature of an application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// What was found.
    pub state: SignatureState,
    /// The name typed on the line, or the signer of the certificate.
    pub signer: Option<String>,
    /// The date beside the line.
    pub date: Option<Date>,
    /// Where the mark is, or where the line is when there is none.
    pub place: Option<Place>,
    /// Where a picture lies that is on no line and may be a signature put in the wrong place; only where none was found.
    #[serde(default)]
    pub stray: Option<Place>,
    /// Whether a page came, or lies on the form as a picture, or is spoken of on the line, that may be the one that was signed and
    /// dated.
    #[serde(default)]
    pub page_elsewhere: bool,
    /// Whether the day may be there, written by hand: another mark stands by the signature or where its day is asked for, or the mark of
    /// the signature is longer than a name.
    #[serde(default)]
    pub day_drawn: bool,
    /// The look of the picture, where there is one that could be decoded.
    pub look: Option<PictureLook>,
    /// The digital signatures of the form.
    pub digital: Vec<DigitalSignature>,
    /// Why a person should look, in Chinese: the mark's place is uncertain, several marks, …
    pub doubts: Vec<String>,
}
