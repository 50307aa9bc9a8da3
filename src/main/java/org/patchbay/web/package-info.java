/** What pages and sockets share: layout, errors, texts, languages, and addresses. */
package org.patchbay.web;
