package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An iproute2 object that is still being parsed. */
final class IpDraft {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, List<Object>> lists = new HashMap<>();
    private final Map<String, IpDraft> objects = new HashMap<>();
    private Optional<IpDraft> latest = Optional.empty();

    void put(String member, Object value) {
        members.put(member, value);
    }

    Object get(String member) {
        return members.get(member);
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    /** The list of this name; created if missing. */
    List<Object> list(String member) {
        return lists.computeIfAbsent(member, _ -> {
            List<Object> list = new ArrayList<>();
            members.put(member, list);
            return list;
        });
    }

    /** The object of this name; created if missing. */
    IpDraft object(String member) {
        return objects.computeIfAbsent(member, _ -> {
            IpDraft object = new IpDraft();
            members.put(member, object.members);
            return object;
        });
    }

    /** Appends an object to the list of this name. */
    void add(String member, IpDraft object) {
        list(member).add(object.members);
        latest = Optional.of(object);
    }

    /** The object that was added last. */
    Optional<IpDraft> latest() {
        return latest;
    }

    IpObject finished() {
        return new IpObject(members);
    }
}
