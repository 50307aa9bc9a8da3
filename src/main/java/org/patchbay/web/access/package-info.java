/** Who sends a request, and which labs they may access. */
package org.patchbay.web.access;
