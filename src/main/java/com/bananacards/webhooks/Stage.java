package com.bananacards.webhooks;

import com.bananacards.cards.Scene;
import com.bananacards.challenges.ChallengeScene;
import com.bananacards.transactions.Statement;

/** What the rooms have loaded and locked for one batch: facts are applied to it in memory. */
record Stage(Scene cards, Statement transactions, ChallengeScene challenges) {}
