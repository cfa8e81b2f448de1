// Lighthouse over the addresses given, on its slow phone (4 times slower processor, 150 ms, 1.6 Mbit/s).
// node run.mjs CHROMIUM ADDRESS…   writes one line of JSON for each address.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [chromePath, ...addresses] = process.argv.slice(2);
const categories = ['performance', 'accessibility', 'best-practices'];
const chromeFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const chrome = await launch({ chromePath, chromeFlags });
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: categories, output: 'json', logLevel: 'error' });
    const lost = categories.flatMap((id) => lhr.categories[id].auditRefs
      .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.995)
      .map((ref) => `${ref.id} ${lhr.audits[ref.id].score}`));
    const value = (id) => lhr.audits[id]?.numericValue ?? null;
    process.stdout.write(`${JSON.stringify({
      address,
      error: lhr.runtimeError?.message ?? '',
      scores: Object.fromEntries(categories.map((id) => [id, Math.round((lhr.categories[id].score ?? 0) * 100)])),
      first: value('first-contentful-paint'),
      largest: value('largest-contentful-paint'),
      blocked: value('total-blocking-time'),
      shift: value('cumulative-layout-shift'),
      bytes: value('total-byte-weight'),
      requests: lhr.audits['network-requests']?.details?.items?.length ?? null,
      lost,
    })}\n`);
  }
} finally {
  await chrome.kill();
}
