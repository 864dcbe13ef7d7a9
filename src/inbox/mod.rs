//! What arrived: folders walked, archives unpacked in memory, every file told by its content, and files grouped into
//! submissions. Nothing is written to disk here, and every file given is accounted for, also the one that cannot be read.
//!
//! [`walk`] lists the parcels below the paths given, [`open`] reads one parcel, [`unpack`] what lies in an archive, [`sniff`] says what a file is,
//! [`sniff_readable`] the same with the bytes that it is read by (unlocked, mended), [`group`] puts together what belongs together.

mod archive;
mod beside;
mod file;
mod group;
mod joined;
mod little_endian;
mod mend;
mod sniff;
mod unlock;
mod walk;

pub use archive::unpack_archive as unpack;
pub use file::Content;
pub use file::InboxFile;
pub use file::InboxLimits;
pub use group::LIST;
pub use group::PAGE_PART;
pub use group::PaperName;
pub use group::group;
pub use group::may_be_signed_page;
pub use sniff::Readable;
pub use sniff::Sniffed;
pub use sniff::sniff;
pub use sniff::sniff_readable;
pub use walk::InboxError;
pub use walk::Parcel;
pub use walk::open;
pub use walk::pass_over;
pub use walk::walk;
