// Follows the gateway's events. A burst of them is one look at the gateway; a lost connection comes back by itself, and
// what was missed meanwhile is read anew.
import { look } from './actions.js';
import { change, state } from './store.js';

const CALM = 400;
const LOOK_AGAIN = 30000;
const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 30000;

let source = null;
let looking = null;
let connecting = null;
let wait = SHORTEST_WAIT;

function soon() {
  looking ??= setTimeout(async () => {
    looking = null;
    if (state.role && !await look()) {
      later();
    }
  }, CALM);
}

// a browser tries again by itself only while nobody answers, not after a proxy's error or a restart's
function later() {
  change({ connected: false });
  source?.close();
  source = null;
  connecting ??= setTimeout(() => {
    connecting = null;
    follow();
  }, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

export function follow() {
  if (state.role && !source && !connecting) {
    source = new EventSource('/api/v1/events');
    source.onopen = () => {
      wait = SHORTEST_WAIT;
      change({ connected: true });
      soon();
    };
    source.onerror = () => {
      later();
      // the session may be over
      soon();
    };
    source.addEventListener('status', soon);
    source.addEventListener('reset', soon);
  }
  if (!state.role) {
    source?.close();
    source = null;
    clearTimeout(connecting);
    connecting = null;
    wait = SHORTEST_WAIT;
  }
}

// ages and expiries change without an event; a phone that slept has missed some
setInterval(() => state.role && soon(), LOOK_AGAIN);
document.addEventListener('visibilitychange', () => state.role && !document.hidden && soon());
