// What a page shows before, instead of and beside its data.
import { html } from '../lib/preact.js';
import { clock } from '../format.js';

export function Loading({ lines = 4 }) {
  return html`<div class="loading" role="status"><span class="unseen">Loading</span>
    ${Array.from({ length: lines }, (_, i) => html`<div class="bone" key=${i}></div>`)}
  </div>`;
}

export function Empty({ title, children }) {
  return html`<div class="empty"><p class="strong">${title}</p>${children && html`<p>${children}</p>`}</div>`;
}

const WHAT = {
  400: 'That can’t be asked so.',
  403: 'Your role may not see this.',
  404: 'There is nothing at this address.',
  429: 'You asked too often. It goes on in a moment.',
  503: 'The service can’t answer now. It is asked again.',
};

export function Failure({ error, again }) {
  const reached = error.status !== undefined;
  return html`<div class="failure" role="alert">
    <p class="strong">${reached ? WHAT[error.status] ?? error.title ?? 'The service refused.'
      : 'The service can’t be reached.'}</p>
    <p>${error.message}${error.code && html` <code>${error.code}</code>`}</p>
    ${error.errors?.map(({ pointer, detail }) => html`<p key=${pointer}>It ${detail}.</p>`)}
    ${again && html`<button type="button" onClick=${again}>Try again</button>`}
  </div>`;
}

// The service of this version does not tell it (yet).
export function NotAvailable({ what }) {
  return html`<div class="empty"><p class="strong">Not available</p>
    <p>This service does not tell ${what}.</p></div>`;
}

function Stale({ live }) {
  return html`<p class="stale" role="status">Could not be read anew: ${live.error.message} Shown as of
    ${' '}${clock(live.at)}.</p>`;
}

// Loading, failed, stale or there: children is a function of the data.
export function Shown({ live, what, lines, children }) {
  if (live.data !== undefined) {
    return html`${live.error && html`<${Stale} live=${live} />`}${children(live.data)}`;
  }
  if (live.error) {
    return what && live.error.status === 404
      ? html`<${NotAvailable} what=${what} />`
      : html`<${Failure} error=${live.error} again=${live.reload} />`;
  }
  return html`<${Loading} lines=${lines} />`;
}
