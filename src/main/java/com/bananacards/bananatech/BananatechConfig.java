package com.bananacards.bananatech;

import com.bananacards.bananatech.envelope.KeyEncoding;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where the issuer is, who we are to it, and what its documents leave open. */
@ConfigMapping(prefix = "bananatech")
public interface BananatechConfig {

    /** Root of the issuer's API, no trailing slash. */
    URI baseUrl();

    /** The only hosts that the root may name; every host where it is not set. */
    Optional<List<String>> allowedHosts();

    /** The root may be plain HTTP although its host is not this machine. */
    @WithDefault("false")
    boolean plainHttp();

    Connection connection();

    /** Largest answer. */
    @WithDefault("8M")
    MemorySize maxAnswer();

    /** Sent as {@code Merchant-ID}. */
    UUID merchantId();

    /** The first signs and encrypts, all verify. */
    List<String> secretKeys();

    KeyEncodings keyEncoding();

    /** Where the issuer is told to send webhooks; not told when it is not set. */
    Optional<URI> webhookUrl();

    /** Longest wait for one call, the answer's body included. */
    @WithDefault("5S")
    Duration requestTimeout();

    Paths paths();

    Alter alter();

    Bulkhead bulkhead();

    Breaker breaker();

    Reads reads();

    Literals literals();

    Formats formats();

    /** Other names for members of the issuer's JSON: {@code bananatech.members.<documented name>=<real name>}. */
    Map<String, String> members();

    /** Connections to the issuer. */
    interface Connection {
        /** Longest wait for a new one. */
        @WithDefault("2S")
        Duration timeout();

        /** At once: as many as calls may be, so that no call waits for one. */
        @WithDefault("128")
        int most();

        /** An unused one is closed after it: shorter than a server's usual patience. Whole seconds. */
        @WithDefault("10S")
        Duration idle();
    }

    /** How the Secret Key's text becomes bytes. */
    interface KeyEncodings {
        @WithDefault("utf8")
        KeyEncoding aes();

        @WithDefault("utf8")
        KeyEncoding hmac();
    }

    /** Paths of the endpoints; four are documented, the others assumed. */
    interface Paths {
        @WithDefault("/merchant/get_balance")
        String accountBalance();

        @WithDefault("/merchant/get_card_templates")
        String cardTemplates();

        @WithDefault("/merchant/set_webhook_url")
        String setWebhookUrl();

        @WithDefault("/merchant/get_webhook_records")
        String webhookRecords();

        @WithDefault("/user/register")
        String register();

        @WithDefault("/user/get_users")
        String users();

        @WithDefault("/card/apply")
        String apply();

        @WithDefault("/card/recharge")
        String recharge();

        @WithDefault("/card/update_status")
        String updateStatus();

        @WithDefault("/card/get_balance")
        String balance();

        @WithDefault("/card/get_information")
        String information();

        @WithDefault("/card/get_transactions")
        String transactions();

        @WithDefault("/card/assign")
        String assign();

        @WithDefault("/card/set_pin")
        String setPin();

        @WithName("confirm-3ds")
        @WithDefault("/card/3ds_confirm")
        String confirm3ds();
    }

    /** Literals of {@code alter}; only ACTIVATE is documented. */
    interface Alter {
        @WithDefault("ACTIVATE")
        String activate();

        @WithDefault("LOCK")
        String lock();

        @WithDefault("UNLOCK")
        String unlock();

        @WithDefault("CLOSE")
        String close();
    }

    /** Calls at once, and calls that may wait for one of them. */
    interface Bulkhead {
        @WithDefault("64")
        int concurrent();

        @WithDefault("256")
        int waiting();
    }

    /** When calls stop for a while. */
    interface Breaker {
        /** Calls looked at. */
        @WithDefault("20")
        int window();

        /** Share of them that failed, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** How long it stays open. */
        @WithDefault("5S")
        Duration delay();
    }

    /** Repeats of calls that change nothing. */
    interface Reads {
        @WithDefault("2")
        int retries();

        @WithDefault("200MS")
        Duration retryDelay();
    }

    /** Words of the issuer's that its documents do not state, or state once. */
    interface Literals {
        @WithDefault("SUCCESS")
        String success();

        @WithDefault("FAILED")
        String failed();

        @WithDefault("APPROVED")
        String approved();

        @WithDefault("REJECTED")
        String rejected();

        @WithDefault("Physical")
        String physical();

        @WithDefault("Virtual")
        String virtual();

        @WithDefault("CLOSED")
        String closed();

        /** Type of a transaction that is a recharge. */
        @WithDefault("RECHARGE")
        String recharge();

        /** Type of a transaction that gives a closed card's balance back. */
        @WithDefault("REFUND")
        String refund();

        /** Type of a transaction that puts an amount right. */
        @WithDefault("CORRECTION")
        String correction();
    }

    /** Units and formats that the documents leave open. */
    interface Formats {
        /** Unit of {@code issue} and {@code expiry} of an identity document. */
        @WithDefault("seconds")
        EpochUnit documentDates();

        /** Unit of a 3DS challenge's {@code expire_time}. */
        @WithDefault("milliseconds")
        EpochUnit expireTime();
    }

    /** Seconds or milliseconds since 1970. */
    enum EpochUnit {
        SECONDS,
        MILLISECONDS
    }
}
