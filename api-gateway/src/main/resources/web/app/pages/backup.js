import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { verifyAgain } from '../actions.js';
import { bytes, duration, moment } from '../format.js';
import { known } from '../parts/known.js';
import { pipelinePart } from '../parts/pipeline.js';
import { stale, state } from '../store.js';
import { t } from '../words.js';

export function backupPage() {
  const backup = state.backup;
  if (!backup) {
    return html`<section class="card">${known('shown', () => nothing)}</section>`;
  }
  return html`
    <section class="card">
      <div class="row">
        <h1>${backup.id} <span class="tag ${backup.state}">${t(backup.state)}</span></h1>
        ${state.role === 'operator' && backup.copies ? html`<button ?disabled=${state.busy} @click=${() => verifyAgain(backup.id)}>${t('verifyAgain')}</button>` : nothing}
      </div>
      ${stale('shown') ? known('shown', () => nothing) : nothing}
      ${backup.snapshotAt ? html`<p>${t('snapshot')} ${moment(backup.snapshotAt)}</p>` : nothing}
      ${pipelinePart(backup, stale('shown') ? state.told.shown : Date.now())}
    </section>
    ${repeat(backup.proofs ?? [], proof => proof.requestedAt, proofPart)}
    ${backup.artifacts ? artifacts(backup.artifacts) : nothing}`;
}

function proofPart(proof) {
  const expired = Date.parse(proof.expiresAt) <= Date.now();
  return html`
    <section class="card">
      <h2>${t('verification')} ${moment(proof.requestedAt)} <span class="tag ${proof.verdict}">${t(proof.verdict)}</span></h2>
      <p>${proof.summary}</p>
      <p class="small">${proof.copy} · ${t(expired ? 'expired' : 'expires')} ${moment(proof.expiresAt)}</p>
      <h3>${t('steps')}</h3>
      <ul class="steps">
        ${proof.steps.map(step => html`
          <li><details>
            <summary><span class=${step.passed ? 'good' : 'bad'}>${step.passed ? '✓' : '✕'}</span> <strong>${step.name}</strong> ${duration(step.millis / 1000)} — ${step.summary}</summary>
            <ul class="evidence">${step.evidence.map(line => html`<li>${line}</li>`)}</ul>
          </details></li>`)}
      </ul>
      ${proof.findings?.length ? html`<h3>${t('findings')}</h3><ul>${proof.findings.map(line => html`<li>${line}</li>`)}</ul>` : nothing}
      ${proof.databases?.length ? databases(proof.databases) : nothing}
      ${notInBackup(proof.notInBackup)}
      ${proof.tables?.length ? tables(proof.tables) : nothing}
    </section>`;
}

/** One that is bad says nothing about the others. */
function databases(list) {
  const proven = list.filter(database => database.verdict === 'PROVEN').length;
  return html`
    <details ?open=${proven < list.length}>
      <summary>${t('databases')}: ${proven} / ${list.length} ${t('PROVEN')}</summary>
      <ul class="evidence">
        ${list.map(({ database, verdict, why }) => html`
          <li>${database} <span class="tag ${verdict}">${t(verdict)}</span>${why ? html` ${why}` : nothing}</li>`)}
      </ul>
    </details>`;
}

/** Null is not nothing: a dumper of an earlier version did not look, or the test did not come so far. */
function notInBackup(missing) {
  if (!missing) {
    return html`<h3>${t('notInBackup')}</h3><p>${t('notLookedAt')}</p>`;
  }
  const count = missing.items.length + missing.more;
  return html`
    <details ?open=${missing.items.some(item => item.data && !item.accepted)}>
      <summary>${t('notInBackup')}: ${count}</summary>
      <ul class="evidence">
        ${missing.items.map(item => html`
          <li>${item.data ? html`<strong class=${item.accepted ? 'good' : 'bad'}>${t(item.accepted ? 'acceptedByName' : 'dataMissing')}</strong> ` : nothing}${item.words}${item.data && !item.accepted ? html` (<code>${item.name}</code>)` : nothing}</li>`)}
        ${missing.more > 0 ? html`<li>… ${missing.more}</li>` : nothing}
      </ul>
    </details>`;
}

function tables(list) {
  return html`
    <details>
      <summary>${t('tables')}: ${list.filter(table => table.identical).length} / ${list.length} ${t('identical')}</summary>
      <div class="scroll"><table>
        <thead><tr><th scope="col">${t('table')}</th><th scope="col">${t('rows')}</th><th scope="col">${t('result')}</th></tr></thead>
        <tbody>${list.map(table => html`
          <tr><td>${table.database}: ${table.table}</td><td>${table.rows ?? ''}</td>
            <td class=${table.identical ? 'good' : 'bad'}>${table.identical ? t('identical') : table.difference}</td></tr>`)}</tbody>
      </table></div>
    </details>`;
}

function artifacts(list) {
  return html`
    <section class="card">
      <h2>${t('artifacts')}</h2>
      <div class="scroll"><table>
        <thead><tr><th scope="col">${t('artifacts')}</th><th scope="col">${t('size')}</th><th scope="col">SHA-256</th></tr></thead>
        <tbody>${list.map(artifact => html`<tr><td>${artifact.object}</td><td>${bytes(artifact.encrypted.size)}</td><td class="hash">${artifact.encrypted.sha256}</td></tr>`)}</tbody>
      </table></div>
    </section>`;
}
