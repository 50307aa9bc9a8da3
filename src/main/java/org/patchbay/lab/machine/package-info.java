/** A lab's machine: its connections, terminals, recordings, checkpoints, and the input typed into it. */
package org.patchbay.lab.machine;
