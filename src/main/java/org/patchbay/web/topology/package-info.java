/** The picture of a sandbox's network, drawn from the kernel's snapshot alone: it knows no lesson. */
package org.patchbay.web.topology;
