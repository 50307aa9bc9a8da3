/** Whether the output of a tool can be trusted, and the rows that the tool must have printed. */
package org.patchbay.check.output;
