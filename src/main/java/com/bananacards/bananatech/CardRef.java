package com.bananacards.bananatech;

/** A card as the issuer names it: by its owner's number and its own. */
public record CardRef(long userId, long cardId) {}
