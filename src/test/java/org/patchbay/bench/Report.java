package org.patchbay.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints one JSON object a line for each metric of a benchmark. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(4);

    private final String bench;
    private final PrintStream out;

    Report(String bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    void metric(String metric, String unit, List<Double> samples) {
        metric(metric, unit, samples, Map.of());
    }

    /**
     * @param samples at least one
     * @param extra further keys of the object
     */
    void metric(String metric, String unit, List<Double> samples, Map<String, ?> extra) {
        var sorted = samples.stream().sorted().toList();
        var line = new LinkedHashMap<String, Object>();
        line.put("bench", bench);
        line.put("metric", metric);
        line.put("unit", unit);
        line.put("p50", percentile(sorted, 0.50));
        line.put("p95", percentile(sorted, 0.95));
        line.put("n", sorted.size());
        line.putAll(extra);
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The smallest sample that the given part of all does not exceed (nearest rank). */
    private static BigDecimal percentile(List<Double> sorted, double part) {
        int rank = Math.max(1, (int) Math.ceil(part * sorted.size()));
        return new BigDecimal(sorted.get(rank - 1), DIGITS);
    }
}
