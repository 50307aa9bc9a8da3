package org.patchbay.web;

import org.patchbay.lesson.Language;

/**
 * Parameters of the layout of all pages.
 *
 * @param path of this page, to return to after a change of language
 */
public record Layout(Language language, String path, Assets assets) {}
