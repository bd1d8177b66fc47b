//! Which pack a code list travels in.

use super::book::{Book, fields_of};
use crate::core::base_of_list;
use crate::{CodeList, FieldKind, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Longest list that travels with the questions that use it.
const SHORT: usize = 80;

/// Where each list goes.
pub(super) struct Shelves<'a> {
    /// Lists that come with the core.
    pub core: Vec<CodeList>,
    /// Lists that come with a part, in the order of the parts that travel.
    pub parts: Vec<Vec<CodeList>>,
    /// Packs of their own, by name.
    pub apart: BTreeMap<String, Vec<&'a CodeList>>,
}

/// The bases of linked lists: `codes.municipality` for `codes.municipality_130001`.
pub(super) fn bases(book: &Book) -> BTreeSet<String> {
    let named = |id: &str| {
        if id.starts_with("codes.") {
            id.to_owned()
        } else {
            format!("codes.{id}")
        }
    };
    let by_field = book.fields().into_iter().flat_map(|at| match &at.field.kind {
        FieldKind::Choice { list, parent: Some(_), .. } => {
            let others = at.field.but.iter().filter_map(|but| but.list.as_ref());
            others.chain([list]).map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    });
    let columns = book.sheets.iter().flat_map(|sheet| &sheet.columns);
    let by_column = columns.filter_map(|column| column.list.as_ref()).map(|list| list.linked.as_str());
    by_field
        .chain(by_column.chain(book.ours.family_ids()).filter(|id| !id.is_empty()).map(named))
        .collect()
}

/// The ids of a list's items; of all its linked lists where it is the base of a family.
pub(super) fn items<'a>(book: &'a Book, list: &str, linked: bool) -> BTreeSet<&'a str> {
    let meant = |id: &str| if linked { base_of_list(id) == Some(list) } else { id == list };
    let lists = book.codes.iter().filter(|it| meant(it.id.as_str()));
    lists.flat_map(|it| &it.items).map(|item| item.id.as_str()).collect()
}

/// Sorts the lists: short ones to the questions that use them, the rest into packs of their own.
pub(super) fn sort(book: &Book) -> Shelves<'_> {
    let bases = bases(book);
    let base_of = |list: &CodeList| {
        base_of_list(list.id.as_str())
            .filter(|base| bases.contains(*base))
            .map(str::to_owned)
    };
    let by_id: BTreeMap<&str, &CodeList> = book.codes.iter().map(|list| (list.id.as_str(), list)).collect();
    let short = |part: &Part| -> BTreeMap<String, CodeList> {
        let used = fields_of(part).into_iter().filter_map(|at| match &at.field.kind {
            FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list } => by_id.get(list.as_str()).copied(),
            _ => None,
        });
        let fit = used.filter(|list| list.items.len() <= SHORT && base_of(list).is_none());
        fit.map(|list| (list.id.to_string(), list.clone())).collect()
    };
    let core = short(&book.core.start);
    let mut carried: BTreeSet<String> = core.keys().cloned().collect();
    let mut parts = Vec::new();
    for part in &book.made.parts {
        let mut lists = short(part);
        lists.retain(|id, _| !core.contains_key(id));
        carried.extend(lists.keys().cloned());
        parts.push(lists.into_values().collect());
    }
    // Linked lists travel whole, however many they are: to ask for the one that is needed is to tell the answer.
    let mut apart: BTreeMap<String, Vec<&CodeList>> = BTreeMap::new();
    for list in by_id.into_values().filter(|list| !carried.contains(list.id.as_str())) {
        apart
            .entry(base_of(list).unwrap_or_else(|| list.id.to_string()))
            .or_default()
            .push(list);
    }
    Shelves {
        core: core.into_values().collect(),
        parts,
        apart,
    }
}
