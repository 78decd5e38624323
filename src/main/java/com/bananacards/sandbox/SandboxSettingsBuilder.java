package com.bananacards.sandbox;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects {@link SandboxSettings}; each method sets the component of its name. */
public final class SandboxSettingsBuilder {

    private static final int CALLS_KEPT = 10_000;
    private static final int ATTEMPTS_KEPT = 10_000;
    private static final int RECORDS_KEPT = 100_000;
    private static final int ROWS_KEPT = 100_000;
    private static final int PENDING_AT_MOST = 100_000;

    private final String merchantId;
    private final String secretKey;
    private final Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
    private KeyEncoding aesKeyEncoding = KeyEncoding.UTF8;
    private KeyEncoding hmacKeyEncoding = KeyEncoding.UTF8;
    private @Nullable String webhookUrl;
    private SandboxSettings.Verbs verbs =
            new SandboxSettings.Verbs("ACTIVATE", "LOCK", "UNLOCK", "CLOSE");
    private Duration approveAfter = Duration.ofMillis(500);
    private Duration resultAfter = Duration.ofMillis(500);
    private CardIdReading cardIdReading = CardIdReading.SAME;
    private RefusalStyle refusalStyle = RefusalStyle.ENCRYPTED_422;
    private FeeKind feeKind = FeeKind.FIXED;
    private BigDecimal applyFee = new BigDecimal("5.00");
    private BigDecimal rechargeFee = new BigDecimal("1.50");
    private BigDecimal refundFee = new BigDecimal("1.00");
    private BigDecimal openingBalance = new BigDecimal("100000.00");
    private List<Duration> webhookRetries =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));
    private Duration webhookTimeout = Duration.ofSeconds(10);
    private SandboxSettings.Limits limits = new SandboxSettings.Limits(
            CALLS_KEPT, ATTEMPTS_KEPT, RECORDS_KEPT, ROWS_KEPT, PENDING_AT_MOST);
    private @Nullable Path stateFile;
    private Duration saveAfter = Duration.ofMillis(20);
    private Clock clock = Clock.systemUTC();

    SandboxSettingsBuilder(String merchantId, String secretKey) {
        this.merchantId = merchantId;
        this.secretKey = secretKey;
        for (Endpoint endpoint : Endpoint.values()) {
            paths.put(endpoint, endpoint.defaultPath());
        }
    }

    /** Default UTF8 for both. */
    public SandboxSettingsBuilder keyEncodings(KeyEncoding aes, KeyEncoding hmac) {
        aesKeyEncoding = aes;
        hmacKeyEncoding = hmac;
        return this;
    }

    /** Default none. */
    public SandboxSettingsBuilder webhookUrl(@Nullable String url) {
        webhookUrl = url;
        return this;
    }

    /** Default {@link Endpoint#defaultPath()}. */
    public SandboxSettingsBuilder path(Endpoint endpoint, String path) {
        paths.put(endpoint, path);
        return this;
    }

    /** Default ACTIVATE, LOCK, UNLOCK, CLOSE. */
    public SandboxSettingsBuilder verbs(SandboxSettings.Verbs literals) {
        verbs = literals;
        return this;
    }

    /** Default 500 ms. */
    public SandboxSettingsBuilder approveAfter(Duration time) {
        approveAfter = time;
        return this;
    }

    /** Default 500 ms. */
    public SandboxSettingsBuilder resultAfter(Duration time) {
        resultAfter = time;
        return this;
    }

    /** Default SAME. */
    public SandboxSettingsBuilder cardIdReading(CardIdReading reading) {
        cardIdReading = reading;
        return this;
    }

    /** Default ENCRYPTED_422. */
    public SandboxSettingsBuilder refusalStyle(RefusalStyle style) {
        refusalStyle = style;
        return this;
    }

    /** Default FIXED; 5.00, 1.50 and 1.00. */
    public SandboxSettingsBuilder fees(
            FeeKind kind, BigDecimal apply, BigDecimal recharge, BigDecimal refund) {
        feeKind = kind;
        applyFee = apply;
        rechargeFee = recharge;
        refundFee = refund;
        return this;
    }

    /** Default 100000.00. */
    public SandboxSettingsBuilder openingBalance(BigDecimal balance) {
        openingBalance = balance;
        return this;
    }

    /** Default three retries: after 1, 5 and 30 s. */
    public SandboxSettingsBuilder webhookRetries(List<Duration> waits) {
        webhookRetries = List.copyOf(waits);
        return this;
    }

    /** Default 10 s, the documented time. */
    public SandboxSettingsBuilder webhookTimeout(Duration time) {
        webhookTimeout = time;
        return this;
    }

    /** Default 10,000 calls and attempts, 100,000 of everything else. */
    public SandboxSettingsBuilder limits(SandboxSettings.Limits rows) {
        limits = rows;
        return this;
    }

    /** Default none; the file holds card numbers and is made readable by its owner only. */
    public SandboxSettingsBuilder stateFile(@Nullable Path file) {
        stateFile = file;
        return this;
    }

    /** Default 20 ms. */
    public SandboxSettingsBuilder saveAfter(Duration time) {
        saveAfter = time;
        return this;
    }

    /** Default the system's clock. */
    public SandboxSettingsBuilder clock(Clock time) {
        clock = time;
        return this;
    }

    /** The settings; refuses a key of the wrong length. */
    public SandboxSettings build() {
        SandboxSettings settings = new SandboxSettings(
                merchantId,
                secretKey,
                aesKeyEncoding,
                hmacKeyEncoding,
                webhookUrl,
                Map.copyOf(paths),
                verbs,
                approveAfter,
                resultAfter,
                cardIdReading,
                refusalStyle,
                feeKind,
                applyFee,
                rechargeFee,
                refundFee,
                openingBalance,
                webhookRetries,
                webhookTimeout,
                limits,
                stateFile,
                saveAfter,
                clock);
        settings.seal();
        return settings;
    }
}
