package org.patchbay.check.verdict;

/** What came of a request that had to be tried out in the sandbox. Immutable. */
public sealed interface Finding permits Attempt, ScriptEnd, Untried {}
