/** Netfilter rules compared by what they do, not by how they are written. */
package org.patchbay.check.rules;
