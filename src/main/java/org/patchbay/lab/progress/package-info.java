/** What a learner has achieved in a lesson; each change is stored before it is published. */
package org.patchbay.lab.progress;
