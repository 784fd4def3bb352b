"""What people type: the commands, what they print, and the exit code.

Owns the options, the words for whoever runs wgbot and the streams they go to, and is the only
room that prints or exits. Owns no rule: a command reads its options, asks the room that knows,
and shows the answer.
"""
