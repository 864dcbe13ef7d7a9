//! What a zip container is: an Office Open XML package (ECMA-376 part 2, strict form included), an OpenDocument file, an OFD,
//! or an archive of files.

use std::borrow::Cow;

use super::Sniffed;
use super::text::APPLE;
use super::text::UOF;
use super::trouble;
use crate::inbox::archive::zip_content::EntryFault;
use crate::inbox::archive::zip_content::InflateLimits;
use crate::inbox::archive::zip_content::read_entry;
use crate::inbox::archive::zip_directory::ZipDirectory;
use crate::inbox::archive::zip_directory::ZipEntry;
use crate::inbox::archive::zip_directory::read_directory;
use crate::inbox::little_endian::u16_at;
use crate::inbox::little_endian::u32_at;
use crate::model::Format;
use crate::model::TroubleKind;
use crate::model::folder_around_package;
use crate::model::is_of_macro_library;

const END_RECORD: u32 = 0x0605_4b50;
const END_RECORD_LENGTH: usize = 22;
/// `.z01` to `.z999`: a higher number is damage.
const MOST_VOLUMES: u16 = 999;
/// Entries looked at; a package has its own parts far below that.
const MOST_ENTRIES: usize = 20_000;
/// The parts that tell what a package is are small.
const PART_LIMITS: InflateLimits = InflateLimits { size: 4 << 20, ratio: 1032 };

/// Whether the bytes start as a zip file does: with an entry, or with the end of an empty directory.
pub fn starts_like_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08")
        || bytes.starts_with(b"PK00PK\x03\x04")
}

/// Whether it is the last volume of a split archive: its end record stands on a disk other than the first (APPNOTE 4.3.16).
pub fn is_last_volume(bytes: &[u8]) -> bool {
    let end = bytes.len().saturating_sub(END_RECORD_LENGTH);
    u32_at(bytes, end) == Some(END_RECORD) && matches!(u16_at(bytes, end + 4), Some(1..=MOST_VOLUMES))
}

/// What is said of a volume of a split archive.
pub fn sniff_split() -> Sniffed {
    let detail = "这是分卷压缩包中的一卷，不能单独读取；请合并解压后重新放入";
    Sniffed::troubled(Format::Zip, TroubleKind::Unsupported, detail)
}

/// Says what a zip container is.
pub fn sniff_zip(bytes: &[u8]) -> Sniffed {
    let directory = read_directory(bytes, MOST_ENTRIES);
    // The mark of a split archive also stands in one that fitted into a single volume.
    let incomplete = directory.as_ref().is_none_or(|directory| directory.salvaged);
    if is_last_volume(bytes) || (incomplete && bytes.starts_with(b"PK\x07\x08")) {
        return sniff_split();
    }
    let Some(directory) = directory.filter(|directory| !directory.salvaged || holds_anything(bytes, directory)) else {
        return Sniffed::troubled(Format::Zip, TroubleKind::Unreadable, "压缩包已损坏：找不到目录，也找不到完整的文件");
    };
    if directory.entries.is_empty() && directory.missing == 0 {
        return Sniffed::troubled(Format::Zip, TroubleKind::Unreadable, "压缩包是空的，里面没有文件");
    }
    let parts = Parts::index(bytes, &directory);
    let Some(format) = parts.package_format() else { return parts.sniff_unknown_package() };
    if parts.under_password() {
        return Sniffed::troubled(Format::Encrypted, TroubleKind::Encrypted, "文件设有密码，内容无法读取");
    }
    let mut sniffed = Sniffed::plain(format);
    if parts.has_macros() {
        sniffed.troubles.push(trouble(TroubleKind::Macros, "文件带有宏；宏不会被运行"));
    }
    sniffed
}

/// Whether one of the first entries can be had whole, or goes on to the end of the file: what stands where a file was turned
/// into text and back looks like headers here and there, and holds nothing.
fn holds_anything(bytes: &[u8], directory: &ZipDirectory) -> bool {
    const LOOKED_AT: usize = 50;
    directory.entries.iter().take(LOOKED_AT).any(|entry| {
        let reaches_end = entry.offset.saturating_add(entry.packed) >= bytes.len() as u64;
        reaches_end || !matches!(read_entry(bytes, entry, PART_LIMITS), Err(EntryFault::Damaged))
    })
}

/// The entries of a container by name as packages write them: ASCII, `/` between parts, case of no account.
struct Parts<'bytes> {
    bytes: &'bytes [u8],
    entries: Vec<(String, &'bytes ZipEntry)>,
    salvaged: bool,
}

impl<'bytes> Parts<'bytes> {
    fn index(bytes: &'bytes [u8], directory: &'bytes ZipDirectory) -> Self {
        let named = |entry: &'bytes ZipEntry| {
            let name = String::from_utf8_lossy(&entry.name).replace('\\', "/").to_lowercase();
            (name.trim_start_matches('/').to_owned(), entry)
        };
        let mut entries: Vec<(String, &ZipEntry)> = directory.entries.iter().map(named).collect();
        let folder = folder_around_package(entries.iter().map(|(name, _)| name.as_str())).map(str::len);
        if let Some(folder) = folder {
            entries.iter_mut().for_each(|(name, _)| *name = name.get(folder..).unwrap_or_default().to_owned());
        }
        Self { bytes, entries, salvaged: directory.salvaged }
    }

    fn find(&self, name: &str) -> Option<&'bytes ZipEntry> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, entry)| *entry)
    }

    fn text(&self, name: &str) -> Option<String> {
        let content = read_entry(self.bytes, self.find(name)?, PART_LIMITS).ok()?;
        Some(decode_part(&content).into_owned())
    }

    fn package_format(&self) -> Option<Format> {
        self.open_document().or_else(|| self.fixed_layout()).or_else(|| self.open_xml())
    }

    /// `mimetype` is the first entry of an OpenDocument file; where a repacking program lost it, the manifest says the same.
    fn open_document(&self) -> Option<Format> {
        let media_type = self.text("mimetype").filter(|text| text.starts_with("application/vnd.oasis.opendocument"));
        let text = media_type.or_else(|| {
            let manifest = self.text("meta-inf/manifest.xml")?;
            let at = manifest.find("application/vnd.oasis.opendocument.")?;
            manifest.get(at..).map(str::to_owned)
        })?;
        let kind = text.strip_prefix("application/vnd.oasis.opendocument.")?;
        match kind {
            kind if kind.starts_with("spreadsheet") => Some(Format::Ods),
            kind if kind.starts_with("text") => Some(Format::Odt),
            kind if kind.starts_with("presentation") => Some(Format::Pptx),
            kind if kind.starts_with("graphics") || kind.starts_with("image") => Some(Format::Image),
            _ => None,
        }
    }

    fn fixed_layout(&self) -> Option<Format> {
        self.find("ofd.xml").map(|_| Format::Ofd)
    }

    /// The content type of the main part; where [Content_Types].xml is lost or damaged, the main part's usual name.
    fn open_xml(&self) -> Option<Format> {
        let declared = self.text("[content_types].xml").and_then(|types| main_content_type(&types));
        declared.or_else(|| self.main_part_by_name())
    }

    fn main_part_by_name(&self) -> Option<Format> {
        let known = [
            ("word/document.xml", Format::Docx),
            ("xl/workbook.xml", Format::Xlsx),
            ("xl/workbook.bin", Format::Xlsb),
            ("ppt/presentation.xml", Format::Pptx),
        ];
        let named = known.into_iter().find(|(name, _)| self.find(name).is_some()).map(|(_, format)| format);
        Some(match named.or_else(|| self.remains())? {
            Format::Docx if self.has_macros() => Format::Docm,
            Format::Xlsx if self.has_macros() => Format::Xlsm,
            other => other,
        })
    }

    /// What a cut package was: openpyxl writes [Content_Types].xml and the workbook part last, so both are lost first.
    fn remains(&self) -> Option<Format> {
        let holds = |folder: &str| self.entries.iter().any(|(name, _)| name.starts_with(folder));
        let folders = [("word/", Format::Docx), ("xl/", Format::Xlsx), ("ppt/", Format::Pptx)];
        let marked = holds("docprops/") || holds("_rels/") || holds("[content_types].xml");
        folders.into_iter().find(|(folder, _)| marked && holds(folder)).map(|(_, format)| format)
    }

    /// A package whose main part is of no known kind, or lost; an archive where it is no package at all.
    fn sniff_unknown_package(&self) -> Sniffed {
        let cut_short = self.salvaged && self.find("docprops/app.xml").is_some();
        if self.is_of_apple() {
            return Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, APPLE);
        }
        let of_sun = |part: &str| self.text(part).is_some_and(|text| text.contains("application/vnd.sun.xml."));
        if of_sun("mimetype") || of_sun("meta-inf/manifest.xml") {
            let detail = "这是很旧的 OpenOffice 1 文件（.sxw、.sxc），不能读取；请另存为 .docx 或 .xlsx 后重新放入";
            return Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, detail);
        }
        if self.find("uof.xml").is_some() {
            return Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, UOF);
        }
        if self.find("[content_types].xml").is_none() && !cut_short {
            return Sniffed::plain(if self.is_of_program() { Format::Unknown } else { Format::Zip });
        }
        if self.text("[content_types].xml").is_some_and(|types| types.contains("</")) {
            let detail = "这是其他程序的文件（Office 容器，但不是文档、表格或演示文稿），不能读取";
            return Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, detail);
        }
        Sniffed::troubled(
            Format::Unknown,
            TroubleKind::Unreadable,
            "文件已损坏或不完整：Office 文件的目录或主要内容缺失",
        )
    }

    /// A book, a mind map, a map, a program to be installed: its parts are nobody's papers. With content.xml it may be what is left of an
    /// OpenDocument file.
    fn is_of_program(&self) -> bool {
        const MARKS: [&str; 5] =
            ["mimetype", "meta-inf/manifest.mf", "meta-inf/container.xml", "androidmanifest.xml", "doc.kml"];
        let is_mind_map = self.find("content.json").is_some() && self.find("manifest.json").is_some();
        let is_marked = MARKS.iter().any(|mark| self.find(mark).is_some());
        is_mind_map || is_marked && self.find("content.xml").is_none()
    }

    /// Pages, Numbers and Keynote: an archive within the package, what stands in it put beside it, or one file of XML as until
    /// 2009; the package may stand in a folder of its own, with nothing beside it.
    fn is_of_apple(&self) -> bool {
        const MARKS: [(&str, &str); 4] = [
            ("index/document.iwa", ""),
            ("index.zip", "metadata/properties.plist"),
            ("index.xml", "buildversionhistory.plist"),
            ("index.apxl", "buildversionhistory.plist"),
        ];
        let names = || self.entries.iter().map(|(name, _)| name.as_str()).filter(|name| !name.starts_with("__macosx/"));
        MARKS.iter().any(|(mark, beside)| {
            let folder = names().find_map(|name| name.strip_suffix(mark));
            folder.is_some_and(|folder| {
                names().all(|name| name.starts_with(folder)) && names().any(|name| name.ends_with(beside))
            })
        })
    }

    /// An OpenDocument file under a password keeps `mimetype` readable and says so in its manifest, which a library of macros
    /// under a password of its own does too; other packages have the flag of zip itself on their parts.
    fn under_password(&self) -> bool {
        let of_library = |entry: &str| {
            let path = entry.split_once("full-path=").map(|(_, path)| path.trim_start_matches(['"', '\'']));
            path.is_some_and(is_of_macro_library)
        };
        let locked = |entry: &str| entry.contains("encryption-data") && !of_library(entry);
        let by_manifest = self
            .text("meta-inf/manifest.xml")
            .is_some_and(|text| text.contains("encryption-data") && text.split("file-entry ").any(locked));
        by_manifest || self.entries.iter().any(|(name, entry)| entry.encrypted() && name.ends_with(".xml"))
    }

    fn has_macros(&self) -> bool {
        // script-lb.xml and script-lc.xml are the indexes of Basic libraries, which stand there even when these are empty.
        let basic_module =
            |name: &str| name.starts_with("basic/") && name.ends_with(".xml") && !name.contains("script-l");
        self.entries.iter().any(|(name, _)| name.ends_with("vbaproject.bin") || basic_module(name))
    }
}

/// Parts are UTF-8 almost always; UTF-16 is allowed and some converters write it.
fn decode_part(content: &[u8]) -> Cow<'_, str> {
    let encoding = encoding_rs::Encoding::for_bom(content).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    encoding.decode(content).0
}

/// Stands in the content type of every main part, and of hardly any other.
const MAIN: &str = ".main";

/// Ends of the content types of main parts, and what they make of the package.
const MAIN_TYPES: &[(&str, Format)] = &[
    ("wordprocessingml.document.main+xml", Format::Docx),
    ("wordprocessingml.template.main+xml", Format::Docx),
    ("ms-word.document.macroenabled.main+xml", Format::Docm),
    ("ms-word.template.macroenabledtemplate.main+xml", Format::Docm),
    ("spreadsheetml.sheet.main+xml", Format::Xlsx),
    ("spreadsheetml.template.main+xml", Format::Xlsx),
    ("ms-excel.sheet.macroenabled.main+xml", Format::Xlsm),
    ("ms-excel.template.macroenabled.main+xml", Format::Xlsm),
    ("ms-excel.addin.macroenabled.main+xml", Format::Xlsm),
    ("ms-excel.sheet.binary.macroenabled.main", Format::Xlsb),
    ("presentationml.presentation.main+xml", Format::Pptx),
    ("presentationml.slideshow.main+xml", Format::Pptx),
    ("presentationml.template.main+xml", Format::Pptx),
    ("ms-powerpoint.presentation.macroenabled.main+xml", Format::Pptx),
    ("ms-powerpoint.slideshow.macroenabled.main+xml", Format::Pptx),
    ("ms-powerpoint.template.macroenabled.main+xml", Format::Pptx),
];

/// What the first override of a main part says. Defaults say what an extension would mean were it there: SheetJS declares
/// `bin` as a binary workbook in every file.
fn main_content_type(types: &str) -> Option<Format> {
    let types = types.to_ascii_lowercase();
    let is_override = |tag: &&str| {
        let name = tag.split([' ', '>', '/', '\n', '\t', '\r']).next().unwrap_or_default();
        name.rsplit(':').next() == Some("override") && tag.contains(MAIN)
    };
    types
        .split('<')
        .filter(is_override)
        .find_map(|tag| MAIN_TYPES.iter().find(|(ending, _)| tag.contains(ending)).map(|(_, format)| *format))
}
