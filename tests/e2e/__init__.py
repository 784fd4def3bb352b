"""The real workflows, run by nektos/act, against a GitHub that nobody here wrote.

`make e2e` runs them. The emulator keeps the state; `gateway` stands before it and says what it
leaves out; `act` runs a workflow file as GitHub would, with stand-ins for the actions that it pins.
"""
