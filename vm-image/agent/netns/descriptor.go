package netns

// Descriptor is the open file that stands for the namespace, for messages to the kernel that name it so. It is valid
// until Close.
func (n *Namespace) Descriptor() int { return int(n.file.Fd()) }
