//! The list of prizes as it stands in the public papers: units, projects, tiers, and nothing about people.

use crate::award::record::AwardRecord;
use crate::award::wording::unit_with_partners;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Size;
use crate::writers::official::Table;

/// 序号, 申报单位, 项目名称, 等次 (headed by `tier_heading`), and the money where `with_money` says so.
pub(super) fn tabulate_prizes(record: &AwardRecord<'_>, tier_heading: &str, with_money: bool) -> Table {
    let mut columns = vec![
        Column::new("序号", 8, Align::Centre),
        Column::new("申报单位", 35, Align::Left),
        Column::new("项目名称", 41, Align::Left),
        Column::new(tier_heading, 15, Align::Centre),
    ];
    if with_money {
        columns.push(Column::new("补助资金（元）", 15, Align::Right));
    }
    let mut table = Table::new(columns).sized(if with_money { Size::Dense } else { Size::Normal });
    for (index, award) in record.decision().awards.iter().enumerate() {
        let mut row =
            vec![(index + 1).to_string(), unit_with_partners(award), award.project.clone(), award.tier.clone()];
        if with_money {
            row.push(award.amount.to_string());
        }
        table.row(&row);
    }
    table
}
