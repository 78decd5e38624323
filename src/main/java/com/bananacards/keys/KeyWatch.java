package com.bananacards.keys;

import com.bananacards.time.Ticks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Writes down now and then how keys were used, and shows which may go. */
@ApplicationScoped
class KeyWatch {

    private final KeyRegister register;
    private final NumberTraces traces;
    private final KeysConfig config;
    private final Vertx vertx;
    private final MultiGauge safe;
    private final MultiGauge dependents;
    private @Nullable Ticks ticks;

    @Inject
    KeyWatch(
            KeyRegister register,
            NumberTraces traces,
            KeysConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.register = register;
        this.traces = traces;
        this.config = config;
        this.vertx = vertx;
        this.safe = MultiGauge.builder("bananacards.key.safe.to.retire")
                .description("1 when a key may be dropped from the settings")
                .register(meters);
        this.dependents = MultiGauge.builder("bananacards.key.dependents")
                .description("rows that become unreadable or unknown without a key")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "key uses", config.recordEvery(), this::round);
        ticks.now();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> round() {
        return register.record()
                .chain(traces::name)
                .chain(register::keys)
                .invoke(this::show)
                .replaceWithVoid();
    }

    private void show(List<KeyView> keys) {
        List<MultiGauge.Row<?>> safeRows = new ArrayList<>();
        List<MultiGauge.Row<?>> dependentRows = new ArrayList<>();
        keys.forEach(key -> {
            Tags tags = Tags.of("kind", key.kind().name(), "key", key.id());
            safeRows.add(MultiGauge.Row.of(tags, key.safeToRetire() ? 1 : 0));
            dependentRows.add(MultiGauge.Row.of(tags, key.dependents()));
        });
        safe.register(safeRows, true);
        dependents.register(dependentRows, true);
    }
}
