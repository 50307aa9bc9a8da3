package org.patchbay.check.verdict;

/** The result of a request that needs an action in the sandbox. Immutable. */
public sealed interface Finding permits Attempt, ScriptEnd, Untried {}
