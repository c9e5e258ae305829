// What is shown of a part, by whether it is known: not yet, not any more, or as the gateway told of it just now.
import { html, nothing } from 'lit';
import { moment } from '../format.js';
import { stale, state } from '../store.js';
import { t } from '../words.js';

export function known(part, content) {
  const told = state.told[part];
  const vain = state.untold[part];
  if (!told) {
    return html`<p class="unknown" role="status">${vain ? html`${t('notKnown')}: <span lang="en">${vain}</span>` : t('asking')}</p>`;
  }
  return html`
    ${stale(part) ? html`<p class="unknown" role="status">${t('asOf')} ${moment(told)}. <span lang="en">${vain ?? ''}</span></p>` : nothing}
    ${content()}`;
}
