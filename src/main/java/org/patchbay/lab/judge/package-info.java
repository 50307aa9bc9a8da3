/** When and how a machine's network is judged. */
package org.patchbay.lab.judge;
