import { html, nothing, render } from 'lit';
import 'uplot/dist/uPlot.min.css';
import { begin, logout, show } from './actions.js';
import { follow } from './live.js';
import './main.css';
import { backupPage } from './pages/backup.js';
import { loginPage } from './pages/login.js';
import { overviewPage } from './pages/overview.js';
import { change, onChange, state } from './store.js';
import { other, speak, t } from './words.js';

function page() {
  if (!state.role) {
    return loginPage();
  }
  return html`
    <header>
      <a class="name" href="#/">${t('title')}</a>
      <nav>
        <button class="plain" lang=${other()} @click=${() => { speak(other()); change({}); }}>${other() === 'de' ? 'Deutsch' : 'English'}</button>
        <button class="plain" @click=${logout}>${t('logout')}</button>
      </nav>
    </header>
    ${state.connected ? nothing : html`<p class="banner" role="status">${t('offline')}</p>`}
    ${state.error ? html`<p class="banner bad" role="alert">${state.error}</p>` : nothing}
    <main>
      ${state.route.startsWith('#/backups/') ? html`<p><a href="#/">← ${t('back')}</a></p>${backupPage()}` : overviewPage()}
    </main>`;
}

onChange(() => {
  render(page(), document.getElementById('app'));
  follow();
});
addEventListener('hashchange', () => show(location.hash));
change({});
begin();
