package org.patchbay.web;

import org.patchbay.lesson.Language;

/**
 * What every page's frame needs.
 *
 * @param path of this page: where choosing another language leads back to
 */
public record Layout(Language language, String path, Assets assets) {}
