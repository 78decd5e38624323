package com.bananacards.journal;

/** How a stretch of the journal is read. */
final class Along {

    /**
     * Columns of a query that make the rest of its transaction read along the index of places, whatever the statistics say:
     * of what came since they were made they know nothing, and the database would read and sort all of it for each stretch.
     */
    static final String THE_INDEX = """
        set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_sort', 'off', true), \
        set_config('enable_seqscan', 'off', true)\
        """;

    private Along() {}
}
