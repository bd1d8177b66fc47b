//! Which image is compressed when, and how far.

use lopdf::Document;

use super::work::{Task, WORTH, Work};
use super::{Range, Step};
use crate::Help;
use crate::join::Limits;
use crate::join::recompress::{self, Candidate, Target};

pub(super) struct Plan<'a> {
    range: &'a Range,
    pub works: Vec<Work>,
    /// How many bytes all images together may have.
    pub budget: f64,
    /// Density and truth of the images that were written, by density: a file may hold thousands, and each asks for those like it.
    known: Vec<(f64, f64)>,
}

impl<'a> Plan<'a> {
    /// For these images, of which nothing is known yet, and so many bytes for all of them.
    pub fn new(images: Vec<Candidate>, range: &'a Range, budget: f64) -> Plan<'a> {
        Plan {
            range,
            works: images.into_iter().map(Work::new).collect(),
            budget,
            known: Vec::new(),
        }
    }

    /// The images, the largest first, then the one that is least like it, then the rest: so both kinds are known before most of
    /// the work is done.
    fn order(&self) -> Vec<usize> {
        let density = |at: &usize| self.works.get(*at).map_or(0.0, Work::density);
        let unlike = |at: &usize| (density(at) / density(&0)).ln().abs();
        let mut rest: Vec<usize> = (1..self.works.len()).collect();
        if let Some((place, _)) = rest.iter().enumerate().max_by(|(_, a), (_, b)| unlike(a).total_cmp(&unlike(b))) {
            let least_like = rest.remove(place);
            rest.insert(0, least_like);
        }
        rest.insert(0, 0);
        rest
    }

    /// Every image once. Those whose step would not change are left.
    pub async fn round(&mut self, document: &mut Document, limits: Limits, help: &impl Help, progress: &mut dyn FnMut(f64)) {
        let order = self.order();
        // Bytes of those that this round is done with.
        let mut done = 0.0;
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let step = self.step(rest, self.budget - done);
            // While nothing is known, one is enough to be wrong about.
            let together = if self.known.is_empty() { 1 } else { 2 };
            let (now, later) = rest.split_at(rest.len().min(together));
            let due: Vec<usize> = now.iter().copied().filter(|at| self.is_due(*at, step)).collect();
            self.write_anew(&due, step, document, limits, help).await;
            let bytes = |work: &Work| work.written.map_or(work.image.bytes, |(_, bytes)| bytes);
            done += now.iter().filter_map(|at| self.works.get(*at)).map(bytes).sum::<usize>() as f64;
            self.learn();
            rest = later;
            progress((order.len() - rest.len()) as f64 / order.len() as f64);
        }
    }

    /// Whether it is worth while to compress an image at a step.
    fn is_due(&self, at: usize, step: Step) -> bool {
        let Some(work) = self.works.get(at) else { return false };
        let foretold = || work.foretold(step, self.range, self.likely_truth(work));
        !work.stays
            && match work.written {
                Some((before, _)) => step > before,
                None => foretold() <= work.image.bytes as f64 * WORTH,
            }
    }

    /// Compresses images at a step, each from its pixels as they were; one of several goes to whoever helps.
    async fn write_anew(&mut self, due: &[usize], step: Step, document: &mut Document, limits: Limits, help: &impl Help) {
        let tasks: Vec<Option<Task<'_>>> = due.iter().map(|at| self.task(*at, step, document)).collect();
        let here = |task: &Option<Task<'_>>| task.as_ref()?.done(document, limits);
        let can_be_given = |task: &Option<Task<'_>>| task.as_ref().is_some_and(|it| recompress::is_jpeg(it.stored));
        let given = tasks.iter().position(can_be_given).filter(|_| tasks.len() > 1);
        let begun = given
            .and_then(|at| tasks.get(at)?.as_ref())
            .map(|task| help.begin(task.job(limits), &task.stored.content));
        let mut made: Vec<Option<Vec<u8>>> = Vec::new();
        for (at, task) in tasks.iter().enumerate() {
            made.push(if given == Some(at) { None } else { here(task) });
        }
        if let Some((at, answer)) = given.zip(begun) {
            let jpeg = answer.await.or_else(|| here(tasks.get(at)?));
            if let Some(place) = made.get_mut(at) {
                *place = jpeg;
            }
        }
        let targets: Vec<Option<Target>> = tasks.iter().map(|task| Some(task.as_ref()?.target)).collect();
        for ((at, target), jpeg) in due.iter().zip(targets).zip(made) {
            if let Some(work) = self.works.get_mut(*at) {
                work.take_up(step, target.zip(jpeg), self.range, document);
            }
        }
    }

    fn task<'d>(&'d self, at: usize, step: Step, document: &'d Document) -> Option<Task<'d>> {
        let work = self.works.get(at)?;
        let image = &work.image;
        let share = self.range.dpi(step) / image.dpi;
        let size = [image.width, image.height];
        // Hardly smaller is not worth the blur.
        let smaller = size.map(|side| ((f64::from(side) * share).ceil() as u32).max(1));
        Some(Task {
            image,
            stored: work.original.as_ref().or_else(|| recompress::image(document, image.id))?,
            target: Target {
                size: if share < 0.95 { smaller } else { size },
                quality: self.range.quality(step),
            },
        })
    }

    /// The gentlest step at which the images of `rest` are foretold to fit into so many bytes.
    fn step(&self, rest: &[usize], budget: f64) -> Step {
        let rest = rest.iter().filter_map(|at| self.works.get(*at));
        let rest: Vec<(&Work, f64)> = rest.map(|work| (work, self.likely_truth(work))).collect();
        let foretold = |step: Step| {
            rest.iter()
                .map(|(work, likely)| work.foretold(step, self.range, *likely))
                .sum::<f64>()
        };
        const HALVINGS: u32 = 12;
        let (mut gentle, mut strong) = (0.0, 1.0);
        if foretold(gentle) <= budget {
            return gentle;
        }
        for _ in 0..HALVINGS {
            let middle = (gentle + strong) / 2.0;
            if foretold(middle) <= budget {
                strong = middle;
            } else {
                gentle = middle;
            }
        }
        strong
    }

    /// What the truth was of the image that is most like this one: photos of paper and scans compress each in their own way.
    fn likely_truth(&self, work: &Work) -> f64 {
        let density = work.density();
        let unlike = |known: &f64| (known / density).ln().abs();
        let next = self.known.partition_point(|(known, _)| *known < density);
        let neighbours = [next.checked_sub(1), Some(next)].into_iter().flatten();
        let nearest = neighbours
            .filter_map(|at| self.known.get(at))
            .min_by(|(a, _), (b, _)| unlike(a).total_cmp(&unlike(b)));
        nearest.map_or(1.0, |(_, truth)| *truth)
    }

    /// Takes up what has become of the images so far.
    fn learn(&mut self) {
        self.known = self.works.iter().filter_map(|work| Some((work.density(), work.truth?))).collect();
        self.known.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    }

    /// Whether some image can still be compressed more.
    pub fn can_go_on(&self) -> bool {
        self.works
            .iter()
            .any(|it| !it.stays && it.written.is_none_or(|(step, _)| step < 1.0))
    }
}
