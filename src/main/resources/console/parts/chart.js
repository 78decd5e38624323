// One figure over the last hour: a line with its area, gaps where nothing is known, the value under the pointer.
import { html, useState } from '../lib/preact.js';
import { minute, number } from '../format.js';

const WIDTH = 240;
const HEIGHT = 56;
const TOP = 4;

export function Chart({ name, series, from, step, unit = '', now, tone = '', format = number }) {
  const [pointed, setPointed] = useState(null);
  const known = (series ?? []).filter((value) => value !== null && value !== undefined);
  const most = niceTop(Math.max(0, ...known));
  const at = (index) => minute(new Date(from).getTime() + index * step * 1000);
  const current = now ?? known.at(-1);
  const shown = pointed === null ? current : series[pointed];
  const withUnit = (value) => (value === null || value === undefined ? '–' : `${format(value)}${unit && ` ${unit}`}`);
  const point = (move) => {
    const box = move.currentTarget.getBoundingClientRect();
    const index = Math.round(((move.clientX - box.left) / box.width) * (series.length - 1));
    setPointed(Math.min(series.length - 1, Math.max(0, index)));
  };
  return html`<figure class=${`chart ${tone}`}>
    <figcaption>${name}</figcaption>
    <p class="now"><b>${withUnit(shown)}</b>
      <small>${pointed === null ? 'now' : at(pointed)}</small></p>
    ${known.length < 2 ? html`<p class="none">No history yet</p>` : html`
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
        aria-label=${`${name}, the last hour: ${withUnit(current)} now, at most ${withUnit(Math.max(...known))}`}
        onPointerMove=${point} onPointerLeave=${() => setPointed(null)}>
        <line class="grid" x1="0" x2=${WIDTH} y1=${TOP} y2=${TOP} />
        <line class="grid base" x1="0" x2=${WIDTH} y1=${HEIGHT - 1} y2=${HEIGHT - 1} />
        ${runs(series).map((run) => html`<path class="area" d=${area(run, series.length, most)} />
          <path class="line" d=${line(run, series.length, most)} />`)}
        ${pointed !== null && html`<line class="pointer" x1=${x(pointed, series.length)}
          x2=${x(pointed, series.length)} y1=${TOP} y2=${HEIGHT} />`}
      </svg>
      <p class="axis" aria-hidden="true"><span>${at(0)}</span><span>most ${withUnit(Math.max(...known))}</span></p>`}
  </figure>`;
}

const x = (index, count) => ((index / Math.max(1, count - 1)) * WIDTH).toFixed(1);
const y = (value, most) => (HEIGHT - 1 - (value / most) * (HEIGHT - 1 - TOP)).toFixed(1);

// A round number above it, so that the line does not jump with every new value.
function niceTop(most) {
  if (most <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((times) => times * power).find((top) => top >= most);
}

// Stretches without a gap, as [index, value] pairs.
function runs(series) {
  const found = [];
  let run = [];
  series.forEach((value, index) => {
    if (value === null) {
      run = [];
    } else {
      if (run.length === 0) {
        found.push(run);
      }
      run.push([index, value]);
    }
  });
  return found;
}

const line = (run, count, most) => run
  .map(([index, value], place) => `${place ? 'L' : 'M'}${x(index, count)} ${y(value, most)}`)
  .concat(run.length === 1 ? ['h.1'] : []).join('');

const area = (run, count, most) => `${line(run, count, most)}L${x(run.at(-1)[0], count)} ${HEIGHT - 1}`
  + `L${x(run[0][0], count)} ${HEIGHT - 1}Z`;
