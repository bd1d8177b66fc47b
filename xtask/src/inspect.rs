//! `inspect FILE`: what media measures in a photo or a paper, as JSON.

use crate::args::Args;
use crate::run::Outcome;

pub fn command(mut args: Args) -> Outcome {
    let file = args.word().ok_or("inspect wants a file: a photo or a PDF")?;
    args.end()?;
    inspect(&file)
}

/// The decoders take a minute to compile; whoever only builds or serves does without.
#[cfg(not(feature = "eyes"))]
fn inspect(file: &str) -> Outcome {
    // The file is named as seen from where the person stands, and Cargo is started in the repository.
    let path = crate::run::at(file.as_ref(), std::path::absolute(file))?;
    let words = "run --quiet --profile tool --package xtask --features eyes -- inspect";
    let mut cargo = crate::run::cargo(&words.split(' ').collect::<Vec<_>>());
    crate::run::run(cargo.arg(path))
}

#[cfg(feature = "eyes")]
fn inspect(file: &str) -> Outcome {
    use crate::run::at;
    use media::{Job, Unreadable};

    // No rule stands behind these: they only keep a bad file from taking the whole machine.
    let (max_bytes, max_pixels) = (1 << 30, 200_000_000);
    let bytes = at(file.as_ref(), std::fs::read(file))?;
    let look = |job: &Job| media::run(job, file, &bytes, &mut |_| ());
    let mut report = look(&Job::Photo {
        max_bytes,
        max_pixels,
        frame: None,
    });
    if report.unreadable == Some(Unreadable::UnknownFormat) {
        report = look(&Job::Paper {
            max_bytes,
            max_pixels,
            decode: true,
        });
    }
    let json = serde_json::to_string_pretty(&report).map_err(|why| why.to_string())?;
    println!("{json}");
    Ok(())
}
