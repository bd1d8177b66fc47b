//! What has arrived of the rulebook.

use crate::{CodeList, Core, DocumentSet, DocumentSetId, Field, FieldId, Item, OfficialForm, PackName, Part, PartId, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One pack, as it travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pack {
    /// The core.
    Core(Box<Core>),
    /// A form part and the short lists that it uses.
    Part(Box<(Part, Vec<CodeList>)>),
    /// A set of documents and the short lists that it uses.
    Documents(Box<DocumentSet>),
    /// A long list, or all lists linked to one answer.
    Codes(Vec<CodeList>),
    /// The agency's file for one application code.
    Official(Box<OfficialForm>),
}

/// Why a pack could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The pack.
    pub name: PackName,
    /// What the decoder said.
    pub why: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pack {}: {}", self.name, self.why)
    }
}

/// What has arrived: the core always, the rest as errands fetch it. What is missing makes answers unknown, never wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The core.
    pub core: Core,
    /// Form parts by id.
    pub parts: BTreeMap<PartId, Part>,
    /// Document sets by id.
    pub documents: BTreeMap<DocumentSetId, DocumentSet>,
    /// Code lists by id.
    pub codes: BTreeMap<String, CodeList>,
    /// Files of the agency by application code.
    pub official: BTreeMap<String, OfficialForm>,
}

impl Loaded {
    /// Starts with the core.
    pub fn new(core: Core) -> Self {
        let codes = core.codes.iter().map(|list| (list.id.as_str().to_owned(), list.clone())).collect();
        Self {
            core,
            codes,
            ..Self::default()
        }
    }

    /// Reads the core from its pack.
    pub fn from_core(bytes: &[u8]) -> Result<Self, PackError> {
        let name = PackName::new("core");
        match decode(&name, bytes)? {
            Pack::Core(core) => Ok(Self::new(*core)),
            _ => Err(PackError {
                name,
                why: "not a core".into(),
            }),
        }
    }

    /// Takes one more pack.
    pub fn take(&mut self, name: &PackName, bytes: &[u8]) -> Result<(), PackError> {
        self.add(decode(name, bytes)?);
        Ok(())
    }

    /// Adds a pack that is already decoded.
    pub fn add(&mut self, pack: Pack) {
        match pack {
            Pack::Core(core) => *self = Self::new(*core),
            Pack::Part(both) => {
                self.parts.insert(both.0.id.clone(), both.0);
                self.add(Pack::Codes(both.1));
            }
            Pack::Documents(set) => {
                self.documents.insert(set.id.clone(), *set);
            }
            Pack::Codes(lists) => {
                for list in lists {
                    self.codes.insert(list.id.as_str().to_owned(), list);
                }
            }
            Pack::Official(form) => {
                self.official.insert(form.entry.code.clone(), *form);
            }
        }
    }

    /// The part with this id; the questions before the form count as one.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        if self.core.start.id == *id {
            Some(&self.core.start)
        } else {
            self.parts.get(id)
        }
    }

    /// Every field that has arrived, with the part that it stands in.
    pub fn fields(&self) -> impl Iterator<Item = (&Part, &Field)> {
        std::iter::once(&self.core.start).chain(self.parts.values()).flat_map(|part| {
            part.steps.iter().flat_map(|step| &step.items).flat_map(move |item| {
                let fields: &[Field] = match item {
                    Item::Heading(_) => &[],
                    Item::Field(field) => std::slice::from_ref(&**field),
                    Item::Group(group) => &group.fields,
                };
                fields.iter().map(move |field| (part, field))
            })
        })
    }

    /// The field with this id.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.id == *id)
    }

    /// The fields with this meaning: the one of the form before the one of the questions that lead to it.
    pub fn by_role(&self, role: Role) -> impl Iterator<Item = &Field> {
        self.fields().map(|(_, field)| field).filter(move |field| field.role == Some(role))
    }

    /// The list with this id.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.codes.get(id)
    }

    /// The pack to fetch to know a list; nothing if the list is here, or if its family came without it (there is no such list).
    pub fn pack_for_list(&self, list: &str) -> Option<PackName> {
        if self.codes.contains_key(list) {
            return None;
        }
        let pack = pack_of_list(&self.core, list)?;
        let arrived = pack.as_str() != list && self.codes.keys().any(|one| family(one) == Some(pack.as_str()));
        (!arrived).then_some(pack)
    }
}

/// The pack that holds a list which came neither with the core nor with a form part.
///
/// A list is its own pack. But lists linked to one answer (`<base>_<code of that answer>`), if they are small together, travel
/// as one pack with the name of the base. Nothing means that no pack holds such a list.
pub fn pack_of_list(core: &Core, list: &str) -> Option<PackName> {
    let has = |name: &str| core.packs.contains_key(name);
    if has(list) {
        return Some(PackName::new(list));
    }
    let base = family(list)?;
    let apart = core.packs.keys().any(|name| family(name.as_str()) == Some(base));
    (has(base) && !apart).then(|| PackName::new(base))
}

/// The base of a linked list's name. The code behind the last `_` has no `_` itself.
pub(crate) fn family(list: &str) -> Option<&str> {
    list.rsplit_once('_').map(|(base, _)| base)
}

fn decode(name: &PackName, bytes: &[u8]) -> Result<Pack, PackError> {
    serde_json::from_slice(bytes).map_err(|why| PackError {
        name: name.clone(),
        why: why.to_string(),
    })
}
