// The stream of events, read with fetch because EventSource can't send a token. It comes back by itself and
// goes on after the last event it was told of.
import { observable } from './state.js';
import { ended, renew, session, token } from './session.js';

const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

// state: connecting, live or lost; since when.
export const connection = observable({ state: 'connecting', since: Date.now() });

const followers = new Set();
let lastId;
let wait = FIRST_WAIT_MS;
let timer;
let cut = () => {};

export function onEvent(follower) {
  followers.add(follower);
  return () => followers.delete(follower);
}

session.follow(({ state }) => {
  if (state === 'in') {
    connect();
  } else {
    clearTimeout(timer);
    cut();
  }
});

addEventListener('online', () => session.get().state === 'in' && connect());

async function connect() {
  clearTimeout(timer);
  cut();
  const mine = new AbortController();
  cut = () => mine.abort();
  try {
    await read(mine);
  } catch {
    // Every end is the same: it comes back.
  }
  if (!mine.signal.aborted || mine.silent) {
    lost();
  }
}

function lost() {
  if (connection.get().state !== 'lost') {
    connection.set({ state: 'lost', since: Date.now() });
  }
  if (session.get().state === 'in') {
    timer = setTimeout(connect, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
}

async function read(mine) {
  const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${token()}` };
  if (lastId) {
    headers['Last-Event-ID'] = lastId;
  }
  const answer = await fetch('/v1/events', {
    headers, signal: mine.signal, cache: 'no-store', credentials: 'omit',
  });
  if (answer.status === 401 && !await renew()) {
    ended();
  }
  if (!answer.ok) {
    return;
  }
  wait = FIRST_WAIT_MS;
  const again = connection.get().state === 'lost';
  connection.set({ state: 'live', since: Date.now() });
  if (again) {
    tell({ name: 'resumed', data: {} });
  }
  await pump(answer.body.getReader(), mine);
}

async function pump(reader, mine) {
  const text = new TextDecoder();
  let rest = '';
  for (;;) {
    const quiet = setTimeout(() => { mine.silent = true; mine.abort(); }, SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(quiet));
    if (done) {
      return;
    }
    const blocks = (rest + text.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop();
    blocks.forEach(take);
  }
}

function take(block) {
  const event = { name: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (colon > 0) {
      const member = line.slice(0, colon);
      event[member === 'event' ? 'name' : member] = value;
    }
  }
  lastId = event.id ?? lastId;
  if (event.data) {
    tell({ name: event.name, data: JSON.parse(event.data) });
  }
}

function tell(event) {
  followers.forEach((follower) => follower(event));
}
