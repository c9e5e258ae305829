// What the page knows, and who is told when it changes. One object, one drawing of the page for each change.
export const state = {
  role: null,
  openid: null,
  route: location.hash,
  status: null,
  cluster: null,
  backups: [],
  nextPage: null,
  history: [],
  failures: [],
  drills: [],
  nextDrills: null,
  alarms: [],
  channels: [],
  tested: null,
  forecast: null,
  live: null,
  backup: null,
  drill: null,
  permission: null,
  connected: true,
  busy: false,
  error: null,
};

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
