// What needs a person is on top; then the last hour; then what is open.
import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { duration, number } from '../format.js';
import { Age, OperationStatus, Panel, Status, Title } from '../parts/basic.js';
import { Chart } from '../parts/chart.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import * as words from '../words.js';

const MOST = 5;

export function Overview({ overview }) {
  return html`<${Title}>Overview<//>
    <${Shown} live=${overview} what="an overview" lines=${8}>${(told) => html`
      ${told.needs_person ? html`<${NeedsPerson} told=${told} />` : html`<div class="callout bad"><p class="strong">The database does not answer</p>
        <p>What needs a person is not known while it does not. Nothing is lost: what is not stored is not acknowledged.</p></div>`}
      <${LastHour} told=${told} />
      <div class="columns">
        <${Open} operations=${told.operations ?? []} />
        <${Works} told=${told} />
      </div>`}<//>`;
}

function NeedsPerson({ told: { needs_person: needs } }) {
  const all = needs.in_review + needs.awaiting_approval + needs.parked;
  return html`<section class="needs" aria-labelledby="needs">
    <h2 id="needs">Needs a person</h2>
    <div class="tiles">
      <${Tile} count=${needs.in_review} name="In review" to="review" hint="evidence does not decide" />
      <${Tile} count=${needs.awaiting_approval} name="Awaiting approval" to="review" hint="a second person lets it begin" />
      <${Tile} count=${needs.parked} name="Parked deliveries" to="deliveries?status=PARKED" hint="genuine, not applied" />
    </div>
    ${all === 0 ? html`<p class="quiet-line">Nothing waits for you.</p>`
      : needs.in_review + needs.awaiting_approval > 0 && html`<${Oldest} />`}
  </section>`;
}

function Tile({ count, name, hint, to }) {
  return html`<a class=${`tile ${count ? 'some' : 'none'}`} href=${`#/${to}`}>
    <b>${count}</b><span>${name}</span><small>${hint}</small></a>`;
}

const OF_OPERATION = ({ name }) => name === 'operation.updated';

function Oldest() {
  const live = useLive(async () => {
    const lists = await Promise.all(['REVIEW', 'APPROVAL'].map((what) => api(`/v1/admin/operations?waiting=${what}&limit=20`)));
    return lists.flatMap(({ data }) => data).map(({ operation, why }) => ({ ...operation, why }))
      .sort((one, other) => one.created_at.localeCompare(other.created_at)).slice(0, MOST);
  }, 'oldest', { matters: OF_OPERATION });
  return html`<${Shown} live=${live} lines=${2} what="which">${(rows) => rows.length > 0 && html`<${Table} label="Oldest that wait"
    rows=${rows} columns=${[
      { name: 'Operation', cell: (one) => html`<a href=${`#/operations/${one.id}`}>${words.kind(one.kind)}${one.amount ? ` of ${one.amount} ${one.currency}` : ''}</a>` },
      { name: 'Status', cell: (one) => html`<${OperationStatus} operation=${one} />` },
      { name: 'Why', cell: (one) => html`<span class="faint">${one.why}</span>` },
      { name: 'Age', end: true, cell: (one) => html`<${Age} since=${one.created_at} />` },
    ]} />`}<//>`;
}

function LastHour({ told: { history, inbox, issuer, database, operations } }) {
  const { series, from, step_seconds: step } = history ?? { series: {} };
  const open = operations?.reduce((sum, one) => sum + one.count, 0);
  const chart = (name, key, more) => html`<${Chart} key=${key} name=${name} series=${series[key]} from=${from}
    step=${step} ...${more} />`;
  return html`<section aria-labelledby="hour"><h2 id="hour">The last hour</h2>
    <div class="charts">
      ${chart('Webhooks a minute', 'webhooks')}
      ${chart('Inbox lag', 'lag_ms', { now: inbox && inbox.lag_seconds * 1000, format: duration, tone: late(inbox) ? 'bad' : '' })}
      ${chart('Parked', 'parked', { now: inbox?.parked, tone: inbox?.parked ? 'warn' : '' })}
      ${chart('Operations open', 'operations_open', { now: open })}
      ${chart('BananaTech’s latency (p95)', 'issuer_p95_ms', { now: issuer.p95_ms, unit: 'ms' })}
      ${chart('BananaTech’s errors a minute', 'issuer_errors', { now: issuer.errors_last_minute, tone: issuer.errors_last_minute ? 'bad' : '' })}
      ${chart('Waiting for the database', 'database_waiting', { now: database.waiting, tone: database.waiting ? 'warn' : '' })}
    </div></section>`;
}

function Open({ operations }) {
  return html`<${Panel} title="Open operations" id="open">${operations.length === 0
    ? html`<${Empty} title="None is open" />`
    : html`<${Table} label="Open operations" rows=${operations} keyOf=${(one) => one.kind + one.status} columns=${[
      { name: 'Kind', cell: (one) => html`<a href=${`#/operations?kind=${one.kind}&status=${one.status}`}>${words.kind(one.kind)}</a>` },
      { name: 'Status', cell: (one) => html`<${Status} of=${one.status} />` },
      { name: 'Count', end: true, cell: (one) => number(one.count) },
      { name: 'Oldest', end: true, cell: (one) => html`<${Age} since=${one.oldest_at} />` },
    ]} />`}<//>`;
}

const LATE_SECONDS = 30;
const late = (inbox) => inbox && inbox.lag_seconds > LATE_SECONDS;

const BREAKER = {
  CLOSED: ['good', 'Calls go through'],
  HALF_OPEN: ['warn', 'A call is tried'],
  OPEN: ['bad', 'No call is sent'],
};

function Works({ told: { issuer, inbox, database } }) {
  const [tone, text] = BREAKER[issuer.breaker] ?? ['quiet', issuer.breaker];
  const state = (good, yes, no) => html`<${Status} of=${good ? 'ACTIVE' : 'FAILED'} text=${good ? yes : no} />`;
  return html`<${Panel} title="What it stands on" id="works"><ul class="works">
    <li><h3>BananaTech</h3><p><${Status} of=${{ good: 'ACTIVE', warn: 'UNKNOWN', bad: 'FAILED' }[tone]} text=${text} /></p>
      <p class="faint">${number(issuer.calls_last_minute)} calls and ${number(issuer.errors_last_minute)} errors in the last minute</p></li>
    ${inbox && html`<li><h3>Inbox</h3><p>${state(!late(inbox), inbox.pending ? `${inbox.pending} to be applied` : 'Empty', `${inbox.pending} wait`)}</p>
      <p class="faint">${inbox.oldest_pending_at ? html`the oldest for <${Age} since=${inbox.oldest_pending_at} />` : 'nothing waits to be applied'}</p></li>`}
    <li><h3>Database</h3><p>${state(database.reachable, 'Answers', 'Does not answer')}</p>
      <p class="faint">${number(database.pool_in_use)} of ${database.pool_most} connections in use, ${number(database.waiting)} waiting</p></li>
  </ul><//>`;
}
