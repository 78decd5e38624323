package com.bananacards.funding;

import com.bananacards.operations.OperationsConfig;
import com.bananacards.testsupport.Settings;

/** What applies facts about money, without Quarkus. */
public final class FundingInMemory {

    private FundingInMemory() {}

    public static FundingFacts facts() {
        return new FundingFacts(Settings.of(OperationsConfig.class));
    }
}
