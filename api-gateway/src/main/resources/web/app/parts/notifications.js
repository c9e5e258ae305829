// Who is told when something changes, and whether that works.
import { html, nothing } from 'lit';
import { testNotifications } from '../actions.js';
import { moment } from '../format.js';
import { state } from '../store.js';
import { known } from './known.js';
import { t } from '../words.js';

export function notificationsPart(operator) {
  return html`
    <section class="card">
      <div class="row">
        <h2>${t('notifications')}</h2>
        ${operator && state.channels?.length ? html`<button ?disabled=${state.busy} @click=${testNotifications}>${t('testNotifications')}</button>` : nothing}
      </div>
      ${known('channels', () => (state.channels.length === 0 ? html`<p>${t('nobodyTold')}</p>` : html`
        <ul class="list">${state.channels.map(channelPart)}</ul>`))}
    </section>`;
}

function channelPart(channel) {
  const fails = channel.lastErrorAt && !(channel.lastSentAt > channel.lastErrorAt);
  const tested = state.tested?.find(result => result.name === channel.name);
  return html`
    <li>
      <div>
        <strong>${channel.name}</strong>${channel.kind === channel.name ? nothing : html` <span class="small">${channel.kind}</span>`}
        ${fails ? html`<p class="bad"><span lang="en">${channel.lastError}</span> <span class="small">${moment(channel.lastErrorAt)}</span></p>` : nothing}
        <p class="small">${[channel.lastSentAt ? `${t('lastTold')} ${moment(channel.lastSentAt)}` : '',
    channel.pending ? `${channel.pending} ${t('waiting')}` : ''].filter(Boolean).join(' · ')}</p>
      </div>
      ${tested ? html`<span class="tag ${tested.sent ? 'PROVEN' : 'REFUTED'}" role="status">${tested.sent ? t('testSent') : html`${t('testFailed')}: <span lang="en">${tested.error}</span>`}</span>` : nothing}
    </li>`;
}
