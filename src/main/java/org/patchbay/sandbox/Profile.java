package org.patchbay.sandbox;

/** What a sandbox is prepared for. A lesson names one; each has a template of its own. */
public enum Profile {
    /** Network namespaces and the classic tools; Docker is installed but not running. */
    NET
}
