/**
 * What an author of lessons has at hand: a new lesson to begin with, a look at the files, and a trial in real machines.
 */
package org.patchbay.author;
