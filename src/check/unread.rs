//! Whether a paper that was not found may be a file that came and could not be read. Such a paper is never certainly missing:
//! by its name the file is the paper, and its own finding is enough; it may be or hold it; or it is a picture of pages.

use crate::check::facts::Facts;
use crate::check::files::name_of;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::ReceivedFile;
use crate::model::project_key;
use crate::policy::DocumentSpec;
use crate::policy::Policy;

/// What came in place of a paper that was not found.
pub(super) enum Unread<'a> {
    /// Nothing.
    None,
    /// A file that by its name is the paper.
    Surely,
    /// A file that may be the paper, or may hold it.
    Perhaps(&'a ReceivedFile),
    /// The form or list itself, of which a part was lost.
    Partly(&'a ReceivedFile),
    /// A file that was read and is called the paper, though nothing in it says so.
    Called(&'a ReceivedFile),
    /// Scanned pages, in which a program reads nothing.
    Scanned(&'a ReceivedFile),
}

impl Unread<'_> {
    /// What is said of a paper called `label`, and the file that it is said of; nothing where there is nothing to say.
    pub fn explain(&self, label: &str) -> Option<(String, &ReceivedFile)> {
        match self {
            Self::None | Self::Surely => None,
            Self::Perhaps(file) => {
                Some((format!("没有见到{label}，而“{}”没能读出，可能就是或者就在其中", name_of(file)), file))
            }
            Self::Partly(file) => Some((format!("没有见到{label}，而“{}”没能读全，可能就在其中", name_of(file)), file)),
            Self::Called(file) => {
                Some((format!("没有认出{label}，而“{}”从名称看就是，可能已损坏或版式特别", name_of(file)), file))
            }
            Self::Scanned(file) => {
                let name = name_of(file);
                Some((format!("没有另外收到{label}，而扫描件“{name}”可能就是或者就在其中（程序不认图片里的字）"), file))
            }
        }
    }
}

/// What came in place of a paper that an application lacks.
pub(super) fn find_unread<'a>(facts: &Facts<'a>, index: usize, document: &DocumentSpec, policy: &Policy) -> Unread<'a> {
    let (mut perhaps, mut partly, mut called, mut scanned) = (None, None, None, None);
    for file in facts.files_of(index) {
        let role = file.role.as_deref().filter(|role| !matches!(*role, "other" | "archive"));
        if file.outcome != FileOutcome::Unreadable {
            // a scan of the signed page shows the form, if anything; one without a form beside it may show all
            if role == Some("scan") && (document.key == "form" || !is_form_there(facts, index)) {
                scanned = scanned.or(Some(file));
            }
            let taken = [document.key.as_str(), "form", "archive", "scan", "list"];
            let open = !file.role.as_deref().is_some_and(|role| taken.contains(&role));
            if open && file.format.is_some_and(Format::holds_text) && is_called_just_so(file, document) {
                called = called.or(Some(file));
            }
            continue;
        }
        match role {
            Some(role) if role == document.key => return Unread::Surely,
            None | Some("evidence") if is_called(file, document) => return Unread::Surely,
            None if may_hold(file, &document.key) => perhaps = perhaps.or(Some(file)),
            Some("scan") if document.key == "form" => return Unread::Surely,
            Some("evidence") if document.key == "form" && file.format.is_some_and(Format::holds_text) => {
                perhaps = perhaps.or(Some(file));
            }
            Some("form" | "list") => partly = partly.or(Some(file)),
            // what is left of a form beyond recognition passes for running text
            Some(role) if document.key == "form" && !is_called_by_role(file, role, policy) => {
                if is_called(file, document) {
                    return Unread::Surely;
                }
                perhaps = perhaps.or(Some(file));
            }
            _ => {}
        }
    }
    let perhaps = called.map(Unread::Called).or(perhaps.map(Unread::Perhaps)).or(partly.map(Unread::Partly));
    perhaps.or(scanned.map(Unread::Scanned)).unwrap_or(Unread::None)
}

/// A file that could not be read and may be the signed page of an application, or hold it.
pub(super) fn find_unread_page<'a>(facts: &Facts<'a>, index: usize) -> Option<&'a ReceivedFile> {
    let is_open = |file: &&ReceivedFile| matches!(file.role.as_deref(), None | Some("other" | "archive" | "scan"));
    let mut unread = facts.files_of(index).filter(|file| file.outcome == FileOutcome::Unreadable);
    unread.find(|file| is_open(file) && (file.format == Some(Format::Image) || may_hold(file, "form")))
}

fn is_form_there(facts: &Facts<'_>, index: usize) -> bool {
    facts.sketch(index).is_some_and(|sketch| sketch.form.is_some())
}

/// Whether a file's name holds the document's label or an alias.
fn is_called(file: &ReceivedFile, document: &DocumentSpec) -> bool {
    let name = project_key(name_of(file));
    std::iter::once(&document.label).chain(&document.aliases).any(|label| name.contains(&project_key(label)))
}

/// Whether a file is called what its content was taken for.
fn is_called_by_role(file: &ReceivedFile, role: &str, policy: &Policy) -> bool {
    policy.document(role).is_some_and(|document| is_called(file, document))
}

/// Whether a file's name is the document's label or an alias, with little behind it (甲工会申报表（终稿）), not of something about
/// it (申报表填写说明).
fn is_called_just_so(file: &ReceivedFile, document: &DocumentSpec) -> bool {
    const LITTLE: usize = 3;
    const ABOUT: [&str; 5] = ["说明", "通知", "清单", "目录", "附件"];
    let name = name_of(file);
    let stem = project_key(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    std::iter::once(&document.label).chain(&document.aliases).any(|label| {
        let behind = stem.rsplit_once(&project_key(label)).map(|(_, behind)| behind);
        behind.is_some_and(|behind| {
            behind.chars().filter(|c| !c.is_ascii()).count() <= LITTLE
                && !ABOUT.iter().any(|word| behind.contains(word))
        })
    })
}

/// Whether a file of unknown role could be, or could hold, a paper of this kind.
fn may_hold(file: &ReceivedFile, document: &str) -> bool {
    let Some(format) = file.format else { return true };
    match format {
        Format::System | Format::Executable => false,
        Format::Image | Format::Media | Format::Pptx | Format::Ppt => document == "evidence",
        _ => true,
    }
}
