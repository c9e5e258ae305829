// A backup's way through the four stages, as it happens.
import { html, nothing } from 'lit';
import { bytes, duration } from '../format.js';
import { t } from '../words.js';

const ENOUGH_SECONDS = 10;
const ENOUGH_SHARE = 0.02;

// now: until when it is known, in milliseconds
export function pipelinePart(backup, now = Date.now()) {
  return html`
    <ol class="pipeline">
      ${backup.stages.map(stage => html`
        <li class=${stage.state}>
          <strong>${t(stage.stage)}</strong>
          <span class="state">${t(stage.state)}${stage.attempts > 1 ? ` (${stage.attempts} ${t('attempts')})` : ''}</span>
          ${progress(stage, now)}
          ${stage.code ? html`<span class="bad small">${stage.code}: ${stage.cause}</span>
            ${stage.remedy ? html`<span class="small">${t('whatToDo')}: ${stage.remedy}</span>` : nothing}` : nothing}
        </li>`)}
    </ol>`;
}

function progress(stage, now) {
  if (stage.state === 'DONE') {
    return html`<span class="small">${bytes(stage.bytes)} ${stage.seconds === null || stage.seconds === undefined ? '' : duration(stage.seconds)}</span>`;
  }
  if (stage.state !== 'RUNNING') {
    return nothing;
  }
  // the two clocks may differ
  const seconds = Math.max(0, (now - Date.parse(stage.startedAt)) / 1000);
  if (!stage.bytes) {
    return html`<span class="small">${t('runsFor')} ${duration(Math.round(seconds))}</span>`;
  }
  // bytes are what is fetched, written or sent; what follows has none
  if (stage.bytesTotal && stage.bytes >= stage.bytesTotal) {
    return html`<span class="small">${bytes(stage.bytes)}, ${t(stage.stage === 'VERIFY' ? 'restoring' : 'finishing')} · ${t('runsFor')} ${duration(Math.round(seconds))}</span>`;
  }
  // the first moments tell nothing about the rest
  const telling = seconds >= ENOUGH_SECONDS && (!stage.bytesTotal || stage.bytes >= ENOUGH_SHARE * stage.bytesTotal);
  const rate = stage.bytes / seconds;
  const rest = telling && stage.bytesTotal ? (stage.bytesTotal - stage.bytes) / rate : null;
  return html`
    ${stage.bytesTotal ? html`<progress max=${stage.bytesTotal} .value=${stage.bytes} aria-label=${t(stage.stage)}></progress>` : nothing}
    <span class="small">${bytes(stage.bytes)}${stage.bytesTotal ? ` / ${bytes(stage.bytesTotal)}` : ''}${telling ? `, ${bytes(rate)}${t('perSecond')}` : ''}${rest === null ? '' : `, ${duration(rest)} ${t('left')}`}</span>`;
}
