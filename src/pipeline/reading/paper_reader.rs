//! From a parcel to what its files say: opened, told by content, read and understood under one measure. It runs in this
//! process or in a worker; it starts no process itself.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use super::limits::ReadingLimits;
use super::paper::Matter;
use super::paper::PaperRead;
use crate::extract::FormRead;
use crate::extract::Lexicon;
use crate::extract::is_cut_text;
use crate::extract::read_forms;
use crate::extract::sense_paper;
use crate::inbox::InboxFile;
use crate::inbox::Parcel;
use crate::inbox::open;
use crate::model::Document;
use crate::model::Format;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::PaperSense;
use crate::model::Place;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::policy::Policy;
use crate::readers::read;

/// What a reader of parcels says as it goes on.
pub enum Told<'t> {
    /// It begins to read this file.
    Reading(&'t str),
    /// It has read a file.
    Read(Box<PaperRead>, Matter),
}

/// A measure made ready for reading papers under it.
pub struct PaperReader<'p> {
    policy: &'p Policy,
    lexicon: Lexicon,
    limits: &'p ReadingLimits,
}

impl<'p> PaperReader<'p> {
    /// Makes a measure ready.
    pub fn new(policy: &'p Policy, limits: &'p ReadingLimits) -> Self {
        Self { policy, lexicon: Lexicon::new(policy), limits }
    }

    /// Reads all files of a parcel. Those in `closed` are opened and not read, for the reason given.
    pub fn read_parcel(&self, parcel: &Parcel, closed: &BTreeMap<String, Trouble>, tell: &mut dyn FnMut(Told<'_>)) {
        open(parcel, &self.limits.inbox, &mut |mut file| {
            tell(Told::Reading(&file.path));
            if let Some(reason) = closed.get(file.path.as_ref()) {
                file.troubles.push(reason.clone());
                file.salvaged = false;
            }
            let (paper, matter) = self.read_file(&file);
            tell(Told::Read(Box::new(paper), matter));
        });
    }

    fn read_file(&self, file: &InboxFile) -> (PaperRead, Matter) {
        let lost = !file.salvaged && file.troubles.iter().any(|trouble| trouble.kind.loses_content());
        let unread = |sense| (PaperRead::unread(file, sense), Matter::default());
        if file.format == Format::Image {
            return unread(PaperSense::Scan);
        }
        if !file.format.holds_text() || lost {
            return unread(PaperSense::NotRead);
        }
        // A fault of the program costs the one file, which is shown as unreadable.
        catch_unwind(AssertUnwindSafe(|| self.understand(file))).unwrap_or_else(|_| {
            let (mut paper, matter) = unread(PaperSense::NotRead);
            let detail = "读取时程序出错，文件内容没有读出；请另存为 .xlsx 或 .docx 后重新放入";
            paper.troubles_inside.push(unreadable(detail));
            (paper, matter)
        })
    }

    fn understand(&self, file: &InboxFile) -> (PaperRead, Matter) {
        let bytes = file.bytes();
        let mut document = match &bytes {
            Ok(bytes) => read(&file.path, bytes, file.format, &self.limits.document),
            Err(error) => {
                let mut document = Document::empty(&file.path, file.format);
                document.troubles.push(unreadable(&format!("文件无法打开：{error}")));
                document
            }
        };
        let forms: Vec<FormRead> = read_forms(&document, self.policy, &self.lexicon);
        if bytes.is_ok_and(|bytes| is_cut_text(&bytes, &document, &forms, self.policy)) {
            let detail = "申报表在半行里中断，后面的栏目没有了（复制或保存没有完成？）".to_owned();
            document.troubles.push(Trouble { kind: TroubleKind::Incomplete, detail, spot: None });
        }
        let sense = sense_paper(&document, &forms, self.policy, &self.lexicon);
        let mut paper = PaperRead::unread(file, sense);
        paper.troubles_inside = std::mem::take(&mut document.troubles);
        paper.photograph = find_photograph(&document).map(Box::new);
        match Matter::encode(&forms, document) {
            Ok(matter) => (paper, matter),
            Err(error) => {
                paper.sense = PaperSense::NotRead;
                paper.troubles_inside.push(unreadable(&format!("文件内容无法保存：{error}")));
                (paper, Matter::default())
            }
        }
    }
}

/// Where the first picture stands that is larger than signatures are, and may show what evidence shows.
fn find_photograph(document: &Document) -> Option<Place> {
    const LEAST: (u64, u64) = (45 * EMU_PER_MM, 30 * EMU_PER_MM);
    const EMU_PER_MM: u64 = 36_000;
    let is_large = |mark: &&Mark| mark.extent.is_some_and(|(width, height)| width >= LEAST.0 && height >= LEAST.1);
    let pictures = document.marks.iter().filter(|mark| mark.kind == MarkKind::Picture && !mark.in_header);
    let mut large = pictures.filter(is_large);
    let spot = large.next()?.anchor.as_ref().map(|anchor| anchor.from.clone());
    Some(Place { file: document.file.clone(), spot })
}

fn unreadable(detail: &str) -> Trouble {
    Trouble { kind: TroubleKind::Unreadable, detail: detail.to_owned(), spot: None }
}
