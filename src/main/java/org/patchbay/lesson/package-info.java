/**
 * The course as a learner and an author see it: lessons read from folders of text files, checked, and bound for one
 * learner. Everything that is handed out is immutable; {@code docs/lessons.md} describes the files.
 */
package org.patchbay.lesson;
