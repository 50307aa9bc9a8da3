/** Verdicts and diagnoses: the first broken layer, with evidence as tools print it. */
package org.patchbay.check.verdict;
