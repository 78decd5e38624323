// Before one is in.
import { html, useState } from '../lib/preact.js';
import { begin, enter } from '../session.js';
import { settings } from '../settings.js';

export function SignIn({ why }) {
  const provider = settings.sign_in.kind === 'oidc';
  return html`<main class="alone signin">
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect x="2" y="6" width="28" height="20" rx="4" class="plate" />
      <path d="M7 12c1 6 6 9 13 8 2 0 4-1 5-3-2 1-4 1-6 1-5 0-8-2-9-7z" class="peel" /></svg>
    <h1>Bananacards console</h1>
    ${why && html`<p class="wrong" role="alert">${why}</p>`}
    ${provider
      ? html`<p>You sign in where your organisation signs in.</p>
        <button type="button" class="main" onClick=${() => begin()}>Sign in</button>`
      : html`<${Paste} />`}
  </main>`;
}

function Paste() {
  const [text, setText] = useState('');
  const submit = (event) => {
    event.preventDefault();
    enter({ access_token: text.trim().replace(/^Bearer\s+/i, '') });
  };
  return html`<form onSubmit=${submit}>
    <label class="field"><span>Token of an operator</span>
      <textarea rows="5" name="token" required spellcheck=${false} autocomplete="off" value=${text}
        onInput=${(input) => setText(input.target.value)}></textarea>
      <small>It stays in this page's memory and goes to this service alone.</small></label>
    <button type="submit" class="main">Sign in</button>
  </form>`;
}

export function NotOperator({ who, leave }) {
  return html`<main class="alone signin">
    <h1>Not for your role</h1>
    <p>You are signed in as <b>${who}</b>. The console is for the role <code>operator</code>, which your token does not
      have. Whoever runs your identity provider can give it to you.</p>
    <button type="button" onClick=${leave}>Sign in as somebody else</button>
  </main>`;
}
