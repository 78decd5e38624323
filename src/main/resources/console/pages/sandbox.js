// Development only: plays BananaTech, so that one can watch what the service makes of it.
import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { control } from '../control.js';
import { useLive } from '../live.js';
import { money } from '../format.js';
import { Panel, Status, Title } from '../parts/basic.js';
import { Wrong, useAct } from '../parts/dialog.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { Faults } from './faults.js';
import { go } from '../router.js';

const EVERY_MS = 2_000;

export function Sandbox() {
  const live = useLive(() => control('/state'), 'sandbox', { every: EVERY_MS });
  return html`<${Title}>Sandbox<//>
    <p class="lead">What BananaTech would do, done by you. It exists in development alone.</p>
    <${Shown} live=${live} what="the sandbox" lines=${8}>${(state) => html`<div class="columns even">
      <${Users} users=${state.users} settings=${state.settings} done=${live.reload} />
      <${Purchase} cards=${state.cards} done=${live.reload} />
    </div><${Faults} />`}<//>`;
}

const BY_HAND_MS = 86_400_000;
const SOON_MS = 500;

function Users({ users, settings, done }) {
  const act = useAct((user, decision) => control(`/users/${user}/${decision}`, 'POST', {}), done);
  const tune = useAct((byHand) => control('/settings', 'PUT', { approve_after_ms: byHand ? BY_HAND_MS : SOON_MS }), done);
  const waiting = users.filter((user) => user.status === 'PENDING');
  return html`<${Panel} title="Users to decide" id="users">
    <label class="check"><input type="checkbox" checked=${settings.approve_after_ms >= BY_HAND_MS}
      onChange=${(event) => tune.run(event.target.checked)} /> Decide by hand from now on</label>
    <${Wrong} error=${act.error ?? tune.error} />
    ${waiting.length === 0 ? html`<${Empty} title="None waits">Users are approved ${settings.approve_after_ms < BY_HAND_MS ? 'by themselves' : 'here'}.<//>`
      : html`<${Table} label="Users" rows=${waiting} keyOf=${(user) => user.user_id} columns=${[
        { name: 'User', cell: (user) => html`${user.email ?? user.user_id}` },
        { name: 'Status', cell: (user) => html`<${Status} of=${user.status} />` },
        { name: 'Decide', end: true, cell: (user) => html`<button type="button" class="small" onClick=${() => act.run(user.user_id, 'approve')}>Approve</button>
          <button type="button" class="small quiet" onClick=${() => act.run(user.user_id, 'reject')}>Reject</button>` },
      ]} />`}<//>`;
}

function Purchase({ cards, done }) {
  const usable = cards.filter((card) => card.status !== 'CLOSED');
  const [card, setCard] = useState('');
  const [amount, setAmount] = useState('12.50');
  const [said, setSaid] = useState();
  const chosen = card || usable[0]?.card_id;
  const act = useAct(() => control(`/cards/${chosen}/purchase`, 'POST', { amount: Number(amount), merchant: 'Banana Market' }),
    (answer) => { setSaid(answer); done(); });
  const watch = useAct(() => api(`/v1/admin/search?q=${chosen}`),
    ({ data }) => go(`/cards/${data.find((one) => one.type === 'card').id}`));
  return html`<${Panel} title="A purchase" id="purchase">${usable.length === 0
    ? html`<${Empty} title="No card yet">The walk that the terminal printed makes one.<//>`
    : html`<form class="inline" onSubmit=${(event) => { event.preventDefault(); act.run(); }}>
      <label class="field"><span>Card</span><select onChange=${(event) => setCard(event.target.value)}>
        ${usable.map((one) => html`<option key=${one.card_id} value=${one.card_id}>${one.card_id} · ${one.status} · ${money(one.balance)}</option>`)}</select></label>
      <label class="field"><span>Amount</span><input inputmode="decimal" required pattern="[0-9]+([.][0-9]{1,2})?" value=${amount}
        onInput=${(event) => setAmount(event.target.value)} /></label>
      <button type="submit" class="main" disabled=${act.busy}>Purchase</button></form>
    <${Wrong} error=${act.error ?? watch.error} />
    ${said && html`<p role="status"><${Status} of=${said.status} /> ${money(said.amount, said.currency)}.
      <button type="button" class="small" onClick=${() => watch.run()}>Watch the card</button></p>`}`}<//>`;
}
