//! Why a part of the program did not come: `widget/parts.js` knows, which fetches them and stands in the glue of the program.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./__wasm_split.js")]
extern "C" {
    /// The status of the server at the last part that did not come, or 0 where there was no answer.
    fn part_fault() -> u16;
}

/// Why a part did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There was no answer, or it stopped: it can be tried again.
    Offline,
    /// The server has no such file any more: the page is older than what lies there now.
    Gone,
}

/// Why the last one did not.
pub fn last_fault() -> Fault {
    match part_fault() {
        404 | 410 => Fault::Gone,
        _ => Fault::Offline,
    }
}
