// A table that becomes a list of cards where it is narrow: each cell then names its column.
import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { Empty, Failure } from './states.js';

export function Table({ columns, rows, label, keyOf = (row) => row.id }) {
  return html`<div class="scroll"><table class="rows" aria-label=${label}>
    <thead><tr>${columns.map(({ name, end }) => html`<th scope="col" class=${end ? 'end' : ''}>${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${keyOf(row)}>
      ${columns.map(({ name, cell, end }) => html`<td data-name=${name} class=${end ? 'end' : ''}>${cell(row)}</td>`)}
    </tr>`)}</tbody>
  </table></div>`;
}

// The first page stays live; what was asked for beyond it is added below and stays as it was read.
export function Pages({ first, path, columns, label, empty }) {
  const [more, setMore] = useState({ rows: [], next: undefined });
  const [error, setError] = useState();
  const known = new Set(first.data.map(({ id }) => id));
  const rows = [...first.data, ...more.rows.filter(({ id }) => !known.has(id))];
  const next = more.next === undefined ? first.next : more.next;
  const load = async () => {
    try {
      const page = await api(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next)}`);
      setMore({ rows: [...more.rows, ...page.data], next: page.next });
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
  };
  if (rows.length === 0) {
    return html`<${Empty} title=${empty[0]}>${empty[1]}<//>`;
  }
  return html`<${Table} columns=${columns} rows=${rows} label=${label} />
    ${error && html`<${Failure} error=${error} />`}
    ${next && html`<p class="more"><button type="button" onClick=${load}>Show older</button></p>`}`;
}
