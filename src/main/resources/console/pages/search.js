// From whatever the complaint names to the thing it is about.
import { html, useEffect } from '../lib/preact.js';
import { api, query } from '../api.js';
import { useLive } from '../live.js';
import { Id, Status, Title } from '../parts/basic.js';
import { Empty, Shown } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { goOn } from '../router.js';
import * as words from '../words.js';

export const PLACES = {
  card: 'cards', cardholder: 'cardholders', operation: 'operations', delivery: 'deliveries',
};

export function Search({ place: { query: { q = '' } } }) {
  const live = useLive(() => api(`/v1/admin/search${query({ q })}`), q, { matters: () => false });
  return html`<${Title} above="Search">“${q}”<//>
    <${Shown} live=${live} what="what it finds">${({ data }) => html`<${Found} data=${data} />`}<//>`;
}

const MATCHED = {
  id: 'its id', issuer_card_id: 'BananaTech’s card number', issuer_user_id: 'BananaTech’s user number',
  issuer_number: 'BananaTech’s number', last4: 'the last four digits', email: 'the e-mail address',
};

function Found({ data }) {
  useEffect(() => {
    if (data.length === 1) {
      goOn(`/${PLACES[data[0].type]}/${data[0].id}`);
    }
  }, [data]);
  if (data.length === 0) {
    return html`<${Empty} title="Nothing was found">Search knows whole ids, BananaTech’s numbers, the last four digits of a
      card, and how an e-mail address begins. It never looks for a card number.<//>`;
  }
  return html`<${Table} label="Found" rows=${data} keyOf=${(one) => one.type + one.id} columns=${[
    { name: 'What', cell: (one) => words.plain(one.type) },
    { name: 'Name', cell: (one) => html`<a href=${`#/${PLACES[one.type]}/${one.id}`}>${one.title}</a>` },
    { name: 'Status', cell: (one) => html`<${Status} of=${one.status} />` },
    { name: 'Found by', cell: (one) => MATCHED[one.matched] ?? words.plain(one.matched) },
    { name: 'Id', end: true, cell: (one) => html`<${Id} value=${one.id} to=${PLACES[one.type]} />` },
  ]} />`;
}
