import { html, nothing, render } from 'lit';
import 'uplot/dist/uPlot.min.css';
import { ACCESS, begin, logout, show } from './actions.js';
import { follow } from './live.js';
import './main.css';
import { accessPage } from './pages/access.js';
import { backupPage } from './pages/backup.js';
import { drillPage } from './pages/drill.js';
import { loginPage } from './pages/login.js';
import { overviewPage } from './pages/overview.js';
import { change, onChange, stale, state } from './store.js';
import { other, speak, t } from './words.js';

function page() {
  if (!state.role) {
    return loginPage();
  }
  return html`
    <header>
      <a class="name" href="#/">${t('title')}</a>
      <nav>
        ${state.role === 'operator' ? html`<a href=${ACCESS}>${t('access')}</a>` : nothing}
        <button class="plain" lang=${other()} @click=${() => { speak(other()); change({}); }}>${other() === 'de' ? 'Deutsch' : 'English'}</button>
        <button class="plain" @click=${logout}>${t('logout')}</button>
      </nav>
    </header>
    ${state.connected ? nothing : html`<p class="banner" role="status">${t('offline')}</p>`}
    ${state.error ? html`<p class="banner bad" role="alert">${state.error}</p>` : nothing}
    <main tabindex="-1">${content()}</main>`;
}

function content() {
  const access = state.route === ACCESS && state.role === 'operator';
  if (!access && !/^#\/(backups|drills)\//.test(state.route)) {
    return overviewPage();
  }
  return html`
    <p><a href="#/">← ${t('back')}</a></p>
    ${access ? accessPage() : state.route.startsWith('#/drills/') ? drillPage() : backupPage()}`;
}

onChange(() => {
  render(page(), document.getElementById('app'));
  document.title = [state.role && t(state.status && !stale('status') ? state.status.state : 'stateUnknown'), t('title')].filter(Boolean).join(' · ');
  follow();
});
addEventListener('hashchange', async () => {
  await show(location.hash);
  // whoever uses a keyboard or a screen reader goes on at the new page's beginning
  document.querySelector('main')?.focus({ preventScroll: true });
});
// charts fit their place and the colours of the day
addEventListener('resize', () => change({}));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => change({}));
// how long something runs, and how long it still will
setInterval(() => state.live?.stages.some(stage => stage.state === 'RUNNING') && change({}), 1000);
// what nobody has told again for too long is not known any more
setInterval(() => state.role && change({}), 5000);
change({});
begin();
