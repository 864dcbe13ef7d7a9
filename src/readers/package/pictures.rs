//! The pictures of a package, each part inflated once however often it is shown.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Picture;
use crate::readers::package::Package;
use crate::readers::package::relationships::Relationship;
use crate::readers::package::unsafe_because;

/// Pictures already taken out of a package, and how many bytes they hold.
#[derive(Debug, Default)]
pub struct Pictures {
    taken: HashMap<String, Arc<[u8]>>,
    bytes: u64,
}

impl Pictures {
    /// The picture of a part; without bytes where the part is missing, or over the limit (which leaves a trouble).
    pub fn take(&mut self, package: &mut Package, part: &str) -> Picture {
        if let Some(bytes) = self.taken.get(part) {
            return Picture::whole(part, Arc::clone(bytes));
        }
        let limit = package.limits().picture_bytes;
        let bytes = match self.bytes >= limit {
            true => Vec::new(),
            false => package.bytes(part).unwrap_or_default(),
        };
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        if self.bytes >= limit {
            package.note(unsafe_because(format!("图片总量超过上限（{limit} 字节），部分图片未读取")));
        }
        let bytes: Arc<[u8]> = Arc::from(bytes);
        self.taken.insert(part.to_owned(), Arc::clone(&bytes));
        Picture::whole(part, bytes)
    }

    /// The picture that a relationship leads to; one outside the package has no bytes, for nothing is fetched.
    pub fn follow(&mut self, package: &mut Package, relationship: &Relationship) -> Picture {
        match relationship.external {
            true => Picture::whole(&*relationship.target, []),
            false => self.take(package, &relationship.target),
        }
    }
}
