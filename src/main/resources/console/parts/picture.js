// The states that a card can have, and the way this one went.
import { html } from '../lib/preact.js';
import { clock } from '../format.js';
import { Time } from './basic.js';
import * as words from '../words.js';

const BOX = { width: 104, height: 36 };
const NODES = {
  TBA: [8, 16, 'To activate'], ACTIVE: [158, 16, 'Active'], LOCKED: [308, 16, 'Locked'], CLOSED: [158, 122, 'Closed'],
};
const EDGES = {
  'TBA ACTIVE': { d: 'M112 34H155', at: [133, 26] },
  'ACTIVE LOCKED': { d: 'M262 26H305', at: [283, 18] },
  'LOCKED ACTIVE': { d: 'M308 44H265', at: [287, 62] },
  'TBA CLOSED': { d: 'M60 52V128Q60 140 72 140H155', at: [84, 96] },
  'ACTIVE CLOSED': { d: 'M210 52V119', at: [236, 90] },
  'LOCKED CLOSED': { d: 'M360 52V128Q360 140 348 140H265', at: [336, 96] },
};

export function Picture({ status, way }) {
  const moves = way.slice(1).map((step, at) => ({ edge: `${way[at].status} ${step.status}`, at: step.entry.at }));
  const been = new Set(way.map((step) => step.status));
  const last = new Map(moves.map(({ edge, at }) => [edge, at]));
  const story = way.map((step) => `${words.status(step.status)} at ${clock(new Date(step.entry.at))}`).join(', then ');
  return html`<figure class="picture">
    <svg viewBox="0 0 420 170" role="img" aria-label=${`The card is ${words.status(status)}. ${story}.`}>
      <defs>${['ahead', 'ahead-gone'].map((id) => html`<marker key=${id} id=${id} class=${id} viewBox="0 0 8 8" refX="7" refY="4"
        markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" /></marker>`)}</defs>
      ${Object.entries(EDGES).map(([edge, { d, at }]) => html`<g key=${edge} class=${`edge${last.has(edge) ? ' gone' : ''}`}>
        <path d=${d} marker-end=${`url(#${last.has(edge) ? 'ahead-gone' : 'ahead'})`} />
        ${last.has(edge) && moves.filter((move) => move.edge === edge).length > 1
          && html`<text x=${at[0]} y=${at[1]}>${moves.filter((move) => move.edge === edge).length}×</text>`}</g>`)}
      ${Object.entries(NODES).map(([name, [x, y, label]]) => html`<g key=${name}
        class=${`node ${words.tone(name)}${name === status ? ' is' : been.has(name) ? ' was' : ''}`}>
        <rect x=${x} y=${y} width=${BOX.width} height=${BOX.height} rx="6" />
        <text x=${x + BOX.width / 2} y=${y + BOX.height / 2 + 5}>${label}</text></g>`)}
    </svg>
    <ol class="way" aria-label="The way it went">${way.map((step, at) => html`<li key=${at}>
      <b>${words.status(step.status)}</b> <${Time} at=${step.entry.at} /></li>`)}</ol>
  </figure>`;
}
