package org.patchbay.observe.kernel;

import java.util.List;

/** What Docker's daemon says it runs. Immutable. */
public record Docker(List<Container> containers, List<ContainerNetwork> networks) {
    public Docker {
        containers = List.copyOf(containers);
        networks = List.copyOf(networks);
    }
}
