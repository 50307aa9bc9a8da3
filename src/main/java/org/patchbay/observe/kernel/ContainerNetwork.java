package org.patchbay.observe.kernel;

/**
 * A Docker network (docker-network(1)).
 *
 * @param driver {@code bridge}, {@code host}, {@code none} …
 * @param subnet the first, such as {@code 172.17.0.0/16}; empty for none
 * @param gateway its address; empty for none
 * @param device the bridge's device, such as {@code docker0} or {@code br-} and twelve digits; empty for other drivers
 */
public record ContainerNetwork(String id, String name, String driver, String subnet, String gateway, String device) {}
