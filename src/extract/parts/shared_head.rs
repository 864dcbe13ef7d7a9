//! Several projects on one sheet that say once for all of them who applies: rows above the first project's name, and the line to sign
//! below the last.

use crate::extract::page::PageItem;
use crate::extract::page::Window;
use crate::extract::parts::FormPart;
use crate::extract::parts::form_starts::Told;
use crate::model::Grid;

/// Adds the rows that hold for all to the parts that lack them. `told` is what each of the `rows` tells, `starts` where the parts begin.
pub(super) fn share_head<'d>(
    grid: &'d Grid,
    parts: &mut [FormPart<'d>],
    rows: &[u32],
    (told, starts): (&[Told], &[usize]),
) {
    if parts.len() != starts.len() || parts.len() < 2 {
        return;
    }
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    let spans: Vec<&[Told]> = starts.iter().zip(ends).filter_map(|(&start, end)| told.get(start..end)).collect();
    let Some((first, others)) = spans.split_first() else { return };
    let asks = |span: &[Told], of: fn(&Told) -> bool| span.iter().any(of);
    let Some(title) = first.iter().position(|told| told.keys[1]) else { return };
    let head = first.get(..title).unwrap_or(&[]);
    let tells_all = asks(head, |told| told.keys[0]) && spans.iter().all(|span| asks(span, |told| told.running));
    if !tells_all || others.iter().any(|span| asks(span, |told| told.keys[0])) {
        return;
    }
    let row = |unit: usize| rows.get(unit).copied().unwrap_or(u32::MAX);
    for part in parts.iter_mut().skip(1) {
        part.items.insert(0, PageItem::Rows(grid, Window::of_rows(0, row(title))));
    }
    // The line to sign stands below the last project alone.
    let signed: Vec<bool> = spans.iter().map(|span| asks(span, |told| told.signature_only)).collect();
    let Some((true, before)) = signed.split_last().filter(|(_, before)| !before.contains(&true)) else { return };
    let foot = told.iter().position(|told| told.signature_only).unwrap_or(rows.len());
    for part in parts.iter_mut().take(before.len()) {
        part.items.push(PageItem::Rows(grid, Window::of_rows(row(foot), u32::MAX)));
    }
}
