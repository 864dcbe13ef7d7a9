//! One story of a Word document (body, header, note, text box) as blocks: paragraphs, tables, and what wraps them (ECMA-376 part 1, 17.2,
//! 17.3). Elements are known by local name, so prefixes and the strict namespaces do not matter.

use crate::model::Anchor;
use crate::model::Block;
use crate::model::InText;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::docx::paper::Paper;
use crate::readers::docx::paragraph::Draft;
use crate::readers::docx::run_properties::is_on;
use crate::readers::flow::field::Fields;
use crate::readers::package::relationships::Relationships;
use crate::readers::xml::Element;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// EMU in a twentieth of a point.
const EMU_PER_TWIP: i64 = 635;

/// Reads the stories of one part.
pub struct StoryReader<'x, 'd, 'b> {
    /// The part.
    pub xml: Xml<'x>,
    /// What it refers to.
    pub relationships: &'d Relationships,
    /// The document it belongs to.
    pub paper: &'d mut Paper<'b>,
    /// Where reading stands.
    pub here: Here,
    /// Fields that are open.
    pub fields: Fields,
    /// The whole part says that its blanks count, so that its runs need not.
    pub keeps_blanks: bool,
    /// Inside a content control that shows its placeholder, which is not text.
    pub placeholder: bool,
    /// A paragraph whose mark is deleted: the next one continues it.
    pub pending: Option<Draft>,
    /// In the cell that is open a paragraph lost all its words to a tracked deletion.
    pub emptied: bool,
}

/// Where reading stands.
#[derive(Clone, Debug)]
pub struct Here {
    /// In which story.
    pub story: StoryKind,
    /// In which cells, from the outermost table inwards.
    pub path: Vec<(u32, u32, u32)>,
    /// Paragraphs of the story so far that stand in no table.
    pub paragraphs: u32,
    /// Tables so far in the story or cell.
    pub tables: u32,
    /// In a text box: where the box is anchored.
    pub box_anchor: Option<Anchor>,
}

impl Here {
    /// The beginning of a story.
    pub fn start_of(story: StoryKind) -> Self {
        Self { story, path: Vec::new(), paragraphs: 0, tables: 0, box_anchor: None }
    }

    /// The spot of the paragraph or cell that is being read.
    pub fn spot(&self) -> Spot {
        match self.path.is_empty() {
            true => Spot::Paragraph { story: self.story, number: self.paragraphs.max(1) },
            false => Spot::TableCell { story: self.story, path: self.path.clone() },
        }
    }

    /// Whether this is a page header or footer.
    pub fn is_header(&self) -> bool {
        matches!(self.story, StoryKind::Header(_) | StoryKind::Footer(_))
    }

    /// Where something that stands here is anchored; None in headers and footers.
    pub fn anchor(&self, inline: bool) -> Option<Anchor> {
        match &self.box_anchor {
            // In a table in a box the cell says more than where the box hangs.
            Some(anchor) if self.path.is_empty() => Some(anchor.clone()),
            None if self.is_header() => None,
            _ => Some(Anchor { from: self.spot(), to: None, inline, middle: None, in_text: InText::default() }),
        }
    }
}

impl<'x, 'd, 'b> StoryReader<'x, 'd, 'b> {
    /// A reader over one part's text.
    pub fn new(text: &'x str, relationships: &'d Relationships, paper: &'d mut Paper<'b>, trust_fields: bool) -> Self {
        let depth = paper.package.limits().depth;
        let keeps_blanks = Xml::new(text, depth).next_open().is_some_and(|root| keeps_blanks(&root));
        let mut xml = Xml::new(text, depth).with_all_branches();
        xml.watch(Watch::Words);
        Self {
            xml,
            relationships,
            paper,
            here: Here::start_of(StoryKind::Body),
            fields: Fields::new(trust_fields),
            keeps_blanks,
            placeholder: false,
            pending: None,
            emptied: false,
        }
    }

    /// The blocks inside the element opened last, which holds a story or cell of its own.
    pub fn read_container(&mut self) -> Vec<Block> {
        let outer = self.pending.take();
        let mut blocks = Vec::new();
        self.read_blocks(&mut blocks);
        self.flush_pending(&mut blocks);
        self.pending = outer;
        blocks
    }

    fn read_blocks(&mut self, blocks: &mut Vec<Block>) {
        while let Some(element) = self.xml.child() {
            self.read_block(element, blocks);
        }
    }

    /// Reads the element opened last, where a paragraph or table is expected.
    pub fn read_block(&mut self, element: Element<'x>, blocks: &mut Vec<Block>) {
        match element.name() {
            "p" => self.read_paragraph(blocks),
            "tbl" => {
                self.flush_pending(blocks);
                self.read_table(blocks);
            }
            "sdt" => {
                let outer = self.placeholder;
                self.read_blocks(blocks);
                self.placeholder = outer;
            }
            "sdtPr" => drop(self.read_control_properties()),
            "sectPr" => self.read_section(),
            "del" | "moveFrom" | "conflictDel" | "sdtEndPr" | "customXmlPr" | "tcPr" | "background" => self.xml.skip(),
            "altChunk" | "subDoc" => self.note_foreign_part(&element),
            "AlternateContent" => self.read_alternate(&mut |reader, element| reader.read_block(element, blocks)),
            "r" | "hyperlink" | "oMath" | "oMathPara" | "fldSimple" | "smartTag" => {
                self.read_loose_inline(element, blocks)
            }
            _ => self.read_blocks(blocks),
        }
    }

    /// A run that stands in no paragraph, as damaged or generated files have it.
    fn read_loose_inline(&mut self, element: Element<'x>, blocks: &mut Vec<Block>) {
        let mut draft = self.open_paragraph();
        self.read_inline(element, &mut draft);
        self.close_paragraph(draft, blocks);
    }

    /// Reads the branch of the `mc:AlternateContent` opened last that is understood: each text and picture stands in both.
    pub fn read_alternate(&mut self, read: &mut dyn FnMut(&mut Self, Element<'x>)) {
        let marks = self.paper.aside.marks.len();
        let (mut taken, mut unread) = (false, false);
        while let Some(branch) = self.xml.child() {
            let fits = match branch.name() {
                "Choice" => {
                    branch.attribute("Requires").is_none_or(|names| names.split_whitespace().all(is_understood))
                }
                _ => true,
            };
            if taken {
                self.adopt_fallback_picture(marks);
            } else if fits {
                taken = true;
                while let Some(element) = self.xml.child() {
                    read(self, element);
                }
            } else {
                unread |= !self.xml.text().trim().is_empty();
            }
        }
        if unread && !taken {
            let detail = "有的内容只有更新的 Word 才能显示，没有读".to_owned();
            self.paper.package.note(Trouble { kind: TroubleKind::Incomplete, detail, spot: Some(self.here.spot()) });
        }
    }

    /// Reads the text box whose `w:txbxContent` was opened last: a story of its own in the body, part of the story elsewhere. True where
    /// it holds any text.
    pub fn read_text_box(&mut self, inline: bool, draft: &mut Draft) -> bool {
        if !matches!(self.here.story, StoryKind::Body | StoryKind::TextBox(_)) {
            let blocks = self.read_container();
            let holds_text = hold_text(&blocks);
            draft.after.extend(blocks);
            return holds_text;
        }
        let at = self.paper.aside.text_boxes.len();
        let kind = StoryKind::TextBox(u32::try_from(at + 1).unwrap_or(u32::MAX));
        let anchor = self.here.anchor(inline);
        self.paper.aside.text_boxes.push(Story { kind, anchor: anchor.clone(), blocks: Vec::new() });
        let inside = Here { box_anchor: anchor, ..Here::start_of(kind) };
        let outer = std::mem::replace(&mut self.here, inside);
        let outer_fields = self.fields.set_aside();
        let blocks = self.read_container();
        self.fields.take_up(outer_fields);
        self.here = outer;
        let holds_text = hold_text(&blocks);
        let boxes = &mut self.paper.aside.text_boxes;
        if !holds_text && boxes.len() == at + 1 {
            boxes.pop();
        } else if let Some(story) = boxes.get_mut(at) {
            story.blocks = blocks;
        }
        holds_text
    }

    /// A content control's properties: notes whether it shows its placeholder; gives the state of a check box.
    pub fn read_control_properties(&mut self) -> Option<bool> {
        let mut checked = None;
        while let Some(child) = self.xml.child() {
            match child.name() {
                "showingPlcHdr" => self.placeholder |= is_on(&child),
                "dataBinding" => self.paper.aside.bound = true,
                "checkbox" => {
                    checked = Some(false);
                    while let Some(state) = self.xml.child() {
                        if state.name() == "checked" {
                            checked = Some(is_on(&state));
                        }
                        self.xml.skip();
                    }
                    continue;
                }
                _ => {}
            }
            self.xml.skip();
        }
        checked
    }

    /// Notes the headers, the footers and the page of the `w:sectPr` opened last.
    pub fn read_section(&mut self) {
        while let Some(child) = self.xml.child() {
            if child.name() == "pgSz" {
                let side = |key: &str| child.number::<i64>(key).unwrap_or(0).saturating_mul(EMU_PER_TWIP);
                let page = &mut self.paper.aside.page;
                *page = (page.0.max(side("w")), page.1.max(side("h")));
            }
            let list = match child.name() {
                "headerReference" => Some(&mut self.paper.aside.headers),
                "footerReference" => Some(&mut self.paper.aside.footers),
                _ => None,
            };
            if let (Some(list), Some(id)) = (list, child.prefixed("id")) {
                list.push(id.into_owned());
            }
            self.xml.skip();
        }
    }

    fn note_foreign_part(&mut self, element: &Element) {
        let what = match element.name() {
            "subDoc" => "主控文档引用的子文档",
            _ => "以“插入文件”方式嵌入的内容",
        };
        let detail = format!("{what}未读取；请在 Word 中打开后另存为普通 .docx 文件");
        let spot = Some(self.here.spot());
        self.paper.package.note(Trouble { kind: TroubleKind::Unsupported, detail, spot });
        self.xml.skip();
    }
}

/// Whether an element says that the blanks at both ends of its text count.
pub fn keeps_blanks(element: &Element) -> bool {
    element.attribute("space").is_some_and(|space| space == "preserve")
}

/// Extensions of Word 2010 and later whose content is read here, by their usual prefixes.
fn is_understood(prefix: &str) -> bool {
    let known = [
        "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16se", "w16cid", "w16", "a14", "v", "o", "wp", "w", "m",
        "r",
    ];
    known.contains(&prefix) || ["aink", "cx", "c14", "lc"].iter().any(|known| prefix.starts_with(known))
}

/// Whether there is any text, or a table, in these blocks.
pub fn hold_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Grid(_) => true,
    })
}
