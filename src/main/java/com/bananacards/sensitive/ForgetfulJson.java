package com.bananacards.sensitive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Makes readers of JSON that keep nothing of what they read. Jackson's own use their buffers again and remember the names
 * of members: both hold a card number for as long as the process lives.
 */
public final class ForgetfulJson {

    private ForgetfulJson() {}

    public static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
    }

    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder(factory().build());
    }
}
