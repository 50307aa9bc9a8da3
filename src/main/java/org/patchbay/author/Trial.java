package org.patchbay.author;

/**
 * One thing that is tried.
 *
 * @param lesson its id
 * @param step its id
 * @param subject the task's or question's id; empty for a trial of the whole step
 * @param what what is done there, and what must come of it
 */
public record Trial(String lesson, String step, String subject, String what) {
    /** {@code 20-veth-pair 10-create/pair: solution}. */
    @Override
    public String toString() {
        return lesson + " " + step + (subject.isEmpty() ? "" : "/" + subject) + ": " + what;
    }
}
