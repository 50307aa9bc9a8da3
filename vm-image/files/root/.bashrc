# See /etc/bash.bashrc.
