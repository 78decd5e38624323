// Who holds cards, and which.
import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { money } from '../format.js';
import { Copy, Facts, Id, Panel, Status, Time, Title } from '../parts/basic.js';
import { Empty, Shown } from '../parts/states.js';
import { Pages, Table } from '../parts/table.js';
import { COLUMNS } from './operations.js';
import * as words from '../words.js';

export function Cardholder({ place: { parts: [, id] } }) {
  const mine = ({ data }) => data.id === id || data.cardholder_id === id;
  const live = useLive(() => api(`/v1/cardholders/${id}`), id, { matters: mine });
  const cards = useLive(() => api(`/v1/cards?cardholder_id=${id}&limit=100`), id, { matters: mine });
  const path = `/v1/operations?cardholder_id=${id}&limit=10`;
  const operations = useLive(() => api(path), id, { matters: mine });
  return html`<${Shown} live=${live} lines=${6}>${(one) => html`
    <${Title} above="Cardholder" beside=${html`<${Status} of=${one.status} />`}>${one.email ?? 'Without an address'}<//>
    ${one.status === 'REJECTED' && html`<div class="callout bad"><p class="strong">BananaTech rejected the registration</p>
      ${one.reason && html`<p>“${one.reason.issuer ?? one.reason.code ?? one.reason}”</p>`}</div>`}
    <${Panel} title="Facts" id="facts"><${Facts} rows=${[
      ['BananaTech’s number', html`<span class="id">${one.issuer_user_id ?? '–'}</span>`],
      ['Registered', html`<${Time} at=${one.created_at} />`],
      ['Changed', html`<${Time} at=${one.updated_at} />`],
      ['Id', html`<${Id} value=${one.id} whole /> <${Copy} value=${one.id} />`],
    ]} /><//>
    <${Panel} title="Cards" id="cards"><${Shown} live=${cards} lines=${2}>${({ data }) => (data.length === 0
      ? html`<${Empty} title="No card yet" />` : html`<${Table} label="Cards" rows=${data} columns=${CARDS} />`)}<//><//>
    <${Panel} title="Operations" id="operations"><${Shown} live=${operations} lines=${3}>${(first) => html`<${Pages}
      first=${first} path=${path} label="Operations" empty=${['None yet']} columns=${COLUMNS} />`}<//><//>`}<//>`;
}

const CARDS = [
  { name: 'Card', cell: (one) => html`<a href=${`#/cards/${one.id}`}>•••• ${one.last4 ?? '????'}</a>` },
  { name: 'Status', cell: (one) => html`<${Status} of=${one.status} />` },
  { name: 'Type', cell: (one) => words.plain(one.type) },
  { name: 'Balance', end: true, cell: (one) => money(one.balance.total, one.currency) },
  { name: 'Since', end: true, cell: (one) => html`<${Time} at=${one.created_at} />` },
];
