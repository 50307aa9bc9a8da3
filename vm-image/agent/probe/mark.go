package probe

// The marks by which Patchbay's own packets are recognised on their way, where NAT may have changed addresses, ports
// and identifiers, and in the output of a learner's tcpdump -n, so that no check counts them as the learner's. The
// latter are documented in vm-image/README.md and implemented in check.Mark.
const (
	// echoNumber is the identifier and the sequence number of an echo request. ping(8) counts from 1.
	echoNumber = 47806
	// firstPort to firstPort+ports-1 are the source ports for TCP and UDP, above the kernel's ephemeral ports.
	firstPort = 64700
	ports     = 64
	// arpTrailer is the number of bytes after the 28 bytes of an ARP packet; tcpdump prints "length 47".
	arpTrailer = 19
	// payload marks the data of UDP and of an echo request.
	payload = 0x50627279
	// sequence is TCP's initial sequence number, which NAT does not change.
	sequence = 0x50627279
)
