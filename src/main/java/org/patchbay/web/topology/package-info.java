/** The network picture, built from the kernel's snapshot alone, independent of lessons. */
package org.patchbay.web.topology;
