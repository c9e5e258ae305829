// When a restore will take longer than promised, in words.
import { duration, moment } from '../format.js';
import { t } from '../words.js';

export function forecastText(forecast) {
  const growth = forecast.secondsPerDay ? ` (${t('perDay')} ${duration(forecast.secondsPerDay)})` : '';
  return `${t('forecast')}: ${t(forecast.kind)}${forecast.exceededAt ? ` ${moment(forecast.exceededAt)}` : ''}${growth}`;
}
