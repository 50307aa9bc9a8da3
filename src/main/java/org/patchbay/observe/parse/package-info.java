/** Parsers from a tool's printed text to records. Total: no input makes them throw. */
package org.patchbay.observe.parse;
