//! The real rulebook, for every test that needs it.

use rulebook::Loaded;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder of the rulebook.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook")
}

/// All of it, as if every pack had arrived.
pub fn book() -> &'static Loaded {
    static BOOK: OnceLock<Loaded> = OnceLock::new();
    BOOK.get_or_init(|| {
        let book = rulebook::host::load(&root()).unwrap_or_else(|problems| panic!("{problems:#?}"));
        book.loaded()
    })
}
