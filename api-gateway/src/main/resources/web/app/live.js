// Follows the gateway's events. A burst of them is one look at the gateway; a lost connection comes back by itself, and
// what was missed meanwhile is read anew.
import { everything } from './actions.js';
import { change, state } from './store.js';

const CALM = 400;
const LOOK_AGAIN = 60000;

let source = null;
let planned = null;

function soon() {
  planned ??= setTimeout(async () => {
    planned = null;
    await everything().catch(() => change({ connected: false }));
  }, CALM);
}

export function follow() {
  if (state.role && !source) {
    source = new EventSource('/api/v1/events');
    source.onopen = () => {
      change({ connected: true });
      soon();
    };
    source.onerror = () => change({ connected: false });
    source.addEventListener('status', soon);
    // ages and expiries change without an event
    setInterval(() => state.role && soon(), LOOK_AGAIN);
  }
  if (!state.role && source) {
    source.close();
    source = null;
  }
}
