//! What reading one file showed: the little that the whole run keeps of it, and its matter (forms and text), encoded, which
//! may be far more and lies in the [`MatterStore`](super::MatterStore) until its submission is built.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::extract::FormRead;
use crate::inbox::InboxFile;
use crate::model::Document;
use crate::model::Format;
use crate::model::PaperSense;
use crate::model::Place;
use crate::model::Trouble;

/// A file that arrived, and what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperRead {
    /// As in [`InboxFile::path`].
    pub path: Arc<str>,
    /// Of its bytes, lower-case hex; None where they could not be had.
    pub sha256: Option<String>,
    /// Its bytes.
    pub size: u64,
    /// By content.
    pub format: Format,
    /// What the first look and its archive told.
    pub troubles: Vec<Trouble>,
    /// What reading it told.
    pub troubles_inside: Vec<Trouble>,
    /// What it is.
    pub sense: PaperSense,
    /// Where it shows a picture of a photograph's size, the first of them.
    pub photograph: Option<Box<Place>>,
}

/// Forms and text of a file as they are kept and sent: each empty where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// A `Vec<FormRead>`.
    pub forms: Vec<u8>,
    /// A [`Document`] with its text alone.
    pub text: Vec<u8>,
}

impl PaperRead {
    /// A file of which only the outside is known.
    pub fn unread(file: &InboxFile, sense: PaperSense) -> Self {
        Self {
            path: Arc::clone(&file.path),
            sha256: file.sha256.clone(),
            size: file.size,
            format: file.format,
            troubles: file.troubles.clone(),
            troubles_inside: Vec::new(),
            sense,
            photograph: None,
        }
    }
}

impl Matter {
    /// Encodes what was read; pictures and signatures have told what they can by now and are left out.
    ///
    /// # Errors
    /// Something in it has no code, which no value of the model is known for.
    pub fn encode(forms: &[FormRead], document: Document) -> Result<Self, postcard::Error> {
        let text = Document {
            marks: Vec::new(),
            digital_signatures: Vec::new(),
            defined_names: Vec::new(),
            troubles: Vec::new(),
            properties: Vec::new(),
            ..document
        };
        Ok(Self {
            forms: if forms.is_empty() { Vec::new() } else { postcard::to_stdvec(forms)? },
            text: if text.body.is_empty() { Vec::new() } else { postcard::to_stdvec(&text)? },
        })
    }
}
