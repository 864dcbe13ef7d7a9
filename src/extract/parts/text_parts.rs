//! The parts of a text that may be forms: its body as one, or several one after the other. A written paper that stands ahead of a form
//! or behind it is no part of it.

use crate::extract::label::form_words::is_heading_of_a_form;
use crate::extract::label::label_core::Folded;
use crate::extract::label::numbering::Notes;
use crate::extract::page::PageItem;
use crate::extract::parts::Finder;
use crate::extract::parts::FormPart;
use crate::extract::parts::SAMPLES;
use crate::extract::parts::form_starts::Told;
use crate::extract::parts::form_starts::find_starts;
use crate::extract::parts::paper_behind::ToldNames;
use crate::extract::parts::paper_behind::find_paper_title;
use crate::extract::parts::paper_behind::is_anchored_in;
use crate::extract::parts::paper_behind::is_written_paper;
use crate::extract::parts::split_title::find_split_title;
use crate::extract::values::prompt::asks_for_mark;
use crate::model::Block;
use crate::model::Document;
use crate::model::Story;
use crate::model::StoryKind;

/// A line on a cover has so many characters at most.
const LONGEST_ON_COVER: usize = 40;

/// The items of a text with what each tells and the block that it is of.
struct TextItems<'d> {
    items: Vec<PageItem<'d>>,
    told: Vec<Told>,
    blocks: Vec<usize>,
}

impl Finder<'_> {
    /// The body of a text as one part, or as several forms one after the other.
    pub(super) fn parts_of_text<'d>(&self, document: &'d Document) -> Vec<FormPart<'d>> {
        let mut text = self.items_of(document);
        let ahead = self.count_items_ahead(document, &text);
        // What the paper names is no form's.
        text.told.iter_mut().take(ahead).for_each(|told| *told = Told::default());
        let mut left_out: Vec<&'d [Block]> =
            vec![document.body.get(..text.block_at(ahead, document)).unwrap_or_default()];
        let starts = find_starts(&text.told);
        let told = ToldNames::of(document, &document.body);
        let mut parts: Vec<FormPart<'d>> = Vec::new();
        for (number, &start) in starts.iter().enumerate() {
            let from = if number == 0 { ahead } else { start.max(ahead) };
            let next = starts.get(number + 1).copied().unwrap_or(text.items.len());
            let own = text.told.get(from..next).unwrap_or(&[]);
            let mut items = text.items.get(from..next).unwrap_or(&[]).to_vec();
            let (first, end) = (text.block_at(from, document), text.block_at(next, document));
            let behind = self.leave_paper_behind(document, &told, &mut items, end);
            left_out.push(document.body.get(behind..end).unwrap_or_default());
            // A description behind the form names its unit and project again, but nobody to call and no line to sign.
            let continues = number > 0 && !own.iter().any(|told| told.personal);
            if continues && !begins_with_table(&items) {
                left_out.push(document.body.get(first..end).unwrap_or_default());
                if let Some(last) = parts.last_mut() {
                    last.restated.get_or_insert(first);
                }
                continue;
            }
            // 附：填写样例 stands above the sample's own title.
            let above = from.checked_sub(1).and_then(|above| text.items.get(above));
            parts.push(FormPart {
                suffix: format!("#{}", number + 1),
                titled: own.iter().any(|told| told.title),
                set_aside: own.iter().any(|told| told.sample)
                    || number > 0 && above.into_iter().chain(items.first()).any(announces_sample),
                continues,
                is_sheet: false,
                first_block: first,
                restated: None,
                items,
            });
        }
        if let Some(first) = parts.first_mut() {
            let boxes = boxes_of(document, &left_out);
            first.titled |= boxes.iter().any(|item| self.tell(item).title);
            first.items.extend(boxes);
        }
        parts
    }

    fn items_of<'d>(&self, document: &'d Document) -> TextItems<'d> {
        let mut text = TextItems { items: Vec::new(), told: Vec::new(), blocks: Vec::new() };
        for (at, block) in document.body.iter().enumerate() {
            // A table that holds several cards is cut by its rows like a sheet.
            text.items.extend(self.cut_table(PageItem::of(block)));
            text.blocks.resize(text.items.len(), at);
        }
        let mut notes = Notes::default();
        let noted = |item: &PageItem<'_>| match item {
            PageItem::Paragraph(line) => !line.text.trim().is_empty() && notes.take(&line.text),
            PageItem::Rows(..) => false,
        };
        let noted: Vec<bool> = text.items.iter().map(noted).collect();
        let tell = |(item, noted)| if noted { Told::default() } else { self.tell(item) };
        text.told = text.items.iter().zip(noted).map(tell).collect();
        if let Some(split) = find_split_title(&text.items, self.lexicon).and_then(|at| text.told.get_mut(at)) {
            split.title = true;
        }
        text
    }

    /// How many items at the head are a written paper that the form follows: up to the form's title, or where it has none up to the
    /// first table that asks for somebody and tells of the project.
    fn count_items_ahead(&self, document: &Document, text: &TextItems<'_>) -> usize {
        let told = &text.told;
        let is_form = |(item, told): (&PageItem<'_>, &Told)| {
            matches!(item, PageItem::Rows(..)) && told.personal && told.running && told.keys.contains(&true)
        };
        let asks_nobody = |ahead: &usize| !told.iter().take(*ahead).any(|told| told.personal);
        let by_table = || text.items.iter().zip(told).position(is_form).filter(asks_nobody);
        let Some(mut ahead) = told.iter().position(|told| told.title).or_else(by_table) else { return 0 };
        // 附件1, a cover and what it says of filling in stand above the form's title
        let is_short = |item: &&PageItem<'_>| match item {
            PageItem::Paragraph(paragraph) => paragraph.text.chars().count() <= LONGEST_ON_COVER,
            PageItem::Rows(..) => false,
        };
        let cover = text.items.iter().take(ahead).rev().take_while(is_short).count();
        let first = (ahead - cover..ahead).find(|&at| told.get(at).is_some_and(|told| told.heading));
        ahead = first.unwrap_or(ahead);
        let signs = told.iter().take(ahead).any(|told| told.signature_only);
        // （申报表） may stand below its table.
        let asks = || text.items.iter().zip(told).take(ahead).any(is_form);
        let paper = document.body.get(..text.block_at(ahead, document)).unwrap_or_default();
        if signs || asks() || !is_written_paper(document, paper, self.policy, self.lexicon) { 0 } else { ahead }
    }

    /// Takes the written paper behind a form out of its part, which ends before the block `end`; the block that the paper begins with.
    fn leave_paper_behind<'d>(
        &self,
        document: &'d Document,
        told: &ToldNames<'d>,
        items: &mut Vec<PageItem<'d>>,
        end: usize,
    ) -> usize {
        let paragraph = |item: &PageItem<'d>| match *item {
            PageItem::Paragraph(paragraph) => Some(paragraph),
            PageItem::Rows(..) => None,
        };
        let lines = items.iter().filter_map(paragraph);
        let body = document.body.get(..end).unwrap_or_default();
        let Some(at) = find_paper_title(document, body, told, lines, self.policy, self.lexicon) else { return end };
        let Some(Block::Paragraph(title)) = document.body.get(at) else { return end };
        let kept = items.iter().position(|item| paragraph(item).is_some_and(|line| std::ptr::eq(line, title)));
        items.truncate(kept.unwrap_or(items.len()));
        at
    }
}

impl TextItems<'_> {
    /// The block that an item is of; behind the last the document's end.
    fn block_at(&self, item: usize, document: &Document) -> usize {
        self.blocks.get(item).copied().unwrap_or(document.body.len())
    }
}

/// What stands in text boxes, page headers and the footers where one signs, but for the boxes in blocks that are no form's.
fn boxes_of<'d>(document: &'d Document, left_out: &[&'d [Block]]) -> Vec<PageItem<'d>> {
    let of_kind = |is_kind: fn(&StoryKind) -> bool| document.stories.iter().filter(move |story| is_kind(&story.kind));
    let of_form = |story: &&Story| !left_out.iter().any(|blocks| is_anchored_in(story, blocks));
    let boxes = of_kind(|kind| matches!(kind, StoryKind::TextBox(_))).filter(of_form);
    let headers = of_kind(|kind| matches!(kind, StoryKind::Header(_)));
    let footers = of_kind(|kind| matches!(kind, StoryKind::Footer(_))).filter(|story| is_signed_in(story));
    boxes.chain(headers).chain(footers).flat_map(|story| &story.blocks).map(PageItem::of).collect()
}

/// Whether one signs in a page's header or footer.
pub fn is_signed_in(story: &Story) -> bool {
    story.blocks.iter().any(|block| matches!(block, Block::Paragraph(line) if asks_for_mark(&line.text)))
}

/// Whether a part is a table but for the headings above it.
fn begins_with_table(items: &[PageItem<'_>]) -> bool {
    let heading = |text: &str| {
        text.trim().is_empty() || is_heading_of_a_form(&Folded::of(text)) || text.trim_end().ends_with(['）', ')'])
    };
    let first = items.iter().find(|item| !matches!(item, PageItem::Paragraph(paragraph) if heading(&paragraph.text)));
    matches!(first, Some(PageItem::Rows(..)))
}

/// Whether a line says that a filled sample follows: 附：填写样例.
fn announces_sample(item: &PageItem<'_>) -> bool {
    let PageItem::Paragraph(paragraph) = item else { return false };
    let text = paragraph.text.trim().trim_end_matches(['：', ':', '）', ')']);
    text.chars().count() <= LONGEST_ANNOUNCEMENT && SAMPLES.iter().any(|word| text.ends_with(word))
}

/// The longest line that announces a sample, in characters.
const LONGEST_ANNOUNCEMENT: usize = 24;
