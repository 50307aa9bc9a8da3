/**
 * What can be seen of a network: what a command is, and below that the kernel's state, frames that passed, tools'
 * output as records, and typed lines.
 */
package org.patchbay.observe;
