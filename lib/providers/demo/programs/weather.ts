import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#1f6fa8', further: { '--rain': '#5a9bb8', '--size': '1' } })}

${baseRules}

main {
  display: grid;
  gap: 0.75rem;
  max-width: calc(58rem * var(--size));
  margin: 0 auto;
  padding: 1.5rem 1rem 3rem;
}

header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.75rem;
}

select {
  padding: 0.45rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
}

.panel {
  padding: 1rem 1.1rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 4px);
  background: var(--surface);
}

.panel h2 {
  margin: 0 0 0.5rem;
  color: var(--muted);
  font-size: 0.8125rem;
  font-weight: 500;
}

.now {
  display: grid;
  grid-template-columns: minmax(0, 1.4fr) repeat(3, minmax(0, 1fr));
  gap: 0.75rem;
}

.figure {
  font-size: 1.6rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  letter-spacing: -0.02em;
  line-height: 1.2;
}

.figure.is-main {
  font-size: calc(3rem * var(--size));
  font-weight: 300;
  line-height: 1;
}

.note {
  color: var(--muted);
  font-size: 0.875rem;
}

.charts {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 0.75rem;
}

svg {
  display: block;
  width: 100%;
  height: auto;
  overflow: visible;
}

svg text {
  fill: var(--muted);
  font-size: 11px;
  font-variant-numeric: tabular-nums;
}

.grid {
  stroke: var(--line);
}

.line {
  fill: none;
  stroke: var(--accent);
  stroke-width: 2.5;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.area {
  fill: var(--accent);
  opacity: 0.1;
}

.dot {
  fill: var(--surface);
  stroke: var(--accent);
  stroke-width: 2;
}

.bar {
  fill: var(--rain);
}

.week {
  display: grid;
  gap: 0.45rem;
  margin: 0;
  padding: 0;
  list-style: none;
}

.week li {
  display: grid;
  grid-template-columns: 3rem 2.25rem 1fr 2.25rem;
  align-items: center;
  gap: 0.6rem;
  font-variant-numeric: tabular-nums;
}

.week .low {
  color: var(--muted);
  text-align: right;
}

.range {
  position: relative;
  height: 6px;
  border-radius: 3px;
  background: var(--line);
}

.range i {
  position: absolute;
  inset-block: 0;
  border-radius: 3px;
  background: var(--accent);
}

@media (max-width: 40rem) {
  .now {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }

  .now .panel:first-child {
    grid-column: 1 / -1;
  }

  .now .panel {
    padding: 0.8rem;
  }

  .figure {
    font-size: 1.25rem;
  }
}
`;

const body = `
<main>
  <header>
    <h1>Weather</h1>
    <label>
      <span class="note">Place</span>
      <select id="place"></select>
    </label>
  </header>
  <div class="now" id="now" aria-live="polite"></div>
  <div class="charts">
    <section class="panel">
      <h2>Temperature today, degrees</h2>
      <div id="temperature"></div>
    </section>
    <section class="panel">
      <h2>Rain today, mm an hour</h2>
      <div id="rain"></div>
    </section>
  </div>
  <section class="panel">
    <h2>The week</h2>
    <ul class="week" id="week"></ul>
  </section>
  <p class="note">Example figures, not a forecast.</p>
</main>`;

const script = `// Example figures: every three hours of a day, and the lows and highs of a week.
const places = {
  Athens: {
    sky: 'Clear, a light breeze from the north',
    wind: 14,
    humidity: 42,
    hours: [19, 18, 18, 22, 26, 29, 27, 23],
    rain: [0, 0, 0, 0, 0, 0.2, 0, 0],
    week: [[18, 29], [19, 30], [20, 31], [20, 30], [18, 27], [17, 26], [17, 28]],
  },
  Bergen: {
    sky: 'Rain, easing in the evening',
    wind: 31,
    humidity: 88,
    hours: [8, 8, 7, 9, 11, 12, 11, 9],
    rain: [1.2, 2.1, 3.4, 2.8, 1.9, 2.4, 0.8, 0.3],
    week: [[7, 12], [6, 11], [7, 13], [8, 14], [8, 12], [6, 10], [5, 11]],
  },
  Nairobi: {
    sky: 'Cloudy, showers after noon',
    wind: 11,
    humidity: 64,
    hours: [15, 14, 15, 19, 23, 24, 21, 17],
    rain: [0, 0, 0, 0, 0.6, 2.2, 1.1, 0.1],
    week: [[14, 24], [14, 25], [15, 25], [14, 23], [13, 22], [14, 24], [15, 26]],
  },
};

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const hourNames = ['00', '03', '06', '09', '12', '15', '18', '21'];
const chart = { width: 420, height: 170, left: 28, right: 10, top: 12, bottom: 24 };

function xAt(index) {
  const space = chart.width - chart.left - chart.right;
  return chart.left + (index / (hourNames.length - 1)) * space;
}

function frame(lowest, highest, content, label) {
  const lines = [0, 0.5, 1].map((part) => {
    const y = chart.height - chart.bottom - part * (chart.height - chart.top - chart.bottom);
    const value = lowest + part * (highest - lowest);
    return (
      '<line class="grid" x1="' + chart.left + '" x2="' + (chart.width - chart.right) + '" y1="' + y + '" y2="' + y + '" />' +
      '<text x="' + (chart.left - 8) + '" y="' + (y + 4) + '" text-anchor="end">' + Number(value.toFixed(1)) + '</text>'
    );
  });
  const hours = hourNames.map(
    (name, index) => '<text x="' + xAt(index) + '" y="' + (chart.height - 4) + '" text-anchor="middle">' + name + '</text>',
  );
  return (
    '<svg viewBox="0 0 ' + chart.width + ' ' + chart.height + '" role="img" aria-label="' + label + '">' +
    lines.join('') + hours.join('') + content + '</svg>'
  );
}

function temperatureChart(hours) {
  const lowest = Math.floor(Math.min(...hours) / 5) * 5;
  const highest = Math.ceil((Math.max(...hours) + 1) / 5) * 5;
  const yAt = (value) => {
    const space = chart.height - chart.top - chart.bottom;
    return chart.height - chart.bottom - ((value - lowest) / (highest - lowest)) * space;
  };
  const points = hours.map((value, index) => xAt(index) + ',' + yAt(value)).join(' L');
  const floor = chart.height - chart.bottom;
  const area = 'M' + points + ' L' + xAt(hours.length - 1) + ',' + floor + ' L' + xAt(0) + ',' + floor + ' Z';
  const dots = hours.map(
    (value, index) =>
      '<circle class="dot" cx="' + xAt(index) + '" cy="' + yAt(value) + '" r="3.5"><title>' + value + ' degrees</title></circle>',
  );
  const label = 'Between ' + Math.min(...hours) + ' and ' + Math.max(...hours) + ' degrees';
  return frame(
    lowest,
    highest,
    '<path class="area" d="' + area + '" /><path class="line" d="M' + points + '" />' + dots.join(''),
    label,
  );
}

function rainChart(rain) {
  const highest = Math.max(2, Math.ceil(Math.max(...rain)));
  const space = chart.height - chart.top - chart.bottom;
  const bars = rain.map((value, index) => {
    const height = Math.max(value > 0 ? 3 : 0, (value / highest) * space);
    const x = Math.min(Math.max(xAt(index) - 11, chart.left), chart.width - chart.right - 22);
    const y = chart.height - chart.bottom - height;
    return '<rect class="bar" x="' + x + '" y="' + y + '" width="22" height="' + height + '" rx="3"><title>' + value + ' mm</title></rect>';
  });
  const total = rain.reduce((sum, value) => sum + value * 3, 0);
  return frame(0, highest, bars.join(''), 'About ' + total.toFixed(1) + ' mm over the day');
}

function figure(name, value, note, isMain) {
  return (
    '<section class="panel"><h2>' + name + '</h2><p class="figure' + (isMain ? ' is-main' : '') + '">' + value + '</p>' +
    (note ? '<p class="note">' + note + '</p>' : '') + '</section>'
  );
}

function weekRow([low, high], index, lowest, highest) {
  const from = ((low - lowest) / (highest - lowest)) * 100;
  const to = ((highest - high) / (highest - lowest)) * 100;
  return (
    '<li><span>' + days[index] + '</span><span class="low">' + low + '°</span>' +
    '<span class="range"><i style="left: ' + from + '%; right: ' + to + '%"></i></span><span>' + high + '°</span></li>'
  );
}

function show(name) {
  const place = places[name];
  const lowest = Math.min(...place.week.map(([low]) => low));
  const highest = Math.max(...place.week.map(([, high]) => high));
  const total = place.rain.reduce((sum, value) => sum + value * 3, 0);
  document.getElementById('now').innerHTML =
    figure('Now', place.hours[4] + '°', place.sky, true) +
    figure('Wind', place.wind, 'km/h', false) +
    figure('Humidity', place.humidity + '%', '', false) +
    figure('Rain', Number(total.toFixed(1)), 'mm today', false);
  document.getElementById('temperature').innerHTML = temperatureChart(place.hours);
  document.getElementById('rain').innerHTML = rainChart(place.rain);
  document.getElementById('week').innerHTML = place.week
    .map((range, index) => weekRow(range, index, lowest, highest))
    .join('');
}

const select = document.getElementById('place');
select.append(...Object.keys(places).map((name) => new Option(name, name)));
select.addEventListener('change', () => show(select.value));
show('Athens');
`;

export const weather: DemoProgram = {
  id: 'weather',
  title: 'Weather',
  summary: 'a weather dashboard in three files',
  keywords: {
    weather: 6,
    forecast: 5,
    dashboard: 5,
    chart: 4,
    graph: 3,
    statistics: 3,
    analytics: 3,
    temperature: 4,
    climate: 3,
    καιροσ: 6,
    καιρο: 6,
    data: 2,
    admin: 2,
    rain: 2,
  },
  files: {
    'index.html': page({ id: 'weather', title: 'Weather', body, scriptFile: 'app.js' }),
    'style.css': style,
    'app.js': script,
  },
  parameters: [
    { kind: 'number', property: '--size', words: [], least: 0.7, most: 1.6 },
    { kind: 'colour', property: '--rain', words: ['rain', 'bar'] },
    { kind: 'colour', property: '--accent', words: ['temperature', 'line'] },
  ],
};
