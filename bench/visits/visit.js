// One visit by a phone that has never been here: a Chromium of its own with an empty profile.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Chromium, rest, within } from './devtools.js';

const OPTIONS = [
  // As root in a container there is no sandbox, little shared memory, and no graphics card.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  // What a browser fetches for itself is no part of a visit.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--accept-lang=ja-JP,ja',
];
/** What a browser does for itself after its start is over by then. */
const SETTLE_MS = 1_000;
const SLOWER = 4;
/** Whatever is done in a visit, on a busy machine too. */
const LIMIT_MS = 300_000;
/** 1.6 Mbit/s down, 750 kbit/s up, in bytes a second. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

/** Opens a browser for `work(page)` and gives what that gives. With `slow` the page has the line of a phone as well as its processor. */
export async function visit({ chromium, folder }, { slow }, work) {
  await mkdir(folder, { recursive: true });
  const profile = await mkdtemp(join(folder, 'visitor-'));
  const browser = new Chromium(chromium, profile, join(folder, 'browser.log'), OPTIONS);
  try {
    const page = await browser.page();
    await page.ask('Page.enable');
    await page.ask('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: 1, mobile: true });
    await page.ask('Emulation.setLocaleOverride', { locale: 'ja-JP' });
    await page.ask('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.ask('Network.enable');
    if (slow) await page.ask('Network.emulateNetworkConditions', LINE);
    await rest(SETTLE_MS);
    return await within(LIMIT_MS, 'a visit to end', work(page));
  } finally {
    await browser.end();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
