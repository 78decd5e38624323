/**
 * Ground: amounts of money. Imports nothing of the project; no binary float ever holds an amount.
 */
@NullMarked
package com.bananacards.money;

import org.jspecify.annotations.NullMarked;
