// Kinds of operation that are stopped on all replicas.
import { html, useState } from '../lib/preact.js';
import { api, put } from '../api.js';
import { useLive } from '../live.js';
import { Status, Time, Title } from '../parts/basic.js';
import { Dialog, Reason, Wrong, useAct } from '../parts/dialog.js';
import { Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import * as words from '../words.js';

export function Switches() {
  const live = useLive(() => api('/v1/admin/switches'), 'switches', { matters: () => false, every: 15_000 });
  const [asked, setAsked] = useState();
  const columns = [
    { name: 'Kind', cell: (one) => words.kind(one.kind) },
    { name: 'State', cell: (one) => html`<${Status} of=${one.stopped ? 'FAILED' : 'ACTIVE'} text=${one.stopped ? 'Stopped' : 'Allowed'} />` },
    { name: 'Why', cell: (one) => (one.stopped ? html`${one.reason} <span class="faint">by ${one.stopped_by}</span>` : html`<span class="faint nothing">–</span>`) },
    { name: 'Since', cell: (one) => html`<${Time} at=${one.stopped_at} />` },
    { name: 'Act', end: true, cell: (one) => html`<button type="button" class="small" onClick=${() => setAsked(one)}
      aria-label=${`${one.stopped ? 'Resume' : 'Stop'} ${words.kind(one.kind)}`}>${one.stopped ? 'Resume…' : 'Stop…'}</button>` },
  ];
  return html`<${Title}>Switches<//>
    <p class="lead">A kind that is stopped is opened by no command that begins later, on any replica. What was begun goes on.</p>
    <${Shown} live=${live} lines=${6}>${({ data }) => html`<${Table} label="Kinds of operation" rows=${data} columns=${columns}
      keyOf=${(one) => one.kind} />`}<//>
    ${asked && html`<${Ask} one=${asked} close=${() => setAsked(undefined)} done=${live.reload} />`}`;
}

function Ask({ one, close, done }) {
  const [reason, setReason] = useState('');
  const name = words.kind(one.kind).toLowerCase();
  const act = useAct(() => put(`/v1/admin/switches/${one.kind}`, { stopped: !one.stopped, reason }), () => {
    close();
    done();
  });
  return html`<${Dialog} title=${`${one.stopped ? 'Resume' : 'Stop'} ${name}?`} close=${close}>
    <form onSubmit=${(event) => { event.preventDefault(); act.run(); }}>
      <p>${one.stopped ? 'Commands of this kind are taken again.' : 'Every command of this kind is refused until somebody resumes it.'}</p>
      <${Reason} value=${reason} change=${setReason} hint="Kept in the audit trail with your name." />
      <${Wrong} error=${act.error} />
      <footer><button type="button" class="quiet" onClick=${close}>Cancel</button>
        <button type="submit" class="main" disabled=${act.busy}>${one.stopped ? 'Resume' : 'Stop'}</button></footer>
    </form><//>`;
}
