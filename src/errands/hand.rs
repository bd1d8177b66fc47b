//! Handing over: to the receiving side, or as files.

use super::World;
use super::fetch::fetch_needs;
use super::files::content;
use super::keeping::save;
use super::soon::save_now;
use crate::case::{Change, OfHand, Place, Sending, seen_name};
use crate::door::Door;
use crate::ports::backend::{SendError, Withdrawn};
use crate::ports::save::{self as files, Blob};
use crate::ports::{clock, hash, page};
use engine::{ItemView, Keeping, Truth, official, packet};
use futures_util::future::abortable;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use rulebook::{DocumentId, TextId};
use std::collections::{BTreeMap, BTreeSet};

/// How long to wait before each further try, in seconds.
const WAITS: [u32; 4] = [5, 15, 30, 60];

/// Sends the packet. A broken connection is tried again with the same key; what stands against sending is shown.
pub fn send(door: Door) {
    begin(door, false);
}

/// Sends it though something else was sent before of which nobody knows whether it arrived: the person has decided that.
pub fn send_anyway(door: Door) {
    begin(door, true);
}

fn begin(door: Door, decided: bool) {
    let Some(world) = World::of(&door).filter(|_| door.is_open_to_change()) else {
        return;
    };
    let (sending, handle) = abortable(deliver(door, decided));
    // Replacing the handle of a former try ends that try.
    if let Some(former) = world.sending.borrow_mut().replace(handle) {
        former.abort();
    }
    spawn_local(async move {
        let _ = sending.await;
    });
}

/// A draft was opened whose sending had begun: the person finds out first what became of it.
pub(super) fn unsure(door: Door) {
    door.apply(Change::Sending(Sending::Unsure));
    door.apply(Change::Go(Place::Send));
}

async fn deliver(door: Door, decided: bool) {
    let Some(world) = World::of(&door) else { return };
    let (backend, claim) = (world.backend.borrow().clone(), world.claim.borrow().clone());
    let (Some(backend), Some(claim)) = (backend, claim) else { return };
    let made = door.peek(|case| packet(case.book(), case.answers(), case.assessment(), case.accepted()));
    let mut packet = match made {
        Some(Ok(packet)) => packet,
        Some(Err(_)) => return door.apply(Change::ShowAll),
        None => return,
    };
    let mut parts: Vec<(String, String, Blob)> = Vec::new();
    for file in &packet.wire().files {
        if let Some(blob) = content(&door, &world, &file.key).await {
            parts.push((file.key.clone(), file.name.clone(), blob));
        }
    }
    if parts.len() < packet.wire().files.len() {
        // Which they are stands at each of them by now.
        (world.tell)("madoguchi-failed", "send");
        return door.apply(Change::ShowAll);
    }
    door.apply(Change::Go(Place::Send));
    door.apply(Change::Sending(Sending::Going(0.0)));
    for (key, _, blob) in &parts {
        // The packet says by what the bytes are known: what is sent with it under the same name is then the same.
        if let Some(hash) = hash::sha256(blob).await {
            packet = packet.with_hash(key, hash);
        }
    }
    let Ok(json) = serde_json::to_string(packet.wire()) else { return };
    let Some(key) = key_for(&world, &json, decided) else {
        return door.apply(Change::Sending(Sending::Twice));
    };
    *world.send_key.borrow_mut() = Some(key.clone());
    // The key rests before anything leaves: who comes back in the middle sends the same under the same key.
    claim.must_be_saved();
    save(door).await;
    for tries in 0.. {
        let outcome = backend
            .send(&json, &parts, &key, move |part| door.apply(Change::Sending(Sending::Going(part))))
            .await;
        match outcome {
            Ok(receipt) => {
                world.send_key.borrow_mut().take();
                door.apply(Change::Sent(receipt));
                save_now(door);
                return (world.tell)("madoguchi-sent", "");
            }
            Err(SendError::Refused(problem)) => {
                world.send_key.borrow_mut().take();
                (world.tell)("madoguchi-failed", "refused");
                if problem.findings.is_empty() {
                    let older = problem.edition.is_some() && problem.edition != problem.packet_edition;
                    return failed(door, if older { "send.older" } else { "send.refused" }, false, None);
                }
                return door.apply(Change::Refused(problem.findings));
            }
            Err(fault) => {
                if matches!(fault, SendError::Conflict | SendError::TooLarge) {
                    // The key belongs to something else, or nothing was taken under it: the next attempt takes another.
                    world.send_key.borrow_mut().take();
                }
                let again = fault.again();
                let asked = if let SendError::Busy { wait_s } = &fault { *wait_s } else { None };
                let wait = again
                    .then(|| WAITS.get(tries).map(|wait| asked.map_or(*wait, |asked| asked.clamp(*wait, 300))))
                    .flatten();
                failed(door, said(&fault), again, wait);
                let Some(wait) = wait else {
                    return (world.tell)("madoguchi-failed", "send");
                };
                for left in (0..wait).rev() {
                    TimeoutFuture::new(1_000).await;
                    // No sense in knocking while there is no line.
                    if left == 0 || (matches!(fault, SendError::Offline) && page::online() && left + 2 < wait) {
                        break;
                    }
                }
                while !page::online() {
                    TimeoutFuture::new(1_000).await;
                }
                door.apply(Change::Sending(Sending::Going(0.0)));
            }
        }
    }
}

/// Stops trying. What has arrived stays arrived: the next try uses the same key.
pub fn stop_sending(door: Door) {
    if let Some(world) = World::of(&door) {
        if let Some(going) = world.sending.borrow_mut().take() {
            going.abort();
        }
        door.apply(Change::Sending(Sending::Not));
    }
}

/// Asks the receiving side to delete what was sent. That it is gone, is kept with the receipt.
pub async fn withdraw(door: Door) -> Withdrawn {
    let Some(world) = World::of(&door) else { return Withdrawn::Failed };
    let backend = world.backend.borrow().clone();
    let receipt = door.peek(|case| case.receipt().cloned()).flatten();
    let (Some(backend), Some(receipt)) = (backend, receipt) else {
        return Withdrawn::Failed;
    };
    let became = backend.withdraw(&receipt).await;
    if became == Withdrawn::Gone {
        door.apply(OfHand::Withdrawn);
        save_now(door);
    }
    became
}

fn failed(door: Door, text: &str, again: bool, wait: Option<u32>) {
    door.apply(Change::Sending(Sending::Failed {
        text: TextId::new(text),
        again,
        wait,
    }));
}

fn said(fault: &SendError) -> &'static str {
    match fault {
        SendError::Offline => "send.offline",
        SendError::TooLong => "send.too_long",
        SendError::TooLarge => "send.too_large",
        SendError::Busy { .. } => "send.busy",
        SendError::Conflict => "send.conflict",
        SendError::Refused(_) => "send.refused",
        SendError::NotUnderstood { .. } => "send.not_understood",
    }
}

/// The key for this content: the former one while the content is the same, so that nothing is ever taken twice. Nothing where other
/// content is perhaps on its way already and the person has not decided to send this one too.
fn key_for(world: &World, json: &str, decided: bool) -> Option<String> {
    let mark = format!("{:016x}", fnv(json.as_bytes()));
    match world.send_key.borrow().clone() {
        Some(key) if key.ends_with(&mark) => Some(key),
        Some(_) if !decided => None,
        _ => Some(format!("{}-{mark}", page::random_id())),
    }
}

/// FNV-1a: only to notice that a packet has changed.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Saves the packet as a ZIP: the answers as JSON, a summary to read, the photo and the papers under sensible names. A file of which the
/// bytes are not there any more is named in the summary and on the page.
pub fn save_zip(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let given = door.peek(|case| {
            let files = case.answers().all_files();
            files.map(|(document, file)| (document.clone(), file.clone())).collect::<Vec<_>>()
        });
        let given = given.unwrap_or_default();
        let mut there: BTreeMap<String, Blob> = BTreeMap::new();
        for (_, file) in &given {
            if let Some(blob) = content(&door, &world, &file.key).await {
                there.insert(file.key.clone(), blob);
            }
        }
        // Only now: what was found to be missing stands against a packet.
        let made = door.peek(|case| {
            packet(
                case.book(),
                case.answers(),
                case.assessment(),
                &case.assessment().doubtful().map(engine::Finding::key).collect::<BTreeSet<_>>(),
            )
        });
        let mut entries: Vec<(String, Blob)> = Vec::new();
        let html = summary(&door);
        if let Ok(blob) = files::blob(html.as_bytes(), "text/html") {
            entries.push(("summary.html".into(), blob));
        }
        let packed = match &made {
            Some(Ok(packet)) => {
                if let Ok(json) = serde_json::to_string_pretty(packet.wire())
                    && let Ok(blob) = files::blob(json.as_bytes(), "application/json")
                {
                    entries.insert(0, ("packet.json".into(), blob));
                }
                packet
                    .wire()
                    .files
                    .iter()
                    .map(|file| (file.key.clone(), file.name.clone()))
                    .collect()
            }
            // Not ready to be sent: what there is can be saved all the same, under a name that says so.
            _ => given
                .iter()
                .map(|(document, file)| (file.key.clone(), rough_name(document, &file.name)))
                .collect::<Vec<_>>(),
        };
        entries.extend(packed.into_iter().filter_map(|(key, name)| Some((name, there.remove(&key)?))));
        let zip = files::zip(&entries).await;
        if given.iter().any(|(_, file)| !is_there(&door, &file.key)) || zip.is_err() {
            door.apply(Change::ShowAll);
        }
        if let Ok(zip) = zip {
            let name = door
                .peek(|case| case.applicant_name().map(plain_name))
                .flatten()
                .unwrap_or_else(|| "application".into());
            let _ = files::offer(&format!("madoguchi-{name}-{}.zip", clock::today()), &zip);
        }
    });
}

fn is_there(door: &Door, key: &str) -> bool {
    door.peek(|case| case.file(key).is_none_or(|(_, file)| file.keeping != Keeping::Lost))
        .unwrap_or(true)
}

/// The name of a file in a packet that is not ready: in the folder of its document, as the person called it. What belongs to no document yet
/// has no folder.
fn rough_name(document: &DocumentId, name: &str) -> String {
    let stem = document.as_str().split_once('.').map_or(document.as_str(), |(_, stem)| stem);
    let folder = if stem.is_empty() { String::new() } else { format!("{stem}/") };
    format!("{folder}{}", plain_name(name))
}

/// A file name in which nothing can surprise: letters, digits, dots, dashes and what is not ASCII.
fn plain_name(name: &str) -> String {
    let plain: String = seen_name(name)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || !(c.is_ascii() || c.is_control()) {
                c
            } else {
                '_'
            }
        })
        .collect();
    plain.trim_start_matches('.').chars().take(80).collect()
}

/// Saves the agency's own file for its online system.
pub fn save_official(door: Door) {
    spawn_local(async move {
        let Some(code) = fetch_official(door).await else { return };
        let file = door.peek(|case| {
            let form = case.book().official(&code)?;
            let person = official::Person {
                number: 1,
                answers: case.answers().clone(),
                rest: vec![],
            };
            Some((form.file_name.clone(), official::write(case.book(), &form, &[person], case.today())))
        });
        if let Some(Some((name, bytes))) = file
            && let Ok(blob) = files::blob(&bytes, "text/csv")
        {
            let _ = files::offer(&name, &blob);
        }
    });
}

/// Fetches what has not arrived of the agency's form, where one of its tools takes this road: its code then.
pub async fn fetch_official(door: Door) -> Option<String> {
    let code = door.peek(|case| case.assessment().code.clone()).flatten()?;
    // The menu first: it names the sheets.
    for _ in 0..2 {
        let missing = door.peek(|case| case.book().packs_for_official(&code)).unwrap_or_default();
        fetch_needs(door, missing.into_iter().collect()).await;
    }
    Some(code)
}

/// Saves one file as it goes out. One whose bytes are not there any more is told where it is given.
pub fn save_file(door: Door, key: String, name: String) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        if let Some(blob) = content(&door, &world, &key).await {
            let _ = files::offer(&name, &blob);
        }
    });
}

/// Saves all files that go out together, and nothing else, as a ZIP.
pub fn save_files(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let mut entries = Vec::new();
        for (_, key, name) in door.peek(|case| case.leaving()).unwrap_or_default() {
            if let Some(blob) = content(&door, &world, &key).await {
                entries.push((name, blob));
            }
        }
        if let Ok(zip) = files::zip(&entries).await {
            let _ = files::offer(&format!("madoguchi-files-{}.zip", clock::today()), &zip);
        }
    });
}

/// Saves the days as a calendar file.
pub fn save_calendar(door: Door) {
    let words = door.words_now();
    let days = door.peek(|case| case.assessment().dates.clone()).unwrap_or_default();
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Madoguchi//\r\n");
    for view in days {
        let day = view.day.format("%Y%m%d");
        text.push_str(&format!(
            "BEGIN:VEVENT\r\nUID:{}-{day}@madoguchi\r\nDTSTAMP:{}T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{}\r\nEND:VEVENT\r\n",
            view.id,
            clock::today().format("%Y%m%d"),
            words.get(view.id.as_str())
        ));
    }
    text.push_str("END:VCALENDAR\r\n");
    if let Ok(blob) = files::blob(text.as_bytes(), "text/calendar") {
        let _ = files::offer("madoguchi.ics", &blob);
    }
}

/// The case as a page to read and print, in the language that is shown.
fn summary(door: &Door) -> String {
    let words = door.words_now();
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let title = door
        .peek(|case| case.assessment().procedure.clone())
        .flatten()
        .map(|id| words.get(&id).to_owned())
        .unwrap_or_default();
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{}</title><h1>{}</h1>",
        words.lang,
        escape(&title),
        escape(&title)
    );
    let steps = door.peek(|case| case.assessment().steps.clone()).unwrap_or_default();
    for step in steps.iter().filter(|step| step.asked == Truth::Yes) {
        html.push_str(&format!("<h2>{}</h2><dl>", escape(words.get(step.id.as_str()))));
        let slots = step.items.iter().flat_map(|item| match item {
            ItemView::Heading(_) => vec![],
            ItemView::Field(slot) => vec![slot.clone()],
            ItemView::Group(group) => group.rows.iter().flat_map(|(_, slots)| slots.clone()).collect(),
        });
        for slot in slots {
            if let Some(answer) = door.shown_now(&slot) {
                html.push_str(&format!(
                    "<dt>{}</dt><dd>{}</dd>",
                    escape(words.get(&door.peek(|case| case.words_of(&slot.field)).unwrap_or_default())),
                    escape(&answer)
                ));
            }
        }
        html.push_str("</dl>");
    }
    html.push_str(&format!("<h2>{}</h2><ul>", escape(words.get("check.files"))));
    for (document, file, keeping) in door
        .peek(|case| {
            case.outgoing()
                .map(|(document, file)| (document.id.clone(), file.name.clone(), file.keeping))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    {
        let lost = if keeping == Keeping::Lost {
            words.get("check.file.lost")
        } else {
            ""
        };
        html.push_str(&format!(
            "<li>{}: <bdi>{}</bdi> <strong>{}</strong></li>",
            escape(words.get(document.as_str())),
            escape(&file),
            escape(lost)
        ));
    }
    html.push_str("</ul>");
    html
}
