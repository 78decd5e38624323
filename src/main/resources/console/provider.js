// Sign-in at the OIDC provider: authorization code flow with PKCE (RFC 7636) as a public client.
import { settings } from './settings.js';

const KEPT = 'bananacards.sign-in';
const HOME = '/console/';

const random = () => encoded(crypto.getRandomValues(new Uint8Array(32)));

function encoded(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const redirect = () => location.origin + HOME;

export async function leaveForProvider() {
  const { client_id, authorize_url, scopes } = settings.sign_in;
  const verifier = random();
  const state = random();
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, place: location.hash }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const to = new URL(authorize_url);
  Object.entries({
    response_type: 'code', client_id, redirect_uri: redirect(), scope: scopes, state,
    code_challenge: encoded(digest), code_challenge_method: 'S256',
  }).forEach(([name, value]) => to.searchParams.set(name, value));
  location.assign(to);
}

// The provider sent the browser back: a code is exchanged once, and leaves the address bar before anything else.
export async function comeBack() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has('state')) {
    return null;
  }
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  sessionStorage.removeItem(KEPT);
  history.replaceState(null, '', HOME + (kept?.place || '#/'));
  if (!kept || kept.state !== asked.get('state')) {
    throw new Error('The sign-in was not begun here. Try again.');
  }
  if (!asked.has('code')) {
    throw new Error(asked.get('error_description') ?? asked.get('error') ?? 'The provider refused.');
  }
  return exchange({
    grant_type: 'authorization_code', code: asked.get('code'), redirect_uri: redirect(),
    code_verifier: kept.verifier,
  });
}

export const renewed = (refresh) => exchange({ grant_type: 'refresh_token', refresh_token: refresh });

async function exchange(members) {
  const { client_id, token_url } = settings.sign_in;
  const answer = await fetch(token_url, {
    method: 'POST', credentials: 'omit', body: new URLSearchParams({ client_id, ...members }),
  });
  if (!answer.ok) {
    throw new Error(`The provider gave no token (${answer.status}). Try again.`);
  }
  return answer.json();
}
