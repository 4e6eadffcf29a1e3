@rem What package.json starts with the shell's `exec` gets signals itself, not a shell in between. Windows has no such word:
@rem this file stands in for it. The first argument is the path of Node.js as other shells write it.
@node %2 %3 %4 %5 %6 %7 %8 %9
