import { html, nothing } from 'lit';
import { duration, moment } from '../format.js';
import { forecastText } from '../parts/forecast.js';
import { known } from '../parts/known.js';
import { stale, state } from '../store.js';
import { t } from '../words.js';

export function drillPage() {
  const drill = state.drill;
  if (!drill) {
    return html`<section class="card">${known('shown', () => nothing)}</section>`;
  }
  return html`
    <section class="card">
      <div class="row">
        <h1>${t('drill')} ${moment(drill.requestedAt)} <span class="tag ${drill.state}">${t(drill.state)}</span></h1>
        ${drill.verdict ? html`<a href="/api/v1/drills/${drill.id}/report" target="_blank" rel="noopener">${t('report')}</a>` : nothing}
      </div>
      ${stale('shown') ? known('shown', () => nothing) : nothing}
      <p class="small">${drill.id} · ${t('backup')} <a href="#/backups/${drill.backup}">${drill.backup}</a> · ${t('requestedBy')} ${drill.requestedBy}</p>
      ${drill.summary ? html`<p lang="en">${drill.summary}</p>` : drill.code ? nothing : html`<p role="status">${t('drillRuns')}</p>`}
      ${drill.code ? html`
        <p class="bad" lang="en">${drill.code}: ${drill.cause}</p>
        <p class="small">${t('whatToDo')}: <span lang="en">${drill.remedy}</span></p>` : nothing}
    </section>
    ${drill.rto ? html`<div class="tiles">${measure(t('measuredRto'), drill.rto)}${measure(t('measuredRpo'), drill.rpo)}</div>` : nothing}
    ${drill.phases?.length ? phases(drill) : nothing}`;
}

function measure(title, value) {
  return html`
    <section class="tile">
      <h2>${title}</h2>
      <p class="figure ${value.met ? 'good' : 'bad'}">${duration(value.seconds)}</p>
      <p class="small">${t('target')} ${duration(value.targetSeconds)}</p>
    </section>`;
}

function phases(drill) {
  return html`
    <section class="card">
      <h2>${t('steps')}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('steps')}><table>
        <thead><tr><th scope="col">${t('stage')}</th><th scope="col">${t('time')}</th><th scope="col">${t('result')}</th></tr></thead>
        <tbody>${drill.phases.map(phase => html`
          <tr><td>${phase.name}</td><td>${duration(phase.millis / 1000)}</td>
            <td><span class=${phase.passed ? 'good' : 'bad'}>${phase.passed ? '✓' : '✕'}</span> <span lang="en">${phase.summary}</span></td></tr>`)}</tbody>
      </table></div>
      ${drill.forecast ? html`<p class="small">${forecastText(drill.forecast)}</p>` : nothing}
    </section>`;
}
