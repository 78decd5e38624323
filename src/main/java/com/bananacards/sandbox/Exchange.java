package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/** One call from envelope to envelope, with the faults that the script has for it. */
final class Exchange {

    /** A request as it came off the wire. */
    record Incoming(String merchantId, String hmac, String body) {}

    private static final long LATE_MS = 1_000;

    private final World world;
    private final Issuer issuer;
    private final Seal seal;

    Exchange(World world, Issuer issuer) {
        this.world = world;
        this.issuer = issuer;
        seal = world.settings.seal();
    }

    Answer answer(Endpoint endpoint, Incoming incoming) {
        Fields in;
        try {
            in = open(incoming);
        } catch (BadEnvelope unreadable) {
            log(endpoint, new JsonObject()).put("applied", false).put("outcome", "BAD_ENVELOPE");
            return Answer.plain(400, unreadable.text());
        }
        JsonObject line = log(endpoint, in.notSensitive());
        Optional<Fault> fault = world.faults.onCall(endpoint, in.notSensitive());
        line.put("fault", fault.map(one -> one.kind.name()).orElse(null));
        return fault.isPresent()
                ? faulty(endpoint, in, line, fault.get())
                : apply(endpoint, in, line, false);
    }

    private JsonObject log(Endpoint endpoint, JsonObject facts) {
        return world.calls.note(endpoint, world.now(), facts);
    }

    /** The documented order: who, then signature, then decryption, then JSON. */
    private Fields open(Incoming incoming) {
        if (!world.settings.merchantId().equalsIgnoreCase(incoming.merchantId())) {
            throw new BadEnvelope("Merchant-ID invalid");
        }
        JsonObject envelope = ExactJson.object(incoming.body());
        boolean alone = envelope.size() == 1;
        if (!alone || !(envelope.getValue("encrypted_payload") instanceof String payload)) {
            throw new BadEnvelope("payload malformed");
        }
        if (!seal.genuine(payload, incoming.hmac())) {
            throw new BadEnvelope("HMAC invalid");
        }
        return new Fields(ExactJson.object(seal.open(payload)));
    }

    private Answer faulty(Endpoint endpoint, Fields in, JsonObject line, Fault fault) {
        return switch (fault.kind) {
            case DOWN -> notApplied(line, "DOWN", Answer.plain(503, "service unavailable"));
            case DROP_BEFORE -> notApplied(line, "DROPPED", Answer.drop());
            case REFUSE -> {
                String text = fault.text(Reason.SCRIPTED.text());
                yield notApplied(line, "REFUSED", refused(text));
            }
            case DROP_AFTER -> instead(Answer.drop(), apply(endpoint, in, line, false));
            case BAD_GATEWAY_AFTER ->
                instead(Answer.badGateway(), apply(endpoint, in, line, false));
            case LATE -> apply(endpoint, in, line, false).after(fault.delayMs(LATE_MS));
            case WRONG_HMAC -> forged(apply(endpoint, in, line, false));
            case FAIL -> apply(endpoint, in, line, true);
            case LOSE, FORGET, GARBLE, DELAY, DUPLICATE, REORDER -> throw ofWebhooks();
            case WRONG_HMAC_WEBHOOK, TYPE_SWAP, UNKNOWN_EVENT, UNKNOWN_STATUS -> throw ofWebhooks();
        };
    }

    private static IllegalStateException ofWebhooks() {
        return new IllegalStateException("a fault of webhooks");
    }

    private static Answer notApplied(JsonObject line, String outcome, Answer answer) {
        line.put("applied", false).put("outcome", outcome);
        return answer;
    }

    /** The call has been applied by the time its own answer is thrown away. */
    private static Answer instead(Answer answer, Answer thrownAway) {
        return thrownAway.status() == 503 ? thrownAway : answer;
    }

    private Answer apply(Endpoint endpoint, Fields in, JsonObject line, boolean doomed) {
        try {
            JsonObject reply = issuer.answer(endpoint, in, doomed);
            line.put("applied", true).put("outcome", "OK");
            return enveloped(200, reply);
        } catch (Refusal refusal) {
            return notApplied(line, "REFUSED", refused(refusal.text()));
        } catch (SandboxFull full) {
            return notApplied(line, "FULL", Answer.plain(503, SandboxFull.TEXT));
        }
    }

    private Answer refused(String text) {
        return switch (world.tuning.refusalStyle) {
            case ENCRYPTED_422 -> enveloped(422, new JsonObject().put("message", text));
            case PLAIN_400 -> Answer.plain(400, text);
        };
    }

    private Answer enveloped(int status, JsonObject reply) {
        String payload = seal.seal(reply.encode());
        JsonObject envelope =
                new JsonObject().put("encrypted_payload", payload).put("hmac", seal.sign(payload));
        return Answer.json(status, envelope);
    }

    private static Answer forged(Answer answer) {
        JsonObject envelope = new JsonObject(answer.body());
        return Answer.json(answer.status(), envelope.put("hmac", "0".repeat(64)));
    }
}
