// Numbers and times as people read them.
import { locale, t } from './words.js';

export function bytes(count) {
  if (count === null || count === undefined) {
    return '';
  }
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = count;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return t('unknown');
  }
  const number = value => new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
  if (seconds < 100) {
    return `${number(seconds < 10 ? seconds : Math.round(seconds))} ${t('seconds')}`;
  }
  if (seconds < 100 * 60) {
    return `${Math.round(seconds / 60)} ${t('minutes')}`;
  }
  return seconds < 48 * 3600 ? `${number(seconds / 3600)} ${t('hours')}` : `${number(seconds / 86400)} ${t('days')}`;
}

export function moment(iso) {
  return iso ? new Date(iso).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' }) : '';
}
