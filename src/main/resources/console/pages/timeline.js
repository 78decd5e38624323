// What happened to a card, newest first: who spoke, when, and what came of it.
import { html, useRef, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { LANE_NAMES, told } from '../story.js';
import { Id, Json, Panel, Time } from '../parts/basic.js';
import { Evidence } from '../parts/evidence.js';
import { Empty, Shown } from '../parts/states.js';
import * as words from '../words.js';

const PAGES_AT_ONCE = 10;

// Reads on after the last entry that is known: a long timeline is not read again for each event.
export function useTimeline(card) {
  const known = useRef({ card, entries: [], after: null, more: false });
  if (known.current.card !== card) {
    known.current = { card, entries: [], after: null, more: false };
  }
  return useLive(async () => {
    const mine = known.current;
    for (let page = 0; page < PAGES_AT_ONCE; page++) {
      const after = mine.entries.at(-1)?.position;
      const read = await api(`/v1/cards/${card}/timeline?limit=100${after ? `&after=${after}` : ''}`);
      mine.entries = [...mine.entries, ...read.data.filter(({ position }) => !after || position > after)];
      mine.more = read.next !== null;
      if (!mine.more) {
        break;
      }
    }
    return { entries: mine.entries, more: mine.more };
  }, card, {
    matters: ({ data }) => data.id === card || data.card_id === card,
  });
}

export function TimelineOf({ card, operation }) {
  return html`<${Timeline} live=${useTimeline(card)} operation=${operation} />`;
}

export function Timeline({ live, operation }) {
  return html`<${Panel} title="Timeline" id="timeline" wide
    beside=${html`<small>newest first${operation ? ', of this operation alone' : ''}</small>`}>
    <${Shown} live=${live} lines=${6}>${({ entries, more }) => {
      const lines = told(entries).filter((one) => !operation || one.operation_id === operation).reverse();
      return html`${more && html`<p class="more"><button type="button" onClick=${live.reload}>Read on to what is newer</button></p>`}
        ${lines.length === 0 ? html`<${Empty} title="Nothing happened yet" />`
          : html`<ol class="timeline">${lines.map((one) => html`<${Line} key=${one.position} one=${one} of=${operation} />`)}</ol>`}`;
    }}<//><//>`;
}

// One witness in a line; where there were more, they stand side by side.
function Heard({ kind, evidence = [] }) {
  if (!/^(Operation(Succeeded|Failed|ToReview)|EvidenceWeighed)$/.test(kind) || evidence.length === 0) {
    return null;
  }
  const [first] = evidence;
  return evidence.length > 1 || first.details ? html`<${Evidence} evidence=${evidence} />`
    : html`<p class="heard">${words.witness(first.witness)}: ${words.says(first.says)}</p>`;
}

function Line({ one, of }) {
  const [open, setOpen] = useState(false);
  const { evidence, actor, delivery_id: delivery, request_id: request, issuer_time: theirs, ...rest } = one.data;
  return html`<li class=${`entry ${one.lane} ${one.tone}`} data-kind=${one.kind}>
    <p class="when"><${Time} at=${one.at} exact /></p>
    <p class="lane">${LANE_NAMES[one.lane]}</p>
    <div class="what">
      <p class="text">${one.text}${one.after && html` <span class="faint">after ${one.after}</span>`}</p>
      <p class="links">
        ${actor && html`<span>by <b>${actor}</b></span>`}
        ${delivery && html`<a href=${`#/deliveries/${delivery}`}>delivery</a>`}
        ${one.operation_id && one.operation_id !== of && html`<a href=${`#/operations/${one.operation_id}`}>operation</a>`}
        <button type="button" class="link" aria-expanded=${open} onClick=${() => setOpen(!open)}>details</button>
      </p>
      <${Heard} kind=${one.kind} evidence=${evidence} />
      ${open && html`<${Json} value=${{ kind: one.kind, position: one.position, ...rest,
        ...(theirs && { issuer_time: theirs }), ...(request && { request_id: request }), ...(evidence && { evidence }) }} />`}
    </div></li>`;
}
