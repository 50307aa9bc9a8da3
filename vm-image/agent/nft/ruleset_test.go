package nft

import (
	"fmt"
	"strings"
	"testing"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/recorded"
)

// readRecorded reads the recorded ruleset as if it came from the kernel, after passing each message through spoil.
func readRecorded(t *testing.T, spoil func([]byte) []byte) []filter.Table {
	s := newRuleset(1)
	each := func(name string, visit func(byte, *attributes)) {
		for _, message := range recorded.Messages(t, name) {
			if family, a, ok := body(spoil(message)); ok {
				visit(family, a)
			}
		}
	}
	each("table", s.addTable)
	each("chain", s.addChain)
	sets := map[string]*set{}
	for _, name := range []string{"__map0", "__set0", "__set1", "__set2"} {
		var raw []rawElement
		unknown := false
		each(name, func(_ byte, a *attributes) { decodeElements(a[3], &raw, &unknown) })
		sets[name] = assemble(raw, unknown)
	}
	each("rule", func(family byte, a *attributes) {
		raw := copyRule(family, a)
		s.put(&raw, map[int]string{1: "lo"}, func(name string) *set { return sets[name] })
	})
	return s.tables()
}

func as(message []byte) []byte { return message }

// formatted prints a chain's rules, one per line: conditions, action, text.
func formatted(tables []filter.Table, table, chain string) string {
	var lines strings.Builder
	for _, t := range tables {
		for _, c := range t.Chains {
			if t.Name != table || c.Name != chain {
				continue
			}
			for _, rule := range c.Rules {
				for _, condition := range rule.Conditions {
					not := ""
					if condition.Negated {
						not = "not "
					}
					fmt.Fprintf(&lines, "%s%s %s; ", not, condition.Key, condition.Value)
				}
				fmt.Fprintf(&lines, "%s\n  %s\n", strings.TrimSpace(rule.Action.Kind+" "+rule.Action.Argument), rule.Text)
			}
		}
	}
	return lines.String()
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRulesOfIptables(t *testing.T) {
	tables := readRecorded(t, as)
	expect(t, formatted(tables, "filter", "FORWARD"), `in br0; not out br1; protocol tcp; source 10.0.0.0/24; destination-port 80; comment the web; ACCEPT
  -A FORWARD -s 10.0.0.0/24 -i br0 ! -o br1 -p tcp -m tcp --dport 80 -m comment --comment "the web" -j ACCEPT
ct-state related,established; ACCEPT
  -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
protocol tcp; not destination-port 80,1000:2000; DROP
  -A FORWARD -p tcp -m multiport ! --dports 80,1000:2000 -j DROP
other iprange; REJECT
  -A FORWARD -m iprange … -j REJECT --reject-with icmp-port-unreachable
`)
	expect(t, formatted(tables, "nat", "PREROUTING"), `protocol tcp; destination-type LOCAL; destination-port 8080; DNAT 10.0.0.2:80
  -A PREROUTING -p tcp -m addrtype --dst-type LOCAL -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80
`)
	expect(t, formatted(tables, "nat", "POSTROUTING"), `source 10.0.0.0/24; MASQUERADE
  -A POSTROUTING -s 10.0.0.0/24 -j MASQUERADE
`)
}

func TestRulesOfNft(t *testing.T) {
	tables := readRecorded(t, as)
	expect(t, formatted(tables, "t", "in"), `ct-state invalid; DROP
  ct state vmap { invalid : drop, established : accept }
ct-state established; ACCEPT
  ct state vmap { invalid : drop, established : accept }
in a; DROP
  iifname { "a", "b" } drop
in b; DROP
  iifname { "a", "b" } drop
protocol tcp; destination-port 80,1000:2000; comment web; ACCEPT
  tcp dport { 80, 1000-2000 } counter comment "web" accept
source 0.0.0.0/0; protocol tcp; other ip daddr @__set2; DROP
  meta nfproto ipv4 meta l4proto tcp ip daddr @__set2 drop
source 10.0.0.0/8; protocol udp; source-port 1024:2048; JUMP other
  ip saddr 10.0.0.0/8 udp sport 1024-2048 jump other
source ::/0; DROP
  meta nfproto ipv6 log prefix "six " drop
`)
	expect(t, formatted(tables, "t", "other"), `protocol tcp; destination-port 80; other limit 5/min; ACCEPT
  tcp dport 80 limit rate 5/minute accept
`)
}

func TestChains(t *testing.T) {
	var chains []string
	for _, table := range readRecorded(t, as) {
		for _, c := range table.Chains {
			chains = append(chains, fmt.Sprintf("%s %s %s: %s %s %d %s", table.Family, table.Name, c.Name, c.Type, c.Hook, c.Priority, c.Policy))
		}
	}
	expect(t, strings.Join(chains, "\n"), `ip filter FORWARD: filter forward 0 accept
ip nat PREROUTING: nat prerouting -100 accept
ip nat POSTROUTING: nat postrouting 100 accept
inet t in: filter input 0 drop
inet t other:   0 `)
}

func TestDamagedRules(t *testing.T) {
	count := 0
	recorded.Damage(recorded.Messages(t, "rule"), func(message []byte) {
		count++
		family, a, ok := body(message)
		if !ok {
			return
		}
		raw := copyRule(family, a)
		setsOf(raw.expressions)
		r := newDecoder(family, nil, func(string) *set { return assemble([]rawElement{{key: []byte{1, 2}}, {key: []byte{}}}, false) })
		r.expressions(raw.expressions)
		r.rules("filter", "FORWARD")
	})
	if count == 0 {
		t.Error("nothing was recorded")
	}
	for _, name := range []string{"__map0", "__set0", "__set1", "__set2"} {
		recorded.Damage(recorded.Messages(t, name), func(message []byte) {
			if _, a, ok := body(message); ok {
				var raw []rawElement
				unknown := false
				decodeElements(a[3], &raw, &unknown)
				assemble(raw, unknown)
			}
		})
	}
	readRecorded(t, func(message []byte) []byte { return message[:len(message)/2] })
}
