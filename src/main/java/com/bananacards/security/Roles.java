package com.bananacards.security;

/** The three roles that a token may name in {@code groups}. */
public final class Roles {

    /** A merchant's backend: the whole {@code /v1} API, for all cardholders. */
    public static final String MERCHANT = "merchant";

    /** One cardholder: only what belongs to the id in the token's {@code cardholder_id}. */
    public static final String CARDHOLDER = "cardholder";

    /** The merchant's operator: what {@link #MERCHANT} may, and {@code /v1/admin}. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
