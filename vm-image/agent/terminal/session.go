package terminal

// OfSession names the terminal whose shell leads a session (setsid(2)): the one that every process of the session has as
// its controlling terminal. "" if there is none.
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
