package nft

import "golang.org/x/sys/unix"

func message(kind uint16) uint16 { return unix.NFNL_SUBSYS_NFTABLES<<8 | kind }

// Constants from linux/netfilter/nf_tables.h.
const (
	tableFlags   = 2
	tableDormant = 1 << 0

	verdictRegister = 0

	elementKeyEnd   = 10
	elementEnd      = 1 << 0
	elementCatchall = 1 << 1

	rejectIcmp  = 0
	rejectReset = 1

	matchName, matchRevision, matchInfo = 1, 2, 3

	// Verdicts of netfilter (linux/netfilter.h); those of nftables are negative.
	verdictDrop   = 0
	verdictAccept = 1
	verdictQueue  = 3
	verdictJump   = -3
	verdictGoto   = -4
	verdictReturn = -5
)
