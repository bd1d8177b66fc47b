//! The picture that was decoded last, for the photo that is cut out of it next.

use crate::bitmap::Bitmap;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;

/// Nobody who is still cutting waits longer than this.
const AT_MOST_MS: u32 = 120_000;
/// A larger picture is decoded again: kept, it would take more than 128 MB of a phone.
const AT_MOST_PX: u64 = 32_000_000;

struct Kept {
    /// The file. Only the same bytes are the same picture: handles and names say nothing.
    bytes: Vec<u8>,
    bitmap: Bitmap,
    _until: Timeout,
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Keeps the picture of a file, in place of the former one.
pub fn keep(bytes: Vec<u8>, bitmap: Bitmap) {
    if u64::from(bitmap.width()) * u64::from(bitmap.height()) > AT_MOST_PX {
        return forget();
    }
    let kept = Kept {
        bytes,
        bitmap,
        _until: Timeout::new(AT_MOST_MS, forget),
    };
    KEPT.set(Some(kept));
}

/// The picture of a file, if it is the one that is kept. It is not kept any more then.
pub fn take(bytes: &[u8]) -> Option<Bitmap> {
    let kept = KEPT.take()?;
    (kept.bytes == bytes).then_some(kept.bitmap)
}

/// Gives its memory back.
pub fn forget() {
    KEPT.set(None);
}
