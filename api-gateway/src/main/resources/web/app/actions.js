// What the page asks the gateway for. Every action tells what went wrong, in the gateway's words.
import { ApiError, get, post, remove } from './api.js';
import { change, state } from './store.js';

const RUNNING = ['REQUESTED', 'DUMPING', 'ENCRYPTING', 'SHIPPING', 'VERIFYING'];

async function attempt(work) {
  change({ busy: true, error: null });
  try {
    await work();
    change({ busy: false });
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401) {
      const refused = !state.role;
      forget();
      change({ busy: false, error: refused ? failure.message : null });
    } else {
      change({ busy: false, error: [failure.message, failure.remedy].filter(Boolean).join(' ') });
    }
  }
}

export const login = key => attempt(async () => {
  const session = await post('/session', { key });
  change({ role: session.role });
  await everything();
});

export const logout = () => attempt(async () => {
  await remove('/session');
  forget();
});

// nothing of what was shown stays for whoever logs in next
function forget() {
  change({ role: null, status: null, cluster: null, backups: [], nextPage: null, history: [], failures: [], drills: [], nextDrills: null,
    alarms: [], channels: [], tested: null, forecast: null, live: null, backup: null, drill: null, permission: null, connected: true });
  ways();
}

export const begin = async () => {
  try {
    const session = await get('/session');
    change({ role: session.role });
    await attempt(everything);
  } catch {
    change({ role: null });
    await ways();
  }
};

// how one can log in; if that cannot be learnt, a key does it
async function ways() {
  try {
    change({ openid: (await get('/session/ways')).openid ?? null });
  } catch {
    change({ openid: null });
  }
}

async function everything() {
  const [status, page, history, failures, drills, alarms, told] = await Promise.all([get('/status'),
    get('/backups?limit=20'), get('/history'), get('/failures'), get('/drills?limit=10'), get('/alarms'),
    get('/notifications')]);
  change({ status, backups: page.backups, nextPage: page.next, history, failures, drills: drills.drills,
    nextDrills: drills.next, alarms: alarms.alarms, channels: told.channels });
  await Promise.all([live(page.backups), forecast(drills.drills), shown().catch(notThere)]);
}

// an address that names nothing is told once, when it is opened
function notThere(failure) {
  if (!(failure instanceof ApiError) || ![400, 404].includes(failure.status)) {
    throw failure;
  }
}

// One look at the gateway; whether it answered. A session that is over leads back to the login.
export async function look() {
  try {
    await everything();
    return true;
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401) {
      forget();
      return true;
    }
    return false;
  }
}

async function live(backups) {
  const running = backups.find(backup => RUNNING.includes(backup.state)) ?? backups[0];
  change({ live: running ? await get('/backups/' + encodeURIComponent(running.id)) : null });
}

// what the newest report says of the next years; read once, for it does not change
async function forecast(drills) {
  const newest = drills.find(drill => drill.verdict);
  if (newest?.id !== state.forecast?.id) {
    change({ forecast: newest ? { id: newest.id, ...(await get('/drills/' + encodeURIComponent(newest.id))).forecast } : null });
  }
}

async function shown() {
  const [, kind, id] = /^#\/(backups|drills)\/(.+)$/.exec(state.route) ?? [];
  const found = kind ? await get(`/${kind}/${encodeURIComponent(decodeURIComponent(id))}`) : null;
  change({ backup: kind === 'backups' ? found : null, drill: kind === 'drills' ? found : null });
}

export const show = route => attempt(async () => {
  change({ route, backup: null, drill: null });
  window.scrollTo(0, 0);
  await shown();
});

// the cluster that the buttons act on; the first one until somebody chooses
const chosen = () => state.cluster ?? state.status.clusters[0];

export const startBackup = () => attempt(async () => {
  await post('/backups', { cluster: chosen() });
  await everything();
});

export const startDrill = () => attempt(async () => {
  await post('/drills', { cluster: chosen() });
  await everything();
});

export const verifyAgain = id => attempt(async () => {
  await post(`/backups/${encodeURIComponent(id)}/verifications`);
  await everything();
});

export const retryFailure = id => attempt(async () => {
  await post(`/failures/${id}/retry`);
  await everything();
});

export const dismissFailure = (id, because) => attempt(async () => {
  await post(`/failures/${id}/dismiss`, { because });
  await everything();
});

// A one-time token with which an assistant may drop this failure.
export const permitDismissal = id => attempt(async () => {
  const issued = await post('/mcp-tokens', { action: 'failure.dismiss', subject: String(id) });
  change({ permission: { failure: id, token: issued.token, expiresAt: issued.expiresAt } });
});

export const testNotifications = () => attempt(async () => {
  change({ tested: null });
  change({ tested: (await post('/notifications/test')).channels });
});

export const acceptDrop = id => attempt(async () => {
  await post(`/backups/${encodeURIComponent(id)}/drop-acceptance`);
  await everything();
});

export const moreBackups = () => attempt(async () => {
  const page = await get('/backups?limit=20&after=' + encodeURIComponent(state.nextPage));
  change({ backups: [...state.backups, ...page.backups], nextPage: page.next });
});

export const moreDrills = () => attempt(async () => {
  const page = await get('/drills?limit=10&after=' + encodeURIComponent(state.nextDrills));
  change({ drills: [...state.drills, ...page.drills], nextDrills: page.next });
});
