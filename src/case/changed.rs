//! What is different for a case since it was saved under other rules.
//!
//! A draft carries what was asked, needed, owed and due when it was saved ([`Judged`]). Opened under another edition of the
//! rulebook, it is held against the same answers judged anew, and what differs ([`Changes`]) is told until the person has seen it
//! (`told`).

use super::{Case, Place};
use engine::{Finding, ItemView, Truth, key_now};
use rulebook::{DateId, Day, DocumentId, Edition, TextId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was said about a case when it was saved: no answer, only ids, amounts and days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Judged {
    /// Questions and groups that were asked. By their own ids: other words make no other question of one.
    asked: BTreeSet<TextId>,
    /// Documents that were needed, alone or as one of a group.
    needed: BTreeSet<DocumentId>,
    /// What each period costs online, in yen, by the id of its name.
    fee: BTreeMap<TextId, u32>,
    /// The days that followed from the answers.
    dates: BTreeMap<DateId, Day>,
    /// Keys of the findings that stood against sending.
    blocking: BTreeSet<String>,
}

/// What differs. At rest like the rest of the draft: a person who has not seen it yet is told again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// Whether there was a time of which nothing is known but that other rules held: the draft did not say what they asked.
    pub(super) unknown: bool,
    pub(super) asked: Turned<TextId>,
    pub(super) needed: Turned<DocumentId>,
    pub(super) fee: BTreeMap<TextId, Shift<u32>>,
    pub(super) dates: BTreeMap<DateId, Shift<Day>>,
    /// Keys of findings that stand against sending and did not.
    pub(super) blocking: BTreeSet<String>,
}

/// What came and what went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Turned<K: Ord> {
    pub new: BTreeSet<K>,
    pub gone: BTreeSet<K>,
}

/// What something was and is: nothing where it was not yet, or is not any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift<V> {
    /// Before.
    pub was: Option<V>,
    /// Now.
    pub is: Option<V>,
}

/// How a draft rested under other rules, until everything has arrived to hold it against.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub edition: Edition,
    pub judged: Option<Judged>,
    /// Who holds it against today's: it comes with what opens drafts, and a case that is new needs nobody.
    pub compare: fn(&mut Case),
}

impl Case {
    /// Holds the case against what was said of it under other rules, if it has rested.
    pub(super) fn compare(&mut self) {
        if let Some(compare) = self.before.as_ref().map(|before| before.compare) {
            compare(self);
        }
    }

    /// What was said about the case; nothing while something that it needs has not arrived.
    pub(super) fn judged(&self) -> Option<Judged> {
        let seen = self.assessment();
        seen.needs.is_empty().then(|| Judged {
            asked: self.questions().map(|(name, _)| name).collect(),
            needed: seen
                .documents
                .iter()
                .filter(|document| document.is_needed())
                .map(|document| document.id.clone())
                .collect(),
            fee: self.amounts(),
            dates: seen.dates.iter().map(|date| (date.id.clone(), date.day)).collect(),
            blocking: seen.blocking().map(Finding::key).collect(),
        })
    }

    /// Every question and group that is asked, by its id and with its page, in the order of the form.
    pub(super) fn questions(&self) -> impl Iterator<Item = (TextId, Place)> {
        let seen = self.assessment();
        let asked = |slot: &engine::Slot| seen.fields.get(slot).is_some_and(|view| view.asked == Truth::Yes);
        let names = move |item: &ItemView| {
            let (group, slots) = match item {
                ItemView::Heading(_) => (None, vec![]),
                ItemView::Field(slot) => (None, vec![slot.clone()]),
                ItemView::Group(group) => (
                    (group.asked == Truth::Yes).then(|| TextId::new(group.id.as_str())),
                    group.rows.iter().flat_map(|(_, slots)| slots.clone()).collect(),
                ),
            };
            let fields = slots.into_iter().filter(asked).map(|slot| TextId::new(slot.field.as_str()));
            group.into_iter().chain(fields).collect::<Vec<_>>()
        };
        seen.steps
            .iter()
            .flat_map(move |step| step.items.iter().flat_map(names).map(|name| (name, Place::Step(step.id.clone()))))
    }

    /// Holds the case against what was said of it under other rules, once everything has arrived.
    pub(super) fn compare_with_before(&mut self) {
        if self.judged().is_none() {
            return;
        }
        let Some(before) = self.before.take() else { return };
        if let Some(was) = &before.judged {
            self.pass_by_new(was);
        }
        let Some(now) = self.judged() else {
            self.before = Some(before);
            return;
        };
        let changes = match before.judged {
            Some(was) => Changes::between(&was, &now),
            None => Changes {
                unknown: true,
                ..Changes::default()
            },
        };
        self.changes = Some(match self.changes.take() {
            Some(earlier) => earlier.then(changes),
            None => changes,
        });
    }
}

impl Case {
    /// What need not be answered and was not asked before is a gap: who had passed its page could not know of it. It is told as new, and can be
    /// answered; but who had finished is not kept from sending by a question that nobody put to them.
    fn pass_by_new(&mut self, was: &Judged) {
        let open = self.receipt.is_none();
        // As often as there are questions: a gap can bring up others.
        for _ in 0..self.assessment.fields.len() * usize::from(open) {
            let mut gaps = self.assessment.gaps(&self.answers);
            gaps.retain(|slot| !was.asked.contains(&TextId::new(slot.field.as_str())));
            if gaps.is_empty() {
                return;
            }
            gaps.into_iter().for_each(|slot| self.answers.leave_blank(slot));
            self.judge_anew();
        }
    }
}

impl Judged {
    /// Under the ids of today.
    pub(super) fn renamed(self, now: impl Fn(&str) -> String) -> Judged {
        Judged {
            asked: self.asked.iter().map(|id| TextId::new(now(id.as_str()))).collect(),
            needed: self.needed.iter().map(|id| DocumentId::new(now(id.as_str()))).collect(),
            fee: self.fee,
            dates: self
                .dates
                .into_iter()
                .map(|(id, day)| (DateId::new(now(id.as_str())), day))
                .collect(),
            blocking: self.blocking.iter().map(|key| key_now(key, &now)).collect(),
        }
    }
}

impl Changes {
    fn between(was: &Judged, is: &Judged) -> Changes {
        Changes {
            unknown: false,
            asked: Turned::between(&was.asked, &is.asked),
            needed: Turned::between(&was.needed, &is.needed),
            fee: shifts(&was.fee, &is.fee),
            dates: shifts(&was.dates, &is.dates),
            blocking: is.blocking.difference(&was.blocking).cloned().collect(),
        }
    }

    /// This, and what came after it: what came and went again is no difference.
    fn then(self, later: Changes) -> Changes {
        Changes {
            unknown: self.unknown || later.unknown,
            asked: self.asked.then(&later.asked),
            needed: self.needed.then(&later.needed),
            fee: shifted(self.fee, later.fee),
            dates: shifted(self.dates, later.dates),
            blocking: &self.blocking | &later.blocking,
        }
    }

    /// Under the ids of today.
    pub(super) fn renamed(self, now: impl Fn(&str) -> String) -> Changes {
        let dates = self.dates.into_iter().map(|(id, shift)| (DateId::new(now(id.as_str())), shift));
        Changes {
            unknown: self.unknown,
            asked: self.asked.renamed(|id| TextId::new(now(id.as_str()))),
            needed: self.needed.renamed(|id| DocumentId::new(now(id.as_str()))),
            fee: self.fee,
            dates: dates.collect(),
            blocking: self.blocking.iter().map(|key| key_now(key, &now)).collect(),
        }
    }
}

impl<K: Ord> Default for Turned<K> {
    fn default() -> Turned<K> {
        Turned {
            new: BTreeSet::new(),
            gone: BTreeSet::new(),
        }
    }
}

impl<K: Ord + Clone> Turned<K> {
    fn between(was: &BTreeSet<K>, is: &BTreeSet<K>) -> Turned<K> {
        Turned {
            new: is - was,
            gone: was - is,
        }
    }

    fn then(&self, later: &Turned<K>) -> Turned<K> {
        Turned {
            new: &(&self.new - &later.gone) | &(&later.new - &self.gone),
            gone: &(&self.gone - &later.new) | &(&later.gone - &self.new),
        }
    }

    fn renamed(&self, now: impl Fn(&K) -> K) -> Turned<K> {
        Turned {
            new: self.new.iter().map(&now).collect(),
            gone: self.gone.iter().map(&now).collect(),
        }
    }
}

fn shifts<K: Ord + Clone, V: Clone + PartialEq>(was: &BTreeMap<K, V>, is: &BTreeMap<K, V>) -> BTreeMap<K, Shift<V>> {
    let keys: BTreeSet<&K> = was.keys().chain(is.keys()).collect();
    let shift = |key: &K| Shift {
        was: was.get(key).cloned(),
        is: is.get(key).cloned(),
    };
    let all = keys.into_iter().map(|key| (key.clone(), shift(key)));
    all.filter(|(_, shift)| shift.was != shift.is).collect()
}

fn shifted<K: Ord, V: PartialEq>(mut earlier: BTreeMap<K, Shift<V>>, later: BTreeMap<K, Shift<V>>) -> BTreeMap<K, Shift<V>> {
    for (key, shift) in later {
        let was = match earlier.remove(&key) {
            Some(before) => before.was,
            None => shift.was,
        };
        earlier.insert(key, Shift { was, is: shift.is });
    }
    earlier.retain(|_, shift| shift.was != shift.is);
    earlier
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ids: &str) -> BTreeSet<TextId> {
        ids.chars().map(|id| TextId::new(id.to_string())).collect()
    }

    #[test]
    fn what_came_and_went_again_is_no_difference() {
        let check = |was: &str, then: &str, is: &str| {
            let (first, second) = (Turned::between(&set(was), &set(then)), Turned::between(&set(then), &set(is)));
            assert_eq!(first.then(&second), Turned::between(&set(was), &set(is)), "{was} {then} {is}");
        };
        check("ab", "abc", "ab");
        check("ab", "a", "ab");
        check("ab", "bc", "cd");
        check("", "abc", "c");
    }

    #[test]
    fn an_amount_is_told_from_the_first_to_the_last() {
        let map = |pairs: &[(&'static str, u32)]| pairs.iter().copied().collect::<BTreeMap<_, _>>();
        let check = |was: &[_], then: &[_], is: &[_]| {
            let (was, then, is) = (map(was), map(then), map(is));
            assert_eq!(shifted(shifts(&was, &then), shifts(&then, &is)), shifts(&was, &is));
        };
        check(&[("a", 1), ("b", 2)], &[("a", 2), ("b", 2)], &[("a", 3), ("b", 1)]);
        check(&[("a", 1)], &[("a", 2)], &[("a", 1)]);
        check(&[("a", 1)], &[], &[("b", 1)]);
        check(&[], &[("a", 1)], &[]);
    }
}
