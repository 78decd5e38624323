package com.bananacards.sandbox;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything a {@link Sandbox} starts with; made by {@link #builder(String, String)}.
 *
 * <p>Amounts are in USD with two decimals. Errors: the builder's {@code build()} throws
 * {@link IllegalArgumentException} for a key that does not give 16, 24 or 32 bytes.
 *
 * @param merchantId the UUID expected in the header {@code Merchant-ID}
 * @param secretKey the text that encrypts and signs in both directions
 * @param aesKeyEncoding how the text becomes the AES key
 * @param hmacKeyEncoding how the text becomes the HMAC key
 * @param webhookUrl where webhooks go; null: they are only recorded
 * @param paths the path of each endpoint
 * @param verbs the literals of {@code alter}
 * @param approveAfter time from a registration to its decision
 * @param resultAfter time from a card request to its result webhook
 * @param cardIdReading which reading of the card id in the assign response holds
 * @param refusalStyle how business refusals travel
 * @param feeKind what recharge and refund fees mean
 * @param applyFee price of a virtual card; physical cards cost nothing
 * @param rechargeFee fee of a recharge, an amount or a percentage
 * @param refundFee fee on the money given back at a closure, an amount or a percentage
 * @param openingBalance the merchant account at the start
 * @param webhookRetries waits before the second, third … attempt of a webhook
 * @param webhookTimeout longest wait for the receiver's answer
 * @param limits how much is kept
 * @param stateFile where the state survives a restart; null: nowhere
 * @param saveAfter longest time from a change to its saving
 * @param clock the sandbox's time, also of {@code occur_time}
 */
public record SandboxSettings(
        String merchantId,
        String secretKey,
        KeyEncoding aesKeyEncoding,
        KeyEncoding hmacKeyEncoding,
        @Nullable String webhookUrl,
        Map<Endpoint, String> paths,
        Verbs verbs,
        Duration approveAfter,
        Duration resultAfter,
        CardIdReading cardIdReading,
        RefusalStyle refusalStyle,
        FeeKind feeKind,
        BigDecimal applyFee,
        BigDecimal rechargeFee,
        BigDecimal refundFee,
        BigDecimal openingBalance,
        List<Duration> webhookRetries,
        Duration webhookTimeout,
        Limits limits,
        @Nullable Path stateFile,
        Duration saveAfter,
        Clock clock) {

    /** A builder whose other values are the defaults. */
    public static SandboxSettingsBuilder builder(String merchantId, String secretKey) {
        return new SandboxSettingsBuilder(merchantId, secretKey);
    }

    Seal seal() {
        return new Seal(secretKey, aesKeyEncoding, hmacKeyEncoding);
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "SandboxSettings[merchantId=" + merchantId + "]";
    }

    /**
     * The literals of {@code alter}; only ACTIVATE is documented (guide 04).
     *
     * @param activate takes a card from TBA to ACTIVE
     * @param lock takes a card from ACTIVE to LOCKED
     * @param unlock takes a card from LOCKED to ACTIVE
     * @param close ends a card
     */
    public record Verbs(String activate, String lock, String unlock, String close) {}

    /**
     * How many rows are kept; the oldest go first, except users, cards and pending timers, of
     * which no more are taken.
     *
     * @param calls received calls
     * @param attempts webhook attempts
     * @param records webhook records
     * @param rows users, cards, transactions, operations, challenges and ledger entries, each
     * @param pending open timers, and webhooks waiting to be sent
     */
    public record Limits(int calls, int attempts, int records, int rows, int pending) {}
}
