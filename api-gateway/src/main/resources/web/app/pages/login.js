import { html, nothing } from 'lit';
import { login } from '../actions.js';
import { state } from '../store.js';
import { t } from '../words.js';

export function loginPage() {
  return html`
    <main class="login">
      <form class="card" @submit=${submit}>
        <h1>${t('title')}</h1>
        <label for="key">${t('key')}</label>
        <input id="key" name="key" type="password" autocomplete="current-password" required minlength="24" maxlength="500" autofocus>
        <p class="small">${t('loginHint')}</p>
        ${state.error ? html`<p class="bad" role="alert">${state.error}</p>` : nothing}
        <button class="primary" ?disabled=${state.busy}>${t('login')}</button>
        ${state.openid ? html`<a class="button" href=${state.openid}>${t('loginOpenId')}</a>` : nothing}
      </form>
    </main>`;
}

function submit(event) {
  event.preventDefault();
  login(new FormData(event.target).get('key'));
}
