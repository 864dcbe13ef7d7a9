//! The parts of an Office Open XML package (ECMA-376 part 2: content types and relationships, in a zip or a flat file), read under limits.
//!
//! Names are matched whatever their case, their slashes and percent signs; a part that is damaged, cut short or too large
//! leaves a [`Trouble`] and whatever could be inflated.

pub mod active_x;
mod inflate;
mod package_store;
mod part_names;
pub mod part_text;
pub mod pictures;
pub mod properties;
pub mod relationships;

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::package::inflate::Broken;
use crate::readers::package::inflate::Inflater;
use crate::readers::package::package_store::Store;
use crate::readers::package::part_names::PartNames;
use crate::readers::package::part_names::is_same_part;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::relationships::Relationships;
use crate::readers::package::relationships::relationship_part;
use crate::readers::xml::Element;
use crate::readers::xml::Fault;
use crate::readers::xml::Xml;

/// Of a part that is no content so many bytes are looked at.
const LONGEST_ASIDE: usize = 1 << 20;
/// Most troubles that are told of one package.
const MOST_TROUBLES: usize = 100;

/// An open package.
pub struct Package<'b> {
    store: Store<'b>,
    inflater: Inflater,
    limits: Limits,
    names: PartNames,
    relationships: HashMap<String, Arc<Relationships>>,
    inflated: u64,
    troubles: Vec<Trouble>,
}

impl<'b> Package<'b> {
    /// Opens a package; an Err says why there is nothing to be had of it.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Trouble> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged_package(&error))?;
        if archive.len() > limits.entries {
            return Err(unsafe_because(format!("文件内部件过多（{} 个，上限 {}）", archive.len(), limits.entries)));
        }
        let (names, repeated) = PartNames::new(archive.file_names_raw());
        let repeated = repeated || archive.has_duplicate_names();
        let store = Store::Zip(bytes, Box::new(archive));
        let astray = store.count_astray();
        let mut package = Self::new(store, names, limits);
        if astray > 0 {
            let detail = format!("文件内有 {astray} 个部件不在目录所说的位置，文件可能由两个文件叠成");
            package.note(incomplete(detail));
        }
        if repeated {
            package.note(incomplete("文件内有同名部件，读的是后一个，内容可能不对".to_owned()));
        }
        Ok(package)
    }

    /// Opens a file's package for its Document, which learns why where it can't be opened.
    pub fn open_for(document: &mut Document, bytes: &'b [u8], limits: &Limits) -> Option<Self> {
        Self::open(bytes, limits).map_err(|trouble| document.troubles.push(trouble)).ok()
    }

    /// A package of parts that are at hand, by name. Of parts called the same the last counts.
    pub fn of_parts(parts: Vec<(String, Vec<u8>)>, limits: &Limits) -> Self {
        let names = PartNames::new(parts.iter().map(|(name, _)| name.as_bytes())).0;
        let contents = parts.into_iter().map(|(_, bytes)| bytes).collect();
        Self::new(Store::Memory(contents), names, limits)
    }

    fn new(store: Store<'b>, names: PartNames, limits: &Limits) -> Self {
        Self {
            store,
            inflater: Inflater::default(),
            limits: limits.clone(),
            names,
            relationships: HashMap::new(),
            inflated: 0,
            troubles: Vec::new(),
        }
    }

    /// Names of all parts as stored, without a leading slash, in the order of the directory.
    pub fn part_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    /// Whether there is such a part.
    pub fn has(&self, part: &str) -> bool {
        self.find(part).is_some()
    }

    /// A part's inflated bytes: None where there is no such part; short, with a trouble, where it is damaged.
    pub fn bytes(&mut self, part: &str) -> Option<Vec<u8>> {
        let at = self.find(part)?;
        let cap = self.limits.part_bytes.min(self.limits.inflated_bytes.saturating_sub(self.inflated));
        Some(self.take_part(part, at, cap))
    }

    /// The first bytes of a part, and whether that is all of it. For parts that are looked things up in; damage further on is not seen.
    pub fn head(&mut self, part: &str, most: u64) -> Option<(Vec<u8>, bool)> {
        let at = self.find(part)?;
        let cap = usize::try_from(most).unwrap_or(usize::MAX);
        let unpacked = self.store.stored_part(at).map(|stored| self.inflater.unpack(&stored, cap));
        let (bytes, whole) = match unpacked {
            Ok((bytes, Ok(()))) => (bytes, true),
            Ok((bytes, Err(Broken::TooLarge))) => (bytes, false),
            // Damaged: once more, with its troubles noted.
            _ => return self.bytes(part).map(|bytes| (bytes, true)),
        };
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        Some((bytes, whole))
    }

    /// The beginning of a part that is no content of the paper, with no trouble noted whatever is wrong with it.
    pub fn aside(&mut self, part: &str) -> Option<String> {
        let at = self.find(part)?;
        let stored = self.store.stored_part(at).ok()?;
        let (bytes, _) = self.inflater.unpack(&stored, LONGEST_ASIDE);
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        Some(decode_part(bytes).0)
    }

    /// A part's text, decoded; None where there is no such part.
    pub fn text(&mut self, part: &str) -> Option<String> {
        let bytes = self.bytes(part)?;
        let (text, replaced) = decode_part(bytes);
        if replaced {
            self.note(unreadable(format!("部件 {part} 中有无法解码的字节")));
        }
        Some(text)
    }

    /// The relationships of a part, or of the package itself for `""`; none where it has none. Read once.
    pub fn relationships(&mut self, part: &str) -> Arc<Relationships> {
        if let Some(known) = self.relationships.get(part) {
            return Arc::clone(known);
        }
        let read = Arc::new(self.read_relationships(part));
        self.relationships.insert(part.to_owned(), Arc::clone(&read));
        read
    }

    fn read_relationships(&mut self, part: &str) -> Relationships {
        let rels = relationship_part(part);
        let Some(text) = self.text(&rels) else { return Relationships::default() };
        let mut xml = Xml::new(&text, self.limits.depth);
        let relationships = Relationships::read(&mut xml, part, |target| self.find(target).is_some());
        self.note_fault(&rels, xml.fault());
        relationships
    }

    /// The part that the package is about: the workbook, the document.
    pub fn main_part(&mut self) -> Option<String> {
        let main = self.relationships("").of_kind("officeDocument").next().map(|found| found.target.clone());
        main.filter(|part| self.has(part)).or_else(|| self.main_part_by_content_type())
    }

    fn main_part_by_content_type(&mut self) -> Option<String> {
        let mut found = None;
        self.each_content_type(|element| {
            let is_main = element.attribute("ContentType").is_some_and(|kind| kind.ends_with(".main+xml"));
            if is_main && found.is_none() {
                found = element.attribute("PartName").map(|name| name.trim_start_matches('/').to_owned());
            }
        });
        let usual = ["xl/workbook.xml", "word/document.xml"].into_iter().map(str::to_owned);
        found.into_iter().chain(usual).find(|part| self.has(part))
    }

    /// Walks over the entries of `[Content_Types].xml`.
    fn each_content_type(&mut self, mut see: impl FnMut(&Element)) {
        let Some(text) = self.text("[Content_Types].xml") else { return };
        let mut xml = Xml::new(&text, self.limits.depth);
        while let Some(element) = xml.next_open() {
            see(&element);
        }
    }

    /// The content type of a part, by name or else by extension.
    pub fn content_type(&mut self, part: &str) -> Option<String> {
        let extension = part.rsplit_once('.').map(|(_, extension)| extension.to_owned());
        let (mut by_name, mut by_extension) = (None, None);
        self.each_content_type(|element| {
            let kind = || element.attribute("ContentType").map(|kind| kind.into_owned());
            if element.attribute("PartName").is_some_and(|name| is_same_part(&name, part)) {
                by_name = kind();
            } else if let (Some(given), Some(extension)) = (element.attribute("Extension"), &extension)
                && given.eq_ignore_ascii_case(extension)
            {
                by_extension = kind();
            }
        });
        by_name.or(by_extension)
    }

    /// How many bytes have been inflated.
    pub fn inflated(&self) -> u64 {
        self.inflated
    }

    /// The limits that it is read under.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Notes a trouble, once. After a hundred of them nobody asks for more.
    pub fn note(&mut self, trouble: Trouble) {
        if self.troubles.len() < MOST_TROUBLES && !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    /// Notes that a part could not be read to its end, if so.
    pub fn note_fault(&mut self, part: &str, fault: Option<Fault>) {
        let Some(fault) = fault else { return };
        self.note(match fault {
            Fault::Truncated => unreadable(format!("部件 {part} 被截断")),
            Fault::Malformed => unreadable(format!("部件 {part} 的 XML 有误")),
            Fault::WebPage => unreadable(format!("部件 {part} 被换成了一个网页（可能被网关或杀毒软件拦截）")),
            Fault::TooDeep => unsafe_because(format!("部件 {part} 嵌套超过 {} 层", self.limits.depth)),
            Fault::Stray => {
                incomplete(format!("部件 {part} 里有不在任何段落或单元格里的文字，标签可能已损坏，这些文字没有读出"))
            }
            Fault::Doubtful => incomplete(format!(
                "部件 {part} 里有代表不了文字的内容（零字节、单独的 & 或自定义的实体），这些地方的文字可能不对"
            )),
        });
    }

    /// Whether anything of it could not be read so far.
    pub fn is_damaged(&self) -> bool {
        self.troubles.iter().any(|trouble| trouble.kind.loses_content())
    }

    /// Takes out the troubles noted so far.
    pub fn take_troubles(&mut self) -> Vec<Trouble> {
        std::mem::take(&mut self.troubles)
    }

    fn find(&self, part: &str) -> Option<usize> {
        self.names.find(part)
    }

    fn take_part(&mut self, part: &str, at: usize, cap: u64) -> Vec<u8> {
        let (bytes, outcome) = match self.store.stored_part(at) {
            Ok(stored) => {
                let ratio_cap =
                    (stored.packed.len() as u64).saturating_mul(self.limits.ratio).max(self.limits.ratio_from);
                let cap = usize::try_from(cap.min(ratio_cap)).unwrap_or(usize::MAX);
                self.inflater.unpack(&stored, cap)
            }
            Err(broken) => (Vec::new(), Err(broken)),
        };
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        if let Err(broken) = outcome {
            self.note(match broken {
                Broken::TooLarge => unsafe_because(format!("部件 {part} 展开后过大（超过 {} 字节）", bytes.len())),
                Broken::Damaged => unreadable(format!("部件 {part} 已损坏")),
                Broken::Method => unreadable(format!("部件 {part} 的压缩方式不受支持")),
                Broken::Password => {
                    Trouble { kind: TroubleKind::Encrypted, detail: format!("部件 {part} 有密码"), spot: None }
                }
            });
        }
        bytes
    }
}

/// A trouble of kind Unreadable for the whole file.
pub fn unreadable(detail: String) -> Trouble {
    Trouble { kind: TroubleKind::Unreadable, detail, spot: None }
}

/// A trouble of kind Incomplete for the whole file.
pub fn incomplete(detail: String) -> Trouble {
    Trouble { kind: TroubleKind::Incomplete, detail, spot: None }
}

/// Zeros where text should stand: what a damaged disk or a copy that was broken off leaves of it.
pub fn zeros_in_text() -> Trouble {
    incomplete("文件里夹有零字节（复制或存盘时损坏？），这些地方的文字可能不对".to_owned())
}

/// A trouble of kind Unsafe for the whole file.
pub fn unsafe_because(detail: String) -> Trouble {
    Trouble { kind: TroubleKind::Unsafe, detail, spot: None }
}

/// What is said of a text with more paragraphs than the limit.
pub fn too_many_paragraphs(limit: usize) -> Trouble {
    unsafe_because(format!("段落过多（上限 {limit} 段），其余未读"))
}

/// What is said of a text that holds words in white, with nothing behind them that would show them.
pub fn white_text() -> Trouble {
    incomplete("有的文字是白色的，纸面上看不见，这里照样读了出来".to_owned())
}

/// What is said of words that are set to be hidden and so are no answers.
pub fn hidden_text() -> Trouble {
    incomplete("有的文字设成了隐藏，打印出来看不见，这里没有读".to_owned())
}

/// What is said where a tracked deletion that nobody has accepted leaves an answer empty.
pub fn emptied_text() -> Trouble {
    incomplete("有的格或行里的文字全部标为修订中的删除，没有算作内容；请接受或拒绝修订后重新报送".to_owned())
}

/// What is said of a file that carries macros; the inbox says the same at its first look.
pub fn carries_macros() -> Trouble {
    Trouble { kind: TroubleKind::Macros, detail: "文件带有宏；宏不会被运行".to_owned(), spot: None }
}

fn damaged_package(error: &ZipError) -> Trouble {
    match error {
        ZipError::UnsupportedArchive(_) => unreadable("文件的压缩方式不受支持".to_owned()),
        _ => unreadable("文件已损坏或不完整，无法打开（压缩包目录读不出）".to_owned()),
    }
}
