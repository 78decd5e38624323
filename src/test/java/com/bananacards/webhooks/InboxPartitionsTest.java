package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.testsupport.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** Retentions that do not go together are refused at start. */
class InboxPartitionsTest {

    @Test
    void theDefaultsGoTogether() {
        assertThatCode(() -> InboxPartitions.check(Settings.of(InboxConfig.class)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "inbox.retention, P89D, payload-retention",
        "inbox.payload-retention, P181D, payload-retention",
        "inbox.retention, P371D, effect-retention",
        "inbox.effect-retention, P209D, effect-retention",
        "inbox.partition, 20H, inbox.partitions-kept",
        "inbox.effect-partition, PT0S, inbox.partitions-kept"
    })
    void whatDoesNotGoTogetherIsRefused(String key, String value, String said) {
        InboxConfig config = Settings.of(InboxConfig.class, Map.of(key, value));

        assertThatThrownBy(() -> InboxPartitions.check(config)).hasMessageContaining(said);
    }
}
