// How far an operation has come, as steps.
import { html } from '../lib/preact.js';
import { clock } from '../format.js';
import * as words from '../words.js';

export function Steps({ operation: one }) {
  const ended = !words.isOpen(one);
  const steps = [
    { name: 'Asked for', at: one.created_at, done: true },
    { name: words.isHeld(one) ? 'Awaits approval' : 'Sent to BananaTech', at: one.sent_at, done: !!one.sent_at,
      now: !one.sent_at && !ended },
    { name: WAITS[one.status] ?? 'Outcome known', done: ended || one.status === 'IN_REVIEW',
      now: !!one.sent_at && !ended },
    { name: ended ? words.status(one.status) : 'Settled', at: one.settled_at, done: ended,
      bad: one.status === 'FAILED' },
  ];
  return html`<ol class="steps">${steps.map(({ name, at, done, now, bad }) => html`<li key=${name}
    class=${[done && 'done', now && 'now', bad && 'bad'].filter(Boolean).join(' ')} aria-current=${now ? 'step' : undefined}>
    <span class="name">${name}</span><span class="at">${at ? clock(new Date(at)) : now ? 'now' : ''}</span></li>`)}</ol>`;
}

const WAITS = {
  PENDING: 'Waits for the outcome', UNKNOWN: 'Settlement asks', IN_REVIEW: 'A person decides',
  REQUESTED: 'Outcome known',
};
