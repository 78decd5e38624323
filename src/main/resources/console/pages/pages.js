// Which page is at which address.
import { Title } from '../parts/basic.js';
import { Empty } from '../parts/states.js';
import { html } from '../lib/preact.js';
import { Overview } from './overview.js';
import { Search } from './search.js';
import { Card } from './card.js';
import { Cardholder } from './cardholder.js';
import { Deliveries } from './deliveries.js';
import { Delivery } from './delivery.js';
import { Operation } from './operation.js';
import { Operations } from './operations.js';
import { Review } from './review.js';
import { Switches } from './switches.js';
import { Sandbox } from './sandbox.js';
import { settings } from '../settings.js';

const LISTS = {
  search: [Search, 'Search'],
  deliveries: [Deliveries, 'Deliveries'],
  operations: [Operations, 'Operations'],
  review: [Review, 'Decide'],
  switches: [Switches, 'Switches'],
};

const ONES = {
  cards: [Card, 'Card', null],
  cardholders: [Cardholder, 'Cardholder', null],
  deliveries: [Delivery, 'Delivery', 'deliveries'],
  operations: [Operation, 'Operation', 'operations'],
};

export function pageAt({ parts: [first = '', id], query }) {
  const key = [first, id, query.q].join('/');
  if (first === '') {
    return { page: Overview, title: 'Overview', section: '', key };
  }
  if (first === 'sandbox' && settings.sandbox) {
    return { page: Sandbox, title: 'Sandbox', section: first, key };
  }
  const [page, title, section = first] = (id ? ONES[first] : LISTS[first]) ?? [Nowhere, 'Not found', null];
  return { page, title, section, key };
}

function Nowhere() {
  return html`<${Title}>Not found<//>
    <${Empty} title="There is no such page">Use the navigation, or search for what you look for.<//>`;
}
