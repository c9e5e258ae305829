// A backup's way through the four stages, as it happens.
import { html, nothing } from 'lit';
import { bytes, duration } from '../format.js';
import { t } from '../words.js';

export function pipelinePart(backup) {
  return html`
    <ol class="pipeline">
      ${backup.stages.map(stage => html`
        <li class=${stage.state}>
          <strong>${t(stage.stage)}</strong>
          <span class="state">${t(stage.state)}${stage.attempts > 1 ? ` (${stage.attempts} ${t('attempts')})` : ''}</span>
          ${progress(stage)}
          ${stage.code ? html`<span class="bad small">${stage.code}: ${stage.cause}</span>
            ${stage.remedy ? html`<span class="small">${t('whatToDo')}: ${stage.remedy}</span>` : nothing}` : nothing}
        </li>`)}
    </ol>`;
}

function progress(stage) {
  if (stage.state === 'DONE') {
    return html`<span class="small">${bytes(stage.bytes)} ${stage.seconds === null || stage.seconds === undefined ? '' : duration(stage.seconds)}</span>`;
  }
  if (stage.state !== 'RUNNING') {
    return nothing;
  }
  // the two clocks may differ
  const seconds = Math.max(0, (Date.now() - Date.parse(stage.startedAt)) / 1000);
  if (!stage.bytes) {
    return html`<span class="small">${t('runsFor')} ${duration(Math.round(seconds))}</span>`;
  }
  const rate = seconds > 0 ? stage.bytes / seconds : 0;
  const rest = stage.bytesTotal && rate > 0 ? (stage.bytesTotal - stage.bytes) / rate : null;
  return html`
    ${stage.bytesTotal ? html`<progress max=${stage.bytesTotal} .value=${stage.bytes} aria-label=${t(stage.stage)}></progress>` : nothing}
    <span class="small">${bytes(stage.bytes)}${stage.bytesTotal ? ` / ${bytes(stage.bytesTotal)}` : ''}, ${bytes(rate)}${t('perSecond')}${rest === null ? '' : `, ${duration(rest)} ${t('left')}`}</span>`;
}
