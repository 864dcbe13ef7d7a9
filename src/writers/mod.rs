//! How a workbook or an official paper is made: styles, page, fonts, packaging. Knows no rule and no noun of the award.

pub mod money_words;
pub mod official;
pub mod workbook;
mod zip_origin;
