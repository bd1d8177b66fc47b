// The pictures that are measured: made here, the same in each run, and never kept.

/** A photo as a phone stores it: 12 megapixels, noise of its sensor, lying on its side with the word that it is to be turned. */
export async function phonePhoto(portraitUrl) {
  const portrait = await createImageBitmap(await (await fetch(portraitUrl)).blob());
  const [width, height] = [3024, 4032];
  const canvas = new OffscreenCanvas(height, width);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.imageSmoothingQuality = 'high';
  // Orientation 6: to be shown, it is turned clockwise.
  pen.translate(0, width);
  pen.rotate(-Math.PI / 2);
  // The portrait is square: above it, its first row goes on.
  pen.drawImage(portrait, 0, 0, portrait.width, 1, 0, 0, width, height - width);
  pen.drawImage(portrait, 0, height - width, width, width);
  portrait.close();
  grain(pen, 1, 9);
  const jpeg = await encode(canvas, 0.92);
  return new File([turned(new Uint8Array(await jpeg.arrayBuffer()), 6)], 'photo.jpg', { type: 'image/jpeg' });
}

/** Sheets of paper: most are photos by a phone, shaded and grainy, the rest are scans. Each has about 12 megapixels. */
export async function sheets(count) {
  const files = [];
  for (let at = 0; at < count; at += 1) {
    const scanned = at % 4 === 3;
    const canvas = sheet(at + 1, scanned);
    files.push(new File([await encode(canvas, scanned ? 0.9 : 0.92)], `sheet-${at + 1}.jpg`, { type: 'image/jpeg' }));
  }
  return files;
}

function sheet(seed, scanned) {
  const [width, height] = scanned ? [2976, 4209] : [3024, 4032];
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const shade = pen.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, scanned ? '#ffffff' : '#efe9dd');
  shade.addColorStop(1, scanned ? '#fdfdfb' : '#b9b2a6');
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
  const random = randomFrom(seed);
  pen.fillStyle = '#26241f';
  for (let y = 300; y < height - 300; y += 78) {
    pen.font = `${random() % 5 === 0 ? 'bold ' : ''}44px serif`;
    pen.fillText(line(random), 240, y, width - 480);
  }
  pen.strokeStyle = '#b03030';
  pen.lineWidth = 9;
  pen.beginPath();
  pen.arc(width - 600, height - 700, 180, 0, 2 * Math.PI);
  pen.stroke();
  grain(pen, seed, scanned ? 1 : 5);
  return canvas;
}

function line(random) {
  const words = Array.from({ length: 14 }, () => random().toString(36).slice(-(3 + (random() % 6))));
  return words.join(' ');
}

/** What a sensor adds: each value of each pixel goes up or down by at most `strength`. */
function grain(pen, seed, strength) {
  const { width, height } = pen.canvas;
  const random = randomFrom(seed);
  const picture = pen.getImageData(0, 0, width, height);
  const data = picture.data;
  const span = 2 * strength + 1;
  for (let at = 0; at < data.length; at += 4) {
    const noise = random();
    data[at] += (noise & 0xff) % span - strength;
    data[at + 1] += ((noise >>> 8) & 0xff) % span - strength;
    data[at + 2] += ((noise >>> 16) & 0xff) % span - strength;
  }
  pen.putImageData(picture, 0, 0);
}

/** Xorshift: the same numbers for the same seed. */
function randomFrom(seed) {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function encode(canvas, quality) {
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

/** The JPEG with one EXIF word more: how it is to be turned. */
function turned(jpeg, orientation) {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const content = [...'Exif'].map((letter) => letter.charCodeAt(0)).concat(0, 0, tiff);
  const length = content.length + 2;
  const segment = Uint8Array.from([0xff, 0xe1, length >> 8, length & 0xff, ...content]);
  return new Blob([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
