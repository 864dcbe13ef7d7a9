//! A list whose cells stand one in a line, heads and rows alike, as a word processor saves a table as plain text.

use crate::readers::flow::FlowBlock;
use crate::readers::flow::paragraphs_of;
use crate::readers::flow::region::Region;

/// A list has so many columns, and so many rows below its heads.
const FEWEST_COLUMNS: usize = 4;
const MOST_COLUMNS: usize = 40;
const FEWEST_ROWS: usize = 2;
/// Characters of the longest head.
const LONGEST_HEAD: usize = 20;

/// The list that these lines begin with and how many of them it takes: 序号 and the other heads, then 1, 2, 3 each as many lines behind the
/// one before as there are heads. Rows of more or fewer lines are told by nothing.
pub fn begin_list(lines: &[&str]) -> Option<(FlowBlock, usize)> {
    if !matches!(lines.first()?.trim(), "序号" | "编号") {
        return None;
    }
    let columns = lines.iter().take(MOST_COLUMNS + 1).position(|line| line.trim() == "1")?;
    let heads = lines.get(..columns)?;
    let is_head = |line: &&str| (1..=LONGEST_HEAD).contains(&line.trim().chars().count());
    let rows = lines.chunks_exact(columns).skip(1).zip(1_usize..);
    let rows =
        rows.take_while(|(row, number)| row.first().is_some_and(|first| first.trim() == number.to_string())).count();
    if columns < FEWEST_COLUMNS || rows < FEWEST_ROWS || !heads.iter().all(is_head) {
        return None;
    }
    let taken = columns * (rows + 1);
    let mut below = lines.iter().skip(taken).map(|line| line.trim());
    // A line too many in the last row looks like this as well.
    let ends = |line: &str| line.is_empty() || line.contains([':', '：']) || matches!(line, "合计" | "总计");
    if below.next().is_some_and(|line| !ends(line)) || below.any(|line| line == (rows + 1).to_string()) {
        return None;
    }
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let cells = lines.iter().take(taken).enumerate().map(|(at, line)| {
        let (row, column) = (number(at / columns), number(at % columns));
        (Region { row, column, height: 1, width: 1, hidden: false }, paragraphs_of(line.trim_end()))
    });
    Some((FlowBlock::Table(cells.collect()), taken))
}

#[cfg(test)]
mod tests {
    use super::begin_list;

    #[test]
    fn a_list_in_lines_is_one_where_its_rows_are_as_long_as_its_heads() {
        let list = "序号\n申报单位\n项目名称\n电话\n1\n甲工会\n驿站\n138\n2\n乙工会\n\n139\n填表人：张伟";
        let lines: Vec<&str> = list.lines().collect();
        assert_eq!(begin_list(&lines).map(|(_, taken)| taken), Some(12));
        for other in [
            list.replace("驿站", "驿站\n一期"),
            list.replace("139", "139\n137"),
            list.replace("139\n填表人：张伟", ""),
            list.replace("序号\n", ""),
        ] {
            assert!(begin_list(&other.lines().collect::<Vec<_>>()).is_none(), "{other}");
        }
    }
}
