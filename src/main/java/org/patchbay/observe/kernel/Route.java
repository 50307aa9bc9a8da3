package org.patchbay.observe.kernel;

/**
 * One entry of a routing table (ip-route(8)).
 *
 * @param table 254 is main, 255 is local (rt_tables)
 * @param type {@code unicast}, {@code local}, {@code broadcast} …
 * @param destination {@code 0.0.0.0/0} for the default route
 * @param gateway empty for a connected route
 * @param source the preferred source address; may be empty
 * @param flags such as {@code linkdown}; space separated, may be empty
 */
public record Route(
        int family,
        int table,
        String type,
        String destination,
        String gateway,
        String device,
        String source,
        String scope,
        String protocol,
        long metric,
        String flags) {}
