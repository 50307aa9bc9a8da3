/** The server process: wiring of the packages, settings, start and shutdown. */
package org.patchbay.server;
