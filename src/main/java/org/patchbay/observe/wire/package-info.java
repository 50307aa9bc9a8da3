/** Frames that passed a device, as the kernel reported them. */
package org.patchbay.observe.wire;
