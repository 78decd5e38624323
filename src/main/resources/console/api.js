// The service's API as the console uses it: JSON in and out, problems as errors.
import { ended, renew, token } from './session.js';

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The service answered ${status}.`);
    this.status = status;
    this.code = body.code;
    this.title = body.title;
    this.operation = body.operation_id;
    this.errors = body.errors ?? [];
  }
}

export async function api(path, { method = 'GET', body, signal } = {}) {
  const answer = await asked(path, method, body, signal);
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Problem(answer.status, json);
  }
  return json;
}

async function asked(path, method, body, signal) {
  const first = await send(path, method, body, signal);
  if (first.status !== 401) {
    return first;
  }
  const again = await renew() ? await send(path, method, body, signal) : first;
  if (again.status === 401) {
    ended();
  }
  return again;
}

function send(path, method, body, signal) {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token()}` };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return fetch(path, {
    method, headers, signal, cache: 'no-store', credentials: 'omit',
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

export const post = (path, body) => api(path, { method: 'POST', body });
export const put = (path, body) => api(path, { method: 'PUT', body });

// A query from what is set.
export function query(members) {
  const set = Object.entries(members).filter(([, value]) => value);
  const text = new URLSearchParams(set).toString();
  return text ? `?${text}` : '';
}
