// What became of the backups: a calendar of verdicts, and charts.
import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import uPlot from 'uplot';
import { bytes, duration, moment } from '../format.js';
import { locale, t } from '../words.js';
import { forecastText } from './forecast.js';

const DAYS = 90;
const DAY = 86400000;
const WORST_FIRST = ['REFUTED', 'FAILED', 'INCONCLUSIVE', 'PROVEN'];

// forecast: of the newest game day, or null; cluster: whose points they are, if there are several
export function historyPart(points, targetSeconds, forecast, cluster = '') {
  const title = word => (cluster ? `${cluster}: ${t(word)}` : t(word));
  const proven = points.filter(point => point.restoreSeconds !== null && point.restoreSeconds !== undefined);
  const shipped = points.filter(point => point.bytes);
  return html`
    <section class="card">
      <h2>${title('calendar')}</h2>
      <ol class="calendar">${days(points)}</ol>
      <p class="small legend">${WORST_FIRST.map(word => html`<span><i class="day ${word}"></i>${t(word)}</span>`)}</p>
    </section>
    ${shipped.length < 2 ? nothing : html`
      <div class="charts">
        ${chart(title('restoreChart'), proven, point => point.restoreSeconds, duration, targetSeconds, forecast)}
        ${chart(title('backupChart'), shipped, point => point.backupSeconds, duration)}
        ${chart(title('sizeChart'), shipped, point => point.bytes, bytes)}
      </div>`}`;
}

function days(points) {
  const byDay = new Map();
  for (const point of points) {
    const day = point.requestedAt.slice(0, 10);
    byDay.set(day, [...(byDay.get(day) || []), point]);
  }
  const today = Math.floor(Date.now() / DAY) * DAY;
  return Array.from({ length: DAYS }, (_, index) => {
    const date = new Date(today - (DAYS - 1 - index) * DAY).toISOString().slice(0, 10);
    const found = byDay.get(date) || [];
    const words = found.map(point => (point.state === 'FAILED' ? 'FAILED' : point.verdict || ''));
    const word = WORST_FIRST.find(each => words.includes(each)) || '';
    const text = `${new Date(date).toLocaleDateString(locale())}: ${word ? t(word) : t('none')}`;
    const last = found[found.length - 1];
    return html`<li class="day ${word}" title=${text}>${last
      ? html`<a href="#/backups/${last.id}"><span class="unseen">${text}</span></a>`
      : html`<span class="unseen">${text}</span>`}</li>`;
  });
}

const date = seconds => new Date(seconds * 1000).toLocaleDateString(locale(), { day: 'numeric', month: 'short' });

// one chart for one element, kept until its points change
const drawn = new WeakMap();

function chart(title, points, value, format, target, forecast) {
  if (points.length < 2) {
    return nothing;
  }
  const key = JSON.stringify([title, target, forecast, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches,
    points.map(point => [point.id, value(point)])]);
  const last = points[points.length - 1];
  return html`
    <figure class="card">
      <figcaption>${title}: ${format(value(last))}${target ? `, ${t('target')} ${format(target)}` : ''}</figcaption>
      <div class="chart" role="img" aria-label="${title}: ${moment(points[0].requestedAt)} ${format(value(points[0]))}, ${moment(last.requestedAt)} ${format(value(last))}"
        ${ref(element => element && plot(element, key, points, value, format, forecast))}></div>
      ${forecast?.kind ? html`<p class="small">${forecastText(forecast)}</p>` : nothing}
    </figure>`;
}

function plot(element, key, points, value, format, forecast) {
  if (drawn.get(element)?.key === key) {
    return;
  }
  drawn.get(element)?.chart.destroy();
  const style = getComputedStyle(document.documentElement);
  const axis = { stroke: style.getPropertyValue('--text'), grid: { stroke: style.getPropertyValue('--line') }, ticks: { show: false } };
  const chartOptions = {
    width: Math.max(240, element.clientWidth || 300),
    height: 160,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, highest) => [0, highest * 1.1 || 1] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map(date) }, { ...axis, size: 70, values: (_, ticks) => ticks.map(format) }],
    series: [{}, { stroke: style.getPropertyValue('--accent'), width: 2, points: { show: points.length < 40 } }],
  };
  const data = [points.map(point => Date.parse(point.requestedAt) / 1000), points.map(value)];
  if (forecast?.secondsPerDay) {
    goOn(data, forecast.secondsPerDay);
    chartOptions.series.push({ stroke: style.getPropertyValue('--quiet'), width: 2, dash: [6, 4], points: { show: false } });
  }
  drawn.set(element, { key, chart: new uPlot(chartOptions, data, element) });
}

// another half of the time that is shown, as the newest game day expects it to go on
function goOn(data, secondsPerDay) {
  const [times, values] = data;
  const last = times.length - 1;
  const ahead = (times[last] - times[0]) / 2;
  const expected = Math.max(0, values[last] + secondsPerDay * ahead / (DAY / 1000));
  data.push([...times.map((_, index) => (index === last ? values[last] : null)), expected]);
  times.push(times[last] + ahead);
  values.push(null);
}
