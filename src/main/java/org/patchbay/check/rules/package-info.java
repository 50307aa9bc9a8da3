/** Netfilter rules compared by their effect, not by their notation. */
package org.patchbay.check.rules;
