// A question before something is done: a native dialog, so that keyboard and focus are the browser's.
import { html, useEffect, useRef, useState } from '../lib/preact.js';

export function Dialog({ title, close, children }) {
  const element = useRef();
  useEffect(() => {
    element.current.showModal();
    return () => element.current?.close();
  }, []);
  return html`<dialog ref=${element} aria-labelledby="asked" onClose=${close}
    onClick=${(click) => click.target === element.current && close()}>
    <div class="inner"><h2 id="asked">${title}</h2>${children}</div>
  </dialog>`;
}

// Runs what a button asks for: once at a time, and what went wrong is kept to be shown.
export function useAct(act, done = () => {}) {
  const [state, setState] = useState({});
  const run = async (...given) => {
    setState({ busy: true });
    try {
      const result = await act(...given);
      setState({});
      done(result);
    } catch (error) {
      setState({ error });
    }
  };
  return { ...state, run };
}

export function Wrong({ error }) {
  return error ? html`<p class="wrong" role="alert">${error.message}${error.code && html` <code>${error.code}</code>`}</p>` : null;
}

// A reason that the audit trail keeps.
export function Reason({ value, change, label = 'Reason', hint }) {
  return html`<label class="field"><span>${label}</span>
    <textarea rows="3" maxlength="500" required value=${value}
      onInput=${(input) => change(input.target.value)}></textarea>
    ${hint && html`<small>${hint}</small>`}
  </label>`;
}
