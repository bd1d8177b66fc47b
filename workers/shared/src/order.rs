//! One job as it came from the page, and the way back.

use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use media::wire::{FromWorker, ToWorker};
use media::{Input, Job, Made, Report};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync};

use crate::{Answer, Helper};

/// A function that does a whole job on bytes: `media::make`, with the features of this worker.
pub type Make = fn(&Job, &[Input<'_>], &mut dyn FnMut(u8)) -> (Report, Option<Made>);

/// A job, its files, and whom to tell.
pub struct Order {
    id: u32,
    job: Job,
    files: Vec<File>,
    scope: DedicatedWorkerGlobalScope,
    /// How far the page has been told it is.
    percent: Cell<u8>,
}

/// A file as the page handed it over: a handle; its bytes are still where they were.
pub struct File {
    /// As the person's system gives it.
    pub name: String,
    /// The handle.
    pub blob: Blob,
}

impl File {
    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        // The browser counts in floating point; sizes of files are whole there too.
        self.blob.size() as u64
    }

    /// The first bytes, at most so many; none of a file that cannot be read.
    pub fn head(&self, bytes: i32) -> Vec<u8> {
        let head = self.blob.slice_with_i32_and_i32(0, bytes);
        let buffer = head.and_then(|head| FileReaderSync::new()?.read_as_array_buffer(&head));
        buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
    }

    /// The bytes as [`File::read`] gives them; while they are read, this thread goes on with other things.
    pub async fn read_meanwhile(&self) -> Result<Vec<u8>, &'static str> {
        let buffer = JsFuture::from(self.blob.array_buffer()).await;
        buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| "cannot-read")
    }

    /// The bytes, or the code of [`FromWorker::Failed`] for a file that has been moved or locked since.
    pub fn read(&self) -> Result<Vec<u8>, &'static str> {
        // Only a worker has this reader, which waits: no promise stands between here and the bytes.
        let buffer = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&self.blob));
        buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| "cannot-read")
    }
}

impl Order {
    /// `Err` bears the id of what could not be understood, 0 if not even that.
    pub(crate) fn from_message(message: &JsValue, scope: &DedicatedWorkerGlobalScope) -> Result<Order, u32> {
        let parts: &Array = message.dyn_ref().ok_or(0u32)?;
        let text = parts.get(0).as_string().ok_or(0u32)?;
        let ToWorker { id, job, names } = ToWorker::from_text(&text).ok_or(0u32)?;
        let blobs: Result<Vec<Blob>, JsValue> = parts.iter().skip(1).map(|part| part.dyn_into()).collect();
        let blobs = blobs.map_err(|_| id)?;
        if blobs.len() != names.len() || blobs.is_empty() {
            return Err(id);
        }
        let files = names.into_iter().zip(blobs).map(|(name, blob)| File { name, blob }).collect();
        let scope = scope.clone();
        let percent = Cell::new(0);
        Ok(Order {
            id,
            job,
            files,
            scope,
            percent,
        })
    }

    /// What is to be done.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// The first file; there always is one.
    pub fn file(&self) -> Option<&File> {
        self.files.first()
    }

    /// All files; there always is one.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Tells the page how far the job is, 0 to 100. It never falls: who has to begin once more, stands until that is made up for.
    pub fn progress(&self, percent: u8) {
        let percent = percent.max(self.percent.get());
        self.percent.set(percent);
        say(&self.scope, &FromWorker::Progress { id: self.id, percent });
    }

    /// Tells the page what is known before the slow part.
    pub fn early(&self, report: Report) {
        say(&self.scope, &FromWorker::Early { id: self.id, report });
    }

    /// The report on a file that is too big for this job, if one is. None of its bytes is read then.
    pub fn too_big(&self) -> Option<Report> {
        let file = self.files.iter().find(|file| file.size() > self.job.max_bytes())?;
        Some(Report::too_big(&file.name, file.size()))
    }

    /// Does the whole job on the bytes of all files.
    pub fn by(&self, make: Make) -> Answer {
        if let Some(report) = self.too_big() {
            return Ok((report, None));
        }
        let contents = self.files.iter().map(File::read).collect::<Result<Vec<_>, _>>()?;
        Ok(make(&self.job, &self.inputs(&contents), &mut |percent| self.progress(percent)))
    }

    /// Does the whole job on the bytes of all files; if help is `wanted`, a second worker may do a part of it.
    pub async fn with_help(
        &self,
        wanted: bool,
        make: impl AsyncFnOnce(&Helper, &Job, &[Input<'_>], &mut dyn FnMut(u8)) -> (Report, Option<Made>),
    ) -> Answer {
        if let Some(report) = self.too_big() {
            return Ok((report, None));
        }
        // It starts while the files are read.
        let helper = if wanted { Helper::start() } else { Helper::none() };
        let mut contents = Vec::new();
        for file in &self.files {
            contents.push(file.read_meanwhile().await?);
        }
        helper.ready().await;
        let mut progress = |percent| self.progress(percent);
        Ok(make(&helper, &self.job, &self.inputs(&contents), &mut progress).await)
    }

    fn inputs<'a>(&'a self, contents: &'a [Vec<u8>]) -> Vec<Input<'a>> {
        let pairs = self.files.iter().zip(contents);
        pairs.map(|(file, bytes)| Input { name: &file.name, bytes }).collect()
    }

    pub(crate) fn answer(&self, answer: Answer) {
        let id = self.id;
        match answer {
            Err(why) => say(&self.scope, &FromWorker::Failed { id, why: why.to_owned() }),
            Ok((report, None)) => {
                let media_type = None;
                say(&self.scope, &FromWorker::Done { id, report, media_type });
            }
            Ok((report, Some(made))) => {
                let media_type = Some(made.media_type.to_owned());
                let Some(text) = FromWorker::Done { id, report, media_type }.to_text() else {
                    return;
                };
                let bytes = Uint8Array::from(made.bytes.as_slice());
                let transfer = Array::of1(&bytes.buffer());
                // It fails only when nobody is left to hear it.
                let _ = self.scope.post_message_with_transfer(&Array::of2(&text.into(), &bytes), &transfer);
            }
        }
    }
}

pub(crate) fn say(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    if let Some(text) = message.to_text() {
        // Text can always be cloned to the page, so this fails only when nobody is left to hear it.
        let _ = scope.post_message(&text.into());
    }
}
