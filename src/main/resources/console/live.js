// Something read from the service that stays fresh: read anew after events that matter to it, after the stream
// was lost, and where no event tells of it at an interval while the page is looked at.
import { useCallback, useEffect, useRef, useState } from './lib/preact.js';
import { onEvent } from './stream.js';

const TOGETHER_MS = 150;

const EMPTY = { data: undefined, error: undefined, loading: true, at: undefined };

export function useLive(load, key, { matters = () => true, every } = {}) {
  const [state, setState] = useState({ key, ...EMPTY });
  const turn = useRef(0);
  const now = useRef();
  now.current = { load, matters };

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const data = await now.current.load();
      if (mine === turn.current) {
        setState({ key, data, error: undefined, loading: false, at: Date.now() });
      }
    } catch (error) {
      if (mine === turn.current) {
        setState((was) => ({ ...(was.key === key ? was : { key, ...EMPTY }), error, loading: false }));
      }
    }
  }, [key]);

  useEffect(() => {
    setState((was) => (was.key === key ? was : { key, ...EMPTY }));
    reload();
    return () => { turn.current++; };
  }, [reload]);

  useEffect(() => {
    let soon;
    const stop = onEvent((event) => {
      if (event.name === 'reset' || event.name === 'resumed' || now.current.matters(event)) {
        soon ??= setTimeout(() => { soon = undefined; reload(); }, TOGETHER_MS);
      }
    });
    return () => { clearTimeout(soon); stop(); };
  }, [reload]);

  useEffect(() => {
    if (!every) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || reload(), every);
    return () => clearInterval(timer);
  }, [reload, every]);

  return { ...(state.key === key ? state : { key, ...EMPTY }), reload };
}

// Reads anew when the overview tells of another inbox: no event says that a delivery was stored or parked, and reading
// deliveries is written into the audit trail, which reading the overview is not.
export function useInbox(overview, reload) {
  const { pending, parked } = overview.data?.inbox ?? {};
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
    } else {
      reload();
    }
  }, [pending, parked]);
}

// For the pages' times: renders anew every second.
export function useNow(every = 1000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
