/**
 * Tools for lesson authors: creating a lesson, checking its files, and trying it in real machines.
 */
package org.patchbay.author;
