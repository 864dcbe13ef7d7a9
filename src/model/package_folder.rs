//! The folder that a document was packed in: a .docx or .xlsx that somebody unpacked and packed again as a folder has its
//! parts one level further down, and is the same document.

/// Parts that stand at the root of a package, in small letters.
const AT_ROOT: [&str; 2] = ["[content_types].xml", "mimetype"];

/// The folder around the whole package, its slash included; None where the parts stand at the
/// root, or something else stands beside the folder. Names have `/` between folders; those of folders end with one.
pub fn folder_around_package<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let is_root_part = |name: &str| AT_ROOT.iter().any(|part| name.eq_ignore_ascii_case(part));
    if names.clone().any(is_root_part) {
        return None;
    }
    let folder = names.clone().find_map(|name| {
        let end = name.rfind('/')? + 1;
        is_root_part(name.get(end..)?).then(|| name.get(..end)).flatten()
    })?;
    let of_system = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("__macosx/") || name.ends_with(".ds_store")
    };
    let is_above = |name: &str| name.ends_with('/') && folder.starts_with(name);
    names.clone().all(|name| name.starts_with(folder) || of_system(name) || is_above(name)).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_packed_in_a_folder_is_known_unless_something_stands_beside_it() {
        let folder = |names: &[&'static str]| folder_around_package(names.iter().copied());
        assert_eq!(folder(&["申报表/", "申报表/word/document.xml", "申报表/[Content_Types].xml"]), Some("申报表/"));
        assert_eq!(folder(&["a/b/[content_types].xml", "a/", "__MACOSX/a/._b", "a/b/xl/workbook.xml"]), Some("a/b/"));
        assert_eq!(folder(&["[Content_Types].xml", "word/document.xml"]), None);
        assert_eq!(folder(&["申报表/[Content_Types].xml", "证明.pdf"]), None);
        assert_eq!(folder(&["材料/申报表.docx"]), None);
    }
}
