//! Tables out of the rules of a page: rules that touch one another make one table, their places its rows and columns, and
//! where no rule stands between two fields they are one cell.

use crate::readers::pdf::area::Area;
use crate::readers::pdf::path::Rule;

/// Rules nearer to one another than this are one, in points.
const NEAR: f32 = 2.5;
/// More rules than this on one page, and more than so many in one table when those that touch are one, are a drawing.
const MOST_RULES: usize = 20_000;
const MOST_OF_TABLE: usize = 4_000;
/// More fields than this no page's table has.
const MOST_FIELDS: usize = 10_000;

/// One cell: a rectangle of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Row of its top.
    pub row: usize,
    /// Column of its left.
    pub column: usize,
    /// Rows it spans.
    pub height: usize,
    /// Columns it spans.
    pub width: usize,
}

/// A table as its rules draw it.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledTable {
    /// The lefts of its columns, and the right of the last.
    pub xs: Vec<f32>,
    /// The tops of its rows, and the bottom of the last.
    pub ys: Vec<f32>,
    /// Its cells, row by row; they never overlap and leave nothing out.
    pub regions: Vec<Region>,
    /// By row and column, which region covers the field.
    owner: Vec<usize>,
}

impl RuledTable {
    /// Its outline.
    pub fn area(&self) -> Area {
        let end = |list: &[f32]| (list.first().copied().unwrap_or(0.0), list.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (end(&self.xs), end(&self.ys));
        Area { left, top, right, bottom }
    }

    /// The region at a point.
    pub fn region_at(&self, x: f32, y: f32) -> Option<usize> {
        let (row, column) = (field_of(&self.ys, y)?, field_of(&self.xs, x)?);
        self.owner.get(row * (self.xs.len() - 1) + column).copied()
    }

    /// The area of a region.
    pub fn region_area(&self, region: &Region) -> Area {
        let at = |list: &[f32], index: usize| list.get(index).copied().unwrap_or(0.0);
        Area {
            left: at(&self.xs, region.column),
            right: at(&self.xs, region.column + region.width),
            top: at(&self.ys, region.row),
            bottom: at(&self.ys, region.row + region.height),
        }
    }
}

fn field_of(edges: &[f32], at: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The tables of a page, from top to bottom.
pub fn find_tables(rules: &[Rule]) -> Vec<RuledTable> {
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let rules = join_rules(rules);
    let mut tables: Vec<RuledTable> = groups_of(&rules).iter().filter_map(|group| table_of(group)).collect();
    tables.sort_by(|one, other| {
        let (one, other) = (one.area(), other.area());
        one.top.total_cmp(&other.top).then(one.left.total_cmp(&other.left))
    });
    tables
}

/// Rules on one line that touch become one.
pub fn join_rules(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|one, other| {
        one.across.cmp(&other.across).then(one.at.total_cmp(&other.at)).then(one.from.total_cmp(&other.from))
    });
    let mut joined: Vec<Rule> = Vec::new();
    for rule in sorted {
        // lines a fraction of a point apart come in order of their place, not of where they begin
        let same = joined.iter_mut().rev().take(16).find(|known| {
            known.across == rule.across
                && (known.at - rule.at).abs() <= 1.0
                && rule.from <= known.to + NEAR
                && known.from <= rule.to + NEAR
        });
        match same {
            Some(known) => {
                known.from = known.from.min(rule.from);
                known.to = known.to.max(rule.to);
            }
            None => joined.push(rule),
        }
    }
    joined
}

/// Rules that touch one another, directly or over others.
fn groups_of(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group_of: Vec<usize> = (0..rules.len()).collect();
    let upright: Vec<usize> = (0..rules.len()).filter(|at| rules.get(*at).is_some_and(|rule| !rule.across)).collect();
    for (at, across) in rules.iter().enumerate().filter(|(_, rule)| rule.across) {
        // upright rules lie in the order of their x
        let x = |index: &usize| rules.get(*index).map_or(0.0, |rule| rule.at);
        let first = upright.partition_point(|index| x(index) < across.from - NEAR);
        let near = upright.iter().skip(first).take_while(|index| x(index) <= across.to + NEAR);
        for &other in near {
            let touches =
                rules.get(other).is_some_and(|rule| across.at >= rule.from - NEAR && across.at <= rule.to + NEAR);
            if touches {
                let (one, two) = (root_of(&mut group_of, at), root_of(&mut group_of, other));
                if let Some(root) = group_of.get_mut(one) {
                    *root = two;
                }
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>)> = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let root = root_of(&mut group_of, at);
        match groups.iter_mut().find(|(known, _)| *known == root) {
            Some((_, group)) => group.push(*rule),
            None => groups.push((root, vec![*rule])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() >= 4).collect()
}

fn root_of(group_of: &mut [usize], mut at: usize) -> usize {
    while let Some(next) = group_of.get(at).copied().filter(|next| *next != at) {
        let after = group_of.get(next).copied().unwrap_or(next);
        if let Some(own) = group_of.get_mut(at) {
            *own = after;
        }
        at = next;
    }
    at
}

/// A table of rules that touch; None where they are no table: a single box is a frame.
fn table_of(rules: &[Rule]) -> Option<RuledTable> {
    let (across, upright): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.across);
    let ends = |rules: &[Rule]| {
        let from = rules.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
        [from, rules.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max)]
    };
    if across.len() < 2 || upright.is_empty() || rules.len() > MOST_OF_TABLE {
        return None;
    }
    // a table may be open at its sides
    let xs = edges_of(upright.iter().map(|rule| rule.at).chain(ends(&across)));
    let ys = edges_of(across.iter().map(|rule| rule.at).chain(ends(&upright)));
    let fields = Fields { across, upright, xs, ys };
    let (rows, columns) = (fields.rows(), fields.columns());
    if rows * columns < 2 || rows * columns > MOST_FIELDS {
        return None;
    }
    let mut owner = vec![usize::MAX; rows * columns];
    let mut regions = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let region = Region { row, column, height: 1, width: 1 };
            if owner.get(row * columns + column) == Some(&usize::MAX) {
                let region = fields.grow(region, &owner);
                for field in fields.fields_of(&region) {
                    owner.get_mut(field).into_iter().for_each(|owner| *owner = regions.len());
                }
                regions.push(region);
            }
        }
    }
    (regions.len() > 1).then_some(RuledTable { xs: fields.xs, ys: fields.ys, regions, owner })
}

/// The fields between the rules of a table.
struct Fields {
    across: Vec<Rule>,
    upright: Vec<Rule>,
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl Fields {
    fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// A cell as large as no rule stands in it and no other cell.
    fn grow(&self, mut cell: Region, owner: &[usize]) -> Region {
        let free = |row: usize, column: usize| owner.get(row * self.columns() + column) == Some(&usize::MAX);
        while cell.column + cell.width < self.columns()
            && !self.wall_right(cell.row, cell.column + cell.width - 1)
            && free(cell.row, cell.column + cell.width)
        {
            cell.width += 1;
        }
        let columns = cell.column..cell.column + cell.width;
        while cell.row + cell.height < self.rows() {
            let next = cell.row + cell.height;
            let open = columns.clone().all(|column| !self.wall_below(next - 1, column) && free(next, column));
            let whole = columns.clone().skip(1).all(|column| !self.wall_right(next, column - 1));
            if !open || !whole {
                break;
            }
            cell.height += 1;
        }
        cell
    }

    fn fields_of(&self, cell: &Region) -> impl Iterator<Item = usize> {
        let (cell, columns) = (*cell, self.columns());
        let rows = cell.row..cell.row + cell.height;
        rows.flat_map(move |row| (cell.column..cell.column + cell.width).map(move |column| row * columns + column))
    }

    fn wall_right(&self, row: usize, column: usize) -> bool {
        covers(&self.upright, self.xs.get(column + 1), middle(&self.ys, row))
    }

    fn wall_below(&self, row: usize, column: usize) -> bool {
        covers(&self.across, self.ys.get(row + 1), middle(&self.xs, column))
    }
}

fn middle(edges: &[f32], at: usize) -> f32 {
    match (edges.get(at), edges.get(at + 1)) {
        (Some(one), Some(other)) => (one + other) / 2.0,
        _ => f32::NAN,
    }
}

/// Whether a rule on this edge runs past this place.
fn covers(rules: &[Rule], edge: Option<&f32>, at: f32) -> bool {
    let Some(edge) = edge else { return false };
    rules.iter().any(|rule| (rule.at - edge).abs() <= NEAR && rule.from <= at && at <= rule.to)
}

/// Places in order, those near one another as one.
pub fn edges_of(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.filter(|place| place.is_finite()).collect();
    places.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = Vec::new();
    for place in places {
        if edges.last().is_none_or(|last| place - last > NEAR) {
            edges.push(place);
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::Region;
    use super::find_tables;
    use crate::readers::pdf::path::Rule;

    fn across(at: f32, from: f32, to: f32) -> Rule {
        Rule { across: true, at, from, to }
    }

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule { across: false, at, from, to }
    }

    #[test]
    fn fields_without_a_rule_between_them_are_one_cell() {
        let rules = [
            across(0.0, 0.0, 100.0),
            across(20.0, 0.0, 100.0),
            across(40.0, 0.0, 100.0),
            upright(0.0, 0.0, 40.0),
            upright(50.0, 20.0, 40.0),
            upright(100.0, 0.0, 40.0),
        ];
        let tables = find_tables(&rules);
        let regions = [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)];
        let regions = regions.map(|(row, column, height, width)| Region { row, column, height, width });
        assert_eq!(tables.iter().map(|table| table.regions.clone()).collect::<Vec<_>>(), [regions.to_vec()]);
        assert_eq!(tables.first().and_then(|table| table.region_at(75.0, 30.0)), Some(2));
        assert_eq!(tables.first().and_then(|table| table.region_at(75.0, 50.0)), None);
    }

    #[test]
    fn borders_drawn_cell_by_cell_and_an_open_side_make_the_same_table() {
        let mut rules = Vec::new();
        for row in 0..3u8 {
            let y = f32::from(row) * 20.0;
            rules.extend([across(y + 0.2, 0.0, 49.0), across(y, 50.0, 100.0)]);
        }
        rules.extend([upright(50.0, 0.0, 19.0), upright(50.3, 20.5, 40.0)]);
        let tables = find_tables(&rules);
        assert_eq!(tables.first().map(|table| (table.xs.len(), table.ys.len(), table.regions.len())), Some((3, 3, 4)));
    }

    #[test]
    fn a_frame_an_underline_and_two_tables_apart_are_told_apart() {
        let frame = [across(0.0, 0.0, 9.0), across(9.0, 0.0, 9.0), upright(0.0, 0.0, 9.0), upright(9.0, 0.0, 9.0)];
        assert!(find_tables(&frame).is_empty());
        assert!(find_tables(&[across(5.0, 0.0, 100.0), across(25.0, 0.0, 100.0)]).is_empty());
        let table = |top: f32| {
            [
                across(top, 0.0, 100.0),
                across(top + 20.0, 0.0, 100.0),
                upright(0.0, top, top + 20.0),
                upright(50.0, top, top + 20.0),
                upright(100.0, top, top + 20.0),
            ]
        };
        assert_eq!(find_tables(&[table(0.0), table(60.0)].concat()).len(), 2);
    }
}
