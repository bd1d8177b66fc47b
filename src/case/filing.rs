//! What is said of filing online: the answer, what it hangs on, and what would change it.

use super::Case;
use engine::{ActView, Finding, Verdict};
use rulebook::Severity;

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
}
