/** The walk of one packet through a snapshot, as the kernel would process it, to the first thing that is broken. */
package org.patchbay.check.packet;
