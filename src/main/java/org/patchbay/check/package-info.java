/** Assertions about a network, one record for each key of the lesson vocabulary. Pure: no I/O and no clock. */
package org.patchbay.check;
