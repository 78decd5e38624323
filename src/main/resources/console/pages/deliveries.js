// What BananaTech sent: what is parked, and what came lately.
import { html, useState } from '../lib/preact.js';
import { api, query } from '../api.js';
import { useInbox, useLive } from '../live.js';
import { Status, Time, Title } from '../parts/basic.js';
import { Shown } from '../parts/states.js';
import { Pages } from '../parts/table.js';
import { Choice } from '../parts/choice.js';
import { ReplayFiltered } from './replay.js';
import * as words from '../words.js';

const STATUSES = ['PARKED', 'STORED', 'APPLIED', 'REPEATED', 'SUPERSEDED'];
const SOURCES = ['WEBHOOK', 'BACKFILL', 'REBUILD'];
const TYPES = ['USER_CREATE_RESULT', 'CARD_APPLY_RESULT', 'CARD_ASSIGN_RESULT', 'CARD_ACTIVATE_RESULT', 'CARD_STATUS_CHANGE',
  'CARD_RECHARGE_RESULT', 'CARD_CLOSE_RESULT', 'TRANSACTION_CREATED', 'CARD_CORRECTION', 'CARD_3DS',
  'CARD_VERIFICATION', 'CARD_BALANCE_CHANGE'];

export function Deliveries({ overview, place: { query: { status, type, source, reason } } }) {
  const filter = { status, type, source, reason };
  const path = `/v1/admin/deliveries${query({ ...filter, limit: 25 })}`;
  const live = useLive(() => api(path), path);
  useInbox(overview, live.reload);
  const [asking, setAsking] = useState(false);
  return html`<${Title} beside=${status === 'PARKED' && html`<button type="button" onClick=${() => setAsking(true)}>Replay all of these…</button>`}
      >Deliveries<//>
    <div class="filters">
      <${Choice} name="Status" at="deliveries" filter=${filter} member="status" values=${STATUSES} />
      <${Choice} name="Source" at="deliveries" filter=${filter} member="source" values=${SOURCES} />
      <${Choice} name="Type" at="deliveries" filter=${filter} member="type" values=${typesIn(live.data, type)} text=${(one) => one} />
      ${status === 'PARKED' && html`<${Choice} name="Why" at="deliveries" filter=${filter} member="reason"
        values=${Object.keys(words.PARKED)} text=${words.plain} />`}
    </div>
    <${Shown} live=${live} what="deliveries" lines=${8}>${(first) => html`<${Pages} key=${path} first=${first} path=${path}
      label="Deliveries" empty=${none(status)} columns=${COLUMNS} />`}<//>
    ${asking && html`<${ReplayFiltered} filter=${filter} close=${() => { setAsking(false); live.reload(); }} />`}`;
}

const nothing = () => html`<span class="faint nothing">–</span>`;

const COLUMNS = [
  { name: 'Type', cell: (one) => html`<a class="literal" href=${`#/deliveries/${one.id}`}>${one.type}</a>` },
  { name: 'Status', cell: (one) => html`<${Status} of=${one.status} />` },
  { name: 'Why', cell: (one) => (one.reason ? html`<span class="faint">${words.plain(one.reason)}${one.for_a_person ? ', waits for a person' : ''}</span>` : nothing()) },
  { name: 'Source', cell: (one) => words.plain(one.source) },
  { name: 'Tries', end: true, cell: (one) => one.attempts },
  { name: 'Received', end: true, cell: (one) => html`<${Time} at=${one.received_at} />` },
];

function typesIn(page, chosen) {
  return [...new Set([...TYPES, ...(page?.data ?? []).map((one) => one.type), chosen])].filter(Boolean).sort();
}

const none = (status) => (status === 'PARKED'
  ? ['None is parked', 'Everything that came was applied.']
  : ['None is like this', 'Change what it is narrowed to.']);
