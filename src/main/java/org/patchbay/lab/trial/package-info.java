/** Lessons tried in real machines without a learner. */
package org.patchbay.lab.trial;
