// Header, navigation and the mark that says whether what is shown is live.
import { html, useEffect, useRef } from '../lib/preact.js';
import { clock } from '../format.js';
import { connection } from '../stream.js';
import { leave } from '../session.js';
import { settings } from '../settings.js';
import { useValue } from '../state.js';
import { go } from '../router.js';

const SECTIONS = [
  { at: '', name: 'Overview' },
  { at: 'review', name: 'Decide', count: ({ in_review: some, awaiting_approval: more }) => some + more },
  { at: 'deliveries', name: 'Deliveries', count: ({ parked }) => parked },
  { at: 'operations', name: 'Operations' },
  { at: 'switches', name: 'Switches' },
];

const SANDBOX = { at: 'sandbox', name: 'Sandbox' };

export function Frame({ who, section, overview, children }) {
  const sections = settings.sandbox ? [...SECTIONS, SANDBOX] : SECTIONS;
  return html`<a class="skip" href="#main" onClick=${skip}>To the content</a>
    <header class="bar">
      <a class="brand" href="#/"><${Mark} /><span>Bananacards</span></a>
      <${SearchBox} />
      <${Live} />
      <span class="who" title="Signed in">${who}</span>
      <button type="button" class="quiet" onClick=${() => leave()}>Sign out</button>
    </header>
    <nav aria-label="Pages"><ul>
      ${sections.map(({ at, name, count }) => html`<li key=${at}><a href=${`#/${at}`}
        aria-current=${section === at ? 'page' : undefined}>${name}<${Count} of=${count} overview=${overview} /></a></li>`)}
    </ul></nav>
    <${Lost} />
    ${children}`;
}

function skip(click) {
  click.preventDefault();
  document.querySelector('#main h1')?.focus();
}

function Mark() {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect x="2" y="6" width="28" height="20" rx="4" class="plate" />
    <path d="M7 12c1 6 6 9 13 8 2 0 4-1 5-3-2 1-4 1-6 1-5 0-8-2-9-7z" class="peel" /></svg>`;
}

function Count({ of, overview }) {
  const count = of && overview.data?.needs_person ? of(overview.data.needs_person) : 0;
  return count > 0 ? html`<span class="count"><span class="unseen">, </span>${count}<span class="unseen"> to be looked at</span></span>` : null;
}

// "/" brings one here from wherever one is, as in other consoles.
function SearchBox() {
  const input = useRef();
  useEffect(() => {
    const hotkey = (press) => {
      const writing = press.target.closest?.('input, textarea, select, dialog');
      if (press.key === '/' && !writing && !press.ctrlKey && !press.metaKey) {
        press.preventDefault();
        input.current.focus();
      }
    };
    addEventListener('keydown', hotkey);
    return () => removeEventListener('keydown', hotkey);
  }, []);
  const search = (submit) => {
    submit.preventDefault();
    const text = input.current.value.trim();
    if (text) {
      go(`/search?q=${encodeURIComponent(text)}`);
    }
  };
  return html`<form class="search" role="search" onSubmit=${search}>
    <input ref=${input} type="search" name="q" aria-label="Search" autocomplete="off"
      placeholder="Card, last four, e-mail, operation, delivery" />
    <kbd aria-hidden="true">/</kbd></form>`;
}

const STATES = { connecting: 'Connecting', live: 'Live', lost: 'Not live' };

function Live() {
  const { state, since } = useValue(connection);
  return html`<span class=${`live ${state}`} role="status" title=${`since ${clock(since)}`}>
    <span class="dot" aria-hidden="true"></span>${STATES[state]}</span>`;
}

function Lost() {
  const { state, since } = useValue(connection);
  return state === 'lost' ? html`<p class="lost" role="status">The live stream was lost at ${clock(since)}.
    What is below may be old; the console reconnects by itself.</p>` : null;
}
