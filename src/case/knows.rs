//! Who knows the answers of a page or to a question, where that is neither the applicant nor whoever sits here.

use super::Case;
use rulebook::{Field, FieldId, Knower, Step, StepId};

impl Case {
    /// Who knows the answers of a page: as the page says, or as all of its questions do.
    pub fn knows_page(&self, id: &StepId) -> Option<Knower> {
        let page = self.pages().find(|page| page.id == *id)?;
        of_page(page).filter(|knower| !self.is(*knower))
    }

    /// Who knows the answer to a question; nothing where its page says so already.
    pub fn knows(&self, id: &FieldId) -> Option<Knower> {
        let page = self.pages().find(|page| fields(page).any(|field| field.id == *id))?;
        let knower = fields(page).find(|field| field.id == *id)?.knows?;
        Some(knower).filter(|knower| of_page(page) != Some(*knower) && !self.is(*knower))
    }

    /// Whether whoever sits here is that party: them it is not told that they know. Whoever files as an agent is the office.
    fn is(&self, knower: Knower) -> bool {
        let kinds = &self.book.core.applicants;
        let user = kinds
            .iter()
            .find(|kind| Some(kind.id.as_str()) == self.assessment.applicant.as_deref());
        user.is_some_and(|user| user.party == Some(knower) || (user.agent && knower == Knower::Office))
    }

    fn pages(&self) -> impl Iterator<Item = &Step> {
        let parts = self.assessment.parts.iter().filter_map(|part| self.book.part(part));
        parts.flat_map(|part| &part.steps)
    }
}

fn fields(page: &Step) -> impl Iterator<Item = &Field> {
    page.items.iter().flat_map(|item| item.fields().1)
}

fn of_page(page: &Step) -> Option<Knower> {
    let mut all = fields(page).map(|field| field.knows);
    let first = all.next().flatten();
    page.knows.or_else(|| first.filter(|_| all.all(|knows| knows == first)))
}
