package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one run of {@code ping} printed (ping(8) of iputils).
 *
 * @param sourceIp with {@code -I} or {@code -B}
 * @param destination as the learner wrote it; empty before the statistics
 * @param statistics the summary below the responses; empty while it runs
 */
public record PingReport(
        Optional<String> sourceIp,
        String destinationIp,
        OptionalLong dataBytes,
        Optional<String> pattern,
        Optional<String> destination,
        Optional<Statistics> statistics,
        Optional<RoundTrip> roundTrip,
        List<Response> responses)
        implements Row {
    /** The counts; loss in percent, time in milliseconds. */
    public record Statistics(
            long transmitted, long received, long duplicates, OptionalLong errors, double loss, OptionalDouble time) {}

    /** Round-trip times in milliseconds. */
    public record RoundTrip(double min, double avg, double max, OptionalDouble stddev) {}

    /**
     * One line between heading and statistics.
     *
     * @param type {@code reply}, {@code timeout}, or an error such as {@code destination_host_unreachable}
     * @param timestamp seconds since the epoch, with {@code -D}
     */
    public record Response(
            String type,
            OptionalDouble timestamp,
            OptionalLong bytes,
            Optional<String> responseIp,
            OptionalLong sequence,
            OptionalLong ttl,
            OptionalDouble time,
            boolean duplicate) {
        Map<String, Object> columns() {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("type", type);
            columns.put("timestamp", orNull(timestamp));
            bytes.ifPresent(value -> columns.put("bytes", value));
            responseIp.ifPresent(value -> columns.put("response_ip", value));
            sequence.ifPresent(value -> columns.put("icmp_seq", value));
            ttl.ifPresent(value -> columns.put("ttl", value));
            time.ifPresent(value -> columns.put("time_ms", value));
            if (type.equals("reply")) {
                columns.put("duplicate", duplicate);
            }
            return columns;
        }
    }

    public PingReport {
        responses = List.copyOf(responses);
    }

    @Override
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        sourceIp.ifPresent(source -> columns.put("source_ip", source));
        columns.put("destination_ip", destinationIp);
        columns.put("data_bytes", dataBytes.isPresent() ? dataBytes.getAsLong() : null);
        columns.put("pattern", pattern.orElse(null));
        destination.ifPresent(name -> columns.put("destination", name));
        statistics.ifPresent(counts -> {
            columns.put("packets_transmitted", counts.transmitted());
            columns.put("packets_received", counts.received());
            columns.put("packet_loss_percent", counts.loss());
            columns.put("duplicates", counts.duplicates());
            counts.errors().ifPresent(errors -> columns.put("errors", errors));
            counts.time().ifPresent(time -> columns.put("time_ms", time));
        });
        roundTrip.ifPresent(times -> {
            columns.put("round_trip_ms_min", times.min());
            columns.put("round_trip_ms_avg", times.avg());
            columns.put("round_trip_ms_max", times.max());
            columns.put("round_trip_ms_stddev", orNull(times.stddev()));
        });
        List<Map<String, Object>> lines = new ArrayList<>();
        responses.forEach(response -> lines.add(response.columns()));
        columns.put("responses", lines);
        return columns;
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
