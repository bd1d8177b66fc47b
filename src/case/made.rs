//! Files that the desk made of what was chosen: the photo that was cut out, the pages that were put together.
//!
//! What was made goes out; what it was made of stays beside it, untouched, and comes back whenever the person wants it.

use super::{Attachment, Case};
use engine::{At, Fact, FileEntry, Keeping};
use rulebook::{Day, DocumentId, FactId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is remembered of a file that the desk made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The files it was made of, each with the document it was chosen for, in the order in which they were chosen.
    pub of: Vec<(DocumentId, Attachment)>,
    /// Its pages in order, for a paper; empty for a photo.
    pub pages: Vec<PageOf>,
    /// What was measured while it was made.
    pub facts: BTreeMap<FactId, Fact>,
}

/// A page of a file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageOf {
    /// Key of the file.
    pub key: String,
    /// Which of its pages, counted from 1.
    pub page: u32,
    /// How far it is turned clockwise, in degrees: 0, 90, 180 or 270.
    #[serde(default)]
    pub turn: u16,
}

/// A file that the desk made, and what it takes the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    /// The document that it is for.
    pub document: DocumentId,
    /// The file.
    pub file: Attachment,
    /// Keys of the files that it takes the place of. One that was itself made is let go, and what that was made of is handed on.
    pub of: Vec<String>,
    /// See [`Made::pages`].
    pub pages: Vec<PageOf>,
    /// See [`Made::facts`].
    pub facts: BTreeMap<FactId, Fact>,
}

impl Case {
    /// What a file was made of; nothing if it is as it was chosen.
    pub fn made(&self, key: &str) -> Option<&Made> {
        self.made.get(key)
    }

    /// A file of this case by its key, given or kept beside what was made of it, with its document.
    pub fn file(&self, key: &str) -> Option<(DocumentId, Attachment)> {
        let given = self.given(key).map(|(document, file)| (document.clone(), self.attachment(file)));
        let mut beside = self.made.values().flat_map(|made| &made.of);
        given.or_else(|| beside.find(|(_, file)| file.key == key).cloned())
    }

    /// A given file by its key, with its document.
    pub(super) fn given(&self, key: &str) -> Option<(&DocumentId, &FileEntry)> {
        self.answers.all_files().find(|(_, file)| file.key == key)
    }

    /// What a file was made of; none if it is as it was chosen.
    pub(super) fn beside(&self, key: &str) -> impl Iterator<Item = &(DocumentId, Attachment)> {
        self.made(key).into_iter().flat_map(|made| &made.of)
    }

    /// Keys of all files whose bytes this case needs: of those that go out, and of those that they were made of.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let given = self.answers.all_files().map(|(_, file)| file.key.as_str());
        given.chain(self.made.values().flat_map(|made| &made.of).map(|(_, file)| file.key.as_str()))
    }

    pub(super) fn prepare(&mut self, made: Preparation) {
        // What is made stands where the first stood of what it replaces: the order of the papers is the person's.
        let given = self.answers.files(&made.document);
        let at = given.iter().position(|file| made.of.contains(&file.key)).unwrap_or(given.len());
        let mut of = Vec::new();
        for key in made.of {
            let Some((document, file)) = self.file(&key) else { continue };
            self.take_out(&document, &key);
            match self.made.remove(&key) {
                Some(former) => of.extend(former.of),
                None => of.push((document, file)),
            }
        }
        self.sizes.insert(made.file.key.clone(), made.file.bytes);
        let (pages, facts) = (made.pages, made.facts);
        self.made.insert(made.file.key.clone(), Made { of, pages, facts });
        self.answers.put_file_at(&made.document, at, made.file.into());
        self.confirmed = false;
        self.judge_anew();
    }

    pub(super) fn put_back(&mut self, key: &str) {
        let Some(made) = self.made.remove(key) else { return };
        let mut place = None;
        if let Some((document, _)) = self.file(key) {
            let at = self.answers.files(&document).iter().position(|file| file.key == key);
            self.take_out(&document, key);
            place = at.map(|at| (document, at));
        }
        for (document, file) in made.of {
            self.sizes.insert(file.key.clone(), file.bytes);
            match &mut place {
                Some((same, at)) if *same == document => {
                    self.answers.put_file_at(&document, *at, file.into());
                    *at += 1;
                }
                _ => self.answers.put_file(&document, file.into()),
            }
        }
        self.confirmed = false;
        self.judge_anew();
    }

    /// Takes a file out of what goes out, and with it what was said about it.
    pub(super) fn take_out(&mut self, document: &DocumentId, key: &str) {
        self.answers.remove_file(document, key);
        self.sizes.remove(key);
        self.progress.remove(key);
        self.refused
            .retain(|finding| finding.at != At::File(document.clone(), key.to_owned()));
    }

    /// A photo is as old as the picture that it was cut out of, though no day stands in it any more.
    fn with_day_of_picture(&self, key: &str, mut facts: BTreeMap<FactId, Fact>) -> BTreeMap<FactId, Fact> {
        const TAKEN_ON: &str = "photo.taken_on";
        let photo = self.made.get(key).filter(|made| made.pages.is_empty());
        let picture = photo.and_then(|made| made.of.first()).and_then(|(_, file)| file.facts.as_ref());
        if let Some(day) = picture.and_then(|facts| facts.get(TAKEN_ON)) {
            facts.entry(FactId::new(TAKEN_ON)).or_insert_with(|| day.clone());
        }
        facts
    }

    /// What was measured of the face in the picture holds for the photo that was cut out of it: looked at again, it would come out a
    /// little otherwise, and the same face would be said to fit before and not after. What was not looked at closely, or is seen in
    /// one of them only, is left as it was measured.
    fn with_face_of_picture(&self, key: &str, mut facts: BTreeMap<FactId, Fact>) -> BTreeMap<FactId, Fact> {
        const SEEN: &str = "photo.crown_y";
        const CLOSELY: &str = "photo.yaw_deg";
        const ALIKE: [&str; 12] = [
            "photo.crown_seen",
            "photo.crown_rise",
            "photo.crown_width",
            "photo.roll_deg",
            "photo.yaw_deg",
            "photo.pitch_deg",
            "photo.eyes_open",
            "photo.mouth_open",
            "photo.face_light",
            "photo.light_left_right",
            "photo.too_bright_share",
            "photo.too_dark_share",
        ];
        let lengths = || {
            let made = self.made.get(key).filter(|made| made.pages.is_empty())?;
            let picture = made.of.first()?.1.facts.as_ref()?;
            let of = |facts: &BTreeMap<FactId, Fact>, name: &str| facts.get(name).and_then(Fact::number);
            of(&facts, SEEN).and(of(picture, CLOSELY))?;
            let width_mm = self.number("photo-width-mm")?;
            let px = of(&made.facts, "made.cut_width")? / width_mm;
            let (crown, chin, middle) = (of(picture, SEEN)?, of(picture, "photo.chin_y")?, of(picture, "photo.mid_x")?);
            let (left, top) = (of(&made.facts, "made.cut_x")?, of(&made.facts, "made.cut_y")?);
            let rounded = |mm: f64| Fact::Number((mm * 100.0).round() / 100.0 + 0.0);
            let lengths = [
                ("photo.uncut_face_mm", (chin - crown) / px),
                ("photo.uncut_top_mm", (crown - top) / px),
                ("photo.uncut_centre_off_mm", (middle - left) / px - width_mm / 2.0),
            ];
            let alike = ALIKE.iter().filter_map(|name| Some((*name, picture.get(*name)?.clone())));
            Some(alike.chain(lengths.map(|(name, mm)| (name, rounded(mm)))).collect::<Vec<_>>())
        };
        for (name, fact) in lengths().into_iter().flatten() {
            facts.insert(FactId::new(name), fact);
        }
        facts
    }

    /// What was measured of a file, wherever it lies by now: at a document, or beside what was made of it.
    pub(super) fn measured(&mut self, key: &str, facts: BTreeMap<FactId, Fact>) {
        self.progress.remove(key);
        let facts = self.with_face_of_picture(key, self.with_day_of_picture(key, facts));
        let facts = self.with_issue(key, facts);
        if let Some((document, file)) = self.given(key).map(|(document, file)| (document.clone(), file.clone())) {
            let facts = Some(facts);
            self.answers.put_file(&document, FileEntry { facts, ..file });
            self.judge_anew();
            return;
        }
        let mut beside = self.made.values_mut().flat_map(|made| &mut made.of);
        if let Some((_, file)) = beside.find(|(_, file)| file.key == key) {
            file.facts = Some(facts);
        }
    }

    /// Where the bytes of a file are, wherever it lies by now.
    pub(super) fn keep(&mut self, key: &str, keeping: Keeping) {
        if let Some((document, file)) = self.given(key).map(|(document, file)| (document.clone(), file.clone())) {
            self.answers.put_file(&document, FileEntry { keeping, ..file });
            self.judge_anew();
        } else if let Some((_, file)) = self
            .made
            .values_mut()
            .flat_map(|made| &mut made.of)
            .find(|(_, file)| file.key == key)
        {
            file.keeping = keeping;
        }
    }

    /// The day on which the paper in a file was issued, as the person said; of a file that was made of several the earliest.
    pub fn issue(&self, key: &str) -> Option<Day> {
        let own = |facts: Option<&BTreeMap<FactId, Fact>>| facts.and_then(engine::issued);
        let given = self.given(key).and_then(|(_, file)| own(file.facts.as_ref()));
        given.or_else(|| self.beside(key).filter_map(|(_, file)| own(file.facts.as_ref())).min())
    }

    pub(super) fn issued(&mut self, key: &str, day: Option<Day>) {
        let Some((document, mut file)) = self.given(key).map(|(document, file)| (document.clone(), file.clone())) else {
            return;
        };
        let Some(facts) = &mut file.facts else { return };
        engine::set_issued(facts, day);
        self.answers.put_file(&document, file);
        self.confirmed = false;
        self.judge_anew();
    }

    /// What a person said of a paper is not lost when a machine looks at it again.
    fn with_issue(&self, key: &str, mut facts: BTreeMap<FactId, Fact>) -> BTreeMap<FactId, Fact> {
        if let Some(day) = self.issue(key) {
            engine::set_issued(&mut facts, Some(day));
        }
        facts
    }
}
