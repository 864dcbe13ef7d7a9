//! Objects embedded in a document (OLE), by the program that edits them.

use memchr::memmem;

use crate::model::Document;
use crate::model::Trouble;
use crate::readers::ole::Container;
use crate::readers::package::incomplete;

/// Programs whose object is no picture of its own, however it is previewed, by how their ProgID begins.
const NO_PICTURES: &[&str] =
    &["Equation", "MathType", "Excel.", "PowerPoint.", "Visio.", "MSGraph.", "Package", "Forms.", "AcroExch."];

/// Whether the preview of an object of this program may be a signature or a seal: a picture, a scan, a seal of an add-in.
pub fn draws_picture(program: &str) -> bool {
    !holds_words(program) && !NO_PICTURES.iter().any(|known| program.starts_with(known))
}

/// Programs whose object is a paper of its own, with words and tables: Excel's, Word's, and WPS's of both. In small letters.
const PAPERS: &[&str] = &["excel.sheet", "word.document", "et.", "ket.", "wps.", "kwps."];

/// Whether the object of this program holds words that a person reads in the document; they are not read here.
pub fn holds_words(program: &str) -> bool {
    let program = program.trim_start().to_ascii_lowercase();
    PAPERS.iter().any(|known| program.starts_with(known))
}

/// Boxes and lists on a form of Word's whose state is kept apart from the text.
const CONTROLS: &[&str] = &["forms.textbox", "forms.checkbox", "forms.optionbutton", "forms.combobox", "forms.listbox"];

/// Notes objects in a storage of a container whose words are not read: each says in a stream of its own which program it is of ([MS-OLEDS]
/// 2.3.8). The container says so of itself in its root.
pub fn note_objects(document: &mut Document, container: &mut Container<'_>, storage: &str) {
    let is_object = |path: &&String| path.ends_with("/\u{1}CompObj") && path.matches('/').count() > 1;
    for path in container.streams_in(storage).iter().filter(is_object) {
        let told = container.stream(path).and_then(|(bytes, _)| unread_words(&bytes));
        document.troubles.extend(told.filter(|trouble| !document.troubles.contains(trouble)));
    }
}

/// What is said of an object whose words are not read, by the stream in which it tells its program, a length before each name.
pub fn unread_words(told: &[u8]) -> Option<Trouble> {
    let told = told.to_ascii_lowercase();
    let is_told = |known: &&str| memmem::find(&told, format!("\0{known}").as_bytes()).is_some();
    let names = |known: &[&str]| known.iter().any(is_told);
    match () {
        () if names(PAPERS) => Some(words_in_object()),
        () if names(CONTROLS) => Some(words_in_controls()),
        () => None,
    }
}

/// What is said of a document with such an object.
pub fn words_in_object() -> Trouble {
    incomplete("文中嵌入了 Excel 或 Word 对象，里面的内容没有读取；请打开核对，最好改成普通的表格和文字".to_owned())
}

/// What is said of a document with controls in which something may be filled in.
pub fn words_in_controls() -> Trouble {
    incomplete("表上的控件（勾选框、下拉框、文本框）里填的内容没有读到，请打开文件核对".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_keeps_of_words_is_told_and_equations_are_not() {
        assert_eq!(unread_words(b"\x1f\0\0\0Worksheet\0\x0e\0\0\0Excel.Sheet.8\0"), Some(words_in_object()));
        assert_eq!(unread_words(b"\x11\0\0\0Forms.CheckBox.1\0"), Some(words_in_controls()));
        assert_eq!(unread_words(b"\x0b\0\0\0Equation.3\0"), None);
        assert_eq!(unread_words(b"\x10\0\0\0MSGraph.Chart.8\0"), None);
        assert!(holds_words(" Word.Document.12") && holds_words("KWps.Document.9") && !holds_words("Word.Picture.8"));
    }
}
