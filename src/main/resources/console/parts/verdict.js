// What the witnesses add up to, and what a first person decided.
import { html } from '../lib/preact.js';
import { Time } from './basic.js';
import * as words from '../words.js';

const VERDICTS = {
  MOVED: 'The witnesses say that money moved.',
  NOT_MOVED: 'The witnesses say that no money moved.',
  UNDECIDED: 'The witnesses do not decide it.',
};

export function Verdict({ verdict }) {
  return verdict ? html`<p class="summed-up">${VERDICTS[verdict] ?? words.plain(verdict)}</p>` : null;
}

export function Proposed({ proposal }) {
  return proposal ? html`<div class="callout wait"><p class="strong">${proposal.by} decided: ${
    words.status(proposal.outcome).toLowerCase()}</p>
    <p>“${proposal.reason}” at <${Time} at=${proposal.at} />. Somebody else has to decide the same.</p></div>` : null;
}
