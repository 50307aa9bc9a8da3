/** Lines typed at a prompt, and the programs that they start. */
package org.patchbay.observe.transcript;
