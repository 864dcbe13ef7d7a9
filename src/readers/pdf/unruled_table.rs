//! A form that was printed without the rules of its table, or with those between its rows alone: labels in a column, and what stands beside them
//! in another that begins at one place. The rules are drawn where they would stand.

use crate::readers::pdf::content::Glyph;
use crate::readers::pdf::lines::rows_of;
use crate::readers::pdf::path::Rule;

/// A gap so wide, in heights of the font, parts two columns.
const COLUMN: f32 = 1.1;
/// So much is free at least between a label and its text.
const CLEAR: f32 = 0.5;
/// A paragraph's first line begins so far in, in heights of the font.
const INDENT: f32 = 2.2;
/// Places nearer than this are one, in points.
const NEAR: f32 = 2.0;
/// So many rows with a label and a text make a table.
const LEAST_ROWS: usize = 3;
/// The longest label, in characters.
const LONGEST: usize = 14;
/// Lines of one text stand no farther apart than this, as a part of the least distance.
const APART: f32 = 1.35;
/// More characters than this on a page are no form.
const MOST: usize = 20_000;

/// A run of characters of a line, without a wide gap.
#[derive(Clone, Copy)]
struct Piece {
    left: f32,
    right: f32,
}

/// A line beside the place where the second column begins.
struct Line {
    y: f32,
    /// Where its label stands, which may be at half the height between two lines of the text.
    label_y: f32,
    size: f32,
    label: String,
    label_left: f32,
    text: Vec<Piece>,
}

/// The rules between the labels and texts of a page; none where it has no such table. `across` are the rules that were drawn.
pub fn rules_between(glyphs: &[Glyph], across: &[Rule]) -> Vec<Rule> {
    let shown: Vec<Glyph> = glyphs.iter().filter(|glyph| !glyph.text.is_whitespace()).copied().collect();
    if shown.len() > MOST {
        return Vec::new();
    }
    let rows = rows_of(shown);
    let found = second_columns(&rows).into_iter().map(|column| block_beside(&rows, column)).max_by_key(Vec::len);
    let most = |lines: &Vec<Line>| lines.len() * 5 >= rows.len() * 3;
    let lines = found.filter(|lines| most(lines) && is_table(lines)).unwrap_or_default();
    let edges = edges_drawn(&lines, across).or_else(|| edges_between(&lines));
    edges.map_or_else(Vec::new, |(column, edges)| draw(&lines, column, &edges))
}

/// Where pieces begin behind a gap in several lines.
fn second_columns(rows: &[Vec<Glyph>]) -> Vec<f32> {
    let mut starts: Vec<f32> =
        rows.iter().flat_map(|row| pieces_of(row).into_iter().skip(1).map(|piece| piece.left)).collect();
    starts.sort_by(f32::total_cmp);
    let near = |start: &f32| starts.iter().filter(|other| (*other - start).abs() <= NEAR).count();
    let mut columns: Vec<f32> = starts.iter().filter(|start| near(start) >= LEAST_ROWS - 1).copied().collect();
    columns.dedup_by(|one, other| (*one - *other).abs() <= NEAR);
    columns
}

fn pieces_of(row: &[Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for glyph in row {
        let right = glyph.x + glyph.width;
        match pieces.last_mut() {
            Some(piece) if glyph.x - piece.right <= COLUMN * glyph.size => piece.right = piece.right.max(right),
            _ => pieces.push(Piece { left: glyph.x, right }),
        }
    }
    pieces
}

/// The longest run of lines that a column beginning here parts.
fn block_beside(rows: &[Vec<Glyph>], column: f32) -> Vec<Line> {
    let mut best: Vec<Line> = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    for row in rows {
        match line_beside(row, column) {
            // the title above is no text of the first label
            Some(line) if run.is_empty() && (line.label.is_empty() || line.text.is_empty()) => {}
            Some(line) => run.push(line),
            None => best = longer(best, std::mem::take(&mut run)),
        }
    }
    longer(best, run)
}

fn longer(one: Vec<Line>, other: Vec<Line>) -> Vec<Line> {
    if other.len() > one.len() { other } else { one }
}

/// A line as a column parts it; None where something runs over its beginning, or it is no label that stands before.
fn line_beside(row: &[Glyph], column: f32) -> Option<Line> {
    let first = row.first()?;
    let over = |glyph: &Glyph| glyph.x < column - NEAR && glyph.x + glyph.width > column + NEAR;
    if row.iter().any(over) {
        return None;
    }
    let (before, behind): (Vec<Glyph>, Vec<Glyph>) = row.iter().partition(|glyph| glyph.x < column - NEAR);
    let label: String = before.iter().map(|glyph| glyph.text).collect();
    let begins = match (before.last(), behind.first()) {
        (Some(label), Some(text)) => {
            text.x <= column + NEAR + INDENT * text.size && text.x - (label.x + label.width) > CLEAR * text.size
        }
        _ => true,
    };
    let size = row.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    (begins && label.chars().count() <= LONGEST).then(|| Line {
        y: behind.first().unwrap_or(first).y,
        label_y: before.first().unwrap_or(first).y,
        size,
        label,
        label_left: before.first().map_or(column, |glyph| glyph.x),
        text: pieces_of(&behind),
    })
}

/// Labels of words, several of them with a text beside.
fn is_table(lines: &[Line]) -> bool {
    let words =
        |line: &&Line| line.label.chars().filter(|letter| !letter.is_ascii() && letter.is_alphabetic()).count() > 1;
    let labels = lines.iter().filter(|line| !line.label.is_empty());
    let beside = labels.clone().filter(|line| !line.text.is_empty()).filter(words).count();
    beside >= LEAST_ROWS && labels.clone().filter(words).count() * 5 >= labels.count() * 4
}

fn column_of(lines: &[Line]) -> f32 {
    lines.iter().flat_map(|line| line.text.first()).map(|piece| piece.left).fold(f32::INFINITY, f32::min)
}

/// The edges of rows, where rules were drawn between them.
fn edges_drawn(lines: &[Line], across: &[Rule]) -> Option<(f32, Vec<f32>)> {
    let (first, last) = (lines.first()?, lines.last()?);
    let column = column_of(lines);
    let mut edges: Vec<f32> = across
        .iter()
        .filter(|rule| rule.across && rule.from < column && rule.to > column)
        .map(|rule| rule.at)
        .filter(|at| *at > first.y && *at < last.y - last.size)
        .collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|one, other| (*one - *other).abs() <= NEAR);
    (edges.len() >= LEAST_ROWS).then(|| (column, closed(lines, edges)))
}

/// The edges within a table with its top and bottom.
fn closed(lines: &[Line], within: Vec<f32>) -> Vec<f32> {
    let top = lines.first().map_or(0.0, |line| line.y - 1.2 * line.size);
    let bottom = lines.last().map_or(0.0, |line| line.y + 0.5 * line.size);
    [top].into_iter().chain(within).chain([bottom]).collect()
}

/// A label over one or several lines: where it begins and ends.
struct Label {
    top: f32,
    bottom: f32,
}

/// The edges of rows, by where labels and texts stand: texts that keep clear of one another, each with its label, or texts that begin
/// beside theirs.
fn edges_between(lines: &[Line]) -> Option<(f32, Vec<f32>)> {
    let column = column_of(lines);
    let texts: Vec<&Line> = lines.iter().filter(|line| !line.text.is_empty()).collect();
    let steps = texts.windows(2).filter_map(|pair| match pair {
        [one, two] => Some(two.y - one.y).filter(|step| *step > 0.9 * one.size),
        _ => None,
    });
    let pitch = steps.fold(f32::INFINITY, f32::min);
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    let ys: Vec<f32> = texts.iter().map(|line| line.y).collect();
    if let Some(rows) = rows_by_halves(&stacked_labels(lines, APART * pitch), &ys, pitch) {
        return Some((column, closed(lines, edges_of_rows(&rows, size))));
    }
    let labels = labels_of(lines, APART * pitch);
    let mut blocks: Vec<(f32, f32)> = Vec::new();
    for line in &texts {
        match blocks.last_mut() {
            Some(block) if line.y - block.1 <= APART * pitch => block.1 = line.y,
            _ => blocks.push((line.y, line.y)),
        }
    }
    let holds = |block: &(f32, f32), label: &Label| {
        let middle = (label.top + label.bottom) / 2.0;
        middle >= block.0 - 0.6 * size && middle <= block.1 + 0.6 * size
    };
    let own = |block: &(f32, f32)| labels.iter().filter(|label| holds(block, label)).count();
    if blocks.iter().all(|block| own(block) == 1) {
        let reach = |label: &Label| {
            let block = blocks.iter().find(|block| holds(block, label));
            block.map_or((label.top, label.bottom), |block| (block.0.min(label.top), block.1.max(label.bottom)))
        };
        let rows: Vec<(f32, f32)> = labels.iter().map(reach).collect();
        return Some((column, closed(lines, edges_of_rows(&rows, size))));
    }
    let ends = labels.iter().skip(1).map(|label| label.top).chain([f32::INFINITY]);
    let beside = |(label, end): (&Label, f32)| {
        let first = texts.iter().map(|line| line.y).find(|y| *y > label.top - 0.35 * size);
        first.is_none_or(|y| y >= end - 0.35 * size || y <= label.top + 0.35 * size)
    };
    let within = || labels.iter().skip(1).map(|label| label.top - 1.05 * size).collect();
    labels.iter().zip(ends).all(beside).then(|| (column, closed(lines, within())))
}

/// Labels, each with the note in brackets below it.
fn labels_of(lines: &[Line], near: f32) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for line in lines.iter().filter(|line| !line.label.is_empty()) {
        let note = line.label.starts_with(['（', '(']);
        match labels.last_mut() {
            Some(label) if note && line.label_y - label.bottom <= near => label.bottom = line.label_y,
            _ => labels.push(Label { top: line.label_y, bottom: line.label_y }),
        }
    }
    labels
}

/// Labels that are written over several lines (项目／申报／理由), each with where it begins and ends; none where no label is. Lines that
/// all stand beside a line of text, one by one, may be as many labels.
fn stacked_labels(lines: &[Line], near: f32) -> Vec<Label> {
    let mut runs: Vec<Vec<&Line>> = Vec::new();
    for line in lines.iter().filter(|line| !line.label.is_empty()) {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| line.label_y - last.label_y <= near) => run.push(line),
            _ => runs.push(vec![line]),
        }
    }
    let is_beside = |line: &&Line| !line.text.is_empty() && (line.label_y - line.y).abs() <= NEAR;
    let length = |run: &[&Line]| run.iter().map(|line| line.label.chars().count()).sum::<usize>();
    let is_one = |run: &Vec<&Line>| length(run) <= LONGEST && !(run.len() > 1 && run.iter().all(is_beside));
    if runs.len() < LEAST_ROWS || runs.iter().all(|run| run.len() == 1) || !runs.iter().all(is_one) {
        return Vec::new();
    }
    let ends = |run: &Vec<&Line>| Some(Label { top: run.first()?.label_y, bottom: run.last()?.label_y });
    runs.iter().filter_map(ends).collect()
}

/// The rows of a table whose labels stand at half the height of their texts: as many lines belong to each label as make it so. None where
/// they do not come out even.
fn rows_by_halves(labels: &[Label], texts: &[f32], pitch: f32) -> Option<Vec<(f32, f32)>> {
    let mut rest = texts;
    let mut rows = Vec::new();
    for label in labels {
        let middle = (label.top + label.bottom) / 2.0;
        let first = *rest.first()?;
        let off = |last: &f32| ((first + last) / 2.0 - middle).abs();
        let (last, bottom) = rest.iter().enumerate().min_by(|(_, one), (_, other)| off(one).total_cmp(&off(other)))?;
        if off(bottom) > 0.6 * pitch {
            return None;
        }
        rows.push((label.top.min(first), label.bottom.max(*bottom)));
        rest = rest.get(last + 1..)?;
    }
    (!rows.is_empty() && rest.is_empty()).then_some(rows)
}

/// The edges between rows that begin and end so.
fn edges_of_rows(rows: &[(f32, f32)], size: f32) -> Vec<f32> {
    let between = |pair: &[(f32, f32)]| match pair {
        [above, below] => Some((above.1 + below.0 - 0.8 * size) / 2.0),
        _ => None,
    };
    rows.windows(2).filter_map(between).collect()
}

fn draw(lines: &[Line], column: f32, edges: &[f32]) -> Vec<Rule> {
    const MARGIN: f32 = 3.0;
    let left = lines.iter().map(|line| line.label_left).fold(column, f32::min) - MARGIN;
    let right = lines.iter().flat_map(|line| &line.text).map(|piece| piece.right).fold(column, f32::max) + MARGIN;
    let (Some(top), Some(bottom)) = (edges.first(), edges.last()) else { return Vec::new() };
    let upright = |at: f32, from: f32, to: f32| Rule { across: false, at, from, to };
    let mut rules: Vec<Rule> = edges.iter().map(|at| Rule { across: true, at: *at, from: left, to: right }).collect();
    rules.extend([left, column - 1.5, right].map(|at| upright(at, *top, *bottom)));
    for row in edges.windows(2) {
        let [from, to] = row else { continue };
        let own = lines.iter().filter(|line| line.y > *from && line.y <= *to);
        let size = own.clone().map(|line| line.size).fold(0.0, f32::max);
        let mut pieces: Vec<Piece> = own.flat_map(|line| line.text.iter().copied()).collect();
        pieces.sort_by(|one, other| one.left.total_cmp(&other.left));
        let mut reached = column;
        for piece in pieces {
            if reached > column && piece.left - reached > COLUMN * size {
                rules.push(upright(piece.left - 1.5, *from, *to));
            }
            reached = reached.max(piece.right);
        }
    }
    rules
}
