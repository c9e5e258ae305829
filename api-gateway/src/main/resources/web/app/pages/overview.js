import { html, nothing } from 'lit';
import { moreBackups, moreDrills, startBackup, startDrill } from '../actions.js';
import { duration, moment } from '../format.js';
import { alarmsPart } from '../parts/alarms.js';
import { failuresPart } from '../parts/failures.js';
import { historyPart } from '../parts/history.js';
import { known } from '../parts/known.js';
import { notificationsPart } from '../parts/notifications.js';
import { pipelinePart } from '../parts/pipeline.js';
import { statusPart } from '../parts/status.js';
import { change, stale, state } from '../store.js';
import { t } from '../words.js';

export function overviewPage() {
  const operator = state.role === 'operator';
  return html`
    ${statusPart(state.status)}
    <section class="card">
      <div class="row">
        <h2>${t('live')}</h2>
        ${operator ? html`
          <span class="actions">
            ${clusterChoice(state.status?.clusters ?? [])}
            <button class="primary" ?disabled=${state.busy} @click=${startBackup}>${t('startBackup')}</button>
            <button ?disabled=${state.busy} @click=${startDrill}>${t('startDrill')}</button>
          </span>` : nothing}
      </div>
      ${known('live', live)}
    </section>
    ${failuresPart(operator)}
    ${history()}
    ${drills()}
    ${backups()}
    ${notificationsPart(operator)}
    ${alarmsPart()}`;
}

function live() {
  return state.live
    ? html`<p><a href="#/backups/${state.live.id}">${state.live.id}</a></p>${pipelinePart(state.live, stale('live') ? state.told.live : Date.now())}`
    : html`<p>${t('nothingRuns')}</p>`;
}

// one line through the points of several clusters would say nothing
function history() {
  if (!state.history || stale('history')) {
    return html`<section class="card"><h2>${t('history')}</h2>${known('history', () => nothing)}</section>`;
  }
  const clusters = [...new Set(state.history.map(point => point.cluster))];
  return clusters.map(cluster => historyPart(state.history.filter(point => point.cluster === cluster), state.status?.rto.targetSeconds,
    clusters.length === 1 ? state.forecast : null, clusters.length === 1 ? '' : cluster));
}

function clusterChoice(clusters) {
  return clusters.length < 2 ? nothing : html`
    <label>${t('cluster')}
      <select @change=${event => change({ cluster: event.target.value })}>
        ${clusters.map(cluster => html`<option ?selected=${cluster === state.cluster}>${cluster}</option>`)}
      </select>
    </label>`;
}

function drills() {
  return html`
    <section class="card">
      <h2>${t('drills')}</h2>
      ${known('drills', () => (state.drills.length === 0 ? html`<p>${t('noDrills')}</p>` : html`
        <ul class="list">
          ${state.drills.map(drill => html`
            <li>
              <a href="#/drills/${drill.id}">${moment(drill.requestedAt)}</a>
              <span class="tag ${drill.state}">${t(drill.state)}</span>
              ${drill.rto?.seconds ? html`<span class="small">${t('rto')} ${duration(drill.rto.seconds)}</span>` : nothing}
            </li>`)}
        </ul>
        ${state.nextDrills ? html`<button @click=${moreDrills}>${t('more')}</button>` : nothing}`))}
    </section>`;
}

function backups() {
  return html`
    <section class="card">
      <h2>${t('backups')}</h2>
      ${known('backups', () => html`<table>
        <thead><tr><th scope="col">${t('backup')}</th><th scope="col">${t('started')}</th><th scope="col">${t('state')}</th></tr></thead>
        <tbody>
          ${state.backups.map(backup => html`
            <tr><td><a href="#/backups/${backup.id}">${backup.id}</a></td><td>${moment(backup.requestedAt)}</td>
              <td><span class="tag ${backup.state}">${t(backup.state)}</span></td></tr>`)}
        </tbody>
      </table>
      ${state.nextPage ? html`<button @click=${moreBackups}>${t('more')}</button>` : nothing}`)}
    </section>`;
}
