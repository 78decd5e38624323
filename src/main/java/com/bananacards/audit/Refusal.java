package com.bananacards.audit;

import org.jspecify.annotations.Nullable;

/**
 * One kind of refusal; those that are alike are counted together.
 *
 * @param subject who was refused; null when no valid token said so
 * @param address from where
 * @param asked method and path, every id in it shortened to {@code {id}}
 */
record Refusal(int status, @Nullable String subject, String address, String asked) {}
