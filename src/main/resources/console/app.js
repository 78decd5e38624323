// The frame: who is signed in, where one is, whether what is shown is live.
import { html, render, useEffect, useRef } from './lib/preact.js';
import { api } from './api.js';
import { begin, leave, session } from './session.js';
import { loadSettings } from './settings.js';
import { useValue } from './state.js';
import { again, place } from './router.js';
import { useLive } from './live.js';
import { Frame } from './parts/frame.js';
import { Loading } from './parts/states.js';
import { NotOperator, SignIn } from './pages/signin.js';
import { pageAt } from './pages/pages.js';

const PULSE_MS = 5_000;

function Console() {
  const { state, who, why } = useValue(session);
  if (state === 'starting') {
    return html`<main class="alone"><${Loading} lines=${3} /></main>`;
  }
  return state === 'in' ? html`<${SignedIn} who=${who} />` : html`<${SignIn} why=${why} />`;
}

// What needs a person is counted on every page, so the overview is read here, once. Whether one is an operator is for
// the service to say: its refusal is believed, not what a token says about itself.
function SignedIn({ who }) {
  const overview = useLive(() => api('/v1/admin/overview'), who, {
    matters: ({ name }) => name === 'operation.updated', every: PULSE_MS,
  });
  if (overview.loading) {
    return html`<main class="alone"><${Loading} lines=${3} /></main>`;
  }
  return overview.error?.status === 403 ? html`<${NotOperator} who=${who} leave=${() => leave()} />`
    : html`<${Inside} who=${who} overview=${overview} />`;
}

function Inside({ who, overview }) {
  const at = useValue(place);
  const { page: Page, title, section, key } = pageAt(at);
  const main = useRef();
  useEffect(() => {
    document.title = `${title} · Bananacards`;
    scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [key]);
  return html`<${Frame} who=${who} section=${section} overview=${overview}>
    <main id="main" ref=${main}><${Page} key=${key} place=${at} overview=${overview} /></main>
  <//>`;
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${Console} />`, root);
loadSettings().then(begin).catch(({ message }) => session.set({ state: 'out', why: message })).finally(again);
