// The service's literals in plain words, and the tone that each has. What is not known is shown as it came.
const KINDS = {
  CARDHOLDER_REGISTER: 'Registration', CARD_ASSIGN: 'Assignment', CARD_APPLY: 'Application',
  CARD_ACTIVATE: 'Activation', CARD_LOCK: 'Lock', CARD_UNLOCK: 'Unlock', CARD_CLOSE: 'Closure',
  CARD_RECHARGE: 'Recharge', PIN_CHANGE: 'PIN change', CHALLENGE_CONFIRM: '3DS answer',
};

const TONES = {
  ACTIVE: 'good', APPROVED: 'good', SUCCEEDED: 'good', APPLIED: 'good', SUCCESS: 'good',
  TBA: 'wait', PENDING: 'wait', REQUESTED: 'wait', STORED: 'wait', WAITING: 'wait',
  LOCKED: 'warn', UNKNOWN: 'warn', IN_REVIEW: 'warn', PARKED: 'warn', HALF_OPEN: 'warn',
  CLOSED: 'quiet', REPEATED: 'quiet', SUPERSEDED: 'quiet', EXPIRED: 'quiet',
  FAILED: 'bad', REJECTED: 'bad', DECLINED: 'bad', OPEN: 'bad',
};

const STATUSES = {
  TBA: 'To be activated', IN_REVIEW: 'In review', REQUESTED: 'Not yet sent', HALF_OPEN: 'Half open',
};

export const WITNESSES = {
  answer: 'Answer to the call', webhook: 'Webhook', webhook_records: 'Webhook records',
  transactions: 'Transactions', card_information: 'Card information', card_balance: 'Card balance',
  account_balance: 'Account balance', users: 'List of users', verdict: 'Verdict', operator: 'Operator',
};

const SAYS = {
  MOVED: 'it was done', NOT_MOVED: 'it was not done', NOTHING: 'can’t tell', SUCCESS: 'it succeeded',
  FAILED: 'it failed', APPROVED: 'approved', REFUSED: 'refused',
};

export const PARKED = {
  unknown_type: 'It is of a type that nobody here knows.',
  contradicts_type: 'It says it is of one type and carries what belongs to another. Type and time of a webhook are not '
    + 'signed: somebody may have resent it under another type.',
  ambiguous_type: 'It could be either of two types. The records of BananaTech can decide.',
  incomplete: 'A member that is needed is missing.',
  unknown_status: 'It carries a status that nobody here knows.',
  no_json_object: 'It is no JSON object.',
  payload_gone: 'Its payload was purged.',
  card_number_differs: 'It names another card number than ours.',
  older_than_memory: 'It is older than effects are remembered: whether it was had before nobody knows.',
  currency_differs: 'It is in another currency than the card.',
  unknown_card: 'Its card is not known here. It is tried again when the card appears.',
  contradicts_status: 'It does not fit the status that we know. It is tried again when that changes.',
  no_open_operation: 'Nothing that was asked for waits for it. It is tried again when something does.',
  two_operations_fit: 'Two operations fit it, and it does not say which one it is about.',
  not_applicable: 'It does not follow from what we know. It is tried again when that changes.',
  failed: 'Applying it failed. The log says how.',
  unknown_user: 'Its cardholder is not known here. It is tried again when the cardholder appears.',
};

const WARNINGS = {
  approval_required: 'Waits for a second person',
  second_person_needed: 'One person has decided; a second one has to decide the same',
  contradicted: 'Contradicted by later evidence',
  simple_pin: 'The PIN is a simple one',
};

export const plain = (literal) => {
  const text = String(literal ?? '').replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const kind = (literal) => KINDS[literal] ?? plain(literal);
export const status = (literal) => STATUSES[literal] ?? plain(literal);
export const tone = (literal) => TONES[literal] ?? 'quiet';
export const witness = (literal) => WITNESSES[literal] ?? plain(literal);
export const says = (literal) => SAYS[literal] ?? literal;
export const warning = (literal) => WARNINGS[literal] ?? plain(literal);
export const whyParked = (literal) => PARKED[literal]
  ?? `It can’t be applied now: ${plain(literal).toLowerCase()}.`;

export const isHeld = (operation) => operation.status === 'REQUESTED'
  && operation.warnings.includes('approval_required');

export const isOpen = ({ status: now }) => now !== 'SUCCEEDED' && now !== 'FAILED';

// The status as a person thinks of it: a held operation waits for somebody, whatever the literal is.
export const shown = (operation) => (isHeld(operation) ? 'AWAITING_APPROVAL' : operation.status);
