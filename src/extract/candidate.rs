//! A place on the paper where a field's value stands, or should; each module below finds them on one shape of paper or about
//! one label.

mod answer;
pub mod beside_value;
pub mod boxed;
pub mod card;
pub mod continued;
pub mod framed;
mod further_line;
pub mod inline;
pub mod lines;
pub mod list;
pub mod list_goes_on;
pub mod list_rows;
mod named_cells;
pub mod slot;
mod slot_below;
mod slot_rows;
mod sub_table;
pub mod tab_columns;
pub mod text_below;
pub mod text_box;
pub mod usual_marks;

use crate::extract::label::lexicon::Rank;
use crate::model::CellContent;
use crate::model::Spot;

/// What one label on the paper says of one field.
#[derive(Clone, Debug)]
pub struct Candidate<'d> {
    /// Place in the policy's fields.
    pub field: usize,
    /// How sure the label is.
    pub rank: Rank,
    /// The label's words, without white space.
    pub label: String,
    /// What stood in the label's parentheses.
    pub hint: String,
    /// The text as read; empty where nothing stands there.
    pub raw: String,
    /// What the cells hold beneath their text.
    pub contents: Vec<&'d CellContent>,
    /// Where the value stands, or should.
    pub spot: Spot,
    /// Piece that holds the label.
    pub label_piece: usize,
    /// Pieces that hold the value.
    pub pieces: Vec<usize>,
    /// Whether the label shares its cell with another field's (负责人及电话).
    pub shared: bool,
    /// Whether the words beside the label say that it is another person's (联系人 … 电话).
    pub of_another: bool,
    /// What makes its text uncertain, in Chinese, for a person.
    pub doubts: Vec<String>,
}

impl Candidate<'_> {
    /// A text in one piece, for one field that a label of its own asks for; more is added where it is known.
    pub fn plain(
        field: usize,
        (rank, label, hint): (Rank, String, String),
        (label_piece, piece): (usize, usize),
        raw: String,
        spot: Spot,
    ) -> Self {
        let (contents, pieces, doubts) = (Vec::new(), vec![piece], Vec::new());
        let (shared, of_another) = (false, false);
        Self { field, rank, label, hint, raw, contents, spot, label_piece, pieces, shared, of_another, doubts }
    }
}
