// What was wrong and is over: nobody has to have been looking.
import { html, nothing } from 'lit';
import { moment } from '../format.js';
import { stale, state } from '../store.js';
import { known } from './known.js';
import { t } from '../words.js';

const SHOWN = 20;

export function alarmsPart() {
  if (!state.alarms || stale('alarms')) {
    return html`<section class="card"><h2>${t('over')}</h2>${known('alarms', () => nothing)}</section>`;
  }
  const over = state.alarms.filter(alarm => alarm.clearedAt).slice(0, SHOWN);
  if (over.length === 0) {
    return nothing;
  }
  return html`
    <section class="card">
      <details>
        <summary><h2>${t('over')} (${over.length})</h2></summary>
        <ul class="list">
          ${over.map(alarm => html`
            <li>
              <div><strong>${t(alarm.kind)}</strong> <span class="small" lang="en">${alarm.what}</span></div>
              <span class="small">${moment(alarm.raisedAt)} – ${moment(alarm.clearedAt)}</span>
            </li>`)}
        </ul>
      </details>
    </section>`;
}
