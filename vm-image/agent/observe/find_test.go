package observe

import (
	"strings"
	"testing"
)

func TestNamespacesInMountinfo(t *testing.T) {
	mounts := nsfsMounts(strings.NewReader(`22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
69 68 0:4 net:[4026532318] /run/netns/ns1 rw shared:4 - nsfs nsfs rw
70 68 0:4 net:[4026532318] /run/netns/ns1 rw shared:4 - nsfs nsfs rw
71 68 0:4 net:[4026532387] /run/netns/with\040space rw shared:5 - nsfs nsfs rw
72 68 0:4 mnt:[4026532399] /run/mnt rw - nsfs nsfs rw
rubbish
73 68 0:4 net:[x] /run/x rw - nsfs nsfs rw
`))
	equal(t, mounts, []nsfsMount{{4026532318, "/run/netns/ns1"}, {4026532387, "/run/netns/with space"}})
}

func TestNamespaceInode(t *testing.T) {
	for text, want := range map[string]uint64{"net:[4026531840]": 4026531840, "net:[]": 0, "4026531840": 0, "": 0, "net:[1": 0} {
		got, ok := namespaceInode(text)
		equal(t, got, want)
		equal(t, ok, want != 0)
	}
}
