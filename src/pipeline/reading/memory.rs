//! How a worker holds itself to its memory. On Linux by the system: the process's address space is limited, and an allocation
//! over it ends the process. Elsewhere by the allocator, which counts what it gives out and refuses more: there all of the
//! program's memory goes through it, with no limit but in workers.

#[cfg(not(target_os = "linux"))]
#[global_allocator]
static COUNTED: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

/// What a process says on stderr, in any version of the standard library, as it ends for want of memory.
pub const OUT_OF_MEMORY: &str = "memory allocation of";

/// Holds this process to so many bytes from now on.
///
/// # Errors
/// The system refuses.
#[cfg(target_os = "linux")]
pub fn limit_memory(bytes: u64) -> std::io::Result<()> {
    let (_, most) = rlimit::Resource::AS.get()?;
    let limit = bytes.min(most);
    rlimit::Resource::AS.set(limit, most)
}

/// Holds this process to so many bytes from now on.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn limit_memory(bytes: u64) -> std::io::Result<()> {
    // Refused only where more is in use already: the first allocation then ends the process, as it should.
    let _refused = COUNTED.set_limit(usize::try_from(bytes).unwrap_or(usize::MAX));
    Ok(())
}
