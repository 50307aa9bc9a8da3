package org.patchbay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.terminal.Marker;
import org.patchbay.terminal.RecordedCast;

/**
 * What was recorded in a lab, by all the machines that it had: they stay when a machine is gone, and when the lab has ended.
 * Immutable; reads the disk anew each time.
 */
public final class Recordings {
    /** How many machines are told of, the newest: a learner may go back any number of times. */
    private static final int MACHINES = 24;

    private static final Pattern NAME = Pattern.compile("([a-z0-9]{1,16}(?:\\.old[0-9]+)?)\\.cast");

    private final Path folder;

    /** @param folder where each machine of the lab has one */
    Recordings(Path folder) {
        this.folder = folder;
    }

    /**
     * One terminal's.
     *
     * @param number of the machine, from 1 in the order in which the lab had them
     * @param terminal its id; {@code ID-oldN} for a recording that could not be gone on with
     */
    public record Recording(String machine, int number, String terminal, RecordedCast cast) {}

    /** A moment in one of them, in seconds since its beginning. */
    public record Place(Recording recording, double at) {}

    /** All, those of the newest machine first, the terminals of each by name. */
    public List<Recording> all() throws IOException {
        record Aged(Path machine, FileTime at) {}
        List<Aged> aged = new ArrayList<>();
        for (Path machine : folders()) {
            Optional<FileTime> at = lastWritten(machine);
            at.ifPresent(time -> aged.add(new Aged(machine, time)));
        }
        aged.sort(Comparator.comparing(Aged::at).thenComparing(Aged::machine));
        List<Recording> all = new ArrayList<>();
        for (int number = aged.size(); number > Math.max(0, aged.size() - MACHINES); number--) {
            Path machine = aged.get(number - 1).machine();
            for (Path cast : casts(machine)) {
                all.add(new Recording(
                        machine.getFileName().toString(),
                        number,
                        terminal(cast).orElseThrow(),
                        new RecordedCast(cast)));
            }
        }
        return all;
    }

    /** The recording of that machine and terminal; names that are none are found nowhere. */
    public Optional<Recording> of(String machine, String terminal) throws IOException {
        return all().stream()
                .filter(one -> one.machine().equals(machine) && one.terminal().equals(terminal))
                .findFirst();
    }

    /** Where the newest verdict on a task is. */
    public Optional<Place> verdict(TaskKey task) throws IOException {
        Optional<Place> newest = Optional.empty();
        double newestAt = Double.NEGATIVE_INFINITY;
        int machine = 0;
        for (Recording recording : all()) {
            if (newest.isPresent() && recording.number() != machine) {
                return newest;
            }
            Optional<Marker> last = recording
                    .cast()
                    .last(marker -> Moment.of(marker) instanceof Moment.Judged judged
                            && judged.task().equals(task));
            double at = last.isEmpty()
                    ? 0
                    : recording.cast().extent().begins() + last.get().at();
            if (last.isPresent() && at > newestAt) {
                newest = Optional.of(new Place(recording, last.get().at()));
                newestAt = at;
                machine = recording.number();
            }
        }
        return newest;
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var there = Files.list(folder)) {
            return there.filter(Files::isDirectory).toList();
        }
    }

    private static List<Path> casts(Path machine) throws IOException {
        try (var files = Files.list(machine)) {
            return files.filter(file -> terminal(file).isPresent() && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<FileTime> lastWritten(Path machine) throws IOException {
        Optional<FileTime> newest = Optional.empty();
        for (Path cast : casts(machine)) {
            FileTime at = Files.getLastModifiedTime(cast);
            if (newest.isEmpty() || newest.get().compareTo(at) < 0) {
                newest = Optional.of(at);
            }
        }
        return newest;
    }

    private static Optional<String> terminal(Path cast) {
        Matcher name = NAME.matcher(cast.getFileName().toString());
        return name.matches() ? Optional.of(name.group(1).replace('.', '-')) : Optional.empty();
    }
}
