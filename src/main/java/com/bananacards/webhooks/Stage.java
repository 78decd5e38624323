package com.bananacards.webhooks;

import com.bananacards.cards.Scene;

/** What the rooms have loaded and locked for one batch: facts are applied to it in memory. */
record Stage(Scene cards) {}
