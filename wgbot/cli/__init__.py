"""What people type, what they are shown, and the exit code.

The only room that prints, all of it through `output`, or exits. Whatever a command does is done in
the rooms below, which it imports when it runs, so that `--help` starts at once.
"""
