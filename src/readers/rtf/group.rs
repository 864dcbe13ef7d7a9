//! What a group of an RTF is for, told by its first control word (Rich Text Format 1.9.1, "Destination control words").

use crate::readers::flow::NoteKind;
use crate::readers::rtf::state::Destination;

/// What is to be done when a group begins with this word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Text goes elsewhere.
    Into(Destination),
    /// Text goes on where it went.
    Through,
    /// A story of its own.
    Story(StoryKind),
    /// A field.
    Field,
    /// A field's result.
    FieldResult,
    /// The data of a form field.
    FormField,
    /// A picture.
    Picture,
    /// A shape that floats.
    Shape,
    /// An embedded object.
    Object,
    /// A picture for programs that do not know the one before it; of some writers the only one.
    SparePicture,
    /// The definition of a nested table's row.
    NestedRow,
    /// The second writing of a text that comes in ANSI first, then in Unicode (`\upr`).
    UnicodeWriting,
}

/// Kinds of story inside an RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A note.
    Note(NoteKind),
    /// A text box.
    Box,
}

/// Destinations whose text is not of the document.
const SKIPPED: &[&str] = &[
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "atnauthor",
    "atndate",
    "atnid",
    "atnparent",
    "atnref",
    "atntime",
    "atrfend",
    "atrfstart",
    "background",
    "bkmkend",
    "bkmkstart",
    "blipuid",
    "buptim",
    "category",
    "colorschememapping",
    "colortbl",
    "comment",
    "creatim",
    "datafield",
    "datastore",
    "defchp",
    "defpap",
    "doccomm",
    "docvar",
    "falt",
    "fchars",
    "ffentrymcr",
    "ffexitmcr",
    "ffformat",
    "ffhelptext",
    "ffname",
    "ffstattext",
    "filetbl",
    "fldtype",
    "fontemb",
    "fontfile",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "gridtbl",
    "hlinkbase",
    "hsv",
    "info",
    "keywords",
    "latentstyles",
    "lchars",
    "listname",
    "listoverridetable",
    "listpicture",
    "listtable",
    "manager",
    "mmathPict",
    "nextfile",
    "nonesttables",
    "objalias",
    "objdata",
    "objname",
    "objsect",
    "oldcprops",
    "oldpprops",
    "oldsprops",
    "oldtprops",
    "panose",
    "password",
    "passwordhash",
    "pgdsctbl",
    "pgp",
    "pgptbl",
    "picprop",
    "pn",
    "pnseclvl",
    "printim",
    "private",
    "propname",
    "protend",
    "protstart",
    "protusertbl",
    "revtbl",
    "revtim",
    "rsidtbl",
    "rxe",
    "shprslt",
    "sp",
    "staticval",
    "subject",
    "tc",
    "tcn",
    "template",
    "themedata",
    "txe",
    "userprops",
    "wgrffmtfilter",
    "xe",
    "xmlattrname",
    "xmlattrvalue",
    "xmlname",
    "xmlnstbl",
];

/// What a group that begins with this word is for; None where the word is no destination. Unknown ones marked `\*` are skipped, as the
/// standard wants.
pub fn entry_of(word: &str, starred: bool) -> Option<Entry> {
    let entry = match word {
        "fonttbl" => Entry::Into(Destination::Fonts),
        "stylesheet" => Entry::Into(Destination::Styles),
        "title" => Entry::Into(Destination::Property("title")),
        "author" => Entry::Into(Destination::Property("creator")),
        "operator" => Entry::Into(Destination::Property("lastModifiedBy")),
        "company" => Entry::Into(Destination::Property("Company")),
        "generator" => Entry::Into(Destination::Property("Application")),
        "listtext" | "pntext" => Entry::Into(Destination::Number),
        "sn" => Entry::Into(Destination::ShapeName),
        "sv" => Entry::Into(Destination::ShapeValue),
        "objclass" => Entry::Into(Destination::ObjectClass),
        "ffdeftext" | "ffl" => Entry::Into(Destination::FormText),
        "header" | "headerl" | "headerr" | "headerf" => Entry::Story(StoryKind::Header),
        "footer" | "footerl" | "footerr" | "footerf" => Entry::Story(StoryKind::Footer),
        "footnote" => Entry::Story(StoryKind::Note(NoteKind::Footnote)),
        "annotation" => Entry::Story(StoryKind::Note(NoteKind::Comment)),
        "shptxt" | "dptxbxtext" => Entry::Story(StoryKind::Box),
        "field" => Entry::Field,
        "fldrslt" => Entry::FieldResult,
        "formfield" => Entry::FormField,
        "pict" => Entry::Picture,
        "shp" => Entry::Shape,
        "object" => Entry::Object,
        "nesttableprops" => Entry::NestedRow,
        "info" | "shpinst" | "do" | "sp" | "upr" => Entry::Into(Destination::WordsOnly),
        "nonshppict" => Entry::SparePicture,
        "ud" => Entry::UnicodeWriting,
        "shppict" | "shpgrp" | "fldinst" | "moMath" | "moMathPara" | "mmath" | "cs" | "s" | "result" => Entry::Through,
        word if SKIPPED.binary_search(&word).is_ok() => Entry::Into(Destination::Skipped),
        // How a formula's parts look.
        word if word.starts_with('m') && word.ends_with("Pr") => Entry::Into(Destination::Skipped),
        _ if starred => Entry::Into(Destination::Skipped),
        _ => return None,
    };
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(SKIPPED.is_sorted());
        assert_eq!(entry_of("xe", false), Some(Entry::Into(Destination::Skipped)));
        assert_eq!(entry_of("unheardof", true), Some(Entry::Into(Destination::Skipped)));
        assert_eq!(entry_of("unheardof", false), None);
        assert_eq!(entry_of("b", false), None);
    }
}
