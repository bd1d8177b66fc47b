//! Making a file of what was chosen: in a worker, and then taken in beside what it was made of.

use super::World;
use super::files::{content, erase, facts_of, new_key, set_down, take_in};
use super::jobs;
use crate::case::{Attachment, Preparation};
use crate::door::Door;
use crate::ports::media::Kind;
use media::Cut;
use rulebook::TextId;

/// Cuts the photo out of a picture and takes it in, in place of that picture. `cut` is in px of the picture as displayed, as
/// `photo.crop_x` and the others are. `key` names the picture: one that was given, or one beside the photo that was cut before.
///
/// Errors: the text that says why there is no photo.
pub async fn cut_photo(door: Door, key: String, cut: Cut) -> Result<(), TextId> {
    let failed = || TextId::new("photo.cut.failed");
    let world = World::of(&door).ok_or_else(failed)?;
    let (document, file) = door.peek(|case| case.file(&key)).flatten().ok_or_else(failed)?;
    let job = door.peek(|case| jobs::crop(case, cut)).flatten().ok_or_else(failed)?;
    let picture = content(&door, &world, &key).await.ok_or_else(failed)?;
    // A slot of its own: cutting does not end a measuring, but a newer cut ends the older.
    let slot = format!("{key}, cut");
    let making = world
        .bench()
        .make(Kind::Photo, slot, vec![(file.name.clone(), picture)], job, |_| ());
    drop(world);
    let done = making.await.map_err(|_| failed())?;
    let photo = done.made.ok_or_else(failed)?;
    let new = new_key();
    // Kept before it takes the place of the picture.
    let keeping = set_down(&door, &new, &photo).await;
    // What stands there now: the picture itself, or the photo that was cut out of it before. The picture may be gone meanwhile.
    let former = door.peek(|case| {
        let of_it = |given: &&str| *given == key || case.made(given).is_some_and(|made| made.of.iter().any(|(_, file)| file.key == key));
        let given = case.answers().files(&document).iter().map(|file| file.key.as_str());
        given.filter(of_it).map(str::to_owned).collect::<Vec<_>>()
    });
    let Some(former) = former.filter(|former| !former.is_empty()) else {
        erase(door, new);
        return Err(failed());
    };
    let made = Preparation {
        document,
        file: Attachment {
            key: new,
            name: renamed(&file.name, "jpg"),
            bytes: photo.size() as u64,
            facts: None,
            keeping,
        },
        of: former,
        pages: Vec::new(),
        facts: facts_of(done.report),
    };
    take_in(door, made);
    Ok(())
}

/// The name of a file with another extension.
pub(super) fn renamed(name: &str, extension: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{extension}")
}
