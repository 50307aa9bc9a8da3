package org.patchbay.observe.kernel;

/**
 * What a bridge's port does with frames, in the words of bridge(8). Immutable.
 *
 * @param learning whether the bridge remembers who sent what came in here (IFLA_BRPORT_LEARNING)
 * @param flood whether frames go out here whose receiver it does not know (IFLA_BRPORT_UNICAST_FLOOD)
 * @param hairpin whether a frame may go out where it came in (IFLA_BRPORT_MODE)
 * @param isolated whether nothing passes between this port and others that are isolated (IFLA_BRPORT_ISOLATED)
 */
public record BridgePortFlags(boolean learning, boolean flood, boolean hairpin, boolean isolated) {}
