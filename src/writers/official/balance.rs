//! Widths of a table's columns of prose, moved towards those whose long texts make the rows high: a column of long names takes
//! from one whose texts are short. Numbers keep what they need.

/// A move is one in so many parts of the whole width.
const PARTS: u32 = 40;
/// No more moves than this are made.
const MOVES: usize = 24;

/// A column as it may be moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// No narrower than this.
    pub(super) least: u32,
    /// Whether it may be moved at all.
    pub(super) moves: bool,
}

/// Widths of each row's texts in its columns, a text's line by line, in twips; empty where a cell stands over several columns.
pub(super) type RowTexts = Vec<Vec<u32>>;

/// Moves width between columns as long as the table gets lower by it. `margins` is what a cell's margins take.
pub(super) fn balance(mut widths: Vec<u32>, bounds: &[Bounds], rows: &[RowTexts], margins: u32) -> Vec<u32> {
    let step = widths.iter().sum::<u32>() / PARTS;
    let columns: Vec<usize> = (0..widths.len()).filter(|&at| bounds.get(at).is_some_and(|bound| bound.moves)).collect();
    let mut height = height_of(&widths, rows, margins);
    for _ in 0..MOVES {
        let pairs = columns.iter().flat_map(|&from| columns.iter().map(move |&to| (from, to))).filter(|(a, b)| a != b);
        let moved = [1, 2, 4].into_iter().flat_map(|times| pairs.clone().map(move |pair| (pair, step * times)));
        let tried = moved.filter_map(|((from, to), by)| {
            let least = bounds.get(from).map_or(0, |bound| bound.least);
            let mut tried = widths.clone();
            let narrower = tried.get(from)?.checked_sub(by).filter(|left| *left >= least)?;
            *tried.get_mut(from)? = narrower;
            *tried.get_mut(to)? += by;
            Some((height_of(&tried, rows, margins), tried))
        });
        match tried.min_by_key(|(height, _)| *height) {
            Some((lower, better)) if lower < height => (height, widths) = (lower, better),
            _ => break,
        }
    }
    widths
}

/// How high all rows are: the lines of each, squared, so that no row gets long for the sake of many that lose one line.
fn height_of(widths: &[u32], rows: &[RowTexts], margins: u32) -> u32 {
    let lines = |texts: &[u32], width: u32| {
        let room = width.saturating_sub(margins).max(1);
        texts.iter().map(|text| text.div_ceil(room).max(1)).sum::<u32>()
    };
    let row = |texts: &RowTexts| texts.iter().zip(widths).map(|(texts, width)| lines(texts, *width)).max().unwrap_or(1);
    rows.iter().map(row).map(|lines| lines.saturating_mul(lines)).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: Bounds = Bounds { least: 200, moves: true };
    const NUMBER: Bounds = Bounds { least: 200, moves: false };

    #[test]
    fn a_column_of_long_texts_takes_from_one_of_short_ones_and_not_from_numbers() {
        let rows = vec![vec![vec![100], vec![900], vec![100]]; 3];
        let widths = balance(vec![400, 400, 400], &[NUMBER, PROSE, PROSE], &rows, 0);
        assert_eq!((widths[0], widths.iter().sum::<u32>()), (400, 1200));
        assert!(widths[1] > 400 && widths[2] >= 200, "{widths:?}");
    }

    #[test]
    fn a_few_long_texts_are_not_squeezed_for_many_that_are_a_little_too_long() {
        let mut rows = vec![vec![vec![450], vec![100]]; 6];
        rows.push(vec![vec![450], vec![4000]]);
        let widths = balance(vec![400, 400], &[PROSE, PROSE], &rows, 0);
        assert!(widths[1] >= 400, "{widths:?}");
    }

    #[test]
    fn a_table_that_gets_no_lower_stays_as_it_is() {
        let rows = vec![vec![vec![300], vec![300]]; 3];
        assert_eq!(balance(vec![400, 400], &[PROSE, PROSE], &rows, 0), [400, 400]);
    }
}
