//! What is still to be asked of others.

use super::Case;
use engine::DocumentView;
use rulebook::{OneOfId, Provider};

impl Case {
    /// Everybody else who gives a paper in this case, whatever is still missing, in the order of the lists.
    pub fn givers(&self) -> Vec<Provider> {
        let mut all: Vec<Provider> = Vec::new();
        // Who gives nothing that this person is asked for has no place here.
        let asked = self.papers().filter(|paper| paper.goes_out());
        for from in asked.map(|paper| &paper.from_whom).filter(|from| from.is_somebody_else()) {
            if !all.contains(from) {
                all.push(from.clone());
            }
        }
        all
    }

    /// The papers that somebody else gives and that are needed and not there yet, in the order of the lists. Each entry is a paper, or
    /// several of which one is enough.
    pub fn wanted(&self, from: &Provider) -> Vec<Vec<DocumentView>> {
        let mut all: Vec<Vec<DocumentView>> = Vec::new();
        for paper in self.papers().filter(|paper| paper.from_whom == *from && paper.is_needed()) {
            let given = match &paper.one_of {
                None => paper.files > 0,
                Some(group) => self.is_given(group),
            };
            if given {
                continue;
            }
            let same = |first: &DocumentView| first.one_of.is_some() && first.one_of == paper.one_of;
            match all.iter_mut().find(|papers| papers.first().is_some_and(same)) {
                Some(papers) => papers.push(paper.clone()),
                None => all.push(vec![paper.clone()]),
            }
        }
        all
    }

    /// Whether there is a file for one of the papers of which one is enough.
    fn is_given(&self, group: &OneOfId) -> bool {
        let mut of_group = self.papers().filter(|paper| paper.one_of.as_ref() == Some(group));
        of_group.any(|paper| paper.files > 0 && paper.goes_out())
    }
}
