/** Who sends a request, and which labs they may see. */
package org.patchbay.web.access;
