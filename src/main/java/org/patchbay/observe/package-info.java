/**
 * Observations of a network: here what a command is; below, the kernel's state, frames that passed, tools' output as
 * records, and typed lines.
 */
package org.patchbay.observe;
