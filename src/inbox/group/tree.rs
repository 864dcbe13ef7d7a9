//! The folders that files arrived in, archives among them, with the ids that submissions take from them.
//!
//! Folders that only say what kind of paper lies in them (证明材料, 新建文件夹), and those that repeat the name of the folder
//! above, are no level of their own: what lies in them counts as lying in the folder above.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::forms::FormShelf;
use super::title::UnitName;
use super::words::is_generic_name;
use super::words::names_evidence_folder;
use crate::model::Format;
use crate::model::Gathering;
use crate::model::PaperSense;
use crate::model::Sensed;
use crate::model::is_mail_body;

/// A folder or an opened archive.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its path without the extensions of archives; empty for the outermost one.
    pub id: String,
    /// Its own name, without an archive's extension.
    pub name: String,
    /// An archive that was opened.
    pub archive: bool,
    /// Folders below it by name.
    pub folders: BTreeMap<String, Folder>,
    /// Indexes of the papers that lie in it.
    pub papers: Vec<usize>,
}

impl Folder {
    /// Indexes of all papers in it and below it.
    pub fn all_papers(&self) -> Vec<usize> {
        let mut papers = self.papers.clone();
        papers.extend(self.folders.values().flat_map(Folder::all_papers));
        papers
    }

    /// Whether it or a folder below it holds a form.
    pub fn holds_form(&self, shelf: &FormShelf) -> bool {
        self.papers.iter().any(|&paper| shelf.holds(paper))
            || self.folders.values().any(|child| child.holds_form(shelf))
    }

    /// A folder of the same place in the tree, made where there is none.
    fn child(&mut self, name: &str, archive: bool) -> &mut Self {
        self.folders.entry(name.to_owned()).or_insert_with(|| Self {
            name: name.to_owned(),
            archive,
            ..Self::default()
        })
    }

    /// Takes over what lies in another folder, folders of the same name becoming one.
    fn take_over(&mut self, other: Self) {
        self.papers.extend(other.papers);
        for (name, folder) in other.folders {
            match self.folders.get_mut(&name) {
                Some(known) => known.take_over(folder),
                None => drop(self.folders.insert(name, folder)),
            }
        }
    }
}

/// The tree of all files that are papers: system files, archives that were opened and what this program wrote are none.
pub fn plant_tree(files: &[Sensed], shelf: &FormShelf, gathering: &Gathering) -> Folder {
    let archives = opened_archives(files);
    let mut root = Folder::default();
    for (paper, file) in files.iter().enumerate() {
        if file.format == Format::System || file.sense == PaperSense::Issued || archives.contains(file.path.as_ref()) {
            continue;
        }
        let mut parts: Vec<&str> = file.path.split('/').collect();
        parts.truncate(parts.len() - if is_lone_body(files, &file.path) { 2 } else { 1 });
        let (mut folder, mut walked) = (&mut root, String::new());
        for part in parts {
            walked.push_str(part);
            let archive = part.ends_with('!') && archives.contains(walked.trim_end_matches('!'));
            folder = folder.child(part, archive);
            walked.push('/');
        }
        folder.papers.push(paper);
    }
    let one_form = *gathering != Gathering::Inbox && shelf.group(&root.all_papers()).len() == 1;
    name_archives(&mut root);
    merge_levels(&mut root, shelf, one_form);
    number_ids(&mut root, "");
    root
}

/// Whether a file is all that a mail holds, its own text: it lies where the mail lies, for the two are one paper and no parcel.
fn is_lone_body(files: &[Sensed], path: &str) -> bool {
    let mail = path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or_default());
    is_mail_body(path) && files.iter().filter(|file| file.path.starts_with(mail)).count() == 1
}

/// Paths of the archives whose entries are among the files.
pub fn opened_archives(files: &[Sensed]) -> BTreeSet<&str> {
    let known: BTreeSet<&str> =
        files.iter().filter(|file| file.format.is_archive()).map(|file| file.path.as_ref()).collect();
    let mut opened = BTreeSet::new();
    for file in files {
        for (at, _) in file.path.match_indices("!/") {
            opened.extend(file.path.get(..at).filter(|path| known.contains(path)));
        }
    }
    opened
}

/// An archive goes by its name without the extension, unless something of that name lies beside it.
fn name_archives(folder: &mut Folder) {
    let stem_of = |key: &str| {
        let whole = key.trim_end_matches('!');
        let stem = whole.rsplit_once('.').map_or(whole, |(stem, _)| stem);
        stem.strip_suffix(".tar").unwrap_or(stem).to_owned()
    };
    let archives: Vec<String> =
        folder.folders.iter().filter(|(_, child)| child.archive).map(|(key, _)| key.clone()).collect();
    for key in &archives {
        let Some(mut child) = folder.folders.remove(key) else { continue };
        let stem = stem_of(key);
        let shared = archives.iter().filter(|other| stem_of(other) == stem).count() > 1;
        let free = !stem.is_empty() && !shared && !folder.folders.contains_key(&stem);
        child.name = if free { stem } else { key.trim_end_matches('!').to_owned() };
        match folder.folders.get_mut(&child.name) {
            Some(known) => known.take_over(child),
            None => drop(folder.folders.insert(child.name.clone(), child)),
        }
    }
    folder.folders.values_mut().for_each(name_archives);
}

/// Takes folders that are no level of their own into the one above. The outermost folder takes in only folders without a
/// form, since a folder of forms there is somebody's parcel whatever its name; `one_form`: there is one form in all.
fn merge_levels(folder: &mut Folder, shelf: &FormShelf, one_form: bool) {
    merge_below(folder, shelf);
    let keys: Vec<String> = folder.folders.keys().cloned().collect();
    for key in keys {
        let Some(child) = folder.folders.get(&key) else { continue };
        if is_generic_name(&child.name) && (one_form || !child.holds_form(shelf)) {
            take_up(folder, &key);
        }
    }
}

fn merge_below(folder: &mut Folder, shelf: &FormShelf) {
    for child in folder.folders.values_mut() {
        merge_below(child, shelf);
        // An archive or a folder around one single folder: the inner one is what was packed.
        while child.papers.is_empty() && child.folders.len() == 1 {
            let Some((key, inner)) = child.folders.first_key_value() else { break };
            if !child.archive && !repeats_name(&child.name, &inner.name) {
                break;
            }
            let key = key.clone();
            take_up(child, &key);
        }
        let parcels = parcels_side_by_side(child, shelf);
        let generic = child.folders.iter().filter(|(_, inner)| is_generic_name(&inner.name));
        let keys: Vec<String> = generic.map(|(key, _)| key.clone()).filter(|key| !parcels.contains(key)).collect();
        keys.iter().for_each(|key| take_up(child, key));
    }
}

/// Folders `1`, `2`, `3` side by side, each with a form of another project: each is somebody's parcel whatever its name.
fn parcels_side_by_side(folder: &Folder, shelf: &FormShelf) -> BTreeSet<String> {
    let holds_form =
        |inner: &Folder| is_generic_name(&inner.name) && !names_evidence_folder(&inner.name) && inner.holds_form(shelf);
    let holding: Vec<(&String, &Folder)> = folder.folders.iter().filter(|(_, inner)| holds_form(inner)).collect();
    let forms = |inner: &Folder| shelf.group(&inner.all_papers()).len();
    let apart: usize = holding.iter().map(|(_, inner)| forms(inner)).sum();
    let together: Vec<usize> = holding.iter().flat_map(|(_, inner)| inner.all_papers()).collect();
    let several = holding.len() > 1 && shelf.group(&together).len() == apart;
    holding.into_iter().filter(|_| several).map(|(key, _)| key.clone()).collect()
}

fn take_up(folder: &mut Folder, key: &str) {
    if let Some(inner) = folder.folders.remove(key) {
        folder.take_over(inner);
    }
}

/// Whether an inner folder's name adds nothing to the outer one's.
fn repeats_name(outer: &str, inner: &str) -> bool {
    let (outer, core) = (UnitName::new(outer), UnitName::new(inner));
    is_generic_name(inner) || outer.core().contains(core.core())
}

fn number_ids(folder: &mut Folder, above: &str) {
    let prefix = if above.is_empty() { String::new() } else { format!("{above}/") };
    for child in folder.folders.values_mut() {
        child.id = format!("{prefix}{}", child.name);
        let id = child.id.clone();
        number_ids(child, &id);
    }
    folder.papers.sort_unstable();
}
