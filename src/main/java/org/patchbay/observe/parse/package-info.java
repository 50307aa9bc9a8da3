/** Parsers: the text that a tool printed, to records. Total: no input makes them throw. */
package org.patchbay.observe.parse;
