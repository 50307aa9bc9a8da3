/**
 * The course: lessons read from folders of text files, validated, and bound for one learner. Returned objects are
 * immutable; {@code docs/lessons.md} describes the files.
 */
package org.patchbay.lesson;
