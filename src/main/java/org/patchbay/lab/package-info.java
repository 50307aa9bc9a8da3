/** One learner's work on one lesson: its machine, terminals and checks, published as one journal of events. */
package org.patchbay.lab;
