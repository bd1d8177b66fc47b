//! What one road weighs: the core, its form, papers and lists, and the words of one language, without the agency's sheets, the sources and guidance,
//! and without the postal codes, which have a limit of their own.

use super::Sizes;
use crate::run::{Outcome, at};
use rulebook::{Loaded, PackName, Procedure, Role, Variant};
use std::collections::BTreeSet;
use std::path::Path;

/// The heaviest road of each procedure, and whether all are light enough.
pub fn report(site: &Path, sizes: &Sizes, lang: &str, at_most: u64) -> Outcome {
    let read = |name: &str| at(Path::new(name), std::fs::read(site.join(name)));
    let file = |pack: &str| {
        let start = format!("packs/{pack}.");
        let own = |name: &str| name.strip_prefix(&start).is_some_and(|rest| rest.matches('.').count() == 1);
        sizes
            .iter()
            .find(|(name, _)| own(name))
            .ok_or_else(|| format!("there is no pack `{pack}`"))
    };
    let (core_file, core_bytes) = file("core")?;
    let book = Loaded::from_core(&read(core_file)?).map_err(|why| why.to_string())?;
    let common: BTreeSet<PackName> = book.core.common_words(lang).cloned().collect();
    let mut heaviest: Vec<(u64, &Procedure, &Variant)> = Vec::new();
    for (procedure, variant) in book.core.variants() {
        let mut packs = common.clone();
        let mut with_parts = book.clone();
        let parts = variant.parts.iter().map(|id| id.as_str());
        for name in parts.chain(variant.documents.iter().map(|id| id.as_str())).map(PackName::new) {
            with_parts
                .take(&name, &read(&file(name.as_str())?.0)?)
                .map_err(|why| why.to_string())?;
            packs.extend(book.core.words_of(lang, name.as_str()));
            packs.insert(name);
        }
        let fields = with_parts.parts_of(Some(variant)).into_iter().flat_map(|part| part.fields());
        packs.extend(
            fields
                .filter(|field| field.role != Some(Role::PostalCode))
                .filter_map(|field| with_parts.pack_for_field(field)),
        );
        let weights = packs.iter().map(|name| Ok(file(name.as_str())?.1)).collect::<Outcome<Vec<u64>>>()?;
        let weight = core_bytes + weights.iter().sum::<u64>();
        match heaviest.iter_mut().find(|(_, it, _)| it.id == procedure.id) {
            Some(found) if found.0 >= weight => {}
            Some(found) => *found = (weight, procedure, variant),
            None => heaviest.push((weight, procedure, variant)),
        }
    }
    for (weight, procedure, variant) in &heaviest {
        println!(
            "{weight:>9} {at_most:>9}  the heaviest road of {}: {} {}",
            procedure.id, variant.statuses[0], variant.code
        );
    }
    match heaviest.iter().find(|(weight, ..)| *weight > at_most) {
        None if heaviest.is_empty() => Err("the core knows no road".into()),
        None => Ok(()),
        Some((weight, procedure, _)) => Err(format!("a road of {} weighs {weight} bytes; {at_most} are allowed", procedure.id)),
    }
}
