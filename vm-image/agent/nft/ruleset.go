package nft

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// ruleset is all rules of a namespace at one generation.
type ruleset struct {
	generation uint32
	list       []*table
	byName     map[tableKey]*table
	// byHandle maps the kernel's rule handles to the rules with counters.
	byHandle map[handle]counted
	counts   bool
	// numbered reports that rules refer to devices by index. Devices can be renamed while the rules stay the same.
	numbered bool
}

type tableKey struct {
	family byte
	name   string
}

type handle struct {
	table  tableKey
	number uint64
}

// counted are the rules that one rule was expanded into.
type counted struct{ rules []*filter.Rule }

type table struct {
	key    tableKey
	chains []*chain
	byName map[string]*chain
	// dormant tables are not evaluated.
	dormant bool
}

type chain struct {
	filter.Chain
	rules []*filter.Rule
}

func newRuleset(generation uint32) *ruleset {
	return &ruleset{generation: generation, byName: map[tableKey]*table{}, byHandle: map[handle]counted{}}
}

var families = map[byte]string{
	unix.NFPROTO_INET: "inet", unix.NFPROTO_IPV4: "ip", unix.NFPROTO_ARP: "arp", unix.NFPROTO_NETDEV: "netdev",
	unix.NFPROTO_BRIDGE: "bridge", unix.NFPROTO_IPV6: "ip6",
}

// hooks are netfilter's hooks by family: IP, ARP, and netdev.
func hook(family byte, number uint32) string {
	names := []string{"prerouting", "input", "forward", "output", "postrouting", "ingress"}
	switch family {
	case unix.NFPROTO_ARP:
		names = []string{"input", "output", "forward"}
	case unix.NFPROTO_NETDEV:
		names = []string{"ingress", "egress"}
	}
	if int(number) < len(names) {
		return names[number]
	}
	return ""
}

func (s *ruleset) read(socket *netlink.Socket, devices map[int]string, limit int) error {
	all := netlink.NetfilterBody(unix.AF_UNSPEC)
	err := s.dump(socket, unix.NFT_MSG_GETTABLE, all, limit, s.addTable)
	if err != nil || len(s.list) == 0 {
		return err
	}
	err = s.dump(socket, unix.NFT_MSG_GETCHAIN, all, limit, s.addChain)
	if err != nil {
		return err
	}
	// The sets that rules refer to are known only after all rules have been read, and the buffer that holds the rules
	// is reused.
	var raw []rawRule
	err = s.dump(socket, unix.NFT_MSG_GETRULE, all, limit, func(family byte, a *attributes) {
		raw = append(raw, copyRule(family, a))
	})
	if err != nil {
		return err
	}
	sets := map[tableKey]map[string]*set{}
	for i := range raw {
		for _, name := range setsOf(raw[i].expressions) {
			if err := s.readSet(socket, raw[i].table, name, limit, sets); err != nil {
				return err
			}
		}
	}
	for i := range raw {
		s.put(&raw[i], devices, func(name string) *set { return sets[raw[i].table][name] })
	}
	return nil
}

func (s *ruleset) addTable(family byte, a *attributes) {
	key := tableKey{family, netlink.Text(a[unix.NFTA_TABLE_NAME])}
	t := &table{key: key, byName: map[string]*chain{}, dormant: a.number(tableFlags)&tableDormant != 0}
	s.list = append(s.list, t)
	s.byName[key] = t
}

func (s *ruleset) addChain(family byte, a *attributes) {
	if t := s.byName[tableKey{family, netlink.Text(a[unix.NFTA_CHAIN_TABLE])}]; t != nil {
		added := &chain{Chain: decodeChain(family, a, t.dormant)}
		t.chains = append(t.chains, added)
		t.byName[added.Name] = added
	}
}

func decodeChain(family byte, a *attributes, dormant bool) filter.Chain {
	c := filter.Chain{Name: netlink.Text(a[unix.NFTA_CHAIN_NAME])}
	if !a.has(unix.NFTA_CHAIN_HOOK) || dormant {
		return c
	}
	at := cut(a[unix.NFTA_CHAIN_HOOK])
	c.Type = netlink.Text(a[unix.NFTA_CHAIN_TYPE])
	c.Hook = hook(family, at.number(unix.NFTA_HOOK_HOOKNUM))
	c.Priority = int(int32(at.number(unix.NFTA_HOOK_PRIORITY)))
	c.Policy = "accept"
	if a.has(unix.NFTA_CHAIN_POLICY) && a.number(unix.NFTA_CHAIN_POLICY) == verdictDrop {
		c.Policy = "drop"
	}
	return c
}

// rawRule is a rule before it is decoded.
type rawRule struct {
	table       tableKey
	chain       string
	handle      uint64
	expressions []byte
	comment     string
}

func copyRule(family byte, a *attributes) rawRule {
	return rawRule{
		table:       tableKey{family, netlink.Text(a[unix.NFTA_RULE_TABLE])},
		chain:       netlink.Text(a[unix.NFTA_RULE_CHAIN]),
		handle:      netlink.Big64(a[unix.NFTA_RULE_HANDLE]),
		expressions: append([]byte(nil), a[unix.NFTA_RULE_EXPRESSIONS]...),
		comment:     commentOf(a[unix.NFTA_RULE_USERDATA]),
	}
}

// setsOf returns the names of the sets used by lookup expressions.
func setsOf(expressions []byte) (names []string) {
	eachExpression(expressions, func(name string, a *attributes) {
		if name == "lookup" {
			names = append(names, netlink.Text(a[unix.NFTA_LOOKUP_SET]))
		}
	})
	return names
}

func eachExpression(list []byte, visit func(name string, a *attributes)) {
	netlink.Attributes(list, func(kind uint16, element []byte) {
		if kind == unix.NFTA_LIST_ELEM {
			parts := cut(element)
			visit(netlink.Text(parts[unix.NFTA_EXPR_NAME]), cut(parts[unix.NFTA_EXPR_DATA]))
		}
	})
}

func (s *ruleset) readSet(socket *netlink.Socket, key tableKey, name string, limit int, sets map[tableKey]map[string]*set) error {
	if sets[key] == nil {
		sets[key] = map[string]*set{}
	}
	if _, read := sets[key][name]; read || len(sets[key]) >= maxSets {
		return nil
	}
	request := netlink.NetfilterBody(key.family)
	request = netlink.AppendText(request, unix.NFTA_SET_ELEM_LIST_TABLE, key.name)
	request = netlink.AppendText(request, unix.NFTA_SET_ELEM_LIST_SET, name)
	var raw []rawElement
	unknown := false
	err := s.dump(socket, unix.NFT_MSG_GETSETELEM, request, limit, func(_ byte, a *attributes) {
		decodeElements(a[unix.NFTA_SET_ELEM_LIST_ELEMENTS], &raw, &unknown)
	})
	if err != nil {
		return err
	}
	sets[key][name] = assemble(raw, unknown)
	return nil
}

// put decodes a rule and appends it to its chain.
func (s *ruleset) put(raw *rawRule, devices map[int]string, sets func(string) *set) {
	t := s.byName[raw.table]
	if t == nil || t.byName[raw.chain] == nil {
		return
	}
	r := newDecoder(raw.table.family, devices, sets)
	r.expressions(raw.expressions)
	if raw.comment != "" {
		r.comment(raw.comment)
	}
	for _, p := range r.parts {
		s.numbered = s.numbered || p.field.form == indexForm
	}
	c := t.byName[raw.chain]
	first := len(c.rules)
	for _, rule := range r.rules(raw.table.name, raw.chain) {
		rule := rule
		c.rules = append(c.rules, &rule)
	}
	if r.counts {
		s.counts = true
		s.byHandle[handle{raw.table, raw.handle}] = counted{c.rules[first:len(c.rules):len(c.rules)]}
	}
}

// count updates the counters.
func (s *ruleset) count(socket *netlink.Socket, limit int) error {
	return s.dump(socket, unix.NFT_MSG_GETRULE, netlink.NetfilterBody(unix.AF_UNSPEC), limit, func(family byte, a *attributes) {
		key := handle{tableKey{family, netlink.Text(a[unix.NFTA_RULE_TABLE])}, netlink.Big64(a[unix.NFTA_RULE_HANDLE])}
		found, ok := s.byHandle[key]
		if !ok {
			return
		}
		eachExpression(a[unix.NFTA_RULE_EXPRESSIONS], func(name string, a *attributes) {
			if name == "counter" {
				for _, rule := range found.rules {
					rule.Bytes, rule.Packets = netlink.Big64(a[unix.NFTA_COUNTER_BYTES]), netlink.Big64(a[unix.NFTA_COUNTER_PACKETS])
				}
			}
		})
	})
}

// tables returns a copy of the normalised ruleset; the counters change with the next look.
func (s *ruleset) tables() []filter.Table {
	tables := make([]filter.Table, 0, len(s.list))
	for _, t := range s.list {
		one := filter.Table{Family: families[t.key.family], Name: t.key.name, Chains: make([]filter.Chain, 0, len(t.chains))}
		for _, c := range t.chains {
			copied := c.Chain
			copied.Rules = make([]filter.Rule, 0, len(c.rules))
			for _, rule := range c.rules {
				copied.Rules = append(copied.Rules, *rule)
			}
			one.Chains = append(one.Chains, copied)
		}
		tables = append(tables, one)
	}
	return tables
}
