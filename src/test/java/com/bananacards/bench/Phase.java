package com.bananacards.bench;

import java.util.function.Supplier;

/** One stretch of a run: what the load saw, and what it took of the machine. */
record Phase(
        Load.Outcome outcome,
        double seconds,
        double serviceCpu,
        double databaseCpu,
        double loadCpu) {

    /**
     * @param load gives the load's outcome
     * @param rest waits for what is to be counted with it, after the last answer
     */
    static Phase of(Ground ground, Supplier<Load.Outcome> load, Runnable rest) {
        double service = ground.service().cpu();
        double database = ground.database().cpu();
        double own = Cpu.own();
        long begun = System.nanoTime();
        Load.Outcome outcome = load.get();
        rest.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Phase(
                outcome,
                seconds,
                ground.service().cpu() - service,
                ground.database().cpu() - database,
                Cpu.own() - own);
    }

    int count() {
        return outcome.times.size();
    }

    double perSecond() {
        return count() / seconds;
    }

    double serviceCpuPerThousand() {
        return 1000 * serviceCpu / count();
    }

    double databaseCpuPerThousand() {
        return 1000 * databaseCpu / count();
    }

    double cpuPerThousand() {
        return serviceCpuPerThousand() + databaseCpuPerThousand();
    }

    /** Of the CPU that all three took. */
    double loadShare() {
        return loadCpu / (loadCpu + serviceCpu + databaseCpu);
    }
}
