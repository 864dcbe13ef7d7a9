//! The sections of a written paper, from its lines: which headings name a section of the measure, and how much text stands
//! below each. A heading's word inside running prose is no heading.

use std::collections::HashMap;

use crate::extract::description::heading::Head;
use crate::extract::description::heading::Rank;
use crate::extract::description::line::CellPlace;
use crate::extract::description::line::Line;
use crate::extract::description::section_names::SectionNames;
use crate::extract::description::section_names::outside_parentheses;
use crate::extract::label::heading::heading_of;
use crate::model::split_hanzi;

/// More headings than this no paper of a project has; the rest of a file that does is not looked at for more.
const MOST_HEADINGS: usize = 200;

/// A text behind a name and a space has at least so many characters; fewer are a word of a list.
const SHORTEST_TEXT: usize = 10;

/// A heading that names sections.
#[derive(Clone, Debug)]
pub(super) struct Hit<'d> {
    /// Index of its line.
    pub line: usize,
    /// The sections that it names.
    pub sections: Vec<usize>,
    /// The heading as written.
    pub words: &'d str,
    /// What follows on the same line.
    pub rest: &'d str,
    /// Characters of text below it, white space left out.
    pub characters: usize,
    /// The line after its text.
    pub end: usize,
    /// Whether its text may stand below the last of several headings that follow one another.
    pub text_may_follow: bool,
}

impl<'d> Hit<'d> {
    fn of(line: usize, sections: Vec<usize>, words: &'d str, rest: &'d str) -> Self {
        Self { line, sections, words, rest, characters: 0, end: line, text_may_follow: false }
    }
}

/// What was found of headings.
pub(super) struct Outline<'d> {
    /// Headings that name sections, in the order of the paper.
    pub hits: Vec<Hit<'d>>,
    /// Lines of headings of the same rank that name none.
    pub others: Vec<usize>,
    /// Lines that nothing marks and that name none, set off as those are that do: alone, or with a colon before the text.
    pub unmarked: Vec<usize>,
    /// Whether any line looks like a heading.
    pub has_headings: bool,
}

/// Finds the headings of a paper. `title_section` is the section that a line may name only by its label (the project's name).
pub(super) fn outline<'d>(lines: &[Line<'d>], names: &SectionNames, title_section: Option<usize>) -> Outline<'d> {
    let heads: Vec<Head<'d>> = lines.iter().map(Head::of).collect();
    let first_of_rank = first_lines_of_ranks(lines, &heads);
    let mut hits = exact_hits(lines, &heads, names);
    add_spaced_hits(&mut hits, lines, &heads, names, title_section);
    add_plain_hits(&mut hits, lines, &heads, names, title_section);
    let ranks = section_ranks(&hits, &heads, &first_of_rank, title_section);
    let mut others = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let same_rank = head.looks_like_heading() && ranks.contains(&head.rank) && !is_contents_line(head.words);
        if !same_rank || hits.iter().any(|hit| hit.line == index) {
            continue;
        }
        if others.len() == MOST_HEADINGS {
            break;
        }
        let taken = |section: &usize| hits.iter().any(|hit| hit.sections.contains(section));
        let mut sections = names.mentioned_in(head.words);
        sections.retain(|section| Some(*section) != title_section && !taken(section));
        if sections.is_empty() {
            others.push(index);
        } else {
            hits.push(Hit::of(index, sections, head.words, ""));
        }
    }
    hits.sort_by_key(|hit| hit.line);
    measure_hits(&mut hits, lines, &heads, &first_of_rank);
    let starts: Vec<usize> = hits.iter().map(|hit| hit.line).collect();
    for hit in hits.iter_mut().filter(|hit| hit.sections.iter().all(|section| Some(*section) == title_section)) {
        let beside_others = lines_in_column(hit.line, lines, &starts).is_some();
        match hit.rest.is_empty() {
            true if beside_others => {}
            true => hit.characters = value_below(hit, lines),
            false => hit.characters = visible(hit.rest),
        }
    }
    mark_heads_before_texts(&mut hits, lines, title_section);
    let has_headings = !hits.is_empty() || !first_of_rank.is_empty();
    let unmarked = list_unmarked(lines, &heads, &hits, title_section);
    Outline { hits, others, unmarked, has_headings }
}

/// The lines that may be headings of sections under words that the measure does not know (新在哪里, 收获：…), where sections are headed so
/// without a mark.
fn list_unmarked(lines: &[Line<'_>], heads: &[Head<'_>], hits: &[Hit<'_>], title_section: Option<usize>) -> Vec<usize> {
    let is_plain = |line: usize| {
        let in_text = lines.get(line).is_some_and(|line| line.cell.is_none());
        in_text && heads.get(line).is_some_and(|head| !head.rank.is_marked())
    };
    let of_section = |hit: &&Hit<'_>| hit.sections.iter().any(|section| Some(*section) != title_section);
    let plain: Vec<&Hit<'_>> = hits.iter().filter(of_section).filter(|hit| is_plain(hit.line)).collect();
    if plain.is_empty() {
        return Vec::new();
    }
    let alone = plain.iter().any(|hit| hit.rest.is_empty());
    let with_colon = plain.iter().any(|hit| !hit.rest.is_empty());
    let is_heading = |line: usize| {
        let words = heads.get(line).map_or("", |head| head.words);
        let below = lines.get(line + 1).map_or(0, |below| visible(below.text));
        heading_of(words).is_some_and(|(_, mark)| match mark {
            None => alone && below >= SHORTEST_TEXT,
            Some(':') => with_colon && visible(words) >= SHORTEST_TEXT,
            Some(_) => false,
        })
    };
    let free = |line: &usize| is_plain(*line) && !hits.iter().any(|hit| hit.line == *line);
    (0..lines.len()).filter(free).filter(|line| is_heading(*line)).take(MOST_HEADINGS).collect()
}

/// The first line of each rank that looks like a heading; a rank that comes first is the outer one.
fn first_lines_of_ranks(lines: &[Line<'_>], heads: &[Head<'_>]) -> HashMap<Rank, usize> {
    let mut first = HashMap::new();
    for (index, (line, head)) in lines.iter().zip(heads).enumerate() {
        // a number, a bold word or a bullet in a table is a row of it, no heading
        let in_table = line.cell.is_some() && line.heading.is_none();
        if head.looks_like_heading() && !in_table && !is_contents_line(head.words) {
            first.entry(head.rank).or_insert(index);
        }
    }
    first
}

fn exact_hits<'d>(lines: &[Line<'d>], heads: &[Head<'d>], names: &SectionNames) -> Vec<Hit<'d>> {
    let mut hits = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        if is_contents_line(head.words) || hits.len() == MOST_HEADINGS {
            continue;
        }
        let found = head.partings().into_iter().find_map(|(words, rest)| {
            let sections = names.named_by(words, head.rank.is_marked());
            (!sections.is_empty()).then_some((sections, words, rest))
        });
        if let Some((sections, words, rest)) = found {
            hits.push(Hit::of(index, sections, words, rest));
        }
    }
    let rows: Vec<(Option<CellPlace>, usize)> =
        hits.iter().map(|hit| (lines.get(hit.line).and_then(|line| line.cell), hit.sections.len())).collect();
    let mut index = 0;
    hits.retain(|_| {
        let place = rows.get(index).and_then(|(place, _)| *place);
        index += 1;
        place.is_none_or(|place| stands_as_label(place, lines, &rows))
    });
    hits
}

/// `主要内容　围绕……`: a name, nothing but white space, and the text. One such line may be a list of words; where two sections
/// begin so, they are headings.
fn add_spaced_hits<'d>(
    hits: &mut Vec<Hit<'d>>,
    lines: &[Line<'d>],
    heads: &[Head<'d>],
    names: &SectionNames,
    title_section: Option<usize>,
) {
    let mut more: Vec<Hit<'_>> = Vec::new();
    let parted =
        lines.iter().zip(heads).enumerate().filter(|(_, (line, head))| line.cell.is_none() && !head.rank.is_marked());
    for (line, (_, head)) in parted {
        let Some((words, rest)) = head.words.split_once(char::is_whitespace) else { continue };
        let rest = rest.trim_start();
        let sections = names.named_by(words, false);
        let taken = |section: &usize| hits.iter().chain(&more).any(|hit| hit.sections.contains(section));
        let open = |section: &usize| Some(*section) != title_section && !taken(section);
        if more.len() < MOST_HEADINGS
            && visible(rest) >= SHORTEST_TEXT
            && !sections.is_empty()
            && sections.iter().all(open)
        {
            more.push(Hit::of(line, sections, words, rest));
        }
    }
    if more.len() > 1 {
        hits.extend(more);
        hits.sort_by_key(|hit| hit.line);
    }
}

/// More characters than this no plain heading has that names a section among other words.
const LONGEST_PLAIN: usize = 14;

/// 成效与启示 alone in its line, unmarked: one of two names is enough where other sections are headed so too, and this one is
/// not headed otherwise.
fn add_plain_hits<'d>(
    hits: &mut Vec<Hit<'d>>,
    lines: &[Line<'d>],
    heads: &[Head<'d>],
    names: &SectionNames,
    title_section: Option<usize>,
) {
    let in_text = |line: usize| lines.get(line).is_some_and(|line| line.cell.is_none());
    let is_plain = |line: usize| in_text(line) && heads.get(line).is_some_and(|head| !head.rank.is_marked());
    let of_section = |hit: &&Hit<'_>| hit.sections.iter().any(|section| Some(*section) != title_section);
    if !hits.iter().filter(of_section).any(|hit| is_plain(hit.line) && hit.rest.is_empty()) {
        return;
    }
    let mut more = Vec::new();
    for (line, head) in heads.iter().enumerate().filter(|(line, _)| is_plain(*line)) {
        let words = head.words.trim_end_matches(['：', ':', '。']);
        let is_sentence = words.contains(['。', '，', '；', '！', '？', '：', ':', '“']);
        let is_long =
            words.chars().count() > LONGEST_PLAIN && outside_parentheses(words).chars().count() > LONGEST_PLAIN;
        if is_sentence || is_long || more.len() == MOST_HEADINGS {
            continue;
        }
        let mut sections = names.named_by(words, true);
        let taken = |section: &usize| hits.iter().chain(&more).any(|hit| hit.sections.contains(section));
        sections.retain(|section| Some(*section) != title_section && !taken(section));
        if !sections.is_empty() {
            more.push(Hit::of(line, sections, words, ""));
        }
    }
    hits.extend(more);
    hits.sort_by_key(|hit| hit.line);
}

/// In a table a section's name is a heading in the first column (a number may stand before it), alone in its row, or where all cells of
/// the row are such names; in the head of any other table it is the name of a column.
fn stands_as_label(place: CellPlace, lines: &[Line<'_>], hits: &[(Option<CellPlace>, usize)]) -> bool {
    let in_row = |cell: &CellPlace| cell.table == place.table && cell.row == place.row;
    let named = hits.iter().filter(|(cell, _)| cell.as_ref().is_some_and(in_row)).count();
    let is_serial = |line: &&Line<'_>| {
        line.text.len() <= 6 && line.text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    let own = lines.iter().filter(|line| line.cell.as_ref().is_some_and(in_row) && !is_serial(line));
    let mut columns: Vec<u32> = own.filter_map(|line| line.cell).map(|cell| cell.column).collect();
    columns.dedup();
    let leads = columns.len() == 2 && columns.first() == Some(&place.column);
    (named > 1 && named == columns.len()) || columns.len() == 1 || leads
}

/// The ranks at which sections stand: those of the headings found by name; where none was found, the outermost rank.
fn section_ranks(
    hits: &[Hit<'_>],
    heads: &[Head<'_>],
    first_of_rank: &HashMap<Rank, usize>,
    title_section: Option<usize>,
) -> Vec<Rank> {
    let of_sections = hits.iter().filter(|hit| hit.sections.iter().any(|section| Some(*section) != title_section));
    let mut ranks: Vec<Rank> = of_sections.filter_map(|hit| heads.get(hit.line)).map(|head| head.rank).collect();
    ranks.retain(|rank| rank.is_marked());
    if hits.iter().all(|hit| hit.sections.iter().all(|section| Some(*section) == title_section)) {
        // a title in a heading style of its own is no section
        let repeated = |rank: &Rank| heads.iter().filter(|head| head.rank == *rank).count() > 1;
        let outer = first_of_rank.iter().filter(|(rank, _)| repeated(rank)).min_by_key(|(_, line)| **line);
        ranks.extend(outer.map(|(rank, _)| *rank));
    }
    ranks
}

/// Tells for each heading how much text stands below it.
fn measure_hits(hits: &mut [Hit<'_>], lines: &[Line<'_>], heads: &[Head<'_>], first_of_rank: &HashMap<Rank, usize>) {
    let starts: Vec<usize> = hits.iter().map(|hit| hit.line).collect();
    for hit in hits {
        let end = end_of(hit.line, &starts, heads, first_of_rank, lines.len());
        hit.end = end;
        let below: usize = match lines_in_column(hit.line, lines, &starts) {
            Some(column) => column.iter().filter_map(|line| lines.get(*line)).map(|line| visible(line.text)).sum(),
            None => lines.get(hit.line + 1..end).unwrap_or_default().iter().map(|line| visible(line.text)).sum(),
        };
        hit.characters = visible(hit.rest) + below;
    }
}

/// Headings one below another with the texts behind the last: which text is whose only a reader can tell. So many lines of text as
/// there are headings must stand there; else the others are empty.
fn mark_heads_before_texts(hits: &mut [Hit<'_>], lines: &[Line<'_>], title_section: Option<usize>) {
    let is_title = |hit: &Hit<'_>| hit.sections.iter().all(|section| Some(*section) == title_section);
    let follows = |one: &Hit<'_>, next: &Hit<'_>| one.characters == 0 && !is_title(one) && next.line == one.line + 1;
    for run in hits.chunk_by_mut(follows) {
        let [heads @ .., last] = run else { continue };
        if heads.is_empty() {
            continue;
        }
        let below = lines.get(last.line + 1..last.end).unwrap_or_default();
        let texts = below.iter().filter(|line| visible(line.text) >= SHORTEST_TEXT).count();
        let may_follow = texts > heads.len();
        heads.iter_mut().for_each(|head| head.text_may_follow = may_follow);
    }
}

/// The line after the text of a heading: at the next heading of the same or an outer rank.
fn end_of(
    start: usize,
    starts: &[usize],
    heads: &[Head<'_>],
    first_of_rank: &HashMap<Rank, usize>,
    last: usize,
) -> usize {
    let Some(own) = heads.get(start) else { return last };
    let order = |rank: &Rank| first_of_rank.get(rank).copied().unwrap_or(usize::MAX);
    let ends = |index: &usize| {
        let Some(head) = heads.get(*index) else { return false };
        if starts.binary_search(index).is_ok() {
            return head.rank == own.rank || order(&head.rank) <= order(&own.rank);
        }
        let in_turn = match (own.number, head.number) {
            (Some(own), Some(next)) => next == own + 1,
            _ => matches!(own.rank, Rank::Style(_) | Rank::Bracket | Rank::Part),
        };
        head.looks_like_heading() && head.rank == own.rank && in_turn
    };
    (start + 1..last).find(ends).unwrap_or(last)
}

/// Where sections stand side by side in the head of a table, the text of one is the column below it.
pub(super) fn lines_in_column(start: usize, lines: &[Line<'_>], starts: &[usize]) -> Option<Vec<usize>> {
    let own = lines.get(start)?.cell?;
    let beside = |index: &usize| {
        let cell = lines.get(*index).and_then(|line| line.cell);
        cell.is_some_and(|cell| cell.table == own.table && cell.row == own.row && cell.column != own.column)
    };
    if !starts.iter().any(beside) {
        return None;
    }
    let in_column = |cell: CellPlace| cell.table == own.table && cell.column == own.column && cell.row > own.row;
    let below = lines.iter().enumerate().filter(|(_, line)| line.cell.is_some_and(in_column));
    Some(below.map(|(at, _)| at).collect())
}

/// A project's name is one line: the next one, unless that is a label itself or of another row; below a label that is alone in
/// its row it stands in the next row, alone as well.
fn value_below(hit: &Hit<'_>, lines: &[Line<'_>]) -> usize {
    let row = |line: &Line<'_>| line.cell.map(|cell| (cell.table, cell.row));
    let next = lines.get(hit.line + 1).filter(|_| hit.line + 1 < hit.end);
    let own = lines.get(hit.line).and_then(row);
    let alone = |at: usize| {
        let here = lines.get(at).and_then(row);
        let beside = |at: Option<usize>| at.and_then(|at| lines.get(at)).and_then(row) == here;
        here.filter(|_| !beside(at.checked_sub(1)) && !beside(Some(at + 1)))
    };
    let in_next_row = || match (alone(hit.line), alone(hit.line + 1)) {
        (Some((table, label)), Some((other, value))) => table == other && value == label + 1,
        _ => false,
    };
    let next = next.filter(|next| (row(next) == own || in_next_row()) && !next.text.contains(['：', ':']));
    next.map_or(0, |next| visible(next.text))
}

/// Characters that are not white space and not a blank to be filled in.
pub(super) fn visible(text: &str) -> usize {
    let (mut count, mut rest) = (0, text);
    loop {
        let (hanzi, behind) = split_hanzi(rest);
        count += hanzi.len() / 3;
        let mut characters = behind.chars();
        let Some(c) = characters.next() else { return count };
        count += usize::from(!c.is_whitespace() && !matches!(c, '_' | '＿' | '\u{200b}' | '\u{feff}'));
        rest = characters.as_str();
    }
}

/// A line of a table of contents: dots or a tab, then a page number.
fn is_contents_line(words: &str) -> bool {
    let text = words.trim_end_matches(|c: char| c.is_ascii_digit());
    text.len() < words.len() && text.ends_with(['\t', '.', '…', '·', '．'])
}
