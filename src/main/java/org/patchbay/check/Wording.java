package org.patchbay.check;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Puts {@link Message}s and {@link Layer}s into the words of one language, from its {@code diagnosis} bundle. Immutable. */
public final class Wording {
    private final ResourceBundle bundle;

    public Wording(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The sentence; its key where the bundle has none, so that nothing is hidden by a gap. */
    public String of(Message message) {
        if (!bundle.containsKey(message.key())) {
            return message.key();
        }
        String sentence = bundle.getString(message.key());
        for (Map.Entry<String, String> argument : message.arguments().entrySet()) {
            sentence = sentence.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return sentence;
    }

    /** What people call the layer. */
    public String of(Layer layer) {
        String key = "layer." + layer.name().toLowerCase(Locale.ROOT);
        return bundle.containsKey(key) ? bundle.getString(key) : layer.name();
    }
}
