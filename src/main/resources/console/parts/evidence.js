// What each witness said, side by side.
import { html } from '../lib/preact.js';
import { Time } from './basic.js';
import * as words from '../words.js';

const SIDES = {
  SUCCESS: 'for', MOVED: 'for', APPROVED: 'for', FAILED: 'against', NOT_MOVED: 'against', REFUSED: 'against',
};

export function Evidence({ evidence }) {
  if (evidence.length === 0) {
    return html`<p class="faint">No witness was heard yet.</p>`;
  }
  return html`<ul class="evidence">${evidence.map((one, at) => {
    const side = SIDES[one.says] ?? 'neither';
    return html`<li key=${at} class=${side}>
      <p class="witness">${words.witness(one.witness)}</p>
      <p class="says"><span class="mark" aria-hidden="true"></span>${words.says(one.says)}</p>
      ${one.details && html`<p class="details">${one.details}</p>`}
      <p class="when"><${Time} at=${one.at} /></p>
    </li>`;
  })}</ul>`;
}
