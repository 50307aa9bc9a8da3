/** The journal of a lab: its events, and the states that they report. */
package org.patchbay.lab.event;
