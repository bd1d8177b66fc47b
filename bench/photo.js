// A photo of a phone: looked at, cut and encoded; by our worker, and by MediaPipe with a canvas.
import { once, rounds, row, summary, timed, watchThread } from './figures.js';
import * as jobs from './jobs.js';
import * as mediapipe from './mediapipe.js';
import * as own from './own.js';
import { phonePhoto } from './pictures.js';
import { tell } from './tell.js';
import * as worker from './worker.js';

const WARM_UP = 2;
const BARE = 'createImageBitmap';

export async function measure({ site, values, times, rivals }) {
  const rival = `${rivals.mediapipe} + canvas`;
  tell('step', 'making a photo');
  const file = await phonePhoto('/portrait.jpg');
  const { frame } = jobs.photo(values);

  const ours = (photographer) => own.photo(photographer, values, file);
  const theirs = async (tasks) => {
    const held = watchThread();
    const made = jobs.photoMade(values, Infinity);
    const { ms, gave } = await timed(() => mediapipe.photo(tasks, file, frame, made, values['photo-file-bytes']));
    return { whole: ms, held: held(), bytes: gave.size };
  };
  const bare = async () => {
    const { ms, gave } = await timed(() => createImageBitmap(file));
    gave.close();
    return ms;
  };

  // The first photo of a visit brings its program along. Both come from this machine: on a line it is the bytes that count.
  tell('step', 'first photo: ours');
  const first = {};
  first.ours = await timed(async () => ours((first.worker = await worker.open(site, 'photo'))));
  tell('step', 'first photo: MediaPipe');
  first.theirs = await timed(async () => theirs((first.tasks = await mediapipe.open(rivals.landmarks))));
  const works = { ours: () => ours(first.worker), theirs: () => theirs(first.tasks), bare };
  await rounds(WARM_UP, works);
  const all = await rounds(times, works, (round) => tell('step', `photo, round ${round} of ${times}`));
  first.worker.terminate();

  const of = (side, what) => summary(all[side].map((it) => it[what]));
  return {
    about: { bytes: file.size, made_bytes: { ours: all.ours[0].bytes, theirs: all.theirs[0].bytes } },
    rows: [
      row('photo: first verdict, from the header', of('ours', 'header'), BARE, summary(all.bare)),
      row('photo: face found, crop proposed', of('ours', 'proposed'), BARE, summary(all.bare)),
      row('photo: all facts', of('ours', 'seen'), BARE, summary(all.bare)),
      row('photo: crop and encode alone', of('ours', 'cut'), BARE, summary(all.bare)),
      row('photo: decode, see, crop, encode', of('ours', 'whole'), rival, of('theirs', 'whole')),
      row('photo: the same beside mere decoding', of('ours', 'whole'), BARE, summary(all.bare)),
      row('photo: the first of a visit, program and models from this machine', once(first.ours.ms), rival, once(first.theirs.ms)),
      row('photo: page held at most, in one photo', of('ours', 'held'), rival, of('theirs', 'held')),
      row('photo: page held at most, in all', once(Math.max(...all.ours.map((it) => it.held))), rival,
        once(Math.max(...all.theirs.map((it) => it.held)))),
    ],
  };
}
