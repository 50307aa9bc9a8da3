/** Sockets: a lab's events and the bytes of its terminals. */
package org.patchbay.web.socket;
