package probe

// The marks by which a packet of ours is known: on its way, where translation may have changed addresses, ports and
// identifiers; and in the text of a learner's tcpdump -n, so that no check takes it for the learner's own. The latter are
// stated in vm-image/README.md, and check.Mark knows them.
const (
	// echoNumber is both identifier and sequence number of an echo: ping(8) counts from 1.
	echoNumber = 47806
	// firstPort to firstPort+ports-1 are source ports of TCP and UDP, above those that the kernel chooses itself.
	firstPort = 64700
	ports     = 64
	// arpTrailer is how many bytes stand behind the 28 of an ARP packet: tcpdump says "length 47".
	arpTrailer = 19
	// payload is where UDP's data and an echo's begin.
	payload = 0x50627279
	// sequence is TCP's initial sequence number, which translation leaves alone.
	sequence = 0x50627279
)
