// What only a person can decide: operations in review, and those that wait for a second person.
import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { money } from '../format.js';
import { Age, Facts, Id, OperationStatus, Time, Title } from '../parts/basic.js';
import { Decide } from '../parts/decide.js';
import { Evidence } from '../parts/evidence.js';
import { Proposed, Verdict } from '../parts/verdict.js';
import { Empty, Shown } from '../parts/states.js';
import * as words from '../words.js';

const MATTERS = { matters: ({ name }) => name === 'operation.updated' };
const waiting = (what) => () => api(`/v1/admin/operations?waiting=${what}&limit=50`);

export function Review() {
  const review = useLive(waiting('REVIEW'), 'review', MATTERS);
  const held = useLive(waiting('APPROVAL'), 'held', MATTERS);
  return html`<${Title}>Decide<//>
    <section aria-labelledby="review"><h2 id="review">In review</h2>
      <p class="lead">Evidence does not decide these. Look into BananaTech’s own console, then say what happened.
        Each keeps other operations of its card out until then.</p>
      <${Cases} live=${review} none="None is in review" /></section>
    <section aria-labelledby="held"><h2 id="held">Awaiting approval</h2>
      <p class="lead">Above the threshold a second person lets an operation begin. Nothing was sent yet.</p>
      <${Cases} live=${held} none="None waits for a second person" /></section>`;
}

function Cases({ live, none }) {
  return html`<${Shown} live=${live} lines=${3} what="which operations wait for a person">${({ data }) => (data.length === 0
    ? html`<${Empty} title=${none} />`
    : html`<div class="cases">${data.map((one) => html`<${Case} key=${one.operation.id} one=${one} done=${live.reload} />`)}</div>`)}<//>`;
}

function Case({ one, done }) {
  const { operation } = one;
  return html`<article class="case" data-id=${operation.id}>
    <header><h3><a href=${`#/operations/${operation.id}`}>${words.kind(operation.kind)}${operation.amount
      ? html` of ${money(operation.amount, operation.currency)}` : ''}</a></h3><${OperationStatus} operation=${operation} /></header>
    <p class="lead">${one.why}</p>
    <${Facts} rows=${[
      ['Asked for by', one.asked_by],
      ['Card', html`<${Id} value=${operation.card_id} to="cards" />`],
      ['Cardholder', html`<${Id} value=${operation.cardholder_id} to="cardholders" />`],
      ['Asked for', html`<${Time} at=${operation.created_at} />`],
      ['Sent', html`<${Time} at=${operation.sent_at} />`],
      ['Waits', html`<${Age} since=${operation.created_at} />`],
      one.held_until && ['Held until', html`<${Time} at=${one.held_until} />`],
      one.baseline && ['Held before', `card ${money(one.baseline.card)}, account ${money(one.baseline.account)}`],
    ]} />
    ${operation.status === 'IN_REVIEW' && html`<${Verdict} verdict=${one.verdict} /><${Evidence} evidence=${operation.evidence} />`}
    <${Proposed} proposal=${one.proposal} />
    <${Decide} operation=${operation} two=${one.needs_two_people} done=${done} />
  </article>`;
}
