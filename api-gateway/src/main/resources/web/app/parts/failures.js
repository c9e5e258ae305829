// Steps that were given up: send them back, or drop them.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dismissFailure, permitDismissal, retryFailure } from '../actions.js';
import { moment } from '../format.js';
import { stale, state } from '../store.js';
import { known } from './known.js';
import { t } from '../words.js';

export function failuresPart(operator) {
  if (state.failures?.length === 0 && !stale('failures')) {
    return nothing;
  }
  // each keeps its own form: what is typed for one must not become another's when the list changes
  return html`
    <section class="card">
      <h2>${t('failures')}</h2>
      ${known('failures', () => html`<ul class="list">${repeat(state.failures, failure => failure.id, failure => failurePart(failure, operator))}</ul>`)}
    </section>`;
}

function failurePart(failure, operator) {
  return html`
    <li>
      <div>
        <strong>${failure.code}</strong> ${failure.backupId ? html`<a href="#/backups/${failure.backupId}">${failure.backupId}</a>` : nothing} ${failure.artifact ?? ''}
        <p lang="en">${failure.meaning}</p>
        <p class="small">${t('cause')}: <span lang="en">${failure.cause}</span></p>
        <p class="small">${t('whatToDo')}: <span lang="en">${failure.remedy}</span></p>
        <p class="small">${t('failure')} ${failure.id} · ${moment(failure.parkedAt)} · ${failure.attempts} ${t('attempts')}</p>
        ${operator ? dropPart(failure) : nothing}
      </div>
      ${operator && failure.backupId ? html`<button ?disabled=${state.busy} @click=${() => retryFailure(failure.id)}>${t('retry')}</button>` : nothing}
    </li>`;
}

function dropPart(failure) {
  return html`
    <details>
      <summary>${t('drop')}</summary>
      <p class="small">${t('dropHint')}</p>
      <form class="drop" @submit=${event => drop(event, failure.id)}>
        <label for="because-${failure.id}">${t('because')}</label>
        <input id="because-${failure.id}" name="because" required maxlength="1000" autocomplete="off">
        <button ?disabled=${state.busy}>${t('dropNow')}</button>
      </form>
      <p class="small">${t('permitHint')}</p>
      <button ?disabled=${state.busy} @click=${() => permitDismissal(failure.id)}>${t('permit')}</button>
      <p role="status">${state.permission?.failure === failure.id
    ? html`${t('failure')} ${failure.id}, ${t('token')} <code>${state.permission.token}</code>, ${t('expires')} ${moment(state.permission.expiresAt)}` : nothing}</p>
    </details>`;
}

function drop(event, id) {
  event.preventDefault();
  dismissFailure(id, new FormData(event.target).get('because'));
}
