"""The commands of `python -m tdi`, one module each: `HELP`, `configure(parser)`, `run(options)`."""
