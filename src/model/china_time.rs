//! The office's clock: China keeps one time all year, UTC+8, whatever the machine is set to.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::tz::offset;

/// The day and hour that the office's clock shows at this instant.
pub fn china_time(instant: Timestamp) -> DateTime {
    TimeZone::fixed(offset(8)).to_datetime(instant)
}
