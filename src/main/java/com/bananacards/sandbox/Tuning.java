package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The settings that may change while the sandbox runs; a reset takes the first ones again. */
final class Tuning implements Part {

    private final SandboxSettings settings;
    Duration approveAfter = Duration.ZERO;
    Duration resultAfter = Duration.ZERO;
    CardIdReading cardIdReading = CardIdReading.SAME;
    RefusalStyle refusalStyle = RefusalStyle.ENCRYPTED_422;

    @Nullable
    String webhookUrl;

    Tuning(SandboxSettings settings) {
        this.settings = settings;
        reset();
    }

    /** Takes the members that are there; all or none. */
    void change(JsonObject wish) {
        JsonObject next = view();
        for (String member : wish.fieldNames()) {
            if (!next.containsKey(member)) {
                throw new BadEnvelope("unknown setting " + member);
            }
            next.put(member, wish.getValue(member));
        }
        JsonObject before = view();
        try {
            take(next);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException wrong) {
            take(before);
            throw new BadEnvelope("a setting has a wrong value");
        }
    }

    static boolean usable(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    JsonObject view() {
        return new JsonObject()
                .put("approve_after_ms", approveAfter.toMillis())
                .put("result_after_ms", resultAfter.toMillis())
                .put("card_id_reading", cardIdReading.name())
                .put("refusal_style", refusalStyle.name())
                .put("webhook_url", webhookUrl);
    }

    private void take(JsonObject values) {
        String url = values.getString("webhook_url");
        if (url != null && !usable(url)) {
            throw new IllegalArgumentException("webhook_url");
        }
        approveAfter = Duration.ofMillis(values.getLong("approve_after_ms"));
        resultAfter = Duration.ofMillis(values.getLong("result_after_ms"));
        cardIdReading = CardIdReading.valueOf(values.getString("card_id_reading"));
        refusalStyle = RefusalStyle.valueOf(values.getString("refusal_style"));
        webhookUrl = url;
    }

    /** Only what was changed: after a restart, new settings hold for everything else. */
    @Override
    public JsonObject save() {
        JsonObject first = new Tuning(settings).view();
        JsonObject changed = new JsonObject();
        for (Map.Entry<String, Object> now : view()) {
            if (!Objects.equals(now.getValue(), first.getValue(now.getKey()))) {
                changed.put(now.getKey(), now.getValue());
            }
        }
        return changed;
    }

    @Override
    public void load(JsonObject saved) {
        reset();
        take(view().mergeIn(saved));
    }

    @Override
    public void reset() {
        approveAfter = settings.approveAfter();
        resultAfter = settings.resultAfter();
        cardIdReading = settings.cardIdReading();
        refusalStyle = settings.refusalStyle();
        webhookUrl = settings.webhookUrl();
    }
}
