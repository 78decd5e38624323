// One card: what it is, why, and all that happened to it.
import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { money } from '../format.js';
import { Copy, Facts, Id, Panel, Status, Time, Title } from '../parts/basic.js';
import { Picture } from '../parts/picture.js';
import { Empty, Shown } from '../parts/states.js';
import { Pages } from '../parts/table.js';
import { way, why } from '../story.js';
import { Timeline, useTimeline } from './timeline.js';
import * as words from '../words.js';

export function Card({ place: { parts: [, id] } }) {
  const live = useLive(() => api(`/v1/cards/${id}`), id, {
    matters: ({ data }) => data.id === id || data.card_id === id,
  });
  const timeline = useTimeline(id);
  return html`<${Shown} live=${live} lines=${8}>${(card) => html`
    <${Title} above=${`${words.plain(card.type)} card`} beside=${html`<${Status} of=${card.status} />`}>${card.last4
      ? html`<span class="faint">••••</span> ${card.last4}` : `Card ${card.issuer_card_id}`}<//>
    ${card.open_operation && html`<${Open} operation=${card.open_operation} />`}
    <div class="columns">
      <${Panel} title="Why it is what it is" id="why"><${Shown} live=${timeline} lines=${3}>${({ entries }) => html`
        <${Picture} status=${card.status} way=${way(entries)} /><${Why} reasons=${why(card, entries)} />`}<//><//>
      <${Panel} title="Facts" id="facts">
        <p class="balance"><b>${money(card.balance.total)}</b> ${card.currency}
          <small>available ${money(card.balance.available)}, as of <${Time} at=${card.balance.as_of} /></small></p>
        <${Facts} rows=${[
          ['Cardholder', html`<${Id} value=${card.cardholder_id} to="cardholders" />`],
          ['BananaTech’s number', html`<span class="id">${card.issuer_card_id}</span>`],
          ['Template', card.template_id],
          ['Created', html`<${Time} at=${card.created_at} />`],
          ['Activated', html`<${Time} at=${card.activated_at} />`],
          card.closed_at && ['Closed', html`<${Time} at=${card.closed_at} />`],
          ['Changed', html`<${Time} at=${card.updated_at} />`],
          ['Id', html`<${Id} value=${card.id} whole /> <${Copy} value=${card.id} />`],
        ]} />
      <//>
    </div>
    <${Timeline} live=${timeline} />
    <${Transactions} id=${id} />`}<//>`;
}

function Open({ operation }) {
  return html`<div class="callout wait"><p class="strong">${words.kind(operation.kind)} is open</p>
    <p>Its outcome is not known yet. <a href=${`#/operations/${operation.id}`}>Look at the operation</a></p></div>`;
}

function Why({ reasons }) {
  return html`<ul class="why">${reasons.map((one, at) => html`<li key=${at} class=${one.tone ?? ''}>${one.text}
    ${one.delivery && html` <a href=${`#/deliveries/${one.delivery}`}>delivery</a>`}
    ${one.operation && html` <a href=${`#/operations/${one.operation}`}>operation</a>`}</li>`)}</ul>`;
}

const COLUMNS = [
  { name: 'Transaction', cell: (one) => html`${words.plain(one.type)} <span class="faint">${one.merchant ?? ''}</span>` },
  { name: 'Status', cell: (one) => html`<${Status} of=${one.status} />` },
  { name: 'Amount', end: true, cell: (one) => money(one.amount, one.currency) },
  { name: 'When', end: true, cell: (one) => html`<${Time} at=${one.occurred_at} />` },
];

function Transactions({ id }) {
  const path = `/v1/cards/${id}/transactions?limit=10`;
  const live = useLive(() => api(path), id, {
    matters: ({ name, data }) => name.startsWith('transaction.') && data.card_id === id,
  });
  return html`<${Panel} title="Transactions" id="transactions" wide><${Shown} live=${live} lines=${2}>${(first) => (first.data.length
    ? html`<${Pages} first=${first} path=${path} label="Transactions" columns=${COLUMNS} empty=${['None yet']} />`
    : html`<${Empty} title="None yet" />`)}<//><//>`;
}
