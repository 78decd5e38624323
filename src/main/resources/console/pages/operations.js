// All operations, newest first.
import { html } from '../lib/preact.js';
import { api, query } from '../api.js';
import { useLive } from '../live.js';
import { Id, OperationStatus, Time, Title } from '../parts/basic.js';
import { Choice } from '../parts/choice.js';
import { Shown } from '../parts/states.js';
import { Pages } from '../parts/table.js';
import { duration, money } from '../format.js';
import * as words from '../words.js';

const STATUSES = ['REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW', 'SUCCEEDED', 'FAILED'];
const KINDS = ['CARDHOLDER_REGISTER', 'CARD_ASSIGN', 'CARD_APPLY', 'CARD_ACTIVATE', 'CARD_LOCK', 'CARD_UNLOCK',
  'CARD_CLOSE', 'CARD_RECHARGE'];

export function Operations({ place: { query: { status, kind } } }) {
  const filter = { status, kind };
  const path = `/v1/operations${query({ ...filter, limit: 25 })}`;
  const live = useLive(() => api(path), path, { matters: ({ name }) => name === 'operation.updated' });
  return html`<${Title}>Operations<//>
    <div class="filters">
      <${Choice} name="Status" at="operations" filter=${filter} member="status" values=${STATUSES} />
      <${Choice} name="Kind" at="operations" filter=${filter} member="kind" values=${KINDS} text=${words.kind} />
    </div>
    <${Shown} live=${live} lines=${8}>${(first) => html`<${Pages} key=${path} first=${first} path=${path} label="Operations"
      empty=${['None is like this', 'Change what it is narrowed to.']} columns=${COLUMNS} />`}<//>`;
}

export const COLUMNS = [
  { name: 'Operation', cell: (one) => html`<a href=${`#/operations/${one.id}`}>${words.kind(one.kind)}</a>` },
  { name: 'Status', cell: (one) => html`<${OperationStatus} operation=${one} />` },
  { name: 'Amount', end: true, cell: (one) => money(one.amount, one.currency) },
  { name: 'Card', cell: (one) => html`<${Id} value=${one.card_id} to="cards" />` },
  { name: 'Asked for', end: true, cell: (one) => html`<${Time} at=${one.created_at} />` },
  { name: 'Took', end: true, cell: (one) => (one.settled_at
    ? duration(new Date(one.settled_at) - new Date(one.created_at)) : html`<span class="faint">open</span>`) },
];
