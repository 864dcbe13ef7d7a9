//! A written paper, such as the description (文字说明), from a Document: its length, its sections under whatever headings the
//! unit wrote, and the unit and project that it names.

mod coverage;
mod heading;
mod line;
mod named;
mod run_on;
mod section_names;
mod sections;

use crate::extract::description::coverage::measure_coverage;
use crate::extract::description::line::Line;
use crate::extract::description::line::list_lines;
use crate::extract::description::named::NameFinder;
use crate::extract::description::run_on::part_run_on;
use crate::extract::description::sections::Hit;
use crate::extract::description::sections::Outline;
use crate::extract::description::sections::outline;
use crate::extract::description::sections::visible;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::traditional::label_key;
use crate::extract::parts::written_sheet::as_running_text;
use crate::extract::words::count_words;
use crate::model::Document;
use crate::model::Format;
use crate::model::Located;
use crate::model::NarrativeDocument;
use crate::model::Place;
use crate::model::SectionRead;
use crate::model::WordCount;
use crate::model::project_key;
use crate::policy::DocumentSpec;
use crate::policy::Policy;
use crate::policy::RuleKind;
use crate::policy::SectionSpec;

pub use crate::extract::description::named::KnownNames;
pub use crate::extract::description::named::NameLabels;
pub use crate::extract::description::section_names::SectionNames;

/// What a written paper says of itself before the form is known that it came with.
pub struct SensedPaper {
    /// The unit that it names.
    pub unit: Option<String>,
    /// The project that it names.
    pub project: Option<String>,
    /// Whether a label says that it is the project, not only a title.
    pub labels_project: bool,
    /// Keys of the sections that it has.
    pub sections: Vec<String>,
}

/// Looks at a written paper as far as must be known to tell what it is: nothing is counted.
pub fn sense_written(document: &Document, spec: &DocumentSpec, policy: &Policy, lexicon: &Lexicon) -> SensedPaper {
    let (_, skeleton) = read_lines(document, spec, policy, lexicon, KnownNames::default());
    SensedPaper {
        unit: skeleton.unit.map(|unit| unit.value),
        project: skeleton.project.map(|(_, project)| project.value),
        labels_project: skeleton.labels_project,
        sections: skeleton.sections.into_iter().map(|section| section.key).collect(),
    }
}

/// Characters of a written paper, white space left out, with the switches of the rule on this document.
pub fn count_characters(document: &Document, spec: &DocumentSpec, policy: &Policy) -> usize {
    count(document, spec, policy).2
}

/// What stands where in a written paper.
struct Skeleton<'d> {
    outline: Outline<'d>,
    /// The section that the project's name is.
    title_section: Option<usize>,
    /// The line of the first section beside that.
    first_section: usize,
    unit: Option<Located<String>>,
    /// The project, and the line that names it.
    project: Option<(usize, Located<String>)>,
    /// Whether a label says so.
    labels_project: bool,
    /// In the order of the paper.
    sections: Vec<SectionRead>,
}

/// The lines of a written paper, and what stands where. Where a section is missing, they are parted before names within paragraphs.
fn read_lines<'d>(
    document: &'d Document,
    spec: &DocumentSpec,
    policy: &Policy,
    lexicon: &Lexicon,
    known: KnownNames<'_>,
) -> (Vec<Line<'d>>, Skeleton<'d>) {
    let lines = list_lines(document);
    let skeleton = find_skeleton(document, &lines, spec, policy, lexicon, known);
    let title = skeleton.title_section.and_then(|at| spec.sections.get(at)).map(|title| &title.key);
    let is_read = |section: &SectionSpec| skeleton.sections.iter().any(|read| read.key == section.key);
    if spec.sections.iter().all(|section| Some(&section.key) == title || is_read(section)) {
        return (lines, skeleton);
    }
    let parted = match lexicon.paper(&spec.key) {
        Some(names) => part_run_on(&lines, &names.sections),
        None => part_run_on(&lines, &SectionNames::of(spec)),
    };
    if parted.len() == lines.len() {
        return (lines, skeleton);
    }
    let skeleton = find_skeleton(document, &parted, spec, policy, lexicon, known);
    (parted, skeleton)
}

fn find_skeleton<'d>(
    document: &Document,
    lines: &[Line<'d>],
    spec: &DocumentSpec,
    policy: &Policy,
    lexicon: &Lexicon,
    known: KnownNames<'_>,
) -> Skeleton<'d> {
    let labels = lexicon.name_labels();
    let title_section = title_section(spec, labels);
    let outline = match lexicon.paper(&spec.key) {
        Some(names) => outline(lines, &names.sections, title_section),
        None => outline(lines, &SectionNames::of(spec), title_section),
    };
    let first_section =
        outline.hits.iter().find(|hit| !names_only(hit, title_section)).map_or(lines.len(), |hit| hit.line);
    let mut headings: Vec<usize> =
        outline.hits.iter().map(|hit| hit.line).chain(outline.others.iter().copied()).collect();
    headings.sort_unstable();
    let finder = NameFinder { document, lines, policy, labels, spec, known, first_section, headings };
    let labelled = finder.labelled_project();
    let labels_project = labelled.is_some();
    let project = labelled.or_else(|| finder.titled_project());
    let mut sections = read_sections(document, spec, lines, &outline.hits);
    let title = title_section.and_then(|section| spec.sections.get(section));
    if let Some(((line, _), spec)) = project.as_ref().zip(title) {
        let has_text = |(_, read): &(usize, SectionRead)| read.key == spec.key && read.characters > 0;
        if !sections.iter().any(has_text) {
            sections.retain(|(_, read)| read.key != spec.key);
            sections.extend(section_of_title(document, spec, lines, *line));
        }
    }
    sections.sort_by_key(|(line, _)| *line);
    let sections = sections.into_iter().map(|(_, section)| section).collect();
    Skeleton { unit: finder.unit(), outline, title_section, first_section, project, labels_project, sections }
}

/// Reads a written paper as the document that `spec` describes. `known` is what its form says; by it a title is known to be
/// the project's name.
pub fn read_narrative(
    document: &Document,
    spec: &DocumentSpec,
    policy: &Policy,
    lexicon: &Lexicon,
    known: KnownNames<'_>,
) -> NarrativeDocument {
    let running = document.format.is_workbook().then(|| as_running_text(document));
    let document = running.as_ref().unwrap_or(document);
    let (lines, skeleton) = read_lines(document, spec, policy, lexicon, known);
    let Skeleton { outline, title_section, first_section, unit, project, sections, .. } = skeleton;
    let title_line = project.as_ref().map(|(line, _)| *line);
    // The project's name speaks of the project, not of what stands below it.
    let names = [project.as_ref().map(|(_, name)| name.value.as_str()), known.project];
    let names: Vec<String> = names.into_iter().flatten().map(project_key).filter(|name| !name.is_empty()).collect();
    let is_title = |text: &str| {
        let text = project_key(text);
        names.iter().any(|name| text.contains(name.as_str()))
    };
    let (words, words_other_reading, characters) = count(document, spec, policy);
    let unit_spot = unit.as_ref().and_then(|unit| unit.place.spot.as_ref());
    let titles = lexicon.paper(&spec.key);
    let coverage = measure_coverage(&lines, &outline, title_section, &|at, line| {
        Some(at) == title_line
            || project.as_ref().is_some_and(|(_, name)| project_key(&name.value) == project_key(line.text))
            || Some(&line.spot) == unit_spot
            || at < first_section && titles.is_some_and(|names| names.end(line.text))
    });
    NarrativeDocument {
        place: Place::whole(&document.file),
        words,
        words_other_reading,
        characters,
        coverage,
        sections,
        others: Vec::new(),
        has_headings: outline.has_headings,
        other_headings: outline
            .others
            .iter()
            .chain(&outline.unmarked)
            .filter(|line| Some(**line) != title_line)
            .filter_map(|&index| lines.get(index))
            .filter(|line| !is_title(line.text))
            .map(|line| locate(document, line))
            .collect(),
        unit,
        project: project.map(|(_, name)| name),
        text: lines.iter().map(|line| line.text).collect::<Vec<&str>>().join("\n"),
    }
}

/// The lines of a written paper, each with its place.
pub(super) fn locate_lines(document: &Document) -> Vec<Located<()>> {
    list_lines(document).iter().map(|line| locate(document, line)).collect()
}

/// The section that the project's name is: the one that is called as the field of that role.
fn title_section(spec: &DocumentSpec, labels: &NameLabels) -> Option<usize> {
    spec.sections.iter().position(|section| labels.project.contains(&label_key(&section.label)))
}

fn names_only(hit: &Hit<'_>, section: Option<usize>) -> bool {
    hit.sections.iter().all(|named| Some(*named) == section)
}

/// The measure's sections, each once, with the line of its first heading.
fn read_sections(
    document: &Document,
    spec: &DocumentSpec,
    lines: &[Line<'_>],
    hits: &[Hit<'_>],
) -> Vec<(usize, SectionRead)> {
    let mut read = Vec::new();
    for (index, section) in spec.sections.iter().enumerate() {
        let mut found: Option<(usize, SectionRead)> = None;
        let mut covered = 0;
        for hit in hits.iter().filter(|hit| hit.sections.contains(&index)) {
            let Some(line) = lines.get(hit.line) else { continue };
            let inside_the_last = hit.line < covered;
            covered = covered.max(hit.end);
            match &mut found {
                Some((_, earlier)) if earlier.characters > 0 => {
                    earlier.characters += if inside_the_last { 0 } else { hit.characters };
                }
                _ => {
                    let section = SectionRead {
                        key: section.key.clone(),
                        heading: hit.words.to_owned(),
                        place: document.place(line.spot.clone()),
                        characters: hit.characters,
                        text_may_follow: hit.text_may_follow,
                    };
                    found = Some((hit.line, section));
                }
            }
        }
        read.extend(found);
    }
    read
}

/// The project's name as a section, where the title or a labelled line gives it.
fn section_of_title(
    document: &Document,
    section: &SectionSpec,
    lines: &[Line<'_>],
    line: usize,
) -> Option<(usize, SectionRead)> {
    let title = lines.get(line)?;
    let read = SectionRead {
        key: section.key.clone(),
        heading: title.text.to_owned(),
        place: document.place(title.spot.clone()),
        characters: visible(title.text),
        text_may_follow: false,
    };
    Some((line, read))
}

fn locate(document: &Document, line: &Line<'_>) -> Located<()> {
    Located { value: (), raw: line.text.to_owned(), place: document.place(line.spot.clone()) }
}

/// 字数, its other reading, and characters, with the switches of the rule on this document.
fn count(document: &Document, spec: &DocumentSpec, policy: &Policy) -> (usize, usize, usize) {
    let of_this = policy.rules.iter().filter(|rule| rule.subject.as_deref() == Some(spec.key.as_str()));
    let mut limits = of_this.filter_map(|rule| match rule.kind {
        RuleKind::WordsAtMost { limit, text_boxes, notes } => Some((limit, text_boxes, notes)),
        _ => None,
    });
    let rule = limits.next();
    let (_, text_boxes, notes) = rule.unwrap_or((0, true, true));
    let count = count_words(document, text_boxes, notes);
    let limit = rule.map(|(limit, ..)| limit);
    let count = match limit {
        Some(limit) if document.format == Format::Pdf => doubt_near(count, limit),
        _ => count,
    };
    (count.words, count.other_reading(limit), count.characters)
}

/// In a PDF a line may have been joined or a header taken for text: near the limit a figure says nothing.
fn doubt_near(count: WordCount, limit: usize) -> WordCount {
    let slack = (limit / 50).max(20);
    if count.words.abs_diff(limit) > slack {
        return count;
    }
    WordCount { low: count.low.min(limit), high: count.high.max(limit + 1), ..count }
}
