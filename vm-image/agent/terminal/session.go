package terminal

// OfSession returns the terminal whose shell leads a session (setsid(2)), which is the controlling terminal of every
// process in the session. It returns "" if there is none.
func (t *Terminals) OfSession(session int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, terminal := range t.all {
		if terminal.leads(session) {
			return id
		}
	}
	return ""
}

func (t *Terminal) leads(session int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shell != nil && t.shell.Pid == session
}
