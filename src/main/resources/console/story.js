// A card's timeline in plain words: who spoke, what it meant, and why the card is what it is. Pure.
import { duration, local, money } from './format.js';
import * as words from './words.js';

const LANES = [
  [/^(IssuerAccepted|IssuerRefused|NeverSent|AnswerLost|PinChange(d|Refused|NotSent|Unknown)|ChallengeClosed|ChallengeAnswerFailed)$/, 'call'],
  [/(Requested|ChallengeAnswered)$/, 'request'],
  [/^(EvidenceWeighed|CardMatched|CardBalanceRead)$/, 'asked'],
  [/(Corrected|Contradicted|CorrectedToMatchIssuer)$/, 'correction'],
  [/^(OperationApproved|DeliveryReplayed|DecisionProposed)$/, 'person'],
  [/^Operation/, 'verdict'],
  [/^DeliveryParked$/, 'parked'],
];

export const LANE_NAMES = {
  call: 'Call', request: 'Request', asked: 'Asked', correction: 'Correction', person: 'Person', verdict: 'Verdict',
  parked: 'Parked', told: 'Told', records: 'Records', webhook: 'Webhook', note: 'Noted',
};

const BAD = /^(IssuerRefused|NeverSent|OperationFailed|PinChangeRefused|PinChangeNotSent)$/;
const WARN = /^(DecisionProposed|AnswerLost|OperationToReview|OperationUnknown|OperationContradicted|DeliveryParked|PinChangeUnknown)$/;
const GOOD = /^(OperationSucceeded|CardActivated|CardCreated)$/;

export const toneOf = ({ kind }) => (BAD.test(kind) ? 'bad' : WARN.test(kind) ? 'warn' : GOOD.test(kind) ? 'good' : 'quiet');

function laneOf(entry, told) {
  const evidence = entry.data.evidence ?? [];
  if (/^Operation(Succeeded|Failed)$/.test(entry.kind) && evidence.some(({ witness }) => witness === 'operator')) {
    return 'person';
  }
  const lane = LANES.find(([kinds]) => kinds.test(entry.kind))?.[1];
  return lane ?? (entry.data.delivery_id ? told.get(entry.operation_id) ?? 'told' : 'note');
}

// By which way an operation's outcome came: as a webhook, or because we asked for the records.
function tellers(entries) {
  const ways = { webhook: 'webhook', webhook_records: 'records' };
  return new Map(entries.flatMap(({ operation_id: id, data }) => (data.evidence ?? [])
    .filter(({ witness }) => ways[witness]).map(({ witness }) => [id, ways[witness]])));
}

const NAMES = /^(cardholder register|card (?:assign|apply|activate|lock|unlock|close|recharge)) (is )?/;

export function sentence({ kind, summary, data }) {
  const text = summary.replace(NAMES, (_, name, is) => `${words.kind(name.toUpperCase().replace(' ', '_'))} ${
    is && /^Operation(Succeeded|Failed)$/.test(kind) ? '' : is ?? ''}`);
  if (kind === 'DecisionProposed') {
    return `A first person decided: ${words.status(data.outcome).toLowerCase()}, because “${data.reason}”`;
  }
  const why = data.reason ? `: ${words.plain(data.reason).toLowerCase()}` : '';
  return kind === 'OperationFailed' ? text + why : text.replace('the issuer', 'BananaTech');
}

// Each entry with its lane, and for a call how long after its request it was answered.
export function told(entries) {
  const ways = tellers(entries);
  const asked = new Map();
  return entries.map((entry) => {
    if (/Requested$|^OperationApproved$/.test(entry.kind)) {
      asked.set(entry.operation_id, entry.at);
    }
    const lane = laneOf(entry, ways);
    const begun = asked.get(entry.operation_id);
    const took = entry.data.took_ms ?? (lane === 'call' && begun ? new Date(entry.at) - new Date(begun) : null);
    const after = took === null ? null : duration(took);
    return { ...entry, lane, after, tone: toneOf(entry), text: sentence(entry) };
  });
}

const MOVES = {
  CardActivated: 'ACTIVE', CardLocked: 'LOCKED', CardUnlocked: 'ACTIVE', CardClosed: 'CLOSED',
};

// The statuses that the card had, in order, each with the entry that brought it there.
export function way(entries) {
  const steps = [];
  for (const entry of entries) {
    const to = MOVES[entry.kind] ?? entry.data.status
      ?? (/^Card(Created|Restored)$/.test(entry.kind) ? entry.summary.match(/TBA|ACTIVE|LOCKED|CLOSED/)?.[0] : null);
    if (to && /^Card/.test(entry.kind) && steps.at(-1)?.status !== to) {
      steps.push({ status: to, entry });
    }
  }
  return steps;
}

const BY = {
  webhook: 'BananaTech’s webhook said so.',
  records: 'No webhook came; BananaTech’s webhook records, asked for, said so.',
  told: 'BananaTech said so.',
  correction: 'BananaTech’s own information about the card said so, against what was known here.',
};

// Why the card is what it is, in sentences. Each may name a delivery and an operation to look at.
export function why(card, entries) {
  const lines = told(entries);
  const last = (test) => lines.findLast(test);
  const moved = way(lines).at(-1)?.entry;
  const found = [];
  if (moved) {
    found.push({ text: `${words.status(card.status)} since ${local(moved.at)}. ${BY[moved.lane] ?? ''}`,
      delivery: moved.data.delivery_id, operation: moved.operation_id });
  }
  if (card.open_operation) {
    found.push(open(card.open_operation, lines));
  }
  const balance = last(({ kind }) => /^Card(Balance|Recharged)/.test(kind));
  if (balance) {
    found.push({ text: `It holds ${money(card.balance.total, card.currency)} since ${local(balance.at)}${
      balance.lane === 'correction' ? ': put right to what BananaTech says.' : '.'}`, delivery: balance.data.delivery_id });
  }
  const failed = last(({ kind }) => kind === 'OperationFailed' || kind === 'OperationSucceeded');
  if (failed?.kind === 'OperationFailed') {
    found.push({ text: `The last thing asked of it failed. ${failed.text}${failed.data.issuer ? ` (“${failed.data.issuer}”)` : ''}.`,
      operation: failed.operation_id, tone: 'bad' });
  }
  return found;
}

const WAITING = {
  OperationRequested: 'It is not known to be sent.',
  IssuerAccepted: 'BananaTech took it and has not told how it ended. It is asked by itself when that takes too long.',
  AnswerLost: 'It was sent and not answered. Settlement asks what became of it; it is not sent again.',
  EvidenceWeighed: 'Witnesses were asked and do not decide yet.',
  OperationToReview: 'Evidence does not decide it. A person has to.',
};

function open({ id, kind }, lines) {
  const its = lines.filter((line) => line.operation_id === id);
  return { text: `${words.kind(kind)} is open since ${local(its[0]?.at ?? Date.now())}. ${WAITING[its.at(-1)?.kind] ?? ''} `
    + 'Until it is settled nothing else can be asked of the card.', operation: id, tone: 'wait' };
}
