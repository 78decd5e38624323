// Times, durations, amounts and ids as text.
const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const clock = (when) => CLOCK.format(when);
export const minute = (when) => MINUTE.format(when);

// Today the time alone, else with the day.
export function local(when, now = new Date()) {
  const at = new Date(when);
  if (at.toDateString() === now.toDateString()) {
    return clock(at);
  }
  const day = at.getFullYear() === now.getFullYear() ? DAY.format(at) : DATE.format(at);
  return `${day}, ${clock(at)}`;
}

// For what follows each other within a second.
export function precise(when) {
  return `${local(when)}.${String(new Date(when).getMilliseconds()).padStart(3, '0')}`;
}

export function utc(when) {
  return `${new Date(when).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

const UNITS = [[86_400, 'd'], [3_600, 'h'], [60, 'min']];

// The two largest units: 3 h 12 min.
export function duration(ms) {
  if (ms < 1_000) {
    return `${Math.max(0, Math.round(ms))} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  }
  let rest = Math.floor(ms / 1000);
  const parts = [];
  for (const [size, name] of UNITS) {
    if (rest >= size && parts.length < 2) {
      parts.push(`${Math.floor(rest / size)} ${name}`);
      rest %= size;
    }
  }
  return parts.join(' ');
}

export function ago(when, now = Date.now()) {
  return duration(Math.max(0, now - new Date(when).getTime()));
}

export function money(amount, currency) {
  if (amount === null || amount === undefined) {
    return '–';
  }
  const [whole, cents] = String(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${grouped}${cents === undefined ? '' : `.${cents}`}${currency ? ` ${currency}` : ''}`;
}

export function number(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (value >= 10_000) {
    return `${(value / 1000).toFixed(1)}k`;
  }
  return String(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
}

// The end of an id tells neighbours apart; its beginning is the time.
export const short = (id) => `…${String(id).slice(-8)}`;
