// What our workers are asked, with the rulebook's numbers of today: as src/errands/jobs.rs puts it.

export function photo(values) {
  const aim = (length, give) => ({ mm: values[length], give: values[give] });
  return {
    kind: 'photo',
    ...photoLimits(values),
    frame: {
      width_mm: values['photo-width-mm'],
      height_mm: values['photo-height-mm'],
      face: aim('photo-face-mm', 'photo-face-tolerance-mm'),
      top: aim('photo-top-mm', 'photo-top-tolerance-mm'),
      centre: { mm: 0, give: values['photo-centre-tolerance-mm'] },
    },
  };
}

/** Cuts what the facts propose. */
export function crop(values, facts) {
  const fact = (name) => {
    const value = facts[`photo.${name}`];
    if (value === undefined) throw new Error(`nobody was found in the photo: there is no ${name}`);
    return value;
  };
  const cut = { x: fact('crop_x'), y: fact('crop_y'), width: fact('crop_width'), height: fact('crop_height') };
  return { kind: 'crop', ...photoLimits(values), cut, ...photoMade(values, cut.width), under_bytes: values['photo-file-bytes'] };
}

/** How large a photo becomes that is cut so wide. */
export function photoMade(values, cutWidth) {
  const width = Math.max(1, Math.round(Math.min(values['photo-made-width-px'], cutWidth)));
  const height = Math.round((width * values['photo-height-mm']) / values['photo-width-mm']);
  return { width_px: width, height_px: height, width_mm: values['photo-width-mm'] };
}

export function paper(values) {
  return { kind: 'paper', ...paperLimits(values) };
}

/** All pages of so many files in one PDF. */
export function join(values, files, underBytes) {
  return {
    kind: 'join',
    ...paperLimits(values),
    under_bytes: underBytes,
    best_dpi: values['join-best-dpi'],
    floor_dpi: values['join-floor-dpi'],
    best_quality: values['join-best-quality'],
    floor_quality: values['join-floor-quality'],
    parts: Array.from({ length: files }, (_, file) => ({ file })),
  };
}

function photoLimits(values) {
  return { max_bytes: values['photo-max-bytes'], max_pixels: values['photo-max-pixels'] };
}

function paperLimits(values) {
  return { max_bytes: values['paper-max-bytes'], max_pixels: values['paper-max-pixels'] };
}
