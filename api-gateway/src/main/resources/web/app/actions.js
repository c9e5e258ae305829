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
      change({ busy: false, role: null, error: state.role ? null : failure.message });
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
  change({ role: null, status: null, backups: [], history: [], failures: [], drills: [], live: null, backup: null });
});

export const begin = async () => {
  try {
    const session = await get('/session');
    change({ role: session.role });
    await attempt(everything);
  } catch {
    change({ role: null });
  }
};

export async function everything() {
  const [status, page, history, failures, drills] = await Promise.all([get('/status'), get('/backups?limit=20'),
    get('/history'), get('/failures'), get('/drills?limit=10').catch(() => ({ drills: [] }))]);
  change({ status, backups: page.backups, nextPage: page.next, history, failures, drills: drills.drills ?? [] });
  await Promise.all([live(page.backups), shown()]);
}

async function live(backups) {
  const running = backups.find(backup => RUNNING.includes(backup.state)) ?? backups[0];
  change({ live: running ? await get('/backups/' + encodeURIComponent(running.id)) : null });
}

export async function shown() {
  const found = /^#\/backups\/(.+)$/.exec(state.route);
  change({ backup: found ? await get('/backups/' + encodeURIComponent(decodeURIComponent(found[1]))) : null });
}

export const show = route => attempt(async () => {
  change({ route, backup: null });
  window.scrollTo(0, 0);
  await shown();
});

export const refresh = () => attempt(everything);

export const startBackup = () => attempt(async () => {
  await post('/backups');
  await everything();
});

export const startDrill = () => attempt(async () => {
  await post('/drills');
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

export const moreBackups = () => attempt(async () => {
  const page = await get('/backups?limit=20&after=' + encodeURIComponent(state.nextPage));
  change({ backups: [...state.backups, ...page.backups], nextPage: page.next });
});
