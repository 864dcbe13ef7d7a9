//! Tables that are drawn in plain text: with characters for lines (┌─┬─┐, as word processors of old printed them), with plus signs and bars
//! (grid tables of pandoc and others), with bars below a heading (Markdown).

use crate::readers::flow::FlowBlock;
use crate::readers::flow::paragraphs_of;
use crate::readers::flow::region::Region;
use crate::readers::plain_text::wrapped::Wrapping;
use crate::readers::plain_text::wrapped::join_wrapped;
use crate::readers::plain_text::wrapped::tell_wrapping;

/// What lines begin with.
pub struct Beginning {
    /// How many of them; never none.
    pub lines: usize,
    /// The table that is drawn there.
    pub table: Option<FlowBlock>,
    /// A rule goes through some columns of a drawing only, so that its cells cannot be told.
    pub unclear: bool,
    /// Its cells' lines were put together by guessing where each text was cut.
    pub guessed: bool,
}

/// One line of a drawing.
enum Drawn<'t> {
    /// ├────┼────┤
    Rule,
    /// │ 申报单位 │ 海港区总工会 │
    Cells(Vec<&'t str>),
    /// │ 项目 ├────┤
    Both,
}

/// What these lines begin with; never nothing.
pub fn begin(lines: &[&str]) -> Beginning {
    let drawn: Vec<Drawn<'_>> = lines.iter().map_while(|line| Drawn::of(line)).collect();
    let filled = drawn.iter().filter(|line| matches!(line, Drawn::Cells(_))).count();
    let ruled = drawn.iter().any(|line| !matches!(line, Drawn::Cells(_)));
    let used = drawn.len();
    let drawing = filled >= 2 && ruled;
    let unclear = drawing && drawn.iter().any(|line| matches!(line, Drawn::Both));
    let rows = (drawing && !unclear).then(|| rows_of(drawn));
    let wrapping = rows.as_deref().map_or(Wrapping::FromStart, wrapping_of);
    let table = rows.map(|rows| table_of(&rows, wrapping));
    Beginning { lines: used.max(1), table, unclear, guessed: wrapping == Wrapping::FromEnd }
}

impl<'t> Drawn<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let line = line.trim();
        let is_drawing = |c: char| is_across(c) || is_corner(c) || is_upright(c);
        if line.chars().all(|c| is_drawing(c) || c.is_whitespace()) {
            // │    ├──┤, over cells that are still empty.
            if (line.starts_with(is_upright) || line.ends_with(is_upright)) && line.contains(is_line_corner) {
                return Some(Self::Both);
            }
            let starts = line.starts_with(|c: char| is_corner(c) || is_upright(c));
            return (starts && line.chars().filter(|c| is_across(*c)).count() >= 2).then_some(Self::Rule);
        }
        let inside = line.strip_prefix(is_upright).and_then(|rest| rest.strip_suffix(is_upright));
        let edged = |line: &str| line.starts_with(|c| is_upright(c) || is_line_corner(c));
        match inside {
            Some(inside) if !inside.contains(is_line_corner) => Some(Self::Cells(inside.split(is_upright).collect())),
            _ => (edged(line) && line.contains(is_line_corner)).then_some(Self::Both),
        }
    }
}

/// The lines of each row, as the rules part them; where there are few rules each line is a row, unless its first cell is empty.
fn rows_of(drawn: Vec<Drawn<'_>>) -> Vec<Vec<Vec<&str>>> {
    let filled = drawn.iter().filter(|line| matches!(line, Drawn::Cells(_))).count();
    let mut inner = 0;
    let mut rows: Vec<Vec<Vec<&str>>> = Vec::new();
    let mut open = false;
    for line in drawn {
        match line {
            Drawn::Cells(cells) => match rows.last_mut() {
                Some(row) if open && row.last().is_some_and(|last| last.len() == cells.len()) => row.push(cells),
                _ => {
                    inner += usize::from(!rows.is_empty() && !open);
                    rows.push(vec![cells]);
                    open = true;
                }
            },
            Drawn::Rule | Drawn::Both => open = false,
        }
    }
    if inner >= 2 || filled == 2 {
        return rows;
    }
    let mut single: Vec<Vec<Vec<&str>>> = Vec::new();
    for cells in rows.into_iter().flatten() {
        let goes_on = cells.first().is_some_and(|first| first.trim().is_empty());
        match single.last_mut() {
            Some(row) if goes_on && row.last().is_some_and(|last| last.len() == cells.len()) => row.push(cells),
            _ => single.push(vec![cells]),
        }
    }
    single
}

/// The last cell of a row that has fewer than others spans what is left.
fn table_of(rows: &[Vec<Vec<&str>>], wrapping: Wrapping) -> FlowBlock {
    let count = count_of;
    let columns = rows.iter().map(count).max().unwrap_or(0);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for column in 0..count(row) {
            let width = if column + 1 == count(row) { columns - column } else { 1 };
            let region =
                Region { row: number(at), column: number(column), height: 1, width: number(width), hidden: false };
            let text = join_wrapped(lines_of(row, column), wrapping);
            cells.push((region, paragraphs_of(&text)));
        }
    }
    FlowBlock::Table(cells)
}

/// How many cells a row has.
fn count_of(row: &Vec<Vec<&str>>) -> usize {
    row.first().map_or(0, Vec::len)
}

fn wrapping_of(rows: &[Vec<Vec<&str>>]) -> Wrapping {
    tell_wrapping(rows.iter().flat_map(|row| (0..count_of(row)).map(|column| lines_of(row, column).collect())))
}

/// The lines of a row's cell.
fn lines_of<'r, 't>(row: &'r [Vec<&'t str>], column: usize) -> impl Iterator<Item = &'t str> + 'r {
    row.iter().filter_map(move |line| line.get(column).copied())
}

fn is_upright(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋')
}

fn is_across(c: char) -> bool {
    matches!(c, '-' | '=' | ':' | '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉')
}

/// Where lines meet.
fn is_corner(c: char) -> bool {
    c == '+' || is_line_corner(c)
}

/// The same among characters for lines, which stand in no words.
fn is_line_corner(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c) && !is_upright(c) && !is_across(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::flow::text_of;

    /// `行.列+宽=文字` of each cell, and the lines that the table takes.
    fn cells(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let Beginning { lines: taken, table: Some(FlowBlock::Table(cells)), .. } = begin(&lines) else { return None };
        let shown = cells.iter().map(|(region, blocks)| {
            format!(
                "{}.{}+{}={}",
                region.row,
                region.column,
                region.width,
                text_of(blocks).trim_end().replace('\n', "/")
            )
        });
        Some((shown.collect(), taken))
    }

    #[test]
    fn tables_of_lines_plus_signs_and_bars_are_read() {
        let lines = "┌────┬─────────┐\n│单位│海港区总工会  │\n├────┼──┬───┬──┤\n│负责│张伟│电话│138│\n├────┼──┴───┴──┤\n│申报│职工办事多头跑，\
                     │\n│理由│重复交材料。    │\n└────┴─────────┘\n领导签字：";
        let expected = ["0.0+1=单位", "0.1+3=海港区总工会", "1.0+1=负责", "1.1+1=张伟", "1.2+1=电话", "1.3+1=138"];
        let (found, taken) = cells(lines).expect("a table");
        assert_eq!(found[..6], expected);
        assert_eq!(found[6..], ["2.0+1=申报理由", "2.1+3=职工办事多头跑，重复交材料。"]);
        assert_eq!(taken, 8);
        let grid = "+----+------+\n| 单位 | 甲工会 |\n+----+------+\n| 理由 | 一    |\n|      | 二    |\n+----+------+";
        assert_eq!(cells(grid).expect("a table").0, ["0.0+1=单位", "0.1+1=甲工会", "1.0+1=理由", "1.1+1=一/二"]);
        let bars = "| 单位 | 甲工会 |\n|---|:---|\n| 项目 | 乙 |\n| 电话 | 138 |";
        let expected = ["0.0+1=单位", "0.1+1=甲工会", "1.0+1=项目", "1.1+1=乙", "2.0+1=电话", "2.1+1=138"];
        assert_eq!(cells(bars).expect("a table").0, expected);
    }

    #[test]
    fn words_with_bars_are_no_table_and_one_cut_by_half_a_line_is_not_guessed() {
        for text in ["|甲|\n|乙|", "一、背景\n------\n二、措施", "a | b\n----", "+ 第一\n+ 第二", "=====\n标题\n====="]
        {
            let found = begin(&text.lines().collect::<Vec<_>>());
            assert!(found.table.is_none() && !found.unclear, "{text}");
        }
        let half = "┌──┬──┐\n│项目│甲  │\n│    ├──┤\n│    │乙  │\n└──┴──┘";
        let found = begin(&half.lines().collect::<Vec<_>>());
        assert!(found.table.is_none() && found.unclear && found.lines == 5);
    }
}
