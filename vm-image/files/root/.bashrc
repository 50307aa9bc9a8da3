# Everything is in /etc/bash.bashrc.
