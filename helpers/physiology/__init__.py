"""Pure functions of numbers: each file is one mechanism, written to be read by students."""
