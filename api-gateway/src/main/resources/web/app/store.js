// What the page knows, and who is told when it changes. One object, one drawing of the page for each change.
// null is what was never learnt: it is not the same as nothing.
export const UNKNOWN = {
  status: null,
  backups: null,
  nextPage: null,
  history: null,
  failures: null,
  drills: null,
  nextDrills: null,
  alarms: null,
  channels: null,
  forecast: null,
  live: null,
  backup: null,
  drill: null,
  access: null,
  // by part: when the gateway last told of it, and in which words it was last asked in vain
  told: {},
  untold: {},
};

export const state = {
  role: null,
  openid: null,
  route: location.hash,
  cluster: null,
  tested: null,
  permission: null,
  connected: true,
  busy: false,
  error: null,
  ...UNKNOWN,
};

// what was told is believed for so long, and only until the gateway is asked in vain
const BELIEVED = 90000;

export const stale = part => Boolean(state.untold[part]) || Date.now() - (state.told[part] ?? 0) > BELIEVED;

let draw = () => {};
let planned = false;

export function onChange(listener) {
  draw = listener;
}

export function change(parts) {
  Object.assign(state, parts);
  if (!planned) {
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      draw();
    });
  }
}
