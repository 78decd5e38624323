package com.bananacards.sandbox;

/** Where an accepted request stands; PENDING is the documented one. */
enum OrderStatus {
    PENDING,
    SUCCESS,
    FAILED
}
