/** Walks one packet through a snapshot as the kernel would process it, up to the first fault. */
package org.patchbay.check.packet;
