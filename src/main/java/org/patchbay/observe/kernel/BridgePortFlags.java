package org.patchbay.observe.kernel;

/**
 * How a bridge port handles frames, named as in bridge(8). Immutable.
 *
 * @param learning whether the bridge learns source addresses on this port (IFLA_BRPORT_LEARNING)
 * @param flood whether unicast frames to unknown addresses are sent on this port (IFLA_BRPORT_UNICAST_FLOOD)
 * @param hairpin whether a frame may leave by the port on which it arrived (IFLA_BRPORT_MODE)
 * @param isolated whether frames between this port and other isolated ports are dropped (IFLA_BRPORT_ISOLATED)
 */
public record BridgePortFlags(boolean learning, boolean flood, boolean hairpin, boolean isolated) {}
