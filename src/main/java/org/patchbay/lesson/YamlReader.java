package org.patchbay.lesson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads one YAML document, without anchors, aliases and repeated keys. */
final class YamlReader {
    private static final int DEPTH = 20;
    private static final YAMLFactory YAML = new YAMLFactory();

    private final int before;

    private YamlReader(int before) {
        this.before = before;
    }

    /**
     * Reads a document.
     *
     * @param before the number of lines before it in its file
     * @throws Flaw if it is invalid
     */
    static YamlNode read(String text, int before) {
        return new YamlReader(before).document(text);
    }

    private YamlNode document(String text) {
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Flaw(before + 1, "there is no YAML here");
            }
            YamlNode node = node(parser, 0);
            if (parser.nextToken() != null) {
                throw new Flaw(line(parser), "a second document begins here; a file holds one");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Flaw(before + line(e), "this is not YAML: " + reason(e));
        } catch (IOException e) {
            throw new Flaw(before + 1, "this can't be read as YAML: " + e.getMessage());
        }
    }

    private YamlNode node(YAMLParser parser, int depth) throws IOException {
        if (depth > DEPTH) {
            throw new Flaw(line(parser), "this is nested more than " + DEPTH + " deep");
        }
        if (parser.isCurrentAlias()) {
            throw new Flaw(line(parser), "aliases (*name) are not supported; write the value itself");
        }
        JsonToken token = parser.currentToken();
        int line = line(parser);
        if (token == JsonToken.START_OBJECT) {
            return new YamlNode.Mapping(entries(parser, depth), line);
        }
        if (token == JsonToken.START_ARRAY) {
            return new YamlNode.Sequence(items(parser, depth), line);
        }
        return new YamlNode.Scalar(
                token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getText()), line);
    }

    private SequencedMap<String, YamlNode.Entry> entries(YAMLParser parser, int depth) throws IOException {
        SequencedMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int line = line(parser);
            parser.nextToken();
            if (entries.put(key, new YamlNode.Entry(line, node(parser, depth + 1))) != null) {
                throw new Flaw(line, "'" + key + "' is listed twice");
            }
        }
        return entries;
    }

    private List<YamlNode> items(YAMLParser parser, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return items;
    }

    private int line(YAMLParser parser) {
        return before + Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static String reason(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked && marked.getProblem() != null) {
                return marked.getProblem().strip();
            }
        }
        return e.getOriginalMessage().lines().findFirst().orElse("no reason given");
    }
}
