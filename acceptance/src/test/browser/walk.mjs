// Walks through the dashboard as an operator does. One line for each step; ends with 1 at the first that fails.
// Arguments: address of the gateway, file with the operator's key, file with the viewer's key, folder for screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [gateway, operatorFile, viewerFile, folder] = process.argv.slice(2);
const key = file => readFileSync(file, 'utf8').trim();
const MINUTE = 60_000;
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

async function open(options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on('pageerror', error => page.troubles.push(error.message));
  page.on('console', message => {
    // a login that is not there yet is asked for with a call that is refused
    if (message.type() === 'error' && !message.text().includes('401')) page.troubles.push(message.text());
  });
  page.on('request', request => {
    if (!request.url().startsWith(gateway) && !request.url().startsWith('data:')) page.troubles.push(`asks ${request.url()}`);
  });
  return page;
}

async function logIn(page, file) {
  await page.goto(gateway);
  await page.fill('#key', key(file));
  await page.keyboard.press('Enter');
  await page.waitForSelector('section.status:not(.UNKNOWN)');
}

async function look(page, name) {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(violation => ['serious', 'critical'].includes(violation.impact));
  assert.deepEqual(serious.map(violation => `${violation.id}: ${violation.nodes[0].html}`), []);
  assert.deepEqual(page.troubles, []);
}

async function step(name, work) {
  try {
    await work();
    console.log(`ok    ${name}`);
  } catch (failure) {
    console.log(`FAIL  ${name}: ${failure.message}`);
    await browser.close();
    process.exit(1);
  }
}

const page = await open();
let id;

await step('the page without a login shows no data', async () => {
  await page.goto(gateway);
  await page.waitForSelector('#key');
  await look(page, 'login-1440');
});

await step('an operator logs in', async () => {
  await logIn(page, operatorFile);
  await look(page, 'overview-1440');
});

await step('a parked failure is sent back with one button', async () => {
  const list = page.locator('section', { has: page.getByRole('heading', { name: 'Waiting for a person' }) });
  const button = list.getByRole('button', { name: 'Send back' }).first();
  await button.waitFor({ timeout: MINUTE });
  await look(page, 'failure-1440');
  const before = await list.getByRole('button').count();
  await button.click();
  await page.waitForFunction(
    count => [...document.querySelectorAll('button')].filter(each => each.textContent === 'Send back').length < count,
    before, { timeout: MINUTE });
  // while it goes on, a request for another one would be answered with it
  await page.locator('table tbody tr').first().locator('.tag.PROVEN').waitFor({ timeout: 3 * MINUTE });
});

await step('another one is dropped, with a reason, and an assistant is allowed to do such a thing once', async () => {
  const failure = page.locator('li', { has: page.getByRole('button', { name: 'Send back' }) }).first();
  await failure.locator('summary').click();
  await failure.getByRole('button', { name: 'Allow an assistant' }).click();
  assert.match(await failure.locator('code').textContent({ timeout: MINUTE }), /^[A-Za-z0-9_-]{22}$/);
  await look(page, 'drop-1440');
  await failure.getByLabel(/Why nothing/).fill('its backup was taken anew');
  await failure.getByRole('button', { name: 'Drop', exact: true }).click();
  await failure.waitFor({ state: 'detached', timeout: MINUTE });
});

await step('a backup is started and watched to PROVEN, without a reload', async () => {
  await page.evaluate(() => { window.notReloaded = true; });
  const known = await page.locator('table a').allTextContents();
  await page.getByRole('button', { name: 'Start a backup' }).click();
  const seen = new Set();
  for (const end = Date.now() + 3 * MINUTE; ; await page.waitForTimeout(100)) {
    assert.ok(Date.now() < end, `not PROVEN in time; seen: ${[...seen].join(', ')}`);
    const row = page.locator('table tbody tr').first();
    const name = await row.locator('a').textContent();
    if (known.includes(name)) continue;
    id = name;
    const state = await row.locator('.tag').getAttribute('class');
    seen.add(state.replace('tag', '').trim());
    if (seen.has('PROVEN')) break;
    assert.ok(!seen.has('FAILED') && !seen.has('REFUTED'), [...seen].join(', '));
  }
  assert.ok(seen.size > 1, 'no state on the way was shown');
  assert.ok(await page.evaluate(() => window.notReloaded), 'the page was reloaded');
});

await step('its evidence is read, table by table', async () => {
  await page.getByRole('link', { name: id }).first().click();
  await page.waitForSelector('.steps');
  await page.locator('.steps summary').first().click();
  const tables = page.locator('details', { has: page.locator('table') });
  await tables.locator('summary').first().click();
  const rows = await tables.locator('tbody tr').count();
  assert.ok(rows > 5, `only ${rows} tables`);
  await look(page, 'evidence-1440');
  await page.getByRole('link', { name: /Overview/ }).click();
});

await step('a drill is started, and its report comes', async () => {
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.url().endsWith('/api/v1/drills') && response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Start a drill' }).click()]);
  const { id: drill } = await answer.json();
  await page.locator('li', { has: page.locator(`a[href*="${drill}"]`) }).locator('.tag.PASSED').waitFor({ timeout: 3 * MINUTE });
  await page.locator(`a[href="#/drills/${drill}"]`).click();
  await page.getByRole('cell', { name: 'restore', exact: true }).waitFor();
  await look(page, 'drill-1440');
  const [report] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Report' }).click()]);
  await report.waitForLoadState();
  assert.match(await report.textContent('body'), /We could be back in/);
  report.troubles = [];
  await look(report, 'report-1440');
  await report.close();
});

await step('the keyboard alone reaches what matters', async () => {
  await page.goto(gateway);
  // what is still being asked for cannot be pressed, and Tab passes it by
  await page.locator('button:enabled', { hasText: 'Start a backup' }).waitFor();
  const reached = [];
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => {
      const focused = document.activeElement;
      const style = getComputedStyle(focused);
      return { text: focused.textContent.trim(), visible: style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
    }));
  }
  for (const name of ['Start a backup', 'Start a drill']) {
    const found = reached.find(each => each.text === name);
    assert.ok(found, `${name} was not reached by Tab: ${reached.map(each => each.text).join(', ')}`);
    assert.ok(found.visible, `${name} does not show that it has the focus`);
  }
});

await step('who is logged in is listed with the keys, and a session of somebody else is ended', async () => {
  const other = await open();
  await logIn(other, operatorFile);
  await page.goto(`${gateway}/#/`);
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByRole('cell', { name: 'operator', exact: true }).first().waitFor({ timeout: MINUTE });
  await page.getByText('this session').waitFor();
  await look(page, 'access-1440');
  // the newest comes first
  const ends = page.getByRole('button', { name: /^End/ });
  const before = await ends.count();
  await ends.first().click();
  await page.waitForFunction(count => [...document.querySelectorAll('li button')].length < count, before, { timeout: MINUTE });
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await other.waitForSelector('#key', { timeout: MINUTE });
  await other.context().close();
  await page.getByRole('link', { name: /Overview/ }).click();
});

// what takes hours and months is shown to the page as the gateway would tell it
await step('bytes, rate and time left of a stage are shown, and a long history with its forecast', async () => {
  const long = await open();
  const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString();
  const answer = (path, change) => long.route(path, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });
  await answer('**/api/v1/backups/*', backup => ({ ...backup, state: 'DUMPING', stages: backup.stages.map((stage, index) => (index
    ? { stage: stage.stage, state: 'WAITING', attempts: 0 }
    : { stage: stage.stage, state: 'RUNNING', attempts: 1, startedAt: ago(100), bytes: 25e9, bytesTotal: 100e9 })) }));
  await answer('**/api/v1/history', ([point]) => Array.from({ length: 60 }, (_, day) => ({ ...point, id: `groundzero-${day}`,
    requestedAt: ago((60 - day) * 86400), state: 'PROVEN', verdict: day === 30 ? 'REFUTED' : 'PROVEN', bytes: 1e9 + day * 1e7,
    backupSeconds: 600 + day, restoreSeconds: 900 + day * 20 })));
  await answer('**/api/v1/drills/*', drill => ({ ...drill,
    forecast: { kind: 'EXCEEDED_AT', exceededAt: '2028-06-01T00:00:00Z', secondsPerDay: 20, restores: 60 } }));
  await logIn(long, operatorFile);
  assert.match(await long.locator('.pipeline .RUNNING').textContent(), /25 GB \/ 100 GB, 2\d\d MB\/s, 5 min left/);
  await long.getByText(/Forecast: the target will be missed on 1 Jun 2028.*20 s/).waitFor();
  assert.equal(await long.locator('.calendar .PROVEN').count(), 59);
  assert.equal(await long.locator('.calendar .REFUTED').count(), 1);
  await look(long, 'history-1440');
  await long.context().close();
});

await step('a lost connection comes back by itself', async () => {
  const cut = await open();
  let refused = 0;
  await cut.route('**/api/v1/events', route => (++refused <= 2 ? route.fulfill({ status: 503 }) : route.continue()));
  const banner = cut.getByText('The connection to the gateway is lost');
  // it may come and go before all else is shown
  await Promise.all([banner.waitFor({ timeout: MINUTE }), logIn(cut, operatorFile)]);
  await cut.waitForFunction(() => !document.querySelector('.banner'), null, { timeout: MINUTE });
  assert.ok(refused > 2, 'it was not tried again');
  await cut.context().close();
});

await step('a gateway that is gone leaves nothing on the page that looks like a fact', async () => {
  const gone = await open();
  await logIn(gone, operatorFile);
  await gone.waitForSelector('section.status h1');
  await gone.route('**/api/v1/**', route => route.abort());
  await gone.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await gone.waitForSelector('section.status.UNKNOWN', { timeout: MINUTE });
  assert.match(await gone.locator('section.status').textContent(), /Not known now.*The gateway does not answer\..*Last told at/s);
  assert.equal(await gone.locator('section.status.PROTECTED, section.status.AT_RISK, .tiles').count(), 0);
  assert.match(await gone.title(), /^Not known now/);
  await gone.screenshot({ path: join(folder, 'gone-1440.png'), fullPage: true });
  await gone.unroute('**/api/v1/**');
  await gone.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await gone.waitForSelector('section.status:not(.UNKNOWN)', { timeout: MINUTE });
  await gone.context().close();
});

await step('a slow gateway is waited for, and nothing is said to be empty meanwhile', async () => {
  const slow = await open();
  let release;
  const held = new Promise(resolve => { release = resolve; });
  await slow.route(/\/api\/v1\/(status|backups|history|failures|drills|alarms|notifications)/, async route => {
    await held;
    await route.continue();
  });
  await slow.goto(gateway);
  await slow.fill('#key', key(operatorFile));
  await slow.keyboard.press('Enter');
  await slow.waitForSelector('section.status.UNKNOWN', { timeout: MINUTE });
  const text = await slow.locator('main').textContent();
  assert.match(text, /Asking the gateway/);
  assert.doesNotMatch(text, /Nothing is running|No game day yet|Nobody is told|Protected/);
  await slow.screenshot({ path: join(folder, 'slow-1440.png'), fullPage: true });
  release();
  await slow.waitForSelector('section.status:not(.UNKNOWN)', { timeout: MINUTE });
  await slow.context().close();
});

await step('one call that fails is told where it belongs, and the rest stays', async () => {
  const failing = await open();
  await failing.route('**/api/v1/drills?*', route => route.fulfill({ status: 503, contentType: 'application/problem+json',
    body: JSON.stringify({ title: 'away', detail: 'the database is away' }) }));
  await logIn(failing, operatorFile);
  const drills = failing.locator('section', { has: failing.getByRole('heading', { name: 'Game days' }) });
  await drills.getByText('Not known: the database is away').waitFor({ timeout: MINUTE });
  assert.equal(await failing.getByText('No game day yet.').count(), 0);
  await failing.waitForSelector('section.status:not(.UNKNOWN)');
  await failing.screenshot({ path: join(folder, 'failing-1440.png'), fullPage: true });
  await failing.goto(`${gateway}/#/backups/groundzero-20000101T000000Z`);
  await failing.getByText(/^Not known:/).waitFor({ timeout: MINUTE });
  await failing.screenshot({ path: join(folder, 'dead-link-1440.png'), fullPage: true });
  await failing.context().close();
});

await step('on a phone, in the dark, in German', async () => {
  const phone = await open({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'de-DE' });
  await logIn(phone, operatorFile);
  await phone.getByRole('button', { name: 'Sicherung starten' }).waitFor();
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
  await look(phone, 'overview-390');
  await phone.goto(`${gateway}/#/backups/${id}`);
  await phone.waitForSelector('.steps');
  await look(phone, 'evidence-390');
  await phone.goto(`${gateway}/#/`);
  await phone.locator('a[href^="#/drills/"]').first().click();
  await phone.getByRole('heading', { name: 'Zurück in' }).waitFor();
  await look(phone, 'drill-390');
  await phone.context().close();
});

await step('a viewer may look, and has no buttons that start something', async () => {
  const viewer = await open({ colorScheme: 'dark' });
  await logIn(viewer, viewerFile);
  await viewer.waitForSelector('table tbody tr');
  assert.equal(await viewer.getByRole('link', { name: 'Access' }).count(), 0);
  assert.equal(await viewer.getByRole('button', { name: /Start|Send back|Drop|Allow/ }).count(), 0);
  await look(viewer, 'overview-1440-dark');
  await viewer.context().close();
});

await browser.close();
