// What a restore of the backup that was tested last would not bring back, in a line. That nobody looked is not nothing.
import { html, nothing } from 'lit';
import { t } from '../words.js';

export function missingPart(proof) {
  if (!proof?.signed) {
    return nothing;
  }
  return html`<p class="small missing"><a href="#/backups/${proof.backupId}">${t('notInBackup')}</a>: ${inShort(proof.notInBackup)}</p>`;
}

function inShort(missing) {
  if (!missing) {
    return t('notLookedAt');
  }
  if (missing.count === 0) {
    return t('nothingMissing');
  }
  const lost = missing.things.filter(thing => thing.data && !thing.accepted).map(thing => thing.name);
  return html`${missing.count}${missing.unaccepted === 0 ? nothing : html`,
    <strong class="bad">${missing.unaccepted} ${t('dataMissingCount')}</strong> <span class="names">${lost.join(', ')}${lost.length < missing.unaccepted ? ' …' : ''}</span>`}${
  missing.accepted === 0 ? nothing : `, ${missing.accepted} ${t('acceptedCount')}`}`;
}
