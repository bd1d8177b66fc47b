//! What is said of filing online: the answer, what it hangs on, and what would change it.

use super::{Case, Place};
use engine::{ActView, Arg, Finding, Slot, StepState, Truth, Verdict};
use rulebook::{ActId, DateId, Day, Severity};

impl Case {
    /// The findings on which the answer to "can I file online" hangs, wherever they stand.
    pub fn about_filing(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.is_about_filing())
    }

    /// The answer. Never a yes beside something that stands against it, as the receiving side may have found.
    pub fn verdict(&self) -> Verdict {
        if self.about_filing().any(Finding::blocks) {
            Verdict::No
        } else {
            self.assessment.eligibility.verdict
        }
    }

    /// What a person can do so that a finding stands no longer against them.
    pub fn acts(&self, finding: &Finding) -> Vec<ActView> {
        let against = finding.is_about_filing() && finding.severity != Severity::Advises;
        let acts = self.assessment.eligibility.acts.iter();
        acts.filter(|act| against && act.rule.as_str() == finding.rule).cloned().collect()
    }

    /// Whether something that is only another answer here would make it come out otherwise: then that is the way, and not the one of these
    /// answers.
    pub fn turns_here(&self) -> bool {
        self.assessment.eligibility.acts.iter().any(|act| act.here)
    }

    /// The price online is for whoever can file online.
    pub fn pays_at_counter(&self) -> bool {
        self.assessment.eligibility.offline || self.verdict() == Verdict::No
    }

    /// The day that is the answer, and the text that says so (`{day}`). Beside a no, only what stands against it tells one; and a day of
    /// filing online is none while anything else stands against it.
    pub fn day_told(&self) -> Option<(String, Day)> {
        let no = self.verdict() == Verdict::No;
        let mut against = self.about_filing().filter(|finding| !no || finding.blocks());
        let told = |finding: &Finding| {
            let day = finding.args.iter().find_map(|(name, arg)| match arg {
                Arg::Day(day) if name.starts_with(DateId::PREFIX) => Some((name.clone(), *day)),
                _ => None,
            });
            day.map(|(date, day)| (format!("{}.day", finding.rule), date, day))
        };
        let (text, date, day) = against.find_map(told)?;
        let dates = &self.book.core.dates;
        let online = dates.iter().any(|rule| rule.online && rule.id.as_str() == date);
        let mut others = self.about_filing().filter(|finding| finding.blocks());
        (!online || others.all(|finding| told(finding).is_some_and(|(_, other, _)| other == date))).then_some((text, day))
    }

    /// The page of the agency about this procedure; nothing where there is no such procedure for this status.
    pub fn agency_page(&self) -> Option<String> {
        let id = self
            .assessment
            .procedure
            .as_deref()
            .filter(|_| self.assessment.eligibility.exists)?;
        let page = &self.book.core.procedure(id)?.page;
        (!page.is_empty()).then(|| page.clone())
    }

    /// The answers that an act changes are changed, and the first question before the form that this leaves open is next.
    pub(super) fn take(&mut self, act: &ActId) {
        let Some(act) = self.book.core.act(act).filter(|act| act.here).cloned() else {
            return;
        };
        for (field, typed) in act.set {
            self.answers.set(Slot::from(field), typed);
        }
        self.confirmed = false;
        self.judge_anew();
        let start = &self.book.core.start.id;
        let mut steps = self
            .assessment
            .steps
            .iter()
            .filter(|step| step.part == *start && step.asked == Truth::Yes);
        let open = steps
            .find(|step| step.state != StepState::Done)
            .map(|step| Place::Step(step.id.clone()));
        self.go(open.unwrap_or(Place::Verdict));
    }
}
