// The sandbox's script of what goes wrong on purpose.
import { html, useState } from '../lib/preact.js';
import { control } from '../control.js';
import { useLive } from '../live.js';
import { Panel } from '../parts/basic.js';
import { Wrong, useAct } from '../parts/dialog.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import * as words from '../words.js';

const KINDS = {
  LOSE: 'The next webhook is recorded and never sent',
  FORGET: 'The next webhook is neither sent nor recorded',
  DELAY: 'The next webhook comes ten seconds late',
  DUPLICATE: 'The next webhook comes three times',
  TYPE_SWAP: 'The next webhook’s envelope names another type',
  UNKNOWN_EVENT: 'The next webhook is of a type nobody knows',
  DROP_AFTER: 'The next call is carried out and not answered',
  DOWN: 'The next call is answered 503, nothing is done',
  REFUSE: 'The next call is refused',
  FAIL: 'What is asked for next fails later',
};
const DELAY_MS = 10_000;
const EVERY_MS = 2_000;

export function Faults() {
  const live = useLive(() => control('/faults'), 'faults', { every: EVERY_MS });
  const [kind, setKind] = useState('LOSE');
  const add = useAct(() => control('/faults', 'POST', { kind, times: 1, ...(kind === 'DELAY' && { delay_ms: DELAY_MS }) }), live.reload);
  const clear = useAct(() => control('/faults', 'DELETE'), live.reload);
  return html`<${Panel} title="Faults" id="faults" wide>
    <form class="inline" onSubmit=${(event) => { event.preventDefault(); add.run(); }}>
      <label class="field"><span>What goes wrong</span><select value=${kind} onChange=${(event) => setKind(event.target.value)}>
        ${Object.entries(KINDS).map(([name, text]) => html`<option key=${name} value=${name}>${text}</option>`)}</select></label>
      <button type="submit" class="main" disabled=${add.busy}>Switch it on</button>
      <button type="button" class="quiet" onClick=${clear.run}>Clear all</button></form>
    <${Wrong} error=${add.error ?? clear.error} />
    <${Shown} live=${live} lines=${2}>${({ data }) => (data.length === 0 ? html`<${Empty} title="Nothing goes wrong" />`
      : html`<${Table} label="Faults" rows=${data} columns=${[
        { name: 'Fault', cell: (one) => KINDS[one.kind] ?? words.plain(one.kind) },
        { name: 'For', cell: (one) => Object.values(one.match ?? {}).join(', ') || 'all' },
        { name: 'Struck', end: true, cell: (one) => `${one.struck}${one.times ? ` of ${one.times}` : ''}` },
      ]} />`)}<//><//>`;
}
