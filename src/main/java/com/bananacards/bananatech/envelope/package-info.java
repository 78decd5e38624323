/**
 * The issuer's crypto: AES-CBC, then HMAC-SHA256 over the base64 text. Pure functions over JDK crypto; imports nothing
 * of the project.
 *
 * <p>CBC is the issuer's choice. It is safe here only because nothing is decrypted before its HMAC was verified.
 * Source: BananaTech "API Security Implementation Guide".
 */
@NullMarked
package com.bananacards.bananatech.envelope;

import org.jspecify.annotations.NullMarked;
