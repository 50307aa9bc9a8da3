package org.patchbay.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of server-rendered pages, from {@code messages/words_LANGUAGE.properties}. */
@MessageBundle("words")
public interface PageMessages {
    @Message
    String course();

    @Message
    String language();

    @Message
    String otherLanguage();

    @Message
    String theme();

    @Message
    String more();

    @Message
    String skipToContent();

    @Message
    String courseIntro();

    @Message
    String how();

    @Message
    String howMachine();

    @Message
    String howType();

    @Message
    String howVerdict();

    @Message
    String startFirst();

    @Message
    String startAccount();

    @Message
    String leftOff();

    @Message
    String leftOffStep(int n, int of, String title);

    @Message
    String goOnWithStep(int n);

    @Message
    String comesNext();

    @Message
    String allDone();

    @Message
    String progressKept();

    @Message
    String lessons();

    @Message
    String lesson();

    @Message
    String keys();

    @Message
    String noLessons();

    @Message
    String minutes(int minutes);

    @Message
    String points(int points, int of);

    @Message
    String tasks(int tasks, int of);

    @Message
    String buildsOn();

    @Message
    String done();

    @Message
    String nextForYou();

    @Message
    String lessonsDone(int done, int of);

    @Message
    String hoursInAll(int hours);

    @Message
    String minutesInAll(int minutes);

    @Message
    String begin();

    @Message
    String goOn();

    @Message
    String again();

    @Message
    String end();

    @Message
    String ended(boolean unjudged, boolean asleep);

    @Message
    String reopen();

    @Message
    String unjudged();

    @Message
    String results();

    @Message
    String attemptResult(int n, int points, int of);

    @Message
    String running();

    @Message
    String step(int number);

    @Message
    String needsScript();

    @Message
    String backToCourse();

    @Message
    String author();

    @Message
    String authorIntro();

    @Message
    String readAgain();

    @Message
    String problems();

    @Message
    String glossary();

    @Message
    String glossaryIntro();

    @Message
    String glossaryIndex();

    @Message
    String noTerms();

    @Message
    String source();

    @Message
    String seeAlso();

    @Message
    String read();

    @Message
    String drawnExample();

    @Message
    String drawnOwn();

    @Message
    String resume();

    @Message
    String resumeIntro();

    @Message
    String resumeEnter();

    @Message
    String resumeLabel();

    @Message
    String resumeGo();

    @Message
    String resumeProblem(String problem);

    @Message
    String resumeReplaces(int begun);

    @Message
    String resumeTake();

    @Message
    String resumeAsk();

    @Message
    String resumeYours();

    @Message
    String resumeShown();

    @Message
    String resumeHas();

    @Message
    String resumeUntil();

    @Message
    String resumeUntilEnd();

    @Message
    String resumeNothing();

    @Message
    String resumeDraw();

    @Message
    String resumeDrawAgain();

    @Message
    String resumeWithdraw();

    @Message
    String resumeLeave();

    @Message
    String resumeLeaveText();

    @Message
    String resumeLeaveForGood();

    @Message
    String resumeLeaveButton();

    @Message
    String haveCode();

    @Message
    String elsewhere();

    @Message
    String failureTitle(String failure);

    @Message
    String failureText(String failure);

    @Message
    String recordings();

    @Message
    String recordingsOf(String lesson);

    @Message
    String recordingsIntro();

    @Message
    String noRecordings();

    @Message
    String noMoment();

    @Message
    String backToLab();

    @Message
    String recordingsRemoved(int machines);

    @Message
    String terminalNumber(String number);

    @Message
    String machineNumber(int number);

    @Message
    String download();

    @Message
    String moments();

    @Message
    String noMoments();

    @Message
    String momentsLeftOut(int number);

    @Message
    String momentOfTask(String kind, int step, int task);

    @Message
    String momentAtStep(int step, String title);

    @Message
    String momentBackAt(int step, String title);

    @Message
    String momentSlept();

    @Message
    String momentLost(String bytes);

    @Message
    String replayNeedsScript();
}
