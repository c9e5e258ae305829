// What the page asks the gateway for. Every action tells what went wrong, in the gateway's words.
import { ApiError, get, post, remove } from './api.js';
import { change, state, UNKNOWN } from './store.js';
import { t } from './words.js';

export const ACCESS = '#/access';

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
      change({ busy: false, error: words(failure) });
    }
  }
}

// a browser's own words for a gateway that is gone help nobody
function words(failure) {
  return failure instanceof ApiError ? [failure.message, failure.remedy].filter(Boolean).join(' ') : t('noAnswer');
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
  change({ ...UNKNOWN, told: {}, untold: {}, role: null, cluster: null, tested: null, permission: null, connected: true });
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

// Each part by itself: one call that fails leaves the others as they are, and its own part says that it is not known.
const PARTS = {
  status: async ask => ({ status: await ask('/status') }),
  backups: async ask => {
    const page = await ask('/backups?limit=20');
    return { backups: page.backups, nextPage: page.next };
  },
  live: async ask => {
    const { backups } = await ask('/backups?limit=20');
    const running = backups.find(backup => RUNNING.includes(backup.state)) ?? backups[0];
    return { live: running ? await ask('/backups/' + encodeURIComponent(running.id)) : null };
  },
  history: async ask => ({ history: await ask('/history') }),
  failures: async ask => ({ failures: await ask('/failures') }),
  drills: async ask => {
    const page = await ask('/drills?limit=10');
    return { drills: page.drills, nextDrills: page.next };
  },
  // what the newest report says of the next years; read once, for it does not change
  forecast: async ask => {
    const newest = (await ask('/drills?limit=10')).drills.find(drill => drill.verdict);
    if (newest?.id === state.forecast?.id) {
      return {};
    }
    return { forecast: newest ? { id: newest.id, ...(await ask('/drills/' + encodeURIComponent(newest.id))).forecast } : null };
  },
  alarms: async ask => ({ alarms: (await ask('/alarms')).alarms }),
  channels: async ask => ({ channels: (await ask('/notifications')).channels }),
  shown: async ask => {
    const route = state.route;
    if (route === ACCESS && state.role === 'operator') {
      const [{ sessions }, { keys }] = await Promise.all([ask('/sessions'), ask('/keys')]);
      return route === state.route ? { backup: null, drill: null, access: { sessions, keys } } : {};
    }
    const [, kind, id] = /^#\/(backups|drills)\/(.+)$/.exec(route) ?? [];
    const found = kind ? await ask(`/${kind}/${encodeURIComponent(id)}`) : null;
    // somebody has gone on meanwhile
    return route === state.route ? { access: null, backup: kind === 'backups' ? found : null, drill: kind === 'drills' ? found : null } : {};
  },
};

// whether the gateway told of it; throws only if the session is over
async function read(part, ask = get) {
  try {
    const learnt = await PARTS[part](ask);
    change({ ...learnt, told: { ...state.told, [part]: Date.now() }, untold: { ...state.untold, [part]: undefined } });
    return true;
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401) {
      throw failure;
    }
    change({ untold: { ...state.untold, [part]: words(failure) } });
    // an address that names nothing is no trouble of the gateway's
    return part === 'shown' && failure instanceof ApiError && [400, 404].includes(failure.status);
  }
}

async function everything() {
  const asked = new Map();
  const ask = path => asked.get(path) ?? asked.set(path, get(path)).get(path);
  return (await Promise.all(Object.keys(PARTS).map(part => read(part, ask)))).every(Boolean);
}

// One look at the gateway; whether it answered all. A session that is over leads back to the login.
export async function look() {
  try {
    return await everything();
  } catch {
    forget();
    return true;
  }
}

export const show = route => attempt(async () => {
  change({ route, backup: null, drill: null, access: null, told: { ...state.told, shown: undefined }, untold: { ...state.untold, shown: undefined } });
  window.scrollTo(0, 0);
  await read('shown');
});

// the cluster that the buttons act on; the first one until somebody chooses
const chosen = () => state.cluster ?? state.status?.clusters[0];

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

export const endSession = id => attempt(async () => {
  await remove('/sessions/' + encodeURIComponent(id));
  await everything();
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
