package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.PathPart;
import org.patchbay.lab.Labs;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.machine.Recordings;
import org.patchbay.lab.machine.Recordings.Recording;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.progress.LabRecord;
import org.patchbay.terminal.RecordedCast;
import org.patchbay.web.Assets;
import org.patchbay.web.Failure;
import org.patchbay.web.Layout;
import org.patchbay.web.RefusedException;
import org.patchbay.web.access.LabGate;
import org.patchbay.web.access.Visitor;

/** Pages of a lab's recordings, one for each, with its markers; also while it grows, and after the lab's end. */
@Path("/labs")
@RunOnVirtualThread
public class RecordingsPage {
    private static final Logger LOG = Logger.getLogger(RecordingsPage.class);

    /** Limit of listed markers. */
    private static final int MOMENTS = 1_000;

    private final Visitor visitor;
    private final LabGate gate;
    private final Labs labs;
    private final Assets assets;

    RecordingsPage(Visitor visitor, LabGate gate, Labs labs, Assets assets) {
        this.visitor = visitor;
        this.gate = gate;
        this.labs = labs;
        this.assets = assets;
    }

    /** The newest recording. */
    @GET
    @Path("{lab}/recordings")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance newest(@PathParam("lab") String id, @QueryParam("missing") String missing)
            throws RefusedException, IOException {
        LabRecord lab = gate.enter(visitor.known(), id);
        List<Readable> all = readable(lab);
        return page(
                lab, "", missing != null && !all.isEmpty(), all, all.stream().findFirst());
    }

    /** One recording. */
    @GET
    @Path("{lab}/recordings/{machine}/{terminal}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance one(
            @PathParam("lab") String id, @PathParam("machine") String machine, @PathParam("terminal") String terminal)
            throws RefusedException, IOException {
        LabRecord lab = gate.enter(visitor.known(), id);
        List<Readable> all = readable(lab);
        Readable shown = all.stream()
                .filter(one -> one.recording().machine().equals(machine)
                        && one.recording().terminal().equals(terminal))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        return page(lab, "/" + machine + "/" + terminal, false, all, Optional.of(shown));
    }

    /** The recording up to the end of its last complete line, an asciicast v2 file. */
    @GET
    @Path("{lab}/recordings/{machine}/{terminal}/cast")
    @Produces("application/x-asciicast")
    public Response cast(
            @PathParam("lab") String id,
            @PathParam("machine") String machine,
            @PathParam("terminal") String terminal,
            @Context Request request)
            throws RefusedException, IOException {
        LabRecord lab = gate.enter(visitor.known(), id);
        RecordedCast cast = labs.recordings(lab.id())
                .of(machine, terminal)
                .map(Recording::cast)
                .orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        long bytes = cast.extent().bytes();
        // The file only grows.
        EntityTag tag = new EntityTag(Long.toString(bytes));
        Response.ResponseBuilder same = request.evaluatePreconditions(tag);
        return (same != null ? same : Response.ok(new PathPart(cast.file(), 0, bytes)))
                .tag(tag)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%s-%s.cast\"".formatted(lab.id(), machine, terminal))
                .build();
    }

    /** Redirects to the marker of a task's newest verdict. */
    @GET
    @Path("{lab}/verdicts/{step}/{task}")
    public Response moment(@PathParam("lab") String id, @PathParam("step") String step, @PathParam("task") String task)
            throws RefusedException, IOException {
        LabRecord lab = gate.enter(visitor.known(), id);
        String recordings = "/labs/" + lab.id() + "/recordings";
        return Redirect.to(labs.recordings(lab.id())
                .verdict(new TaskKey(step, task))
                .map(place -> recordings + "/" + place.recording().machine() + "/"
                        + place.recording().terminal() + "#t=" + MarkerLines.at(place.at()))
                .orElse(recordings + "?missing=moment"));
    }

    private TemplateInstance page(
            LabRecord lab, String path, boolean missing, List<Readable> all, Optional<Readable> shown)
            throws RefusedException, IOException {
        BoundLesson lesson = labs.lesson(lab).orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        Language language = visitor.language();
        String recordings = "/labs/" + lab.id() + "/recordings";
        List<MarkerLine> moments = new ArrayList<>();
        int leftOut = 0;
        if (shown.isPresent()) {
            RecordedCast.Markers markers = shown.get().recording().cast().markers(MOMENTS);
            MarkerLines lines = new MarkerLines(lesson, language);
            double begins = shown.get().extent().begins();
            markers.newest().forEach(marker -> moments.add(lines.line(marker, begins)));
            leftOut = markers.leftOut();
        }
        return new recordings(
                        new Layout(language, recordings + path, assets),
                        lab.open() ? "/labs/" + lab.id() : "",
                        lesson.title().in(language),
                        missing,
                        labs.recordings(lab.id()).removed(),
                        all.stream().map(one -> line(recordings, one, shown)).toList(),
                        all.stream().anyMatch(one -> one.recording().number() > 1),
                        shown.map(one -> path(recordings, one.recording()) + "/cast")
                                .orElse(""),
                        moments,
                        leftOut)
                .setLocale(language.tag());
    }

    /** @param extent when it was read */
    private record Readable(Recording recording, RecordedCast.Extent extent) {}

    private List<Readable> readable(LabRecord lab) throws IOException {
        Recordings recordings = labs.recordings(lab.id());
        List<Readable> readable = new ArrayList<>();
        for (Recording one : recordings.all()) {
            try {
                readable.add(new Readable(one, one.cast().extent()));
            } catch (IOException e) {
                LOG.warnf("Cannot show recording %s: %s", one.cast().file(), e.getMessage());
            }
        }
        return readable;
    }

    private static RecordingLine line(String recordings, Readable one, Optional<Readable> shown) {
        Recording recording = one.recording();
        return new RecordingLine(
                path(recordings, recording),
                shown.equals(Optional.of(one)),
                recording.number(),
                recording.terminal().substring(1),
                MarkerLines.time(one.extent().begins()),
                MarkerLines.time(one.extent().ends()),
                size(one.extent().bytes()));
    }

    private static String path(String recordings, Recording recording) {
        return recordings + "/" + recording.machine() + "/" + recording.terminal();
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? Math.max(1, bytes >> 10) + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024);
    }

    /**
     * @param lab the lab's path; empty if it has ended
     * @param missing whether no marker was found for the requested verdict
     * @param removed the number of machines whose recordings were deleted
     * @param machines whether the lab had more than one
     * @param cast the path of the current recording; empty if there is none
     * @param leftOut the number of older markers
     */
    record recordings(
            Layout layout,
            String lab,
            String lesson,
            boolean missing,
            int removed,
            List<RecordingLine> all,
            boolean machines,
            String cast,
            List<MarkerLine> moments,
            int leftOut)
            implements TemplateInstance {}
}
