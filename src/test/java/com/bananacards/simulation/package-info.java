/**
 * The service without its edges, in a world that goes wrong: production's rules under a scheduler that decides what
 * fails, what is late and where a process dies. What is simulated, and which laws hold, stands in {@code docs/simulation.md}.
 */
package com.bananacards.simulation;
