//! What is still to be asked of others.

use super::Case;
use engine::{DocumentView, Need};
use rulebook::{OneOfId, Provider};

impl Case {
    /// The papers that somebody else gives and that are needed and not there yet, in the order of the lists. Each entry is a paper, or
    /// several of which one is enough.
    pub fn wanted(&self, from: Provider) -> Vec<Vec<DocumentView>> {
        let mut all: Vec<(Option<&OneOfId>, Vec<DocumentView>)> = Vec::new();
        for paper in self.papers().filter(|paper| paper.from_whom == from && paper.is_needed()) {
            let group = paper.one_of.as_ref().filter(|_| paper.need == Need::OneOf);
            match group {
                None if paper.files > 0 => {}
                Some(group) if self.is_given(group) => {}
                Some(_) if all.iter().any(|(known, _)| *known == group) => {
                    let same = all.iter_mut().filter(|(known, _)| *known == group);
                    same.for_each(|(_, papers)| papers.push(paper.clone()));
                }
                _ => all.push((group, vec![paper.clone()])),
            }
        }
        all.into_iter().map(|(_, papers)| papers).collect()
    }

    /// Whether there is a file for one of the papers of which one is enough.
    fn is_given(&self, group: &OneOfId) -> bool {
        let mut of_group = self.papers().filter(|paper| paper.one_of.as_ref() == Some(group));
        of_group.any(|paper| paper.files > 0 && paper.goes_out())
    }
}
