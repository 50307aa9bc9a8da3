package org.patchbay.observe.kernel;

import java.util.List;

/** The containers and networks that Docker's daemon reports. Immutable. */
public record Docker(List<Container> containers, List<ContainerNetwork> networks) {
    public Docker {
        containers = List.copyOf(containers);
        networks = List.copyOf(networks);
    }
}
