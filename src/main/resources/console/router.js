// Pages have addresses behind the #, so that they can be bookmarked and the service need not know them.
import { observable } from './state.js';

export const place = observable(read());

addEventListener('hashchange', again);

// Also when the address was changed without the browser telling.
export function again() {
  place.set(read());
}

function read() {
  const [path, search] = location.hash.slice(1).split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { parts, query: Object.fromEntries(new URLSearchParams(search ?? '')) };
}

export function go(hash) {
  location.hash = hash;
}

// Goes on from a page that "back" is not to lead to.
export function goOn(hash) {
  history.replaceState(null, '', `#${hash}`);
  again();
}
