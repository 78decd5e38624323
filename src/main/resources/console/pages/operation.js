// One operation: what was asked for, how far it came, what each witness said.
import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { useLive } from '../live.js';
import { duration, money } from '../format.js';
import { Age, Copy, Facts, Id, OperationStatus, Panel, Time, Title } from '../parts/basic.js';
import { Decide } from '../parts/decide.js';
import { Evidence } from '../parts/evidence.js';
import { Shown } from '../parts/states.js';
import { Steps } from '../parts/steps.js';
import { Proposed, Verdict } from '../parts/verdict.js';
import { Timeline, TimelineOf } from './timeline.js';
import * as words from '../words.js';

export function Operation({ place: { parts: [, id] } }) {
  const live = useLive(() => api(`/v1/operations/${id}`), id, {
    matters: ({ name, data }) => name === 'operation.updated' && data.id === id,
  });
  const known = useLive(() => api(`/v1/admin/operations/${id}`), `case ${id}`, {
    matters: ({ name, data }) => name === 'operation.updated' && data.id === id,
  }).data;
  return html`<${Shown} live=${live} lines=${8}>${(one) => html`
    <${Title} above="Operation" beside=${html`<${OperationStatus} operation=${one} />`}>${words.kind(one.kind)}${one.amount
      ? html` of ${money(one.amount, one.currency)}` : ''}<//>
    <${Steps} operation=${one} />
    ${known && html`<p class="lead">${known.why}</p>`}
    <${Why} one=${one} /><${Proposed} proposal=${words.isOpen(one) && known?.proposal} />
    <div class="columns">
      <${Panel} title="Facts" id="facts"><${Facts} rows=${[
        known && ['Asked for by', known.asked_by],
        ['Card', html`<${Id} value=${one.card_id} to="cards" />`],
        ['Cardholder', html`<${Id} value=${one.cardholder_id} to="cardholders" />`],
        one.fee && ['Fee', money(one.fee, one.currency)],
        ['Asked for', html`<${Time} at=${one.created_at} />`],
        ['Sent', html`<${Time} at=${one.sent_at} />`],
        ['Settled', html`<${Time} at=${one.settled_at} />`],
        ['Took', one.settled_at ? duration(new Date(one.settled_at) - new Date(one.created_at)) : html`open for <${Age} since=${one.created_at} />`],
        ['Id', html`<${Id} value=${one.id} whole /> <${Copy} value=${one.id} />`],
      ]} /><//>
      <${Panel} title="Evidence" id="evidence"><${Verdict} verdict=${known?.verdict} /><${Evidence} evidence=${one.evidence} />
        <${Decide} operation=${one} two=${known?.needs_two_people} done=${live.reload} /><//>
    </div>
    ${one.card_id ? html`<${TimelineOf} card=${one.card_id} operation=${one.id} />`
      : known && html`<${Timeline} live=${{ data: { entries: known.timeline } }} operation=${one.id} />`}`}<//>`;
}

function Why({ one }) {
  const notes = one.warnings.filter((name) => name !== 'approval_required');
  return html`${one.reason && html`<div class="callout bad"><p class="strong">Failed: ${words.plain(one.reason.code).toLowerCase()}</p>
      ${one.reason.issuer && html`<p>In BananaTech’s words, or the operator’s: “${one.reason.issuer}”</p>`}</div>`}
    ${notes.map((note) => html`<div class="callout warn" key=${note}><p class="strong">${words.warning(note)}</p></div>`)}`;
}
