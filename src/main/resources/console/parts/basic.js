// The small parts that every page is made of.
import { html, useState } from '../lib/preact.js';
import { ago, local, precise, short, utc } from '../format.js';
import * as words from '../words.js';
import { useNow } from '../live.js';

// Local, and UTC for who points at it or reads it out.
export function Time({ at, exact }) {
  return at
    ? html`<time class="time" datetime=${at} title=${utc(at)}>${exact ? precise(at) : local(at)}</time>`
    : html`<span class="faint nothing">–</span>`;
}

export function Age({ since }) {
  const now = useNow();
  return since
    ? html`<time class="time" datetime=${since} title=${utc(since)}>${ago(since, now)}</time>`
    : html`<span class="faint nothing">–</span>`;
}

// Never by colour alone: each tone has a shape too, and the word stands beside it.
export function Status({ of, text }) {
  return html`<span class=${`status ${words.tone(of)}`}><span class="mark" aria-hidden="true"
    ></span>${text ?? words.status(of)}</span>`;
}

export function OperationStatus({ operation }) {
  return words.isHeld(operation)
    ? html`<${Status} of="UNKNOWN" text="Awaiting approval" />`
    : html`<${Status} of=${operation.status} />`;
}

export function Id({ value, to, whole }) {
  if (!value) {
    return html`<span class="faint nothing">–</span>`;
  }
  const text = whole ? value : short(value);
  return to
    ? html`<a class="id" href=${`#/${to}/${value}`} title=${value}>${text}</a>`
    : html`<span class="id" title=${value}>${text}</span>`;
}

export function Copy({ value, label = 'Copy id' }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return html`<button type="button" class="quiet small" onClick=${copy} aria-label=${label}
    >${done ? 'Copied' : 'Copy'}</button>`;
}

export function Title({ children, above, beside }) {
  return html`<header class="title">
    ${above && html`<p class="above">${above}</p>`}
    <div class="line"><h1 tabindex="-1">${children}</h1>${beside}</div>
  </header>`;
}

export function Panel({ title, beside, children, wide, id }) {
  return html`<section class=${`panel${wide ? ' wide' : ''}`} aria-labelledby=${id}>
    ${title && html`<header><h2 id=${id}>${title}</h2>${beside}</header>`}
    ${children}
  </section>`;
}

export function Facts({ rows }) {
  return html`<dl class="facts">
    ${rows.filter(Boolean).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

export function Json({ value }) {
  return html`<pre class="json" tabindex="0" aria-label="JSON"><code>${JSON.stringify(value, null, 2)}</code></pre>`;
}
