// MediaPipe's tasks for the web and a canvas, put together as its guides do: what a page would do without us.
import { FaceDetector, FaceLandmarker, FilesetResolver, ImageSegmenter } from '/rivals/mediapipe/vision_bundle.mjs';

// It would work on more pixels than it can see; our own worker looks at as many.
const LONGEST = 1024;
// Each step halves what is left of the qualities between which the best is looked for.
const STEPS = 6;

/** Loads what it needs. Without the bundle of landmarks, which no package manager has, it only detects. */
export async function open(landmarks) {
  const files = await FilesetResolver.forVisionTasks('/rivals/mediapipe/wasm');
  const options = (model) => ({ baseOptions: { modelAssetPath: `/rivals/${model}`, delegate: 'CPU' }, runningMode: 'IMAGE' });
  const faces = landmarks
    ? await FaceLandmarker.createFromOptions(files, options('landmarker/face_landmarker.task'))
    : await FaceDetector.createFromOptions(files, options('detector/dist/components/assets/models/blaze_face_short_range.tflite'));
  const segmenter = await ImageSegmenter.createFromOptions(files, {
    ...options('segmenter/mediapipe/models/selfie_segmenter.tflite'),
    outputConfidenceMasks: true,
    outputCategoryMask: false,
  });
  return { faces, segmenter };
}

/** Decodes, finds the face and the person, cuts the photo out, and writes it as JPEG under so many bytes. */
export async function photo({ faces, segmenter }, file, frame, made, underBytes) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const look = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  look.getContext('2d').drawImage(bitmap, 0, 0, look.width, look.height);

  const { eyes, chin, middle } = face(faces.detect(look));
  const crown = segmented(segmenter, look, middle, eyes);
  // As large as the face then is in the photo that is wanted.
  const unit = ((chin - crown) * look.height) / frame.face.mm / scale;
  const width = unit * frame.width_mm;
  const left = (middle * look.width) / scale - width / 2;
  const top = (crown * look.height) / scale - unit * frame.top.mm;

  const out = new OffscreenCanvas(made.width_px, made.height_px);
  const pen = out.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, left, top, width, unit * frame.height_mm, 0, 0, out.width, out.height);
  bitmap.close();
  return best(out, underBytes);
}

/** Eyes, chin and middle, as parts of the picture; the chin of a mere detection is guessed. */
function face(found) {
  const points = found.faceLandmarks?.[0];
  if (points) {
    // Numbers of the mesh: the outer corners of the eyes, and the chin.
    const [right, left, chin] = [points[33], points[263], points[152]];
    return { eyes: (right.y + left.y) / 2, chin: chin.y, middle: (right.x + left.x) / 2 };
  }
  const [right, left, , mouth] = found.detections?.[0]?.keypoints ?? [];
  if (!mouth) throw new Error('MediaPipe finds no face');
  const eyes = (right.y + left.y) / 2;
  return { eyes, chin: mouth.y + 0.7 * (mouth.y - eyes), middle: (right.x + left.x) / 2 };
}

/** The highest row of the person above the face, as a part of the picture. */
function segmented(segmenter, look, middle, eyes) {
  let crown = eyes;
  segmenter.segment(look, ({ confidenceMasks }) => {
    const mask = confidenceMasks.at(-1);
    const { width, height } = mask;
    const values = mask.getAsFloat32Array();
    const column = Math.round(middle * width);
    let row = Math.round(eyes * height);
    while (row > 0 && values[(row - 1) * width + column] > 0.5) row -= 1;
    crown = row / height;
  });
  return crown;
}

/** Of the qualities between bad and perfect, the best that fits. */
async function best(canvas, underBytes) {
  let [low, high] = [0.05, 0.95];
  let fits;
  for (let step = 0; step < STEPS; step += 1) {
    const quality = (low + high) / 2;
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (blob.size <= underBytes) [low, fits] = [quality, blob];
    else high = quality;
  }
  if (!fits) throw new Error('no quality fits');
  return fits;
}
