//! How much of the processor a worker had: on a machine that is busy with other things a file takes long that is no trouble.

use std::time::Duration;

/// How long a process has been on a processor since it began; None where the system does not say.
#[cfg(target_os = "linux")]
pub fn processor_time(process: u32) -> Option<Duration> {
    /// A tick of the system's accounts: a hundredth of a second wherever programs see it.
    const TICK: Duration = Duration::from_millis(10);
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second value is the program's name in parentheses, in which anything may stand.
    let mut values = line.get(line.rfind(')')? + 1..)?.split_whitespace().skip(11);
    let mut ticks = || values.next()?.parse::<u32>().ok();
    Some(TICK * ticks()?.saturating_add(ticks()?))
}

/// How long a process has been on a processor since it began; None where the system does not say.
#[cfg(not(target_os = "linux"))]
pub fn processor_time(_process: u32) -> Option<Duration> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_there_says_what_it_had() {
        assert!(processor_time(std::process::id()).is_some());
        assert_eq!(processor_time(u32::MAX), None);
    }
}
