import { html, nothing } from 'lit';
import { moreBackups, retryFailure, startBackup, startDrill } from '../actions.js';
import { moment } from '../format.js';
import { historyPart } from '../parts/history.js';
import { pipelinePart } from '../parts/pipeline.js';
import { statusPart } from '../parts/status.js';
import { state } from '../store.js';
import { t } from '../words.js';

const REPORTED = ['PASSED', 'TARGET_MISSED', 'FAILED'];

export function overviewPage() {
  const operator = state.role === 'operator';
  return html`
    ${statusPart(state.status)}
    <section class="card">
      <div class="row">
        <h2>${t('live')}</h2>
        ${operator ? html`
          <span class="actions">
            <button class="primary" ?disabled=${state.busy} @click=${startBackup}>${t('startBackup')}</button>
            <button ?disabled=${state.busy} @click=${startDrill}>${t('startDrill')}</button>
          </span>` : nothing}
      </div>
      ${state.live ? html`<p><a href="#/backups/${state.live.id}">${state.live.id}</a></p>${pipelinePart(state.live)}` : html`<p>${t('nothingRuns')}</p>`}
    </section>
    ${failures(operator)}
    ${state.history.length ? historyPart(state.history, state.status?.rto.targetSeconds) : nothing}
    ${drills()}
    ${backups()}`;
}

function failures(operator) {
  if (state.failures.length === 0) {
    return nothing;
  }
  return html`
    <section class="card">
      <h2>${t('failures')}</h2>
      <ul class="list">
        ${state.failures.map(failure => html`
          <li>
            <div>
              <strong>${failure.code}</strong> ${failure.backupId ? html`<a href="#/backups/${failure.backupId}">${failure.backupId}</a>` : nothing} ${failure.artifact ?? ''}
              <p>${failure.meaning}</p>
              <p class="small">${t('cause')}: ${failure.cause}</p>
              <p class="small">${t('whatToDo')}: ${failure.remedy}</p>
            </div>
            ${operator ? html`<button ?disabled=${state.busy} @click=${() => retryFailure(failure.id)}>${t('retry')}</button>` : nothing}
          </li>`)}
      </ul>
    </section>`;
}

function drills() {
  return html`
    <section class="card">
      <h2>${t('drills')}</h2>
      ${state.drills.length === 0 ? html`<p>${t('noDrills')}</p>` : html`
        <ul class="list">
          ${state.drills.map(drill => html`
            <li><span>${moment(drill.requestedAt)}</span> <span class="tag ${drill.state}">${t(drill.state)}</span>
              ${REPORTED.includes(drill.state) ? html`<a href="/api/v1/drills/${drill.id}/report" target="_blank" rel="noopener">${t('report')}</a>` : nothing}</li>`)}
        </ul>`}
    </section>`;
}

function backups() {
  return html`
    <section class="card">
      <h2>${t('backups')}</h2>
      <table>
        <thead><tr><th scope="col">${t('backup')}</th><th scope="col">${t('started')}</th><th scope="col">${t('state')}</th></tr></thead>
        <tbody>
          ${state.backups.map(backup => html`
            <tr><td><a href="#/backups/${backup.id}">${backup.id}</a></td><td>${moment(backup.requestedAt)}</td>
              <td><span class="tag ${backup.state}">${t(backup.state)}</span></td></tr>`)}
        </tbody>
      </table>
      ${state.nextPage ? html`<button @click=${moreBackups}>${t('more')}</button>` : nothing}
    </section>`;
}
