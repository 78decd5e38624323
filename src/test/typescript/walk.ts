// The README's walks as a merchant's frontend takes them: with the generated client and its types alone.
import {
    CardholdersApi,
    CardsApi,
    ChallengesApi,
    CommandResult,
    Configuration,
    FundingApi,
    KeysApi,
    OperationsApi,
    OperationView,
    PublishedKey,
    ResponseError,
    TransactionsApi,
    instanceOfOperationView,
} from './client';

const PATIENTLY = 'wait=20';

function expect(what: string, actual: unknown, expected: unknown): void {
    if (actual !== expected) {
        throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
    }
}

function operation(result: CommandResult): OperationView {
    if (instanceOfOperationView(result)) {
        return result;
    }
    throw new Error('a rehearsal, and none was asked for');
}

function succeeded(result: CommandResult): OperationView {
    const settled = operation(result);
    expect(settled.kind, settled.status, 'SUCCEEDED');
    return settled;
}

function known(id: string | null): string {
    if (id === null) {
        throw new Error('an id is missing');
    }
    return id;
}

const keyed = () => ({ Idempotency_Key: crypto.randomUUID(), Prefer: PATIENTLY });

/** Walks; resolves to what was seen, or rejects with what was otherwise. */
export async function walk(service: string, token: string, control: string): Promise<string> {
    const configuration = new Configuration({ basePath: service, accessToken: token });
    const holder = await registered(new CardholdersApi(configuration));
    const physical = await physicalCard(configuration, holder);
    const virtual = await virtualCard(configuration, holder, control);
    return `${physical}, ${virtual}`;
}

async function registered(cardholders: CardholdersApi): Promise<string> {
    const registration = succeeded(
        await cardholders.registerCardholder({
            RegisterRequest: { email: `ada${crypto.randomUUID()}@example.com`, template_id: 1 },
            ...keyed(),
        }),
    );
    const holder = await cardholders.getCardholder({ id: registration.cardholder_id });
    expect('cardholder', holder.status, 'APPROVED');
    return holder.id;
}

async function physicalCard(configuration: Configuration, holder: string): Promise<string> {
    const cards = new CardsApi(configuration);
    const refused = operation(
        await cards.assignPhysicalCard({
            AssignRequest: { cardholder_id: holder, template_id: 1, card_number: '9412867350194286' },
            ...keyed(),
        }),
    );
    expect('an unknown number', refused.status, 'FAILED');
    expect('its reason', refused.reason?.code, 'card_number_not_found');

    const assigned = succeeded(
        await cards.assignPhysicalCard({
            AssignRequest: { cardholder_id: holder, template_id: 1, card_number: '1234567890123456' },
            ...keyed(),
        }),
    );
    const id = known(assigned.card_id);
    expect('assigned', (await cards.getCard({ id })).status, 'TBA');
    succeeded(await cards.activateCard({ id, PinRequest: { pin: '123456' }, ...keyed() }));
    const key = await publishedKey(configuration);
    await cards.setCardPin({ id, PinRequest: { pin_jwe: await encrypted(key, { pin: '918273', sub: id }) } });
    const elsewhere = cards.setCardPin({
        id,
        PinRequest: { pin_jwe: await encrypted(key, { pin: '918273', sub: holder }) },
    });
    expect('encrypted for something else', await codeOf(elsewhere), 'validation_failed');
    const card = await cards.getCard({ id });
    expect('activated', card.status, 'ACTIVE');
    expect('its digits', card.last4, '3456');
    expect('found by them', (await cards.listCards({ cardholder_id: holder, last4: '3456' })).data.length, 1);
    return `physical ${card.status}`;
}

async function publishedKey(configuration: Configuration): Promise<PublishedKey> {
    return (await new KeysApi(configuration).getKeys()).keys[0];
}

/** A compact JWE (RSA-OAEP-256, A256GCM) by WebCrypto alone, as a page in a browser makes it. */
async function encrypted(jwk: PublishedKey, secret: Record<string, string>): Promise<string> {
    const text = new TextEncoder();
    const head = base64url(text.encode(JSON.stringify({ alg: jwk.alg, enc: 'A256GCM', kid: jwk.kid })));
    const claims = text.encode(JSON.stringify({ ...secret, iat: Math.floor(Date.now() / 1000) }));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const once = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    const recipient = await crypto.subtle.importKey(
        'jwk',
        { kty: jwk.kty, n: jwk.n, e: jwk.e, alg: jwk.alg },
        { name: 'RSA-OAEP', hash: 'SHA-256' },
        false,
        ['wrapKey'],
    );
    const wrapped = await crypto.subtle.wrapKey('raw', once, recipient, { name: 'RSA-OAEP' });
    const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: text.encode(head), tagLength: 128 },
        once,
        claims,
    );
    const bytes = new Uint8Array(sealed);
    const parts = [new Uint8Array(wrapped), iv, bytes.slice(0, -16), bytes.slice(-16)];
    return [head, ...parts.map(base64url)].join('.');
}

function base64url(bytes: Uint8Array): string {
    const base64 = btoa(String.fromCharCode(...bytes));
    return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function virtualCard(configuration: Configuration, holder: string, control: string): Promise<string> {
    const cards = new CardsApi(configuration);
    const funding = new FundingApi(configuration);
    const applied = succeeded(
        await cards.applyForVirtualCard({
            ApplyRequest: { cardholder_id: holder, template_id: 4, deposit_amount: '50.00' },
            ...keyed(),
        }),
    );
    const id = known(applied.card_id);
    succeeded(await funding.rechargeCard({ id, RechargeRequest: { amount: '25.00' }, ...keyed() }));
    expect('balance', (await funding.getCardBalance({ id })).total, '75.00');
    await purchased(configuration, id, control, 12.5, 'SUCCESS');
    expect('after a purchase', (await funding.getCardBalance({ id })).total, '62.50');

    const rehearsal = await cards.lockCard({ id, dry_run: true });
    expect('a rehearsal', instanceOfOperationView(rehearsal), false);
    succeeded(await cards.lockCard({ id, ...keyed() }));
    expect('in the way', await codeOf(cards.lockCard({ id, ...keyed() })), 'card_status_conflict');
    await purchased(configuration, id, control, 5, 'DECLINED');
    succeeded(await cards.unlockCard({ id, ...keyed() }));

    await challengeAnswered(configuration, id, control);
    succeeded(await cards.closeCard({ id, ...keyed() }));
    const moved = await new TransactionsApi(configuration).listTransactions({ id });
    expect('transactions', moved.data.map((one) => one.type).sort().join(), 'PURCHASE,PURCHASE,RECHARGE,REFUND');
    const operations = await new OperationsApi(configuration).listOperations({ card_id: id });
    expect('all settled', operations.data.every((one) => one.status === 'SUCCEEDED'), true);
    return `virtual ${(await cards.getCard({ id })).status}`;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
    try {
        await call;
        return 'none';
    } catch (failure) {
        if (failure instanceof ResponseError) {
            return (await failure.response.json()).code;
        }
        throw failure;
    }
}

/** The sandbox plays the shop; the purchase is there when its webhook is. */
async function purchased(
    configuration: Configuration,
    card: string,
    control: string,
    amount: number,
    status: string,
): Promise<void> {
    const transactions = new TransactionsApi(configuration);
    const before = (await transactions.listTransactions({ id: card })).data.length;
    await posted(control, await issuerCard(configuration, card), 'purchase', amount);
    for (;;) {
        const now = (await transactions.listTransactions({ id: card })).data;
        if (now.length > before) {
            expect('a purchase', now[0].status, status);
            return;
        }
        await pause();
    }
}

async function issuerCard(configuration: Configuration, card: string): Promise<number> {
    return (await new CardsApi(configuration).getCard({ id: card })).issuer_card_id;
}

async function posted(control: string, issuerCard: number, what: string, amount: number): Promise<void> {
    await fetch(`${control}/cards/${issuerCard}/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ amount, merchant: 'Banana Market' }),
    });
}

const pause = () => new Promise((again) => setTimeout(again, 50));

async function challengeAnswered(configuration: Configuration, card: string, control: string): Promise<void> {
    const challenges = new ChallengesApi(configuration);
    await posted(control, await issuerCard(configuration, card), 'challenge', 12.5);
    for (;;) {
        const waiting = await challenges.listChallenges({ card_id: card });
        if (waiting.data.length > 0) {
            await challenges.confirmChallenge({ id: waiting.data[0].id, ConfirmRequest: { approve: true } });
            return;
        }
        await pause();
    }
}
