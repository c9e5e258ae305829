// Who is logged in, and which API keys there are. Keys are made and revoked on the gateway's machine alone.
import { html, nothing } from 'lit';
import { endSession } from '../actions.js';
import { moment } from '../format.js';
import { known } from '../parts/known.js';
import { state } from '../store.js';
import { t } from '../words.js';

export function accessPage() {
  return html`
    <section class="card">
      <h1>${t('sessions')}</h1>
      ${known('shown', () => (state.access ? sessions(state.access.sessions) : nothing))}
    </section>
    <section class="card">
      <h2>${t('apiKeys')}</h2>
      <p class="small">${t('keysHint')}</p>
      ${known('shown', () => (state.access ? keys(state.access.keys) : nothing))}
    </section>`;
}

function sessions(list) {
  return list.length === 0 ? html`<p>${t('noSessions')}</p>` : html`
    <ul class="list">
      ${list.map(session => html`
        <li>
          <div>
            <strong>${session.name}</strong> <span class="tag">${t(session.role)}</span>
            <p class="small">${t(session.way)} · ${session.address} · ${t('loggedIn')} ${moment(session.openedAt)} · ${t('lastUsed')} ${moment(session.seenAt)} · ${t('until')} ${moment(session.until)}</p>
          </div>
          ${session.own ? html`<span class="small">${t('ownSession')}</span>`
    : html`<button ?disabled=${state.busy} aria-label=${`${t('endSession')}: ${session.name}`} @click=${() => endSession(session.id)}>${t('endSession')}</button>`}
        </li>`)}
    </ul>`;
}

function keys(list) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t('apiKeys')}><table>
      <thead><tr><th scope="col">${t('keyName')}</th><th scope="col">${t('role')}</th><th scope="col">${t('holder')}</th><th scope="col">${t('made')}</th><th scope="col">${t('lastUse')}</th><th scope="col">${t('state')}</th></tr></thead>
      <tbody>${list.map(key => html`
        <tr><td>${key.name}</td><td>${t(key.role)}</td><td>${t(key.holder)}</td><td>${moment(key.createdAt)}</td>
          <td>${key.usedAt ? moment(key.usedAt) : t('noUseKnown')}</td>
          <td>${key.revokedAt ? html`<span class="bad">${t('revoked')} ${moment(key.revokedAt)}</span>` : t('good')}</td></tr>`)}</tbody>
    </table></div>`;
}
