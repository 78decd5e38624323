// One delivery: what it said, what became of it, and its replay.
import { html } from '../lib/preact.js';
import { api, post } from '../api.js';
import { useInbox, useLive } from '../live.js';
import { Copy, Facts, Id, Json, Panel, Status, Time, Title } from '../parts/basic.js';
import { Wrong, useAct } from '../parts/dialog.js';
import { Shown } from '../parts/states.js';
import * as words from '../words.js';

// A replayed delivery is applied within moments, or parked again.
const LOOKS_MS = [300, 1_500, 4_000];

export function Delivery({ overview, place: { parts: [, id] } }) {
  const live = useLive(() => api(`/v1/admin/deliveries/${id}`), id);
  useInbox(overview, live.reload);
  const replay = useAct(() => post(`/v1/admin/deliveries/${id}/replay`), () => LOOKS_MS.forEach((wait) => setTimeout(live.reload, wait)));
  return html`<${Shown} live=${live} lines=${8}>${(one) => html`
    <${Title} above="Delivery" beside=${html`<${Status} of=${one.status} />`}><span class="literal">${one.type}</span><//>
    ${one.status === 'PARKED' && html`<${Parked} one=${one} />`}
    <div class="columns even">
      <${Panel} title="What became of it" id="became">
        <${Facts} rows=${[
          ['Received', html`<${Time} at=${one.received_at} />`],
          ['Applied', html`<${Time} at=${one.applied_at} />`],
          ['Tries', one.attempts],
          one.next_attempt_at && ['Tried again', html`<${Time} at=${one.next_attempt_at} />`],
          (one.card_id || one.issuer_card_id) && ['Card', one.card_id ? html`<${Id} value=${one.card_id} to="cards" />`
            : html`<span class="id">${one.issuer_card_id}</span> <span class="faint">not known here</span>`],
          ['Came by', SOURCES[one.source] ?? words.plain(one.source)],
          ['Id', html`<${Id} value=${one.id} whole /> <${Copy} value=${one.id} />`],
        ]} />
        <${Wrong} error=${replay.error} />
        <p class="acts"><button type="button" class=${one.status === 'PARKED' ? 'main' : ''} disabled=${replay.busy}
          onClick=${replay.run}>Replay</button>
          <small>It is tried again, now. An effect that it had is not had twice.</small></p>
      <//>
      <${Panel} title="What it says" id="says" beside=${html`<small>card numbers and codes masked</small>`}>
        ${one.payload ? html`<${Json} value=${one.payload} />` : html`<p class="faint">Its payload was purged.</p>`}
      <//>
    </div>`}<//>`;
}

const SOURCES = {
  WEBHOOK: 'webhook', BACKFILL: 'BananaTech’s webhook records, asked for', REBUILD: 'the rebuild',
};

function Parked({ one }) {
  return html`<div class="callout warn"><p class="strong">Parked: ${words.plain(one.reason).toLowerCase()}</p>
    <p>${one.why ?? words.whyParked(one.reason)}</p></div>`;
}
