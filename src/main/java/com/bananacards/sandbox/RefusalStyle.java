package com.bananacards.sandbox;

/** How a business refusal travels; BananaTech documents only 400 for unreadable requests. */
public enum RefusalStyle {
    /** HTTP 422, the message inside the encrypted envelope. */
    ENCRYPTED_422,
    /** HTTP 400, the message in plain JSON. */
    PLAIN_400
}
