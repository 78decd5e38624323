// A person's decision about an operation: settle one in review, approve or refuse one that is held.
import { html, useState } from '../lib/preact.js';
import { post } from '../api.js';
import { Dialog, Reason, Wrong, useAct } from './dialog.js';
import { money } from '../format.js';
import * as words from '../words.js';

const ACTS = {
  SUCCEEDED: { title: 'It succeeded', go: 'Settle as succeeded', path: 'settle',
    hint: 'You say that BananaTech did it. The card itself changes by BananaTech’s word alone.' },
  FAILED: { title: 'It failed', go: 'Settle as failed', path: 'settle',
    hint: 'You say that BananaTech did not do it. Other operations of the card may begin again.' },
  APPROVE: { title: 'Approve', go: 'Approve and send', path: 'approve',
    hint: 'It passes all checks again and is then sent to BananaTech, once.' },
  REFUSE: { title: 'Refuse', go: 'Refuse', path: 'refuse', hint: 'It ends and was never sent.' },
};

export function Decide({ operation, two, done }) {
  const [asked, setAsked] = useState();
  const choices = words.isHeld(operation) ? ['APPROVE', 'REFUSE']
    : operation.status === 'IN_REVIEW' ? ['SUCCEEDED', 'FAILED'] : [];
  if (choices.length === 0) {
    return null;
  }
  return html`<p class="acts">${choices.map((choice) => html`<button type="button" key=${choice}
      onClick=${() => setAsked(choice)}>${ACTS[choice].title}…</button>`)}</p>
    ${asked && html`<${Ask} operation=${operation} choice=${asked} two=${two} close=${() => setAsked(undefined)} done=${done} />`}`;
}

function Ask({ operation, choice, two, close, done }) {
  const { go, path, hint } = ACTS[choice];
  const [reason, setReason] = useState('');
  const bodies = { settle: { outcome: choice, reason }, refuse: { reason } };
  const act = useAct(() => post(`/v1/admin/operations/${operation.id}/${path}`, bodies[path]), (settled) => {
    close();
    done?.(settled);
  });
  const submit = (event) => { event.preventDefault(); act.run(); };
  const sum = operation.amount ? ` of ${money(operation.amount, operation.currency)}` : '';
  return html`<${Dialog} title=${`${go}?`} close=${close}><form onSubmit=${submit}>
    <p><b>${words.kind(operation.kind)}${sum}</b>. ${hint}
      ${two && path === 'settle' && ' Two people have to decide the same before it holds.'}</p>
    ${path !== 'approve' && html`<${Reason} value=${reason} change=${setReason} hint="Kept in the audit trail with your name." />`}
    <${Wrong} error=${act.error} />
    <footer><button type="button" class="quiet" onClick=${close}>Cancel</button>
      <button type="submit" class="main" disabled=${act.busy}>${go}</button></footer>
  </form><//>`;
}
