package org.patchbay.check.verdict;

import java.util.Optional;
import java.util.ResourceBundle;

/** Renders {@link Message}s and {@link Layer}s in one language, from its {@code diagnosis} bundle. Immutable. */
public final class Wording {
    /** The argument with a JSON column name, which is replaced by its label. */
    private static final String COLUMN = "column";

    private final ResourceBundle bundle;

    public Wording(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The rendered sentence; the key itself if the bundle lacks it, so that gaps are visible. */
    public String of(Message message) {
        return bundle.containsKey(message.key()) ? filled(bundle.getString(message.key()), message) : message.key();
    }

    /** The layer's name. */
    public String of(Layer layer) {
        String key = "layer." + layer.name();
        return bundle.containsKey(key) ? bundle.getString(key) : layer.name();
    }

    /** The argument's value; for a lesson's own message the text in this language, if any: {@code said.zh}. */
    private Optional<String> argument(Message message, String name) {
        if (name.equals(COLUMN)) {
            return Optional.ofNullable(message.arguments().get(name)).map(this::column);
        }
        String inLanguage =
                message.arguments().get(name + "." + bundle.getLocale().getLanguage());
        return Optional.ofNullable(inLanguage == null ? message.arguments().get(name) : inLanguage);
    }

    private String column(String name) {
        String key = COLUMN + "." + name;
        return bundle.containsKey(key) ? bundle.getString(key) : "`" + name + "`";
    }

    /** Replaces arguments in one pass, so that a device's name is never taken for an argument. */
    private String filled(String sentence, Message message) {
        StringBuilder text = new StringBuilder(sentence.length() + 32);
        int at = 0;
        while (at < sentence.length()) {
            int open = sentence.indexOf('{', at);
            int close = open < 0 ? -1 : sentence.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String name = sentence.substring(open + 1, close);
            text.append(sentence, at, open).append(argument(message, name).orElse(sentence.substring(open, close + 1)));
            at = close + 1;
        }
        return text.append(sentence, at, sentence.length()).toString();
    }
}
