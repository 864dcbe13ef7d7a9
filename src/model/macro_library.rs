//! Where an OpenDocument package keeps its libraries of macros (ODF 1.3 part 2), which the inbox and the readers must tell alike.

/// Folders of libraries.
const LIBRARIES: [&str; 3] = ["Basic/", "Dialogs/", "Scripts/"];

/// Whether a part belongs to a library of macros, which may have a password of its own while the paper lies open.
pub fn is_of_macro_library(part: &str) -> bool {
    LIBRARIES.iter().any(|folder| part.starts_with(folder))
}
