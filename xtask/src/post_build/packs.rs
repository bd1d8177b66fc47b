//! The rulebook, packed into `packs/`.

use super::Site;
use crate::rulebook::book;
use crate::run::Outcome;

/// Writes every pack and returns the file name of the core, which lists the others.
pub fn write(site: &Site) -> Outcome<String> {
    let packs = book()?.packs();
    for pack in &packs {
        site.write(&format!("packs/{}", pack.file), &pack.bytes)?;
    }
    let core = packs.into_iter().next();
    core.map(|it| it.file)
        .ok_or_else(|| "the rulebook gives no packs, not even its core".into())
}
