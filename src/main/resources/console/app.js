// The frame: who is signed in, where one is, whether what is shown is live.
import { html, render, useEffect, useRef } from './lib/preact.js';
import { Problem, api } from './api.js';
import { begin, leave, session } from './session.js';
import { loadSettings } from './settings.js';
import { useValue } from './state.js';
import { again, place } from './router.js';
import { useLive } from './live.js';
import { Frame } from './parts/frame.js';
import { Failure, Loading } from './parts/states.js';
import { NotOperator, SignIn } from './pages/signin.js';
import { pageAt } from './pages/pages.js';

const PULSE_MS = 10_000;

function Console() {
  const { state, who, why } = useValue(session);
  if (state === 'starting') {
    return html`<main class="alone"><${Loading} lines=${3} /></main>`;
  }
  return state === 'in' ? html`<${SignedIn} who=${who} />` : html`<${SignIn} why=${why} />`;
}

// The role is asked of the service: what a token says about itself is for the service to judge.
function SignedIn({ who }) {
  const role = useLive(() => api('/v1/admin/switches'), who, { matters: () => false });
  if (role.error instanceof Problem && role.error.status === 403) {
    return html`<${NotOperator} who=${who} leave=${() => leave()} />`;
  }
  if (role.error && !role.data) {
    return html`<main class="alone"><${Failure} error=${role.error} again=${role.reload} /></main>`;
  }
  return role.data ? html`<${Inside} who=${who} />`
    : html`<main class="alone"><${Loading} lines=${3} /></main>`;
}

// What needs a person is counted on every page, so the overview is read here, once.
function Inside({ who }) {
  const overview = useLive(() => api('/v1/admin/overview'), 'overview', {
    matters: ({ name }) => name === 'operation.updated', every: PULSE_MS,
  });
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
