//! What this tab remembers until it is closed: which draft was open, so that a reload comes back to it.

/// Remembers a word under a name. Where the browser keeps nothing, nothing is remembered.
pub fn remember(name: &str, word: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, word);
    }
}

/// The word that was remembered.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
