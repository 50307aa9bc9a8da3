package observe

import "patchbay.org/agent/netns"

// Open opens every namespace that a look would show, the init namespace first. They stay open until release is called.
func (o *Observer) Open() (inodes []uint64, insides []*netns.Namespace, release func(), err error) {
	candidates, err := find(o.inode, o.hidden)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, p := range candidates {
		inside := o.initial
		if p.inode != o.inode {
			if inside = p.open(); inside == nil {
				continue
			}
		}
		inodes, insides = append(inodes, p.inode), append(insides, inside)
	}
	return inodes, insides, func() {
		for i, inside := range insides {
			if inodes[i] != o.inode {
				inside.Close()
			}
		}
	}, nil
}
