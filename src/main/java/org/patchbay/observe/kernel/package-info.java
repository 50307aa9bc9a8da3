/** The kernel's state at one moment: {@code Snapshot} and its parts, and the programs that were executed. */
package org.patchbay.observe.kernel;
