// Who is signed in. The token is kept in memory alone, so a reload forgets it and nothing on disk has it.
// Only where the sandbox is, which is on a developer's machine, it outlives a reload within its tab.
import { observable } from './state.js';
import { settings } from './settings.js';
import { comeBack, leaveForProvider, renewed } from './provider.js';

const KEPT = 'bananacards.dev-token';
const EARLY_MS = 60_000;

export const session = observable({ state: 'starting' });

let renewal;
let renewing;

export const token = () => session.get().token;

export async function begin() {
  try {
    const answer = settings.sign_in.kind === 'oidc' ? await comeBack() : givenInAddress();
    if (answer) {
      enter(answer);
    } else if (settings.sign_in.kind === 'oidc') {
      await leaveForProvider();
    } else {
      session.set({ state: 'out' });
    }
  } catch (failure) {
    session.set({ state: 'out', why: failure.message });
  }
}

// `/console/#token=…` as the developer's terminal prints it; never sent anywhere, and taken out at once.
function givenInAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    history.replaceState(null, '', '/console/#/');
  }
  const found = given || (settings.sandbox && sessionStorage.getItem(KEPT));
  return found ? { access_token: found } : null;
}

export function enter(answer) {
  const claims = read(answer.access_token);
  if (!claims) {
    session.set({ state: 'out', why: 'This is not a token: it should have three parts with dots between.' });
    return;
  }
  const ends = claims.exp ? claims.exp * 1000 : null;
  if (ends && ends < Date.now()) {
    session.set({ state: 'out', why: 'This token is no longer valid. Ask for another one.' });
    return;
  }
  if (settings.sandbox) {
    sessionStorage.setItem(KEPT, answer.access_token);
  }
  session.set({ state: 'in', token: answer.access_token, refresh: answer.refresh_token,
    who: claims.sub ?? 'somebody', ends });
  planRenewal(ends);
}

function planRenewal(ends) {
  clearTimeout(renewal);
  if (ends && session.get().refresh) {
    renewal = setTimeout(renew, Math.min(2 ** 31 - 1, Math.max(0, ends - Date.now() - EARLY_MS)));
  }
}

export function renew() {
  const { refresh } = session.get();
  if (!refresh) {
    return Promise.resolve(false);
  }
  renewing ??= renewed(refresh)
    .then((answer) => {
      enter({ refresh_token: refresh, ...answer });
      return true;
    })
    .catch(() => false)
    .finally(() => { renewing = undefined; });
  return renewing;
}

// What is on the page stays: whoever signs in again goes on where they were.
export function ended(why) {
  leave(why ?? 'Your session has ended.');
}

export function leave(why) {
  clearTimeout(renewal);
  sessionStorage.removeItem(KEPT);
  session.set({ state: 'out', why });
}

function read(text) {
  try {
    const part = text.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))));
  } catch {
    return null;
  }
}
