/** Pages rendered by the server. */
package org.patchbay.web.page;
