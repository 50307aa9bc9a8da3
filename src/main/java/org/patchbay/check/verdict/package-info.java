/** Verdicts and their diagnoses: the first broken layer, with evidence in the words of tools. */
package org.patchbay.check.verdict;
