//! A person's name in Roman letters, as the machine-readable lines of a passport and a residence card have it: capitals, parts apart by a
//! space, no signs inside a part.

use super::nearest::narrow;
use rulebook::{Characters, Does};

/// The length of a machine-readable line, and of what stands in it before the name.
const LINE: usize = 44;
const BEFORE_NAME: usize = 5;

/// The signs of a name put aside; its letters stay as they are, in capitals.
pub(super) fn roman(text: &str, characters: &Characters) -> String {
    let capitals = narrow(text.trim()).to_uppercase();
    // Whoever copies the lines of the passport has the second one behind the first.
    let first = capitals.split_whitespace().next().unwrap_or_default();
    let whole_line = first.is_ascii() && first.len() == LINE && first.starts_with('P') && first.contains("<<");
    let name = first.get(BEFORE_NAME..).filter(|_| whole_line).unwrap_or(&capitals);
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if characters.is(Does::NameJoint, c) {
            continue;
        }
        let gap = characters.is(Does::NameGap, c) || characters.is(Does::Dash, c);
        out.push(if gap { ' ' } else { c });
    }
    let parts: Vec<&str> = out.split_whitespace().collect();
    // Nothing but signs is no name.
    if parts.is_empty() { name.to_owned() } else { parts.join(" ") }
}
