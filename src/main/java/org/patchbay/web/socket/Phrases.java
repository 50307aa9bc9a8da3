package org.patchbay.web.socket;

import java.util.Locale;
import java.util.ResourceBundle;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Wording;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.HandInState;
import org.patchbay.lab.event.Notice;
import org.patchbay.lesson.Language;

/** Texts of the sockets in one language. Immutable. */
final class Phrases {
    private final ResourceBundle lab;
    private final Wording diagnosis;

    Phrases(Language language) {
        Locale locale = Locale.forLanguageTag(language.tag());
        this.lab = ResourceBundle.getBundle("messages.lab", locale);
        this.diagnosis = new Wording(ResourceBundle.getBundle("messages.diagnosis", locale));
    }

    String of(Message message) {
        return diagnosis.of(message);
    }

    String layer(Layer layer) {
        return diagnosis.of(layer);
    }

    /** @param graded whether it is for graded work, where some notices differ */
    String notice(Notice notice, boolean graded) {
        String key = "notice." + notice.name();
        String ofGraded = key + ".graded";
        return lab.getString(graded && lab.containsKey(ofGraded) ? ofGraded : key);
    }

    /** Why a hand-in failed. */
    String hindrance(HandInState.Hindrance hindrance) {
        return lab.getString("hand-in." + hindrance.name());
    }

    String refusal(DeclinedException.Reason reason) {
        return lab.getString("refused." + reason.name());
    }

    /** The name of the terminal in which a solution is typed. */
    String shownTerminal() {
        return lab.getString("shown-terminal");
    }

    /** The response if the database failed. */
    String notStored() {
        return lab.getString("not-stored");
    }

    /** @param detail the message for operators, in English */
    String machineFailed(String detail) {
        return lab.getString("machine.failed").replace("{detail}", detail);
    }

    /** The response to an invalid frame. */
    String rubbish() {
        return lab.getString("rubbish");
    }
}
