package com.bananacards.tracing;

import io.micrometer.core.instrument.config.MeterFilter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether anything is counted and measured: not doing so shows what it costs. */
@Singleton
final class MetricsSwitch {

    @Produces
    @Singleton
    MeterFilter filter(
            @ConfigProperty(name = "metrics.enabled", defaultValue = "true") boolean enabled) {
        return enabled ? new MeterFilter() {} : MeterFilter.deny();
    }
}
