//! Makes a document small enough: compresses its images, the largest ones first, as little as will do.
//!
//! One step holds for all images: a resolution and a quality between the best and the floor. How large an image becomes
//! at a step is foretold from its pixels and from how it is compressed now; what it really became corrects the
//! foretelling for those that follow. So each image is decoded once, and again only if the end did not fit.
//!
//! After the first, images go in pairs, one of which whoever helps may compress while the other is compressed here. Without
//! help it is the same pairs, so that the same comes of it.

use lopdf::{Document, SaveOptions, Stream};

use super::Limits;
use super::recompress::{self, Candidate, Target};
use crate::{Help, Job};

/// How far images may be compressed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    dpi: [f64; 2],
    quality: [f64; 2],
}

/// Between the best (0) and the floor (1).
type Step = f64;

impl Range {
    /// Each the best and the floor, in this order or not.
    pub fn new(dpi: [u32; 2], quality: [u8; 2]) -> Range {
        let ordered = |[one, other]: [f64; 2]| [one.max(other), one.min(other)];
        Range {
            dpi: ordered(dpi.map(|it| f64::from(it.max(1)))),
            quality: ordered(quality.map(|it| f64::from(it.clamp(1, 100)))),
        }
    }

    pub fn best_quality(&self) -> u8 {
        self.quality(0.0)
    }

    fn dpi(&self, step: Step) -> f64 {
        let [best, floor] = self.dpi;
        best * (floor / best).powf(step)
    }

    fn quality(&self, step: Step) -> u8 {
        let [best, floor] = self.quality;
        (best + (floor - best) * step).round() as u8
    }
}

/// A document, written.
pub(super) struct Fitted {
    pub bytes: Vec<u8>,
    pub recompressed: u32,
    pub least_quality: Option<u8>,
    pub least_dpi: Option<f64>,
}

/// Writes the document. If it has more bytes than `under`, images are compressed; if that does not do, what the floor
/// gives is written. `None` if it cannot be written.
pub(super) async fn fit(
    document: &mut Document,
    under: Option<u64>,
    range: &Range,
    limits: Limits,
    help: &impl Help,
    progress: &mut dyn FnMut(f64),
) -> Option<Fitted> {
    let survey = recompress::survey(document, limits.pixels);
    let mut bytes = write(document)?;
    let limit = under.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    if bytes.len() <= limit || survey.candidates.is_empty() {
        return Some(Fitted {
            bytes,
            recompressed: 0,
            least_quality: None,
            least_dpi: survey.least_dpi,
        });
    }
    let images: usize = survey.candidates.iter().map(|it| it.bytes).sum();
    let mut plan = Plan {
        range,
        works: survey.candidates.into_iter().map(Work::new).collect(),
        // The table of objects changes by some bytes for each image.
        budget: limit.saturating_sub(bytes.len().saturating_sub(images)) as f64 * 0.995,
        known: Vec::new(),
    };
    const MOST_ROUNDS: u32 = 4;
    for round in 0..MOST_ROUNDS {
        let mut progress = |share| progress((f64::from(round) + share) / f64::from(MOST_ROUNDS));
        plan.round(document, limits, help, &mut progress).await;
        bytes = write(document)?;
        if bytes.len() <= limit || !plan.can_go_on() {
            break;
        }
        // What the writer adds is known now.
        plan.budget -= (bytes.len() - limit) as f64 * 0.1 + 1.0;
    }
    let least_dpi = recompress::survey(document, limits.pixels).least_dpi;
    let qualities = plan.works.iter().filter_map(|it| it.written).map(|(step, _)| range.quality(step));
    Some(Fitted {
        bytes,
        recompressed: u32::try_from(qualities.clone().count()).unwrap_or(u32::MAX),
        least_quality: qualities.min(),
        least_dpi,
    })
}

struct Plan<'a> {
    range: &'a Range,
    works: Vec<Work>,
    /// How many bytes all images together may have.
    budget: f64,
    /// Density and truth of the images that were written, by density: a file may hold thousands, and each asks for those like it.
    known: Vec<(f64, f64)>,
}

/// One image, and what became of it.
struct Work {
    image: Candidate,
    /// What it really became, as a multiple of what was foretold.
    truth: Option<f64>,
    /// The step at which it was written anew, and how many bytes it has since; `None` while it is as it was.
    written: Option<(Step, usize)>,
    /// The image as it was, once another one is in its place.
    original: Option<Stream>,
    /// Whether it was tried and is better left alone, or cannot be decoded.
    stays: bool,
}

impl Work {
    fn new(image: Candidate) -> Work {
        Work {
            image,
            truth: None,
            written: None,
            original: None,
            stays: false,
        }
    }

    /// Bytes at a step, by the foretelling and what is known of its truth; `likely_truth` is that of an image like it.
    fn foretold(&self, step: Step, range: &Range, likely_truth: f64) -> f64 {
        let now = self.image.bytes as f64;
        if self.stays {
            return now;
        }
        (self.raw(step, range) * self.truth.unwrap_or(likely_truth)).min(now)
    }

    /// Bytes for each pixel, had it been compressed at the quality whose weight is 1.
    fn density(&self) -> f64 {
        let pixels = f64::from(self.image.width) * f64::from(self.image.height);
        self.image.bytes.max(1) as f64 / pixels.max(1.0) / self.image.quality.map_or(1.0, weight)
    }

    /// Puts in place what it has become at a step, if that is worth it.
    fn take_up(&mut self, step: Step, made: Option<(Target, Vec<u8>)>, range: &Range, document: &mut Document) {
        let Some((target, jpeg)) = made else {
            self.stays = true;
            return;
        };
        self.truth = Some(jpeg.len() as f64 / self.raw(step, range).max(1.0));
        if jpeg.len() as f64 <= self.image.bytes as f64 * WORTH {
            self.written = Some((step, jpeg.len()));
            let before = recompress::replace(document, self.image.id, jpeg, target.size);
            self.original = self.original.take().or(before);
        }
    }

    fn raw(&self, step: Step, range: &Range) -> f64 {
        let share = (range.dpi(step) / self.image.dpi).min(1.0).powi(2);
        let quality = weight(range.quality(step));
        let pixels = f64::from(self.image.width) * f64::from(self.image.height);
        match self.image.quality {
            // Fewer pixels hold more each: what is left is edges.
            Some(before) => self.image.bytes as f64 * share.powf(0.85) * quality / weight(before),
            // Bytes of a usual page for each pixel, at the quality whose weight is 1.
            None => pixels * share.powf(0.85) * quality * 0.12,
        }
    }
}

impl Plan<'_> {
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
    async fn round(&mut self, document: &mut Document, limits: Limits, help: &impl Help, progress: &mut dyn FnMut(f64)) {
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
    fn can_go_on(&self) -> bool {
        self.works
            .iter()
            .any(|it| !it.stays && it.written.is_none_or(|(step, _)| step < 1.0))
    }
}

/// Beyond this share of its bytes, an image is not worth the loss.
const WORTH: f64 = 0.95;

/// One image to be compressed.
struct Task<'a> {
    image: &'a Candidate,
    /// The image as it was in the beginning.
    stored: &'a Stream,
    target: Target,
}

impl Task<'_> {
    fn done(&self, document: &Document, limits: Limits) -> Option<Vec<u8>> {
        recompress::compressed(document, self.stored, self.image, limits.pixels, self.target)
    }

    /// The same for somebody else, who gets the stored bytes and nothing more.
    fn job(&self, limits: Limits) -> Job {
        let [width_px, height_px] = self.target.size;
        Job::Recompress {
            max_bytes: limits.bytes,
            max_pixels: limits.pixels,
            width_px,
            height_px,
            quality: self.target.quality,
        }
    }
}

/// How many bytes a JPEG of this quality has, as a multiple of one of quality 80.
fn weight(quality: u8) -> f64 {
    const WEIGHTS: [(u8, f64); 11] = [
        (1, 0.1),
        (30, 0.38),
        (40, 0.46),
        (50, 0.54),
        (60, 0.63),
        (70, 0.77),
        (80, 1.0),
        (85, 1.2),
        (90, 1.55),
        (95, 2.3),
        (100, 5.0),
    ];
    let pairs = WEIGHTS.windows(2).find_map(|pair| match pair {
        [low, high] if quality <= high.0 => Some((*low, *high)),
        _ => None,
    });
    let Some(((low, light), (high, heavy))) = pairs else {
        return 5.0;
    };
    let share = f64::from(quality.saturating_sub(low)) / f64::from(high - low);
    light + (heavy - light) * share
}

fn write(document: &mut Document) -> Option<Vec<u8>> {
    const BEST: u32 = 9;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(BEST);
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options.build()).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_the_best_to_the_floor() {
        let range = Range::new([150, 300], [85, 60]);
        assert_eq!((range.dpi(0.0), range.dpi(1.0)), (300.0, 150.0));
        assert_eq!((range.quality(0.0), range.quality(1.0)), (85, 60));
        assert!(range.dpi(0.5) > 150.0 && range.dpi(0.5) < 300.0);
    }

    #[test]
    fn heavier_with_every_quality() {
        assert!((1..100).all(|quality| weight(quality) < weight(quality + 1)));
        assert_eq!(weight(80), 1.0);
    }
}
