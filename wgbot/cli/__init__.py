"""What people type, what they see, and the exit code.

The only room that prints, always through `output`, or exits. The rooms below do the work; a command
imports them when it runs, so that `--help` starts at once.
"""
