//! Between a line of the file and what stands in the sheets of the agency's tool.
//!
//! An input column of the tool may be cut into several columns of the file, and two input columns may share one: then the
//! later that has a value is written. Reading undoes both.

use super::fix::without_zeros;
use super::pieces::{join, piece};
use crate::look::{Look, Scope};
use crate::{Answers, RowId, Slot, Truth};
use rulebook::{Code, CodeList, Column, Cut, Field, FieldKind, Group, Item, Loaded, OfficialForm, Part, Role};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One input column of the tool.
pub(super) struct Input<'a> {
    pub sheet: &'a str,
    pub column: &'a Column,
    /// Where it stands in the file, piece by piece.
    pub cells: Vec<(u16, Option<Cut>)>,
    /// Where the field that fills it stands, when its part has arrived.
    place: Option<Place<'a>>,
    /// That field, once for each variant of the code: a code can serve two statuses, each with a list of its own.
    fields: Vec<&'a Field>,
    /// Whether no other input column is written into one of its cells.
    alone: bool,
}

/// A field of ours and the group that it is in.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub field: &'a Field,
    pub group: Option<&'a Group>,
}

/// The input columns of a form and the fields that fill them. Values of a person are a list parallel to `inputs`.
pub(super) struct Layout<'a> {
    pub book: &'a Loaded,
    pub form: &'a OfficialForm,
    pub inputs: Vec<Input<'a>>,
    by_place: HashMap<(&'a str, &'a str), usize>,
    /// The columns of the file into which several input columns are written, and which.
    shared: BTreeMap<u16, Vec<usize>>,
}

impl<'a> Layout<'a> {
    pub fn new(book: &'a Loaded, form: &'a OfficialForm) -> Self {
        let mut fields = HashMap::new();
        // The same question may stand in other groups of other parts: meant is that of the road with this code.
        let variants = book.core.variants().map(|(_, variant)| variant);
        let own = variants
            .filter(|variant| variant.code == form.entry.code)
            .flat_map(|variant| book.parts_of(Some(variant)));
        let all = std::iter::once(&book.core.start).chain(book.parts.values());
        let own: Vec<&Part> = own.collect();
        for (_, group, field) in own.iter().copied().chain(all).flat_map(Part::places) {
            fields.entry(field.id.as_str()).or_insert(Place { field, group });
        }
        let mut by_variant: HashMap<&str, Vec<&'a Field>> = HashMap::new();
        for field in own.iter().flat_map(|part| part.fields()) {
            by_variant.entry(field.id.as_str()).or_default().push(field);
        }
        let mut inputs: Vec<Input<'a>> = Vec::new();
        let mut by_place = HashMap::new();
        for (sheet, column) in &form.columns {
            let at = *by_place.entry((sheet.as_str(), column.col.as_str())).or_insert(inputs.len());
            if at == inputs.len() {
                let to = column.to.as_ref();
                let place = to.and_then(|to| fields.get(to.field.as_str())).copied();
                let of_road = to.and_then(|to| by_variant.get(to.field.as_str())).cloned();
                inputs.push(Input {
                    sheet,
                    column,
                    cells: Vec::new(),
                    place,
                    fields: of_road.unwrap_or_else(|| place.iter().map(|place| place.field).collect()),
                    alone: true,
                });
            }
            if let (Some(input), Some(number)) = (inputs.get_mut(at), column.file.get(&form.entry.set)) {
                input.cells.push((*number, column.cut));
            }
        }
        let mut shared: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (at, input) in inputs.iter().enumerate() {
            for (number, _) in &input.cells {
                shared.entry(*number).or_default().push(at);
            }
        }
        shared.retain(|_, of| of.len() > 1);
        for input in &mut inputs {
            input.alone = !input.cells.iter().any(|(number, _)| shared.contains_key(number));
        }
        Self {
            book,
            form,
            inputs,
            by_place,
            shared,
        }
    }

    /// Where the field that fills an input column stands, when its part has arrived.
    pub fn place(&self, input: &Input<'a>) -> Option<Place<'a>> {
        input.place
    }

    /// The field of the questions before the form with this meaning.
    pub fn role(&self, role: Role) -> Option<&'a Field> {
        let fields = self.book.core.start.steps.iter().flat_map(|step| &step.items);
        let mut fields = fields.filter_map(|item| match item {
            Item::Field(field) => Some(&**field),
            _ => None,
        });
        fields.find(|field| field.role == Some(role))
    }

    /// The sheets that are not in play for somebody with these answers, however they came about.
    pub fn out(&self, look: &Look<'_>) -> BTreeSet<&'a str> {
        let played = |when| look.road.in_play(when).map(|test| look.truth(test, Scope::default())) == Some(Truth::Yes);
        let out = self.form.when.iter().filter(|(_, when)| !played(when));
        out.map(|(sheet, _)| sheet.as_str()).collect()
    }

    /// The value of the column `sheet.col`.
    pub fn value<'v>(&self, values: &'v [String], place: &str) -> Option<&'v str> {
        values.get(self.at(place)?).map(String::as_str)
    }

    /// What stands in each input column, read from a line of the file.
    pub fn values(&self, line: &[String]) -> Vec<String> {
        let cell = |number: u16| {
            usize::from(number)
                .checked_sub(1)
                .and_then(|at| line.get(at))
                .map_or("", String::as_str)
        };
        let mut values: Vec<String> = self
            .inputs
            .iter()
            .map(|input| if input.alone { join(input, cell) } else { String::new() })
            .collect();
        for (number, of) in &self.shared {
            let text = cell(*number);
            let takes = of.iter().rev().find(|at| self.takes(**at, &values, text));
            let owner = takes.or_else(|| of.iter().rev().find(|at| self.meant(**at, &values, text).is_some()));
            let owner = owner.or(of.last());
            let Some((owner, input)) = owner.and_then(|at| Some((*at, self.inputs.get(*at)?))) else {
                continue;
            };
            if let Some(value) = values.get_mut(owner) {
                text.clone_into(value);
            }
            // The list that holds the code names the answer of the parent, which has no cell of its own.
            let parent = input
                .column
                .list
                .as_ref()
                .and_then(|list| self.at(&list.parent))
                .filter(|at| of.contains(at));
            let item = self.item(input, &values, text).or_else(|| self.meant(owner, &values, text));
            let code = item.and_then(|(list, _)| list.id.as_str().rsplit_once('_'));
            if let (Some(value), Some((_, code))) = (parent.and_then(|at| values.get_mut(at)), code) {
                code.clone_into(value);
            }
        }
        values
    }

    /// The how-manieth input column `sheet.col` is.
    pub fn at(&self, place: &str) -> Option<usize> {
        self.by_place.get(&place.split_once('.')?).copied()
    }

    /// Whether the text can be an answer to this column: any text where there is no list.
    fn takes(&self, at: usize, values: &[String], text: &str) -> bool {
        self.inputs
            .get(at)
            .is_some_and(|input| input.column.list.is_none() || self.item(input, values, text).is_some())
    }

    /// The item whose code stands there without the zeros that a spreadsheet has taken.
    fn meant(&self, at: usize, values: &[String], text: &str) -> Option<(&'a CodeList, &'a Code)> {
        without_zeros(self, self.inputs.get(at)?, values, text)
    }

    /// The lists from which an input column chooses. Several while the answer is unknown on which the list depends.
    pub fn lists(&self, input: &Input<'a>, values: &[String]) -> Vec<&'a CodeList> {
        let Some(list) = &input.column.list else { return Vec::new() };
        let answer = || {
            let parent = self.value(values, &list.parent).filter(|code| !code.is_empty())?;
            let by_code = list.code_for.iter().any(|code| code == parent);
            Some(if by_code { &self.form.entry.code } else { parent })
        };
        let code = self.form.entry.followed(list.follows).or_else(answer);
        let linked = code.map(|code| format!("{}_{code}", list.linked));
        let found: Vec<&CodeList> = match linked {
            _ if list.linked.is_empty() => Vec::new(),
            Some(id) => self.book.list(&id).into_iter().collect(),
            None => {
                let prefix = format!("{}_", list.linked);
                let from = self.book.codes.range(prefix.clone()..);
                from.take_while(|(id, _)| id.starts_with(&prefix)).map(|(_, list)| list).collect()
            }
        };
        if found.is_empty() {
            return self.book.list(list.codes.as_str()).into_iter().collect();
        }
        found
    }

    /// The item with this official code, and its list.
    pub fn item(&self, input: &Input<'a>, values: &[String], code: &str) -> Option<(&'a CodeList, &'a Code)> {
        self.find(input, values, |item| item.code() == code)
    }

    /// The item for which this holds, and its list. The list of our own field is asked last: it is the same or narrower.
    pub fn find(&self, input: &Input<'a>, values: &[String], holds: impl Fn(&Code) -> bool) -> Option<(&'a CodeList, &'a Code)> {
        let about_one = input.column.to.as_ref().is_some_and(|to| !to.item.is_empty());
        let own = input.fields.iter().filter(|_| !about_one).filter_map(|field| match &field.kind {
            FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list } => self.book.list(list.as_str()),
            _ => None,
        });
        let mut lists = self.lists(input, values).into_iter().chain(own);
        lists.find_map(|list| list.items.iter().find(|item| holds(item)).map(|item| (list, item)))
    }

    /// The line of the file for what stands in the sheets; the first three fields stay empty.
    pub fn line(&self, values: &[String]) -> Vec<String> {
        let mut line = vec![String::new(); usize::from(self.form.width)];
        for (input, value) in self.inputs.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            for (number, cut) in &input.cells {
                let at = usize::from(*number).checked_sub(1);
                if let Some(cell) = at.and_then(|at| line.get_mut(at)) {
                    piece(value, *cut).clone_into(cell);
                }
            }
        }
        line
    }
}

/// The slot that an input column fills; none where its row does not exist or the field has not arrived.
pub(super) fn slot(layout: &Layout<'_>, input: &Input<'_>, answers: &Answers) -> Option<Slot> {
    let to = input.column.to.as_ref()?;
    let row = match layout.place(input)?.group.map(|group| &group.id) {
        None => RowId::NONE,
        Some(group) => *answers.rows(group).get(usize::from(to.row).checked_sub(1)?)?,
    };
    Some(Slot {
        field: to.field.clone(),
        row,
    })
}

/// The line that the tool writes for what stands in its sheets: `sheet.col` and the official code of a choice, else the text.
/// The running number is left to the caller.
pub fn line_of<'t>(book: &Loaded, form: &OfficialForm, cells: impl IntoIterator<Item = (&'t str, &'t str, String)>) -> Vec<String> {
    let layout = Layout::new(book, form);
    let mut values = vec![String::new(); layout.inputs.len()];
    for (sheet, col, text) in cells {
        if let Some(value) = layout.by_place.get(&(sheet, col)).and_then(|at| values.get_mut(*at)) {
            *value = text;
        }
    }
    layout.line(&values)
}
