//! What a policy's written papers are called: their labels and aliases, and the names of their sections, folded once.

use crate::extract::description::SectionNames;
use crate::extract::label::label_core::core_of;
use crate::policy::DocumentSpec;

/// A folder of a shorter name (文件, 图片) may hold anything; in characters.
const SHORTEST_FOLDER: usize = 4;

/// Whether a name says only that a paper goes with another.
fn is_annex(name: &str) -> bool {
    name.starts_with("附件") || name.starts_with("附录")
}

/// The names of one document of the policy.
#[derive(Clone)]
pub struct PaperNames {
    /// The document's key.
    pub key: String,
    /// Its label and aliases without white space, numbering and parentheses.
    pub names: Vec<String>,
    /// The names of its sections.
    pub sections: SectionNames,
}

impl PaperNames {
    /// From the measure.
    pub fn of(spec: &DocumentSpec) -> Self {
        Self {
            key: spec.key.clone(),
            names: std::iter::once(&spec.label).chain(&spec.aliases).map(|name| core_of(name).text).collect(),
            sections: SectionNames::of(spec),
        }
    }

    /// Whether a file's name holds one of the names.
    pub fn stand_in(&self, file: &str) -> bool {
        let name = core_of(file.rsplit('/').next().unwrap_or(file)).text;
        self.names.iter().any(|word| name.contains(word.as_str()))
    }

    /// Whether a file's name holds one of the names beside what any paper may be called (附件2).
    pub fn tell_of(&self, file: &str) -> bool {
        let name = core_of(file.rsplit('/').next().unwrap_or(file)).text;
        self.names.iter().filter(|word| !is_annex(word)).any(|word| name.contains(word.as_str()))
    }

    /// Whether a file lies in a folder that is called so and nothing else: 证明材料, 3.佐证材料.
    pub fn name_folder_of(&self, file: &str) -> bool {
        let folders = file.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.split('/').map(|folder| core_of(folder).text).any(|folder| {
            let told = |word: &&String| !is_annex(word) && word.chars().count() >= SHORTEST_FOLDER;
            self.names.iter().filter(told).any(|word| *word == folder)
        })
    }

    /// Whether a line ends with one of the names, as a title does.
    pub fn end(&self, line: &str) -> bool {
        if line.len() > 240 {
            return false;
        }
        let core = core_of(line).text;
        core.chars().count() <= 40 && self.names.iter().any(|word| core.ends_with(word.as_str()))
    }
}
