// One thing that a list is narrowed to; the choice is kept in the address.
import { html } from '../lib/preact.js';
import { query } from '../api.js';
import { go } from '../router.js';
import * as words from '../words.js';

export function Choice({ name, at, filter, member, values, text = words.status }) {
  const change = (event) => go(`/${at}${query({ ...filter, [member]: event.target.value })}`);
  return html`<label class="choice"><span>${name}</span>
    <select value=${filter[member] ?? ''} onChange=${change}>
      <option value="">All</option>
      ${values.map((value) => html`<option key=${value} value=${value} selected=${filter[member] === value}>${text(value)}</option>`)}
    </select></label>`;
}
