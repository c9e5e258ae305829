// The first glance: am I protected, what would be lost, how soon would I be back, what is wrong, what do I do now?
import { html, nothing } from 'lit';
import { acceptDrop } from '../actions.js';
import { duration, moment } from '../format.js';
import { stale, state } from '../store.js';
import { missingPart } from './missing.js';
import { t } from '../words.js';

const SIGN = { PROTECTED: '✓', AT_RISK: '!', UNPROTECTED: '✕' };
const TEXT = { PROTECTED: 'protectedText', AT_RISK: 'atRiskText', UNPROTECTED: 'unprotectedText' };

export function statusPart(status) {
  if (!status || stale('status')) {
    return unknown(status);
  }
  return html`
    <section class="status ${status.state}" aria-live="polite">
      <div class="verdict">
        <span class="sign" aria-hidden="true">${SIGN[status.state]}</span>
        <div>
          <h1>${t(status.state)}</h1>
          <p>${t(TEXT[status.state])}${untested(status)}</p>
          <p class="small">${[
    status.since ? `${t('stateSince')} ${moment(status.since)}` : '',
    status.nextRun ? `${t('nextRun')} ${moment(status.nextRun)}` : '',
  ].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      ${status.retentionFrozen ? html`<p><strong>${t('deleteNothing')}</strong></p>` : nothing}
      ${status.problems.length === 0 ? nothing : html`
        <ul class="problems">
          ${status.problems.map(problemPart)}
        </ul>`}
    </section>
    ${status.clusterStates?.length > 1 ? byCluster(status.clusterStates) : missing(status.latestProof)}
    <div class="tiles">
      ${measure(t('rpo'), status.rpo)}
      ${measure(t('rto'), status.rto)}
      ${copies(status)}
    </div>`;
}

// Neither before the gateway has told, nor after it is gone, is anything a fact.
function unknown(status) {
  const vain = state.untold.status;
  return html`
    <section class="status UNKNOWN" aria-live="polite">
      <div class="verdict">
        <span class="sign" aria-hidden="true">?</span>
        <div>
          <h1>${t('stateUnknown')}</h1>
          <p>${vain || status ? t('stateUnknownText') : t('asking')} ${vain ? html`<span lang="en">${vain}</span>` : nothing}</p>
          ${status ? html`<p class="small">${t('lastKnown')} ${moment(state.told.status)}: ${t(status.state)}</p>` : nothing}
        </div>
      </div>
    </section>`;
}

// the proven backup is not always the newest one
function untested(status) {
  const newest = status.latestBackup;
  return newest && newest.verdict !== 'PROVEN' ? html` ${t('newestUntested')} <a href="#/backups/${newest.id}">${newest.id}</a>: ${t(newest.state)}.` : nothing;
}

function byCluster(clusters) {
  return html`
    <section class="card">
      <h2>${t('clusters')}</h2>
      <ul class="list">
        ${clusters.map(each => html`
          <li>
            <strong>${each.cluster}</strong>
            <span class="tag ${each.state}">${t(each.state)}</span>
            <span class="small">${t('rpo')}: ${duration(each.rpo.seconds)} · ${t('rto')}: ${duration(each.rto.seconds)}</span>
            ${missingPart(each.latestProof)}
          </li>`)}
      </ul>
    </section>`;
}

function missing(proof) {
  return proof?.signed ? html`<section class="card">${missingPart(proof)}</section>` : nothing;
}

const BACKUP = /-\d{8}T\d{6}Z$/;
const DROPPED = ['SIZE_DROPPED', 'ROWS_DROPPED'];

// What it says in detail comes from the gateway, in English.
function problemPart(problem) {
  const alarm = state.alarms?.find(each => !each.clearedAt && each.kind === problem.kind && each.subject === problem.subject);
  const backup = BACKUP.test(problem.subject);
  return html`
    <li>
      <strong>${t(problem.kind)}</strong>
      <span lang="en">${problem.what}</span>
      <span class="small">${t('whatToDo')}: <i lang="en">${problem.remedy}</i></span>
      <span class="small">${alarm ? `${t('stateSince')} ${moment(alarm.raisedAt)}` : ''} ${backup ? html`<a href="#/backups/${problem.subject}">${problem.subject}</a>` : nothing}</span>
      ${backup && DROPPED.includes(problem.kind) && state.role === 'operator'
    ? html`<button ?disabled=${state.busy} @click=${() => acceptDrop(problem.subject)}>${t('acceptDrop')}</button>` : nothing}
    </li>`;
}

function measure(title, value) {
  const share = value.seconds === null || value.seconds === undefined ? 0 : Math.min(1, value.seconds / value.targetSeconds);
  return html`
    <section class="tile">
      <h2>${title}</h2>
      <p class="figure ${value.met ? 'good' : 'bad'}">${duration(value.seconds)}</p>
      <meter min="0" max="1" high="0.9" .value=${share} aria-label=${title}></meter>
      <p class="small">${t('target')} ${duration(value.targetSeconds)}</p>
    </section>`;
}

// green is only what somebody has looked at
function look(copy) {
  if (copy.place === 'production' || copy.backupId && !copy.trouble && !copy.checkedAt) {
    return 'unchecked';
  }
  return copy.backupId && !copy.trouble ? 'there' : 'missing';
}

function copies(status) {
  return html`
    <section class="tile wide">
      <h2>${t('copies')}</h2>
      <ul class="copies">
        ${status.copies.map(copy => html`
          <li class=${look(copy)}>
            <strong>${t(copy.place)}</strong>
            ${copy.place === 'production' ? nothing : html`
              <span>${copy.backupId ? html`<a href="#/backups/${copy.backupId}">${copy.backupId}</a>` : t('none')}</span>
              ${copy.trouble ? html`<span lang="en">${copy.trouble}</span>` : nothing}
              <span class="small">${copy.checkedAt ? `${t('checked')} ${moment(copy.checkedAt)}` : t('notChecked')}</span>`}
          </li>`)}
      </ul>
    </section>`;
}
