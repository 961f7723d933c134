package dev.parley;

/** How a child is spawned on another node: what can travel as numbers. */
public sealed interface RemoteSpawnOption permits SupervisorStrategy {}
