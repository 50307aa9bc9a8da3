/** The paths of frames over the devices on which they were captured. */
package org.patchbay.check.frames;
