//! What has arrived of the rulebook.

use crate::core::base_of_list;
use crate::{
    CharTables, Characters, Class, ClassId, Code, CodeList, Core, DocumentSet, DocumentSetId, Field, FieldId, FieldKind, Guide, PackName,
    Part, PartId, PostalCodes, Road, Role, SheetPack, Source, Tool, Variant,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Bound, Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the pack with the sources.
pub(crate) const SOURCES: &str = "sources";
/// The name of the pack with the tables of characters.
pub(crate) const CHARACTERS: &str = "characters";

/// The name of the pack with the guidance.
pub(crate) const GUIDES: &str = "guides";
/// The name of the pack with the postal codes.
pub(crate) const POSTAL: &str = "postal";

/// One pack, as it travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
    /// The menu of one of the agency's tools.
    Tool(Box<Tool>),
    /// A sheet of one of the agency's tools.
    Sheet(Box<SheetPack>),
    /// What is known of characters.
    Characters(Box<CharTables>),
    /// The sources of everything.
    Sources(Vec<Source>),
    /// The guidance.
    Guides(Vec<Guide>),
    /// The postal codes.
    Postal(Box<PostalCodes>),
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

/// What has arrived, and what was prepared of it for judging. It is read as [`Arrived`]; whoever changes that ends what was prepared.
#[derive(Debug, Default)]
pub struct Loaded {
    arrived: Arrived,
    roads: Roads,
}

/// The roads, each with the parts and sets that it is of.
type Roads = Mutex<Vec<(Option<(Vec<PartId>, Vec<DocumentSetId>)>, Arc<Road>)>>;

/// What has arrived: the core always, the rest as errands fetch it. What is missing makes answers unknown, never wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrived {
    /// The core.
    pub core: Core,
    /// Form parts by id.
    pub parts: BTreeMap<PartId, Part>,
    /// Document sets by id.
    pub documents: BTreeMap<DocumentSetId, DocumentSet>,
    /// Code lists by id.
    pub codes: BTreeMap<String, CodeList>,
    /// The agency's tools by name. `official` puts together what one application code needs.
    pub tools: BTreeMap<String, Tool>,
    /// Their sheets by tool and name.
    pub sheets: BTreeMap<(String, String), SheetPack>,
    /// What is known of characters.
    pub characters: Characters,
    /// The guidance, in order.
    pub guides: Vec<Guide>,
    /// The postal codes.
    pub postal: PostalCodes,
}

impl Deref for Loaded {
    type Target = Arrived;

    fn deref(&self) -> &Arrived {
        &self.arrived
    }
}

impl DerefMut for Loaded {
    fn deref_mut(&mut self) -> &mut Arrived {
        self.roads = Roads::default();
        &mut self.arrived
    }
}

impl Clone for Loaded {
    fn clone(&self) -> Loaded {
        self.arrived.clone().into()
    }
}

impl PartialEq for Loaded {
    fn eq(&self, other: &Loaded) -> bool {
        self.arrived == other.arrived
    }
}

impl From<Arrived> for Loaded {
    fn from(arrived: Arrived) -> Loaded {
        Loaded {
            arrived,
            roads: Roads::default(),
        }
    }
}

impl Loaded {
    /// Starts with the core.
    pub fn new(core: Core) -> Self {
        Arrived::new(core).into()
    }

    /// Reads the core from its pack.
    pub fn from_core(bytes: &[u8]) -> Result<Self, PackError> {
        /// Only this one, the first of [`Pack`]: who opens a core need not know how the others are read.
        #[derive(BorshDeserialize)]
        enum First {
            Core(Box<Core>),
        }
        let First::Core(core) = decode(&PackName::new("core"), bytes)?;
        Ok(Self::new(*core))
    }

    /// The road of a variant, as far as it has arrived; without one, the questions before the form. Prepared when it is first asked for.
    pub fn road(&self, variant: Option<&Variant>) -> Arc<Road> {
        let mut roads = self.roads.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |key: &Option<(Vec<PartId>, Vec<DocumentSetId>)>| {
            key.as_ref().map(|(parts, sets)| (parts, sets)) == variant.map(|it| (&it.parts, &it.documents))
        };
        if let Some((_, road)) = roads.iter().find(|(key, _)| same(key)) {
            return road.clone();
        }
        let road = Arc::new(Road::new(&self.arrived, variant));
        roads.push((variant.map(|it| (it.parts.clone(), it.documents.clone())), road.clone()));
        road
    }
}

impl Arrived {
    /// Starts with the core.
    fn new(core: Core) -> Self {
        let codes = core.codes.iter().map(|list| (list.id.as_str().to_owned(), list.clone())).collect();
        Self {
            core,
            codes,
            ..Self::default()
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
            Pack::Tool(tool) => {
                self.tools.insert(tool.name.clone(), *tool);
            }
            Pack::Sheet(sheet) => {
                self.sheets.insert((sheet.tool.clone(), sheet.sheet.clone()), *sheet);
            }
            Pack::Sources(sources) => self.core.sources = sources,
            Pack::Characters(tables) => self.characters = Characters::new(&tables),
            Pack::Guides(guides) => self.guides = guides,
            Pack::Postal(codes) => self.postal = *codes,
        }
    }

    /// The parts of a variant that have arrived, in its order, behind the questions before the form.
    pub fn parts_of(&self, variant: Option<&Variant>) -> Vec<&Part> {
        let of_form = variant.into_iter().flat_map(|it| &it.parts);
        let arrived = of_form.filter_map(|id| self.parts.get(id));
        std::iter::once(&self.core.start).chain(arrived).collect()
    }

    /// The document sets of a variant that have arrived, in its order.
    pub fn sets_of(&self, variant: Option<&Variant>) -> Vec<&DocumentSet> {
        let sets = variant.into_iter().flat_map(|it| &it.documents);
        sets.filter_map(|id| self.documents.get(id)).collect()
    }

    /// The pack that brings what is known of characters, if there is one and it has not arrived.
    pub fn pack_for_characters(&self) -> Option<PackName> {
        let name = PackName::new(CHARACTERS);
        (self.characters.is_empty() && self.core.packs.contains_key(&name)).then_some(name)
    }

    /// The pack that brings the sources, if it has not arrived.
    pub fn pack_for_sources(&self) -> Option<PackName> {
        let name = PackName::new(SOURCES);
        (self.core.sources.is_empty() && self.core.packs.contains_key(&name)).then_some(name)
    }

    /// The pack that brings the guidance, if there is one and it has not arrived.
    pub fn pack_for_guides(&self) -> Option<PackName> {
        let name = PackName::new(GUIDES);
        (self.guides.is_empty() && self.core.packs.contains_key(&name)).then_some(name)
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
        let parts = std::iter::once(&self.core.start).chain(self.parts.values());
        parts.flat_map(|part| part.fields().map(move |field| (part, field)))
    }

    /// The field with this id.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.id == *id)
    }

    /// The fields with this meaning: the one of the form before the one of the questions that lead to it.
    pub fn by_role(&self, role: Role) -> impl Iterator<Item = &Field> {
        self.fields().map(|(_, field)| field).filter(move |field| field.role == Some(role))
    }

    /// The class of the ordinance with this id, of those that the documents that have arrived serve.
    pub fn class(&self, id: &ClassId) -> Option<&Class> {
        self.documents.values().flat_map(|set| &set.classes).find(|class| class.id == *id)
    }

    /// The list with this id.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.codes.get(id)
    }

    /// An item of a list; or of one that stands beside it, as that of another prefecture, for whoever shows an answer that does not fit any more.
    pub fn item_near(&self, list: &str, id: &str) -> Option<&Code> {
        // Which one it is, is not known while the answer is missing on which it depends.
        let own = || base_of_list(list).unwrap_or(list);
        let family = if self.has_family(list) { list } else { own() };
        let beside = self.codes.values().filter(|it| base_of_list(it.id.as_str()) == Some(family));
        self.list(list).into_iter().chain(beside).find_map(|list| list.get(id))
    }

    /// Whether a list has arrived, or those that stand for it: they are linked to another answer.
    pub fn has_list(&self, list: &str) -> bool {
        self.codes.contains_key(list) || self.has_family(list)
    }

    /// The pack to fetch to know a list; nothing if the list is here, or if its family came without it (there is no such list).
    pub fn pack_for_list(&self, list: &str) -> Option<PackName> {
        if self.codes.contains_key(list) {
            return None;
        }
        let pack = self.core.pack_of_list(list)?;
        let arrived = pack.as_str() != list && self.has_family(pack.as_str());
        (!arrived).then_some(pack)
    }

    /// The pack to fetch before a field can be answered, whatever is chosen before it: of lists that depend on another answer all,
    /// since whoever fetches only the one tells the file server the answer.
    pub fn pack_for_field(&self, field: &Field) -> Option<PackName> {
        match &field.kind {
            FieldKind::Choice { list, parent: Some(_), .. } => {
                (self.core.packs.contains_key(list.as_str()) && !self.has_family(list.as_str())).then(|| PackName::new(list.as_str()))
            }
            FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list } => self.pack_for_list(list.as_str()),
            // All of them: of one the file server would know where the person lives.
            _ if field.role == Some(Role::PostalCode) && self.postal.is_empty() => {
                Some(PackName::new(POSTAL)).filter(|name| self.core.packs.contains_key(name))
            }
            _ => None,
        }
    }

    /// Whether the lists with this base have arrived; they come together.
    fn has_family(&self, base: &str) -> bool {
        let behind = self.codes.range::<str, _>((Bound::Excluded(base), Bound::Unbounded));
        behind
            .take_while(|(id, _)| id.starts_with(base))
            .any(|(id, _)| base_of_list(id) == Some(base))
    }
}

fn decode<T: BorshDeserialize>(name: &PackName, bytes: &[u8]) -> Result<T, PackError> {
    borsh::from_slice(bytes).map_err(|why| PackError {
        name: name.clone(),
        why: why.to_string(),
    })
}
