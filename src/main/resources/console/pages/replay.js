// Replays the parked deliveries that a filter finds: counted first, then confirmed. What comes after the count is left.
import { html, useEffect, useState } from '../lib/preact.js';
import { post } from '../api.js';
import { Dialog, Wrong, useAct } from '../parts/dialog.js';
import { Loading } from '../parts/states.js';
import * as words from '../words.js';

const AT = '/v1/admin/deliveries/replay';

export function ReplayFiltered({ filter: { type, reason, source }, close }) {
  const body = Object.fromEntries(Object.entries({ type, reason, source }).filter(([, value]) => value));
  const [count, setCount] = useState();
  const [done, setDone] = useState();
  const ask = useAct(() => post(AT, { ...body, dry_run: true }), setCount);
  const act = useAct(() => replayAll(body, count.up_to, setDone));
  useEffect(() => { ask.run(); }, []);
  const absent = ask.error?.status === 404 || ask.error?.status === 405;
  return html`<${Dialog} title="Replay parked deliveries" close=${close}>
    <p>${narrowed(body)}</p>
    ${absent ? html`<p>This service can’t replay a set. Open a delivery to replay it alone.</p>`
      : html`<${Wrong} error=${ask.error} />`}
    ${!count && !ask.error && html`<${Loading} lines=${1} />`}
    ${count && !done && html`<p class="big"><b>${count.left}</b> would be tried again, now. None has an effect twice.</p>`}
    ${done && html`<p class="big" role="status"><b>${done.replayed}</b> ${done.left ? `are being tried again, ${done.left} are left`
      : 'are being tried again'}.</p>`}
    <${Wrong} error=${act.error} />
    <footer>
      <button type="button" class="quiet" onClick=${close}>${done ? 'Close' : 'Cancel'}</button>
      ${!done && html`<button type="button" class="main" disabled=${!count?.left || act.busy}
        onClick=${() => act.run()}>Replay ${count?.left ?? ''}</button>`}
    </footer>
  <//>`;
}

// So many at a time, until all that were counted are done.
async function replayAll(body, upTo, tell) {
  let replayed = 0;
  let after;
  do {
    const part = await post(AT, { ...body, dry_run: false, up_to: upTo, ...(after && { after }) });
    replayed += part.replayed;
    after = part.next;
    tell({ replayed, left: part.left });
  } while (after);
}

function narrowed({ type, reason, source }) {
  const parts = [type && `of type ${type}`, source && `from ${words.plain(source).toLowerCase()}`,
    reason && `because of “${words.plain(reason).toLowerCase()}”`].filter(Boolean);
  return `All parked deliveries${parts.length ? ` ${parts.join(', ')}` : ''}.`;
}
