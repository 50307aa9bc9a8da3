module patchbay.org/agent

go 1.19

// The versions that Debian 12 packages; the replacements are where its packages put them.
require (
	golang.org/x/crypto v0.4.0
	golang.org/x/sys v0.3.0
)

replace (
	golang.org/x/crypto => /usr/share/gocode/src/golang.org/x/crypto
	golang.org/x/sys => /usr/share/gocode/src/golang.org/x/sys
)
